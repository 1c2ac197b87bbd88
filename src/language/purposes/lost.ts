import type { Found } from '../found.ts';
import type { Reading } from '../reading.ts';
import { staffIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { anyOf } from './slots.ts';

const BUY = anyOf('买 考虑 要 看 换');
/** Given up, or bought already. */
const LOST = new RegExp(
  [
    '[战占]败(?!分析|会|池|率|表|库|客户|的|那|过|原因|分析)|[报申]请?(?:战败|失控)|失控(?!表|率|客户)',
    '不买(?:车)?了|不考虑了?|不要了|不(?:想|打算|准备|计划)(?:买|换|要|提)车?(?:了|$)|不打算买|没(?:有)?打算(?:买|换)了',
    '放弃(?:购车|买车|购买|了)?|取消(?:购车|购买|买车)|打消(?:了)?(?:买|购)车',
    '别家(?:买|订|定|提)|(?:买|订|定|提|选)了(?:别的|别家|人家|其他)|买完了|已经买了',
    `没戏了|黄了|死单|(?:暂时|今年|近期|短期)(?:先)?不(?:会)?${BUY}(?!量)`,
  ].join('|'),
);
const ELSEWHERE =
  /跑[^\s,，]{1,6}店[^\s,，]{0,3}[签订定买]|咱家牌子|别(?:的[^\s,，]{0,3})?店.{0,4}[订定买提]|别家.{0,4}[订定买提]|他店.{0,4}[订定买提]|其他店.{0,4}[订定买提]|隔壁(?:店)?.{0,4}[订定买提]了|在.{1,6}[订定买提]了(?!我)|同品牌/;
export const DUPLICATE =
  /重复|撞单|重了|是重的|撞了|重号|号重|已经有(?:人|卡|档)|号有了|号有人|系统里有|合(?:并|一下)|并一下/;

export const losses: readonly Purpose[] = [
  {
    intent: 'applyLost',
    shownBy: (reading, others) => (others.has('reactivate') ? undefined : lostIn(reading)),
  },
  {
    intent: 'invalidateLead',
    shownBy: ({ has }) =>
      has(
        /(?:标|记|算|转|改|设|作|判|当|按|归|列|划)(?:为|成|个|到|入)?(?:无效|废|垃圾)|无效线索|作废|标无效|(?:\d{11}|[次回遍]|不接|没接|没人接|空号|停机)[^\s,，]{0,5}[\s,，]*无效(?:吧|了|处理)?(?=$|[\s,，])/,
      ),
    means: ({ evidence, text }) => {
      const mobile = evidence.phones.find(({ value }) => value.kind === 'mobile')?.value;
      const tries = /([一二两三四五六七八九十\d]+)(?:次|遍|回)/.exec(text)?.[1];
      return {
        ...(mobile?.kind === 'mobile' && { phone: mobile.phone }),
        ...(tries && {
          attemptsClaimed: Number(tries) || '零一二三四五六七八九十'.indexOf(tries.replace('两', '二')),
        }),
      };
    },
  },
  {
    intent: 'mergeLead',
    shownBy: (reading) =>
      reading.has(DUPLICATE) && (staffIn(reading).length > 0 || reading.has(/合并|并到|并入|号/))
        ? reading.has(DUPLICATE)
        : undefined,
    means: (reading) => {
      const mobile = reading.evidence.phones.find(({ value }) => value.kind === 'mobile')?.value;
      const [owner] = staffIn(reading);
      return {
        phone: mobile?.kind === 'mobile' ? mobile.phone : 'last',
        ...(owner && { owner: { staff: owner.value.name } }),
      };
    },
  },
];

export function lostIn(reading: Reading): Found<unknown> | undefined {
  const { has, did, evidence, text } = reading;
  if (/退[订定]|退单|退车|取消订单/.test(text)) return undefined;
  // 战败名单, 战败的有哪些: asked for.
  if (/(?:[战占]败|失控)(?:的|客户)*(?:名单|列表|清单|有哪些|有谁|有几|都有)/.test(text)) return undefined;
  // 战败了的顾先生又来店了: he was lost, and is not any more.
  if (/[战占]败了?的|又来|又想/.test(text) && has(/来店|来了|又想/)) return undefined;
  // 打6次都不接 想申请失控: what he asks for now.
  const applied = has(
    /(?<!(?:不|别|没|没有|不用|先别|要不要)(?:再|用)?)(?:想|要|麻烦|帮忙?)?(?:申请|报)(?:战败|失控)(?!表|率|原因|的)/,
  );
  // 他朋友买了卡罗拉: somebody else did.
  const isOthers = has(/(?:朋友|同事|邻居|亲戚|同学|他哥|他姐|人家)[^\s,，]{0,3}(?:买|订|提)了/);
  const bought = isOthers ? undefined : evidence.competitors.find(({ value }) => value.bought);
  // 试驾完直接订了宋Pro: with money or a second visit it is our car that was ordered.
  if (bought && !/[战占]败|买了|别的|隔壁|对面/.test(text) && /[定订经]金|试驾完|现[订定]|合同/.test(text))
    return undefined;
  const rival = evidence.cars.find(
    ({ start, end }) =>
      /[买提订定](?:了|的)?\s?$/.test(text.slice(0, start)) && /^去?了/.test(text.slice(end)),
  );
  if (evidence.names.length > 0 && did(/不看了/)) return did(/不看了/);
  // 灰色的不要了: another colour is wanted.
  if (/色?的不要了/.test(text) && evidence.colours.length > 0) return undefined;
  return did(LOST) ?? applied ?? decidedElsewhere(has) ?? bought ?? rival;
}

/** 看过别家的车还没定下来: nothing is decided. */
function decidedElsewhere(has: Reading['has']): Found<string> | undefined {
  const found = has(ELSEWHERE);
  return found && /[没未不]/.test(found.words) ? undefined : found;
}

/** 买了缤智, 别的店订了: the customer has decided for somebody else. */
export function boughtElsewhere({ evidence, has }: Pick<Reading, 'evidence' | 'has'>): boolean {
  return evidence.competitors.some(({ value }) => value.bought) || decidedElsewhere(has) !== undefined;
}

const SOMETHING_ELSE =
  /(?:[买订定提选]了?|[买订定提]的)(?:是)?(?:个|台|辆)?(?:别的|别家|其他|人家|竞品)|已经?买了|买完了/;

/** 买了别的车 缤智: which car it was, said somewhere behind. */
export function boughtInstead({ evidence, text }: Pick<Reading, 'evidence' | 'text'>): string | undefined {
  const bought = evidence.competitors.find(({ value }) => value.bought) ?? evidence.competitors[0];
  if (bought) return bought.value.name;
  const said = SOMETHING_ELSE.exec(text);
  return said ? evidence.cars.find(({ start }) => start > said.index)?.value.series : undefined;
}
