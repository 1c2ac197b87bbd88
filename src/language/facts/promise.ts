import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { matchesOf } from '../matches.ts';

const GIVES = '(?:给|发|送|报|出|拿|办|做|算|寄|问|查)';
const WHAT =
  '(?:报价单?|价格?|方案|配置(?:表|单)?|对比表?|资料|计算单|分期方案|贷款方案|金融方案|落地价|底价|置换价|清单|脚垫|膜|精品|明细|视频|图片|照片|合同|答复|消息|准信|结果|评估(?:价|结果)?|政策|优惠|试驾(?:车)?|牌照?|颜色|库存|现车|车源|交车时间|链接)';

/** Without one of these nothing is promised: most messages hold none. */
const PROMISES = /答应|承诺|许诺|说好|讲好|保证|约好|应/;
/** 答应周三给报价, 说好明天把配置表发他: something we owe him, by a day. */
const PROMISED = new RegExp(
  `(?:答应|承诺|许诺|说好|讲好|保证|约好|应)(?:了)?(?:他|她|客户|人家)?[^,，。;；]{0,10}?` +
    `(?:${GIVES}(?:他|她|客户|人家)?(?:个|一份|一下|出|去)?(?:新的?|最终|最低)?${WHAT}|把?${WHAT}${GIVES}(?:过去|给?他|给?她|给?客户)?)`,
);
const ACT =
  '(?:把|送|发|给|寄|拿|带|递|捎|办|做|装|贴|补|退|换|查|问|弄|找|留|帮|申请|争取|准备|打印|复印|安排|开(?:发票|票|证明)|调(?=[^\\s,，]{0,4}车))';
/** 答应王姐明天送小票过去: of whatever, where it is we who promise it; 王姐答应… is hers. */
const PROMISED_FREELY = new RegExp(
  `(?:^|(?<=[\\s,，。;；我]))(?:我|已经|刚才?|也)*(?:答应|承诺|许诺|保证)(?:了|过|好)?[^,，。;；]{0,10}?${ACT}[^,，。;；\\s]{1,16}` +
    '|(?:说好|讲好)了?[^,，。;；]{0,8}?(?:送|寄|发|拿|带)[^,，。;；\\s]{1,10}(?:过去|给[他她])',
);
/** What is agreed with him to come, to try or to be called about has its own place. */
const OTHERWISE =
  /来店|到店|试驾|看车|(?<![送拿带寄发])过来|打电话|回电|回话|联系|交车|提车|[订定]金|尾款|打给|带[^\s,，]{0,6}来/;

const HIM = '(?:给)?(?:他|她|客户|人家)';
/** 报价给了, 配置表发给他了, 给他报价了, 发了报价: what was promised is done. Names stand as 他. */
const KEPT = new RegExp(
  [
    `${WHAT}(?:我|都|也|已经?|刚刚?|今天|算好|做好|[了])*(?:${HIM})?${GIVES}(?:${HIM}|微信上?|手机上?|邮箱|过去|出去|到)*(?:了|过了|好了)`,
    `(?:给|跟)(?:他|她|客户|人家)(?:把)?(?:${GIVES}了?)?${WHAT}(?:也|都|已经?)?(?:${GIVES}?过去)?了`,
    `(?:给|发|送|报|寄|拿|做|算)(?:了|过|好)(?:他|她|客户|人家)?(?:一份|个)?${WHAT}(?=$|[\\s,，。!！了给])`,
    `(?:发|送|寄|拿)${WHAT}给?(?:他|她|客户|人家)了`,
    `${WHAT}(?:都|也|已经?)?(?:搞定|办妥)了`,
    '(?:送|寄|拿|递)(?:过去|到|给[他她])了$|答应(?:他|她|客户|人家)?的(?:事|东西|都|也|已经?)*(?:办|做|给|发|弄)[好完]?了|(?:办|搞)[好妥]了$',
    '[这那](?:个|件)?事(?:也|都|已经?)*(?:办|做|弄)[好完妥]?了',
  ].join('|'),
);
const NOT_KEPT = /没|未|还要|准备|别家|对面|隔壁|竞品|他们店|一[给发送]/;
const POSTPONED = new RegExp(
  `(?:(?:报价单?|价格|方案|配置(?:表|单)|对比表?|资料|计算单|清单|脚垫|膜|精品|明细|视频|图片|照片|合同|答复|准信|评估(?:价|结果))|答应的(?:事|东西)?)(?:的事)?[\\s,，]?(?:要|得|先|再)?(?:改|推迟?|挪|延后?|拖|晚)(?:到|成|至)?`,
);
const COMES = /^[^\s,，]{0,8}(?:来|到)店/;

/** 报价改到周一给: what was promised is owed by another day. */
export function postponedIn({ text, evidence }: Pick<Reading, 'text' | 'evidence'>): Partial<Meaning> {
  const found = POSTPONED.exec(text);
  const end = found ? found.index + found[0].length : 0;
  const day = found && evidence.dates.find(({ value, start }) => value.direction !== 'past' && start === end);
  if (!found || !day || COMES.test(text.slice(day.end))) return {};
  return {
    promise: {
      what: found[0].replace(
        /(?:的事)?[\s,，]?(?:要|得|先|再)?(?:改|推迟?|挪|延后?|拖|晚)(?:到|成|至)?$/,
        '',
      ),
      on: day.value.from,
      moved: true,
    },
  };
}

/** What the consultant promised a customer, and by when; the next day when he named none. */
export function promiseOf({ text, evidence }: Reading): Partial<Meaning> {
  const found = PROMISES.test(text) ? (PROMISED.exec(text) ?? promisedFreely({ text, evidence })) : null;
  if (!found) return {};
  const end = found.index + found[0].length;
  const day = evidence.dates.find(
    ({ value, start }) => value.direction !== 'past' && start >= found.index - 6 && start <= end + 4,
  );
  const named = evidence.names.map(({ words }) => words);
  const what = [...named, day?.words ?? '']
    .reduce((rest, words) => rest.replace(words, ''), text.slice(found.index, end))
    .replace(
      /^(?:我|已经|刚才?|也)*(?:答应|承诺|许诺|说好|讲好|保证|约好|应)(?:[了过好])?(?:他|她|客户|人家)?/,
      '',
    )
    .replace(/^[\s,，]+/, '');
  return { promise: { what, ...(day && { on: day.value.from }) } };
}

function promisedFreely({ text, evidence }: Pick<Reading, 'text' | 'evidence'>): RegExpExecArray | null {
  const found = PROMISED_FREELY.exec(text);
  if (!found || OTHERWISE.test(found[0])) return null;
  const to = found.index + (/(?:答应|承诺|许诺|保证|说好|讲好)[了过好]?/.exec(found[0])?.[0].length ?? 0);
  // 通了 答应周日…: without saying to whom, the customer may have promised.
  const isOurs =
    found.index <= 1 ||
    /^[^,，。;；]{0,4}(?:[他她]|客户|人家)/.test(text.slice(to)) ||
    evidence.names.some(({ start }) => start >= found.index && start - to <= 2) ||
    /过去|给[他她]/.test(found[0]);
  return isOurs ? found : null;
}

export function isKept({ text, evidence }: Pick<Reading, 'text' | 'evidence'>): boolean {
  if (!/了/.test(text)) return false;
  const people = evidence.names.filter(({ value }) => value.kind !== 'staff');
  // 孙先生的报价给他了, 报价发给孙先生了
  const said = people.reduce((rest, { words }) => rest.replace(words, '他'), text);
  return said.split(/[\s,，。!！;；]+/).some((phrase, at, phrases) => {
    const own = at > 0 && phrases[at - 1] === '他' ? `他${phrase}` : phrase;
    return KEPT.test(own) && !NOT_KEPT.test(own) && !/[他她](?:说|问)/.test(own);
  });
}

const REMIND =
  /(?:到时候?|记得)?(?:请|麻烦)?(?:帮我|给我|替我)?(?:设个?提醒|提醒(?:我|一下|设)?|[喊叫]我一声|记[着住到]一?下?|盯着点|设个闹钟?)(?:一下|着)?/g;

/** 明天我休 is said beside what he wants to be reminded of. */
const RESTS = /我[^\s,，]{0,6}(?:休(?!闲)|请假|不上班|不在)|(?:^|[一-龥\d])休(?:息|假)?$|请[^\s,，]{0,3}假/;
/** That somebody comes, and no more: his appointment says it. */
const ONLY_COMES =
  /^(?:要|会|再|说|约好?|上午|下午|晚上|中午)*(?:来|到|过来)(?:店里?|一趟|看车|展厅)*(?:的)?$/;

/** What somebody wants to be reminded of, and on which day; his words behind 提醒我, or before it when it ends them. */
export function reminderOf({ text, evidence }: Reading): Partial<Meaning> {
  const [trigger] = matchesOf(text, REMIND);
  const behind = trigger ? text.slice(trigger.index + trigger[0].length) : text;
  const told = (/[一-龥]{2}/.test(behind) ? behind : text.slice(0, trigger?.index))
    .split(/[\s,，。!！;；]+/)
    .filter((phrase) => !RESTS.test(phrase))
    .join(' ');
  const ahead = evidence.dates.filter(({ value }) => value.direction !== 'past');
  const day = ahead.find(({ words }) => told.includes(words)) ?? ahead[0];
  const parts = [...evidence.names.map(({ words }) => words), day?.words ?? ''];
  const what = parts
    .reduce((rest, words) => rest.replace(words, ' '), told)
    .replaceAll(REMIND, ' ')
    .replaceAll(/[\s,，。!！;；]+/g, '')
    .trim();
  const coming = comesOn({ text, evidence });
  return {
    ...(!(coming && ONLY_COMES.test(what)) && {
      promise: { what: what === '' ? '联系' : what, ...(day && { on: day.value.from }) },
    }),
    ...coming,
  };
}

/** 周六来店, 周日宋姐来店: the day he comes on. */
function comesOn({ text, evidence }: Pick<Reading, 'text' | 'evidence'>): Partial<Meaning> | undefined {
  const when = evidence.dates.find(({ value, end }) => {
    const name = evidence.names.find(({ start }) => start >= end && start <= end + 1);
    return (
      value.direction !== 'past' &&
      /^(?:要|会|再|上午|下午)?(?:来(?!电)|到店)/.test(text.slice(name?.end ?? end).trimStart())
    );
  })?.value;
  return when && { appointment: when.time ? { at: `${when.from}T${when.time}` } : { date: when.from } };
}
