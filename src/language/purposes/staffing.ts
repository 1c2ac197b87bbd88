import { addDays, type Day } from '../../domain/time.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { customersIn, staffIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { matchesOf } from '../matches.ts';

/** Who works when, for whom and with which customers. */
export const staffing: readonly Purpose[] = [
  {
    intent: 'addStaff',
    shownBy: ({ has }) =>
      has(
        /新招(?:的|了)?|新来(?:的|了)?.{0,3}(?:顾问|同事|销售|员工|主管|专员|人|[小老])|来(?:了)?(?:个)?新(?:顾问|同事|销售|人)|入职|新员工|新同事|新顾问|新销售(?=[\s顾])|新人小|今天(?:来|到)(?:报到|上班)|报到/,
      ),
    means(reading) {
      const form = /姓名[:：]\s?([一-龥]{2,4})/.exec(reading.text)?.[1];
      const named = reading.evidence.names.filter(({ value }) => value.kind !== 'customer');
      const [person, mentor] = form === undefined ? named : [undefined, named[0]];
      const mobile = reading.evidence.phones.find(({ value }) => value.kind === 'mobile')?.value;
      const role = /销售顾问|顾问|销售/.test(reading.text)
        ? '销售顾问'
        : /电网|DCC|网销|邀约/i.test(reading.text)
          ? '电网专员'
          : /主管/.test(reading.text)
            ? '主管'
            : undefined;
      return {
        staff: {
          ...(form !== undefined ? { name: form } : person && { name: person.words }),
          ...(mobile?.kind === 'mobile' && { phone: mobile.phone }),
          ...(role && { role }),
        },
        ...(mentor && { mentor: mentor.words }),
      };
    },
  },
  {
    intent: 'recallBulk',
    shownBy: ({ has }) =>
      has(
        /(?:全|都|统统|一律|统一|全部)?(?:给我)?收回(?:来|公司)?|收上来|(?:[天月]|没打|没联系|没跟|没动)[^\s,，]{0,8}[\s,，]?(?:全|都|统统|一律)?(?:给我)?(?:拿|要|拉|调)回来|收归|划到公海|进公海|回收/,
      ),
    means: ({ text }) => {
      const days = /一个月|30天|三十天|1个月/.test(text) ? 30 : daysSaid(text);
      const to = /电网部?|DCC|网销/i.test(text) ? '电网部' : /公海|公司/.test(text) ? '公司' : undefined;
      const grade = /(?:除了?|不含|不算|不包括)([OHABC])/i.exec(text)?.[1]?.toUpperCase();
      const only = /([HABC])级/i.exec(text)?.[1]?.toUpperCase();
      return {
        ...(days !== undefined && { noContactDaysOver: days }),
        ...(to && { to }),
        exclude: [(grade as 'O' | undefined) ?? 'O'],
        ...(only && { grade: only as 'C' }),
      };
    },
  },
  {
    intent: 'reassignBulk',
    shownBy: (reading) =>
      reading.has(FROM_ONE_TO_ANOTHER) ??
      reading.has(LEAVES) ??
      (isOfOne(reading)
        ? undefined
        : reading.evidence.names.length >= 2 ||
            (staffIn(reading).length > 0 && /离职|要走|走了|辞职|退休|调走|不干了/.test(reading.text)) ||
            (LEAVER.test(reading.text) && ALL_TO.test(reading.text)) ||
            (staffIn(reading).length > 0 &&
              /客户(?:全|都)|的[OHABC]级?.{0,2}(?:给|归|转给?)[小老阿]/.test(reading.text))
          ? reading.has(
              /的[OHABC]级?的?(?:客户)?(?:都|全部?)?(?:给|归|转给?|分给)(?=[小老阿])|的?客户拆|摊子[^\s,，]{0,8}(?:转|给|分|交)|把.{1,4}(?:手上|手里|名下)?的?(?:客户|单子|卡|意向).{0,6}(?:分|转|给|移|划|交)|(?:客户|名下的?|手上的?|手里的?).{0,6}(?:全|都|平均?|一人一半)?(?:分|转|移|划|交接?|给|归)(?:给|到)?|一人一半|平分|均分|对半分|离职.{0,8}客户/,
            )
          : undefined),
    means: bulkOf,
  },
  {
    intent: 'setSchedule',
    shownBy: ({ has, asks }) =>
      asks
        ? undefined
        : has(
            /(?:全员|全体|所有人|大家|都|统一|一个)(?:都|也)?(?:要|得|必须)?(?:不(?:许|准|能|得|可以)|别)(?:休|请假|歇)|[全都]{1,2}来上班|(?:轮休|休息)的?(?:都|统一|全部?)?(?:挪|调|改)|(?:全员|全体|所有人|大家|都|统一)(?:要|得|必须)?(?:上班|在岗|到岗|加班|不休|无休)|休息的?(?:调|挪|改)(?:到|成|至)?|全员|取消(?:休息|轮休)|调休到/,
          ),
    means: ({ evidence, text }) => {
      const days = evidence.dates.filter(
        ({ value, words }) =>
          words !== '月底' && (value.grain === 'day' || value.grain === 'weekend' || value.grain === 'range'),
      );
      const moved = days.findLast(
        ({ start, end }) =>
          /^.{0,2}(?:补休|再休|调休)/.test(text.slice(end)) ||
          /(?:休|调|挪|补)[^\s]{0,5}$/.test(text.slice(0, start)),
      );
      const work = days
        .filter((each) => each !== moved)
        .flatMap(({ value }) => eachDay(value.from, value.to));
      return {
        ...(/全员|全体|所有人|大家|都|一个/.test(text) && { scope: '全员' }),
        ...(work.length > 0 && { workOn: [...new Set(work)] }),
        ...(moved && { restMovedTo: moved.value.from }),
      };
    },
  },
];

/** 张三的客户都转给李四: colleagues by their full names. */
const FROM_ONE_TO_ANOTHER =
  /^(?:把|交接[:：\s]?)?(?<from>[一-龥]{2,3}?)(?:的|手[里上]的?|名下的?)(?:所有|全部|全体)?(?:客户|单子|卡|意向|人)(?:先)?(?:全部?|都|统统)*(?:转|交|分|划|移|拨|给|归|接)(?:给|到|归|接|交|由){0,3}(?<to>[一-龥]{2,3}?)(?:来?[跟接]手?|负责|了|吧)?$/;

/** 于四海离职: whoever leaves, by his full name, which no mark shows to be one. */
const LEAVER =
  /^(?![他她我这那有谁])(?<from>[一-龥]{2,3}?)(?:这个|下个?|月底?|今天|明天|已经|马上|快)*(?:要|准备)?(?:离职|走了|要走|走人|辞职|退休|调走|不干了)/;
/** 于四海离职了 says nothing of who has his customers then: that is asked. */
const LEAVES =
  /^(?![他她我这那有谁听])[一-龥]{2,3}?(?:今天|明天|这周|月底|下个?月|已经|马上|要|准备)*(?:离职|辞职)了?(?:[\s,，]*(?:[他她]的?)?客户怎么办)?[?？]?$/;
/** 他的客户都给孙三省: who has them then. */
const ALL_TO =
  /客户(?:先)?(?:全部?|都|统统|统一)*(?:先)?(?:转|交|分|划|移|拨|给|归|由)(?:给|到|归){0,2}(?<to>[一-龥]{2,3}?)(?:来?[跟接]手?|负责|了|吧)?[。]?$/;

/** 小冯的客户阎先生改给小杜: one customer, not all of them. */
function isOfOne(reading: Reading): boolean {
  return (
    customersIn(reading).filter(({ value }) => value.kind === 'customer').length === 1 &&
    !/全|都|各|均|平|半|离职|退休|级/.test(reading.text)
  );
}

export function eachDay(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let each = from; each <= to && days.length < 31; each = addDays(each, 1)) days.push(each);
  return days;
}

export function daysSaid(text: string): number | undefined {
  const found = /(\d+|[一二两三四五六七八九十]+)(?:个)?(天|周|星期|礼拜|个?月|日)/.exec(text);
  if (!found) return undefined;
  const count = Number(found[1]) || chineseNumber(found[1] ?? '');
  return count * (/月/.test(found[2] ?? '') ? 30 : /周|星期|礼拜/.test(found[2] ?? '') ? 7 : 1);
}

function chineseNumber(words: string): number {
  const digits = '零一二三四五六七八九';
  if (!words.includes('十')) return digits.indexOf(words.replace('两', '二'));
  const [tens = '', ones = ''] = words.split('十');
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}

/** 把老于的客户分给小刘小马 一人一半 A的给小刘. */
function bulkOf(reading: Reading): Partial<Meaning> {
  const { text, evidence } = reading;
  const full = FROM_ONE_TO_ANOTHER.exec(text)?.groups;
  const [giver = '', taker = ''] = [full?.['from'], full?.['to']];
  if (giver !== '' && taker !== '' && evidence.names.length < 2) return { from: giver, to: { staff: taker } };
  const leaver = LEAVER.exec(text)?.groups?.['from'];
  const from =
    evidence.names.find(({ end }) =>
      /^(?:要走|离职|走了|退休|调走|不干|辞职)|^[^\s,，]{0,4}的?(?:客户|单子|卡|意向|名下)|^的?[HABC]/.test(
        text.slice(end),
      ),
    ) ?? (leaver === undefined ? evidence.names[0] : undefined);
  const others = evidence.names.filter((name) => name !== from && name.words !== leaver);
  const named = others.map(({ value, words }) => (value.kind === 'staff' ? value.name : words));
  const all = ALL_TO.exec(text)?.groups?.['to'];
  const to = [...new Set(named.length === 0 && all !== undefined ? [all] : named)];
  const rules: NonNullable<Meaning['rules']> = [];
  for (const [, grade = '', staff = ''] of matchesOf(
    text,
    /([HABCO])级?的?(?:都|全)?(?:给|归|交给|划给)([^\s,，。]{2})/gi,
  ))
    rules.push({ grade: grade.toUpperCase() as 'A', to: staff });
  if (/一人一半|平分|均分|平均|对半/.test(text)) {
    const rest = text.search(/其余|剩下|其他|剩余/);
    const named = rest < 0 ? [] : others.filter(({ start }) => start > rest).map(({ words }) => words);
    rules.push({ rest: '均分', to: named.length > 1 ? named : to });
  }
  // 小赵的客户给小刘小马: both are meant.
  if (rules.length === 0 && to.length > 1) rules.push({ rest: '均分', to });
  return {
    ...(from
      ? { from: from.value.kind === 'staff' ? from.value.name : from.words }
      : leaver !== undefined && { from: leaver }),
    ...(rules.length > 0 ? { rules } : to[0] !== undefined && { to: { staff: to[0] } }),
  };
}
