import { countDue, type Customer, listDue } from '../db/customers.ts';
import type { Db } from '../db/connect.ts';
import { PURPOSE } from '../domain/grade.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, daysBetween } from '../domain/time.ts';

/** One phone screen: more is said as a number. */
const MOST_LINES = 12;

export interface DueList {
  text: string;
  /** In the order of the numbers, for answers such as "1 没接". */
  customers: CustomerId[];
}

/** Whom a consultant has to contact on a day, overdue first; undefined when there is nobody. */
export async function dueList(
  db: Db,
  ownerId: UserId,
  day: { on: Day; today: Day },
  title: string,
): Promise<DueList | undefined> {
  const { on, today } = day;
  const [total] = await countDue(db, day, ownerId);
  if (!total) return undefined;
  const customers = await listDue(db, ownerId, on, today, MOST_LINES);
  const word = on === today ? '今天' : '到期';
  const rest = total.due - total.overdue;
  const head = [total.overdue > 0 && `超期 ${total.overdue}`, rest > 0 && `${word} ${rest}`]
    .filter(Boolean)
    .join('，');
  const lines = customers.map((customer, index) => `${index + 1}. ${dueLineOf(customer, today)}`);
  const more = total.due - customers.length;
  if (more > 0) lines.push(`还有 ${more} 位，打完这些再发“待办”`);
  return {
    text: [
      `${title} ${total.due}：${head}`,
      ...lines,
      customers.length > 1 ? '打完直接回：1 没接 / 2 通了 聊了什么' : '打完直接回：1 没接 / 1 通了 聊了什么',
    ].join('\n'),
    customers: customers.map(({ id }) => id),
  };
}

/** "李姐 A 卡缤红｜超期2天｜促成交｜上次：嫌贵｜由头：…": who, how late, what for, last talk, a reason to call. */
function dueLineOf(customer: Customer, on: Day): string {
  const { name, alias, phone, grade, series, color, nextDueOn, nextDueWhy, attemptDays, lastTalk } = customer;
  const late = nextDueOn ? daysBetween(nextDueOn, on) : 0;
  const who = [
    alias ?? name ?? `尾号${phone?.slice(-4)}`,
    grade ?? '未定级',
    [series, color].filter(Boolean).join(''),
  ]
    .filter(Boolean)
    .join(' ');
  return [
    who,
    late > 0 ? `超期${late}天` : '',
    attemptDays.length > 0 ? `试过${attemptDays.length}次` : '',
    customer.agreedOn === on
      ? `今天约好${customer.agreedTime ? ` ${customer.agreedTime}` : '的'}`
      : purpose(grade, nextDueWhy),
    lastTalk ? `上次：${shortened(lastTalk, 16)}` : '',
    `由头：${pretext(customer)}`,
  ]
    .filter(Boolean)
    .join('｜');
}

function purpose(grade: Customer['grade'], why: string | null): string {
  if (why === 'firstCall') return '首次回访';
  if (why === 'care') return '交车回访';
  if (why === 'lightTouch') return '发微信轻触';
  return grade ? PURPOSE[grade] : '先定级';
}

/** A reason to call out of the open facts of the card: nobody is called "just to ask" (2.14). */
export function pretext(customer: Customer): string {
  const { nextDueWhy, agreedTime, tradeIn, concerns, competitors, payment, decisionMaker, series, color } =
    customer;
  if (nextDueWhy === 'care') return '问用车情况，请他介绍朋友';
  if (nextDueWhy === 'agreed') return `约好的${agreedTime ? ` ${agreedTime}` : '联系'}`;
  if (tradeIn) return `旧车${tradeIn}评估好了`;
  if (concerns[0]) return `回复他关心的${concerns[0]}`;
  if (competitors[0]) return `和${competitors[0]}的对比表`;
  if (payment === '分期') return '帮他预审分期';
  if (decisionMaker) return `请${decisionMaker}一起来看`;
  if (series && color) return `${color}色${series}到店`;
  return series ? `${series}试驾车有空` : '到店体验邀约';
}

function shortened(text: string, most: number): string {
  const characters = [...text.replaceAll(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most).join('')}…`;
}
