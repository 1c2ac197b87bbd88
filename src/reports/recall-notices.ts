import type { Announced, Neglected } from '../db/recalls.ts';
import type { TakenBack } from '../db/take-back.ts';
import type { CardNotice } from '../domain/notice.ts';
import type { Rules } from '../domain/rules.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { addDays, type Day, dayOf, daysBetween, formatDay } from '../domain/time.ts';
import { namesOf, whoLine } from './handover-brief.ts';

/** One phone screen. */
const MOST_LINES = 10;
/** A card holds 160 characters, a drop-down ten entries. */
const MOST_ON_CARD = 6;
const MOST_CHOICES = 9;

/** What a consultant is warned of, those next to go first. */
export function warningText(neglected: readonly Neglected[], rules: Rules): string {
  const ordered = neglected.toSorted((a, b) => b.days - a.days);
  const lines = ordered.slice(0, MOST_LINES).map(({ customer, days }) => {
    const left = rules.recallDays - days;
    const when = left <= 0 ? '这两天就要收回' : left === 1 ? '明天收回' : `再过${left}天收回`;
    return `· ${whoLine(customer)}｜${days}天没联系上，${when}`;
  });
  const more = ordered.length - lines.length;
  return [
    `收回提醒：这${ordered.length}位满${rules.recallDays}天没联系上，公司会收回：`,
    ...lines,
    ...(more > 0 ? [`还有${more}位`] : []),
    '打通聊过就不收。打完直接回：王先生打了 通了 聊了什么',
  ].join('\n');
}

/** What a consultant reads when his customers are announced. */
export function announcedText(announced: readonly Pick<Announced, 'customer'>[], rules: Rules): string {
  const names = namesOf(announced.map(({ customer }) => customer));
  return `${names}满${rules.recallDays}天没联系上，已报主管收回，最迟${rules.recallHours}小时后生效。现在打通聊过，就不收。`;
}

/** What the supervisor decides on: one card, with a choice of which one the button is meant for. */
export function recallCard(
  taskId: string,
  announced: readonly Announced[],
  { at, rules }: { at: Date; rules: Rules },
): CardNotice {
  const today = dayOf(at);
  const lines = announced.slice(0, MOST_ON_CARD).map(({ customer, owner }, index) => {
    const number = announced.length > 1 ? `${index + 1}. ` : '';
    return `${number}${calledBy(owner)}·${whoLine(customer)} ${lastCall(customer.lastEffectiveOn, today)}`;
  });
  const more = announced.length - lines.length;
  const choices = announced.slice(0, MOST_CHOICES).map(({ recall, customer }, index) => ({
    id: String(recall.id),
    text: `${index + 1} ${customer.alias ?? customer.name ?? customer.phone?.slice(-4) ?? ''}`,
  }));
  return {
    kind: 'card',
    taskId,
    title: `待收回 ${announced.length}位，${rules.recallHours}小时不定自动收回`,
    text: [...lines, ...(more > 0 ? [`还有${more}位，发“公司池”看`] : [])].join('\n'),
    ...(announced.length > 1 && {
      choice: { title: '处理哪位', options: [{ id: 'all', text: '全部' }, ...choices] },
    }),
    buttons: [
      { key: 'take', text: '收回', style: 'primary' },
      { key: 'spare', text: '先不收', style: 'plain' },
    ],
  };
}

function lastCall(lastEffectiveOn: Day | null, today: Day): string {
  return lastEffectiveOn ? `${daysBetween(lastEffectiveOn, today)}天没联系上` : '从没联系上';
}

/** Whose customers were taken back, and who is to call them now: each in one message. */
export function takenBackTexts(
  taken: readonly TakenBack[],
  { at, rules }: { at: Date; rules: Rules },
): { to: UserId; text: string }[] {
  const until = addDays(dayOf(at), rules.formerOwnerDays);
  const former = [...new Set(taken.map(({ formerOwnerId }) => formerOwnerId))].map((to) => {
    const theirs = taken.filter(({ formerOwnerId }) => formerOwnerId === to);
    const names = namesOf(theirs.map(({ customer }) => customer));
    return {
      to,
      text: `收回公司：${names}，${rules.recallDays}天没联系上。${formatDay(until)}前要回来请找主管。`,
    };
  });
  const holders = [...new Set(taken.map(({ holder }) => holder))].map((holder) => {
    const theirs = taken.filter((each) => each.holder === holder);
    const days = theirs.map(({ on }) => on).toSorted();
    const [first = dayOf(at)] = days;
    const last = days.at(-1) ?? first;
    const when =
      first === last ? formatDay(first) : `${formatDay(first)}到${formatDay(last)}，每天的在待办里`;
    return {
      to: holder.userId,
      text: `公司池交给您回访${theirs.length}位：${namesOf(theirs.map(({ customer }) => customer))}。${when}打。\n还买就回：激活 称呼；不买了回：战败 称呼 原因`,
    };
  });
  return [...former, ...holders];
}
