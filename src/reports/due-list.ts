import type { Db } from '../db/connect.ts';
import type { Customer } from '../db/customers.ts';
import { countTriesLeft } from '../db/further-tries.ts';
import { countDueFor, type DueReader, listDue } from '../db/due.ts';
import { listDueTasks, type Task } from '../db/tasks.ts';
import { attemptsExhausted } from '../domain/contact.ts';
import { isHot, PURPOSE } from '../domain/grade.ts';
import { gradesInUse } from '../domain/grade-profile.ts';
import type { CustomerId } from '../domain/ids.ts';
import { pretextFor } from '../domain/pretext.ts';
import type { Rules } from '../domain/rules.ts';
import type { UserId } from '../domain/staff.ts';
import { type Day, daysBetween, formatDay } from '../domain/time.ts';
import type { CampaignBatch } from './campaign-batch.ts';
import { careOf } from './due-words.ts';
import { whoLine } from './handover-brief.ts';

/** One phone screen: more is said as a number. */
const MOST_LINES = 12;

export interface DueList {
  text: string;
  /** In the order of the numbers, for answers such as "1 没接". */
  customers: CustomerId[];
}

/**
 * Whom somebody has to contact on a day: what was promised first, then who is overdue, then the others, then today's
 * batch of a clean-up campaign; undefined when there is nobody.
 */
export async function dueList(
  db: Db,
  reader: DueReader,
  day: { on: Day; today: Day; rules: Rules },
  title: string,
  batch?: CampaignBatch,
): Promise<DueList | undefined> {
  const { on, today, rules } = day;
  const ownerId = reader.userId;
  const [dueTasks, total] = await Promise.all([listDueTasks(db, ownerId, on), countDueFor(db, reader, day)]);
  const triesLeft = await countTriesLeft(db, dueTasks, rules);
  const tasks = dueTasks.filter(({ task }) => triesLeft.get(task.id) !== 0);
  const promised = new Map<CustomerId, { customer: Customer; tasks: Task[] }>();
  for (const { task, customer } of tasks) {
    const known = promised.get(customer.id) ?? { customer, tasks: [] };
    promised.set(customer.id, { customer, tasks: [...known.tasks, task] });
  }
  // Who is due anyway is not told of a second time.
  const batched = (batch?.customers ?? []).filter(
    ({ id, nextDueOn }) => !promised.has(id) && !(nextDueOn !== null && nextDueOn <= on),
  );
  if (promised.size + total.due + batched.length === 0) return undefined;
  const due = total.due === 0 ? [] : await listDue(db, reader, on, today, MOST_LINES + promised.size);
  const others = due.filter(({ id }) => !promised.has(id));
  const lines = [
    ...[...promised.values()].map((each) => promiseLineOf(each.customer, each.tasks, { on, triesLeft })),
    ...others.map((customer) => dueLineOf(customer, { today, rules }, ownerId)),
    ...batched.map(batchLineOf),
  ].slice(0, MOST_LINES);
  const customers = [...promised.keys(), ...[...others, ...batched].map(({ id }) => id)].slice(0, MOST_LINES);
  const alsoDue = due.filter(({ id }) => promised.has(id)).length;
  const count = promised.size + total.due - alsoDue + batched.length;
  const word = on === today ? '今天' : '到期';
  const rest = total.due - total.overdue;
  const head = [
    promised.size > 0 && `答应的 ${promised.size}`,
    total.overdue > 0 && `超期 ${total.overdue}`,
    rest > 0 && `${word} ${rest}`,
    batched.length > 0 && `盘点 ${batched.length}`,
  ]
    .filter(Boolean)
    .join('，');
  const more = count - customers.length;
  return {
    text: [
      `${title} ${count}：${head}`,
      ...lines.map((line, index) => `${index + 1}. ${line}`),
      ...(more > 0 ? [`还有 ${more} 位，打完这些再发“待办”`] : []),
      ...(batch
        ? [
            `盘点还剩${batch.waiting}位没打通，${campaignDeadline(batch.until, today)}，聊完说级别，没变就说“级别不变”`,
          ]
        : []),
      customers.length > 1 ? '打完直接回：1 没接 / 2 通了 聊了什么' : '打完直接回：1 没接 / 1 通了 聊了什么',
    ].join('\n'),
    customers,
  };
}

const TASK_WORDS: Record<Exclude<Task['kind'], 'tries'>, string> = {
  promise: '答应',
  reminder: '提醒',
  revisit: '再访',
};

/** "王先生 A｜答应周三给报价": what was promised, with its day when that has passed. */
function promiseLineOf(
  customer: Customer,
  tasks: readonly Task[],
  { on, triesLeft }: { on: Day; triesLeft: ReadonlyMap<number, number> },
): string {
  const what = tasks.map(({ id, kind, what: words, dueOn }) => {
    if (kind === 'tries') return `战败驳回，还要再打${triesLeft.get(id)}次，每次换个时段`;
    const late = dueOn < on ? `（${formatDay(dueOn)}就该办）` : '';
    return `${TASK_WORDS[kind]}：${words}${late}`;
  });
  return [whoLine(customer), ...what].join('｜');
}

/** Named at most; the rest is a number. */
const MOST_MOVED = 3;

/** "今天太满，顺延3位：冯女士→4/10周五…": said once, on the morning it happens. */
export function movedLine(
  moved: readonly { customer: Customer; to: Day }[],
  rules: Rules,
): string | undefined {
  if (moved.length === 0) return undefined;
  const named = moved
    .slice(0, MOST_MOVED)
    .map(({ customer, to }) => `${whoLine(customer)}→${formatDay(to)}`)
    .join('、');
  return `今天太满，顺延${moved.length}位：${named}${moved.length > MOST_MOVED ? '等' : ''}。${gradesInUse(rules).filter(isHot).join('、')}级不动`;
}

/** After three on two days another try helps little: the supervisor was asked what to do (D7). */
function triedWords(attemptDays: readonly Day[], rules: Rules): string {
  if (attemptDays.length === 0) return '';
  return `试过${attemptDays.length}次${attemptsExhausted(attemptDays, rules) ? '，先发微信，主管定换人还是失控' : ''}`;
}

/** "李姐 A 卡缤红｜超期2天｜促成交｜上次：嫌贵｜由头：…": who, how late, what for, last talk, a reason to call. */
function dueLineOf(
  customer: Customer,
  { today: on, rules }: { today: Day; rules: Rules },
  reader: UserId,
): string {
  const { nextDueOn, nextDueWhy, attemptDays, lastTalk } = customer;
  const late = nextDueOn && !customer.inBaseGroup ? daysBetween(nextDueOn, on) : 0;
  return [
    `${whoLine(customer)}${customer.ownerId === reader ? '' : '（代班）'}`,
    late > 0 ? `超期${late}天` : '',
    triedWords(attemptDays, rules),
    customer.agreedOn === on
      ? `今天约好${customer.agreedTime ? ` ${customer.agreedTime}` : '的'}`
      : nextDueWhy === 'care'
        ? careOf(customer, rules)
        : purpose(customer),
    lastTalk ? `上次：${shortened(lastTalk, 16)}` : '',
    `由头：${pretextFor(customer)}`,
  ]
    .filter(Boolean)
    .join('｜');
}

/** "何先生 C 科雷傲｜盘点｜上次：嫌贵｜由头：…": who is called for the campaign alone. */
function batchLineOf(customer: Customer): string {
  const { lastTalk } = customer;
  const last = lastTalk ? [`上次：${shortened(lastTalk, 16)}`] : [];
  return [whoLine(customer), '盘点', ...last, `由头：${pretextFor(customer)}`].join('｜');
}

function campaignDeadline(until: Day, today: Day): string {
  return until < today ? '已经到期' : `${formatDay(until)}前打完`;
}

function purpose({ grade, nextDueWhy: why, inBaseGroup }: Customer): string {
  if (inBaseGroup) return '交朋友，不催单';
  if (why === 'firstCall') return '首次回访';
  if (why === 'lightTouch') return '发微信轻触';
  if (why === 'pool') return '收回客户，摸清还买不买';
  return grade ? PURPOSE[grade] : '先定级';
}

function shortened(text: string, most: number): string {
  const characters = [...text.replaceAll(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most).join('')}…`;
}
