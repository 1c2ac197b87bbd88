import { NO_OLD_CAR } from './card.ts';
import { type Day, formatDay } from './time.ts';

/** What a superior who refuses a pretext puts on the consultant's list; a new pretext does it. */
export const REDO_PRETEXT = '重新想个由头再打';

/** What a card says that could be a reason to call (由头, R33). */
export interface OpenFacts {
  state: string;
  inBaseGroup: boolean;
  nextDueWhy: string | null;
  agreedTime: string | null;
  series: string | null;
  color: string | null;
  usage: string | null;
  payment: string | null;
  tradeIn: string | null;
  decisionMaker: string | null;
  concerns: readonly string[];
  competitors: readonly string[];
  purchaseBy: Day | null;
  /** The reason that was prepared for the next call, and when. */
  pretext: string | null;
  pretextOn: Day | null;
  lastEffectiveOn: Day | null;
}

/**
 * Kinds of reasons, the strongest first (2.14): each says what it would be, if the card's facts call for it. They promise
 * nothing that the card does not know: an appraisal that is offered, not one that is ready.
 */
const KINDS: readonly ((facts: OpenFacts) => string | undefined | false | null)[] = [
  ({ nextDueWhy, agreedTime }) =>
    nextDueWhy === 'agreed' && `约好的${agreedTime ? ` ${agreedTime}` : '联系'}`,
  ({ concerns: [concern] }) => concern && `回复他关心的${concern}`,
  ({ competitors: [rival], series }) => rival && `和${rival}的对比表${series ? `（${series}）` : ''}`,
  ({ tradeIn }) => tradeIn && tradeIn !== NO_OLD_CAR && `免费评估旧车${tradeIn}`,
  ({ payment }) => payment === '分期' && '帮他预审分期',
  ({ decisionMaker }) => decisionMaker && `请${decisionMaker}一起来看车`,
  ({ purchaseBy }) => purchaseBy && `${formatDay(purchaseBy)}前买的话，现在锁政策和交期`,
  ({ color, series }) => color && series && `${color}色${series}的现车情况`,
  ({ series }) => series && `约${series}试驾`,
  ({ usage }) => usage && `按${usage}配一份方案`,
  () => '店里这周的活动，请他来看看',
];

/** An owner is not sold to, and whoever is befriended is asked nothing that presses him. */
const OF_OWNERS = ['问车开得怎么样', '请他介绍朋友来看车', '提醒保养和年检'];
const OF_BASE_GROUP = ['交朋友，问问近况', '店里活动请他来玩', '打听身边谁要买车'];

/** At most so many are offered. */
const MOST_OFFERED = 3;

/** Reasons to call out of the open facts of the card, the best first; there is always one. */
export function offeredPretexts(facts: OpenFacts): string[] {
  if (facts.state === 'delivered') return OF_OWNERS;
  if (facts.inBaseGroup) return OF_BASE_GROUP;
  return KINDS.flatMap((kind) => kind(facts) || []).slice(0, MOST_OFFERED);
}

/** The reason that was prepared, while no talk has used it up. */
export function preparedPretext({ pretext, pretextOn, lastEffectiveOn }: OpenFacts): string | undefined {
  if (pretext === null || pretextOn === null) return undefined;
  return lastEffectiveOn === null || pretextOn >= lastEffectiveOn ? pretext : undefined;
}

/** With which reason the next call is made: the prepared one, else the best that the card offers. */
export function pretextFor(facts: OpenFacts): string {
  return preparedPretext(facts) ?? offeredPretexts(facts)[0] ?? '';
}

const IDLE =
  /^(?:没有?(?:什么|啥)?事|随便|顺便|就是|就|只是|先|例行|日常|简单|打个?(?:电话|招呼)|问(?:问|候|一下|一声|下)?|看(?:看|一下|下)?|了解|聊(?:聊|一下)?|联系|回访|跟进|关心|情况|近况|意向|进度|考虑(?:得)?|买不买|还买不买|怎么样|咋样|一下|下|客户|[他她还了的吧呗嘛啊])+$/;

/** 随便问问, 没事问候一下: no reason to call anybody. */
export function isIdle(pretext: string): boolean {
  const bare = pretext.replaceAll(/[\s\p{P}]/gu, '');
  return bare === '' || IDLE.test(bare);
}
