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

/** 报价给了, 配置表发了: what was promised is done. */
const KEPT = new RegExp(
  `${WHAT}(?:都|也|已经?|刚)?${GIVES}(?:给?他|给?她|过去|出去|到)?了|(?:送|寄|拿|递)(?:过去|到|给[他她])了$|答应的(?:都|已经?)?(?:办|做|给|发|弄)好?了|(?:办|搞)[好妥]了$`,
);

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

export function isKept({ text }: Reading): boolean {
  return KEPT.test(text) && !/没|未|还要|准备/.test(text);
}

const REMIND =
  /(?:到时候?|记得)?(?:请|麻烦)?(?:帮我|给我|替我)?(?:设个?提醒|提醒(?:我|一下|设)?|[喊叫]我一声|记[着住到]一?下?|盯着点|设个闹钟?)(?:一下|着)?/g;

/** What somebody wants to be reminded of, and on which day; his words behind 提醒我, or before it when it ends them. */
export function reminderOf({ text, evidence }: Reading): Partial<Meaning> {
  const [trigger] = matchesOf(text, REMIND);
  const behind = trigger ? text.slice(trigger.index + trigger[0].length) : text;
  const told = /[一-龥]{2}/.test(behind) ? behind : text.slice(0, trigger?.index);
  const ahead = evidence.dates.filter(({ value }) => value.direction !== 'past');
  const day = ahead.find(({ words }) => told.includes(words)) ?? ahead[0];
  const parts = [...evidence.names.map(({ words }) => words), day?.words ?? ''];
  const what = parts
    .reduce((rest, words) => rest.replace(words, ' '), told)
    .replaceAll(REMIND, ' ')
    .replaceAll(/[\s,，。!！;；]+/g, '')
    .trim();
  return { promise: { what: what === '' ? '联系' : what, ...(day && { on: day.value.from }) } };
}
