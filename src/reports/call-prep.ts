import type { Customer } from '../db/customers.ts';
import type { Task } from '../db/tasks.ts';
import { type CardFields, completeness } from '../domain/card.ts';
import { offeredPretexts, preparedPretext } from '../domain/pretext.ts';
import { addDays, type Day, formatDay, weekStart } from '../domain/time.ts';

/** What to ask for a field that the card lacks, by its name there. */
const QUESTIONS: Partial<Record<string, string>> = {
  车型: '看中哪款车',
  预算: '预算大概多少',
  决策人: '家里谁拿主意',
  付款方式: '全款还是分期',
  旧车: '有没有旧车要置换',
  竞品: '还在看哪款',
  颜色: '喜欢什么颜色',
  用途: '主要谁开、做什么用',
  顾虑: '最放不下的是什么',
};
/** In this order: what brings the deal on comes before what completes the card. */
const ORDER = Object.keys(QUESTIONS);

/** Seconds before dialling (2.14): who decides, last promise, one fact, reason, question, date to propose, fallback. */
export function callPrep(
  customer: Customer,
  { called, tasks, today }: { called: string; tasks: readonly Task[]; today: Day },
): string[] {
  const { decisionMaker, lastTalk, lastEffectiveOn, concerns, competitors, grade, wechat } = customer;
  const promises = tasks.filter(({ kind }) => kind === 'promise');
  const prepared = preparedPretext(customer);
  const offers = offeredPretexts(customer);
  const facts = [
    concerns.length > 0 && `在意${concerns.join('、')}`,
    competitors.length > 0 && `在比${competitors.join('、')}`,
    [customer.series, customer.color].filter(Boolean).join(' '),
  ].filter(Boolean);
  return [
    `打给${called}前（${grade ? `${grade}级` : '未定级'}）`,
    `谁做主：${decisionMaker ?? '还不知道'}`,
    lastTalk && `上次：${lastEffectiveOn ? `${formatDay(lastEffectiveOn)} ` : ''}${lastTalk}`,
    `答应过：${promises.map(({ what, dueOn }) => `${formatDay(dueOn)} ${what}`).join('；') || '没有记'}`,
    facts.length > 0 && `记着：${facts.join('；')}`,
    `由头：${prepared ?? offers[0] ?? ''}`,
    !prepared && offers.length > 1 && `也可以：${offers.slice(1).join(' / ')}`,
    `要问：${customer.callPrep?.replace(/^问/, '') ?? questionFor(customer)}`,
    `约：${proposal(customer, today)}`,
    `不成：${wechat ? '' : '加微信，'}发份资料，说好下次打的日子`,
  ].filter((line) => typeof line === 'string');
}

function questionFor(card: CardFields & Pick<Customer, 'state'>): string {
  if (card.state === 'delivered') return '身边有没有朋友想看车';
  const { missing } = completeness(card);
  const [first = ''] = ORDER.filter((field) => missing.includes(field));
  return QUESTIONS[first] ?? '现在还差什么能定下来';
}

/** What was agreed is confirmed; else the next Saturday, and on a Saturday the Sunday. */
function proposal({ agreedOn, agreedTime, state }: Customer, today: Day): string {
  if (state === 'delivered') return '首保到店，带朋友一起来';
  if (agreedOn && agreedOn >= today) return `确认${formatDay(agreedOn)}${agreedTime ? ` ${agreedTime}` : ''}`;
  const saturday = addDays(weekStart(today), 5);
  const on = saturday > today ? saturday : addDays(saturday, saturday === today ? 1 : 7);
  return `${formatDay(on)}来店`;
}
