import type { Customer } from '../db/customers.ts';
import type { Task } from '../db/tasks.ts';
import { customerName } from '../domain/customer-name.ts';
import { GRADES, type Grade } from '../domain/grade.ts';
import { type Day, formatDay } from '../domain/time.ts';
import { pretextFor } from '../domain/pretext.ts';

/** One phone screen: three lines each. */
const MOST_BRIEFS = 4;
const MOST_NAMES = 8;
/** A talk longer than a line is cut. */
const TALK_CHARACTERS = 18;

/** Three lines: who and what car; what was said last; what comes next. */
function brief(customer: Customer, today: Day): string[] {
  const { lastTalk, lastEffectiveOn, nextDueOn, nextDueWhy, agreedOn, agreedTime } = customer;
  const talk = lastTalk ? [...lastTalk.replaceAll(/\s+/g, ' ')].slice(0, TALK_CHARACTERS).join('') : '';
  const last = lastEffectiveOn
    ? `上次${formatDay(lastEffectiveOn)}${talk ? `：${talk}` : ''}`
    : '还没有联系上过';
  const agreed =
    agreedOn && agreedOn >= today ? `，约好${formatDay(agreedOn)} ${agreedTime ?? ''}`.trimEnd() : '';
  const next = nextDueOn
    ? `${nextDueOn < today ? `${formatDay(nextDueOn)}就该联系` : formatDay(nextDueOn)}${agreed}｜${pretextFor(customer)}`
    : NO_NEXT[customer.state];
  return [whoLine(customer), last, `下一步：${next}${nextDueWhy === 'firstCall' ? '（首次回访）' : ''}`];
}

const NO_NEXT: Partial<Record<Customer['state'], string>> = { lostPending: '战败审批中，等主管定' };

/** 李姐 A 卡缤红 */
export function whoLine(customer: Customer): string {
  const { grade, series, color, state, inBaseGroup } = customer;
  const level = state === 'delivered' ? '已交车' : inBaseGroup ? '基本群' : (grade ?? '未定级');
  return [customerName(customer), level, [series, color].filter(Boolean).join('')].filter(Boolean).join(' ');
}

/** What a new owner reads of those he is given, the hottest first, with what they were promised. */
export function briefs(
  heading: string,
  received: readonly Customer[],
  today: Day,
  promised: readonly Task[] = [],
): string {
  const shown = received.slice(0, MOST_BRIEFS);
  const blocks = shown.map((customer, index) => {
    const [who, ...rest] = brief(customer, today);
    const owed = promised.filter(({ customerId }) => customerId === customer.id);
    if (owed.length > 0)
      rest.push(`答应过：${owed.map(({ dueOn, what }) => `${formatDay(dueOn)} ${what}`).join('，')}`);
    return [received.length > 1 ? `${index + 1}. ${who}` : who, ...rest].join('\n');
  });
  const more = received.length - shown.length;
  return [heading, ...blocks, ...(more > 0 ? [`还有${more}位，发“交接清单”看全部`] : [])].join('\n');
}

/** 王先生、李姐…等12位 */
export function namesOf(customers: readonly Customer[]): string {
  const named = customers.slice(0, MOST_NAMES).map(customerName);
  return `${named.join('、')}${customers.length > named.length ? `等${customers.length}位` : ''}`;
}

/** A级3，B级5，未定级1，已交车2 */
export function countsByGrade(customers: readonly Pick<Customer, 'grade' | 'state'>[]): string {
  const count = (fits: (customer: Pick<Customer, 'grade' | 'state'>) => boolean) =>
    customers.filter(fits).length;
  const isOwner = ({ state }: Pick<Customer, 'state'>) => state === 'delivered';
  const graded = GRADES.map((grade: Grade): [string, number] => [
    `${grade}级`,
    count((each) => each.grade === grade && !isOwner(each)),
  ]);
  const rest: [string, number][] = [
    ['未定级', count((each) => each.grade === null && !isOwner(each))],
    ['已交车', count(isOwner)],
  ];
  return [...graded, ...rest].flatMap(([word, number]) => (number > 0 ? `${word}${number}` : [])).join('，');
}
