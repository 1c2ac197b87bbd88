import type { Customer, CustomerChange } from '../db/customers.ts';
import { type Calendar, type Due, nextDue } from '../domain/cadence.ts';
import { careWords, nextCare } from '../domain/owner-care.ts';
import { agreedCapDays, everyDays, formatClock, gapDays, type Rules } from '../domain/rules.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';

/** When a customer is next due, judged from his row. */
export function dueOf(customer: Customer, calendar: Calendar): Due {
  return nextDue({ ...customer, createdOn: dayOf(customer.createdAt) }, calendar);
}

/** The due date as it is stored with the customer. */
export function dueChange(due: Due): CustomerChange {
  return due.kind === 'due'
    ? { nextDueOn: due.on, nextDueWhy: due.why, standIn: due.standIn === true }
    : { nextDueOn: null, nextDueWhy: null, standIn: false };
}

const NO_DUE_WORDS = {
  lostPending: '战败审批中，先不用跟',
  // 失控 too is closed in this way, though it is counted apart (R57).
  lost: '已结案，不再提醒',
  dead: '已作死单，不再提醒',
  closed: '不是意向客户，不再提醒',
  pooled: '已收回公司，等安排',
  doNotContact: '客户要求免打扰，不再提醒',
} as const;

type DueDay = Extract<Due, { kind: 'due' }>;

/** "明天 4/9周四（来店次日首次回访，17:30前）": for the receipt. */
export function dueLine(customer: Customer, due: Due, calendar: Calendar): string {
  if (due.kind === 'none') return `下次：${NO_DUE_WORDS[due.why]}`;
  const moved = movedWords(due);
  return `下次：${dayWords(due.on, calendar)}（${shortReason(customer, due, calendar)}${moved ? `；${moved}` : ''}）`;
}

function dayWords(on: Day, { today, rules }: Calendar): string {
  if (on < today) return `${formatDay(on)}，已超期`;
  if (on === today) return `今天${formatClock(rules.closeOfDay)}前`;
  return on === addDays(today, 1) ? `明天 ${formatDay(on)}` : formatDay(on);
}

const MOVE_WORDS = { rest: '您休息', closed: '闭店', load: '当天太满' } as const;

/** 本应4/12周日，您休息，提前到这天 */
function movedWords({ on, moved, standIn }: DueDay): string | undefined {
  if (standIn) return '您休息，由代班打';
  if (!moved) return undefined;
  return `本应${formatDay(moved.from)}，${MOVE_WORDS[moved.why]}，${on < moved.from ? '提前到' : '顺延到'}这天`;
}

function shortReason(customer: Customer, due: DueDay, { rules }: Calendar): string {
  const { grade, agreedOn, agreedTime } = customer;
  const level = grade ? `${grade}级` : customer.inBaseGroup ? '基本顾客群' : '未定级';
  switch (due.why) {
    case 'firstCall':
      return `首次回访，${formatClock(rules.closeOfDay)}前`;
    case 'newCard':
      return '新建卡次日联系';
    case 'cadence':
      return `${level}${everyDays(due.gapDays ?? 1)}一次`;
    case 'agreed':
      return `约好的日子${agreedTime ? ` ${agreedTime}` : ''}`;
    case 'lightTouch':
      return `约在${agreedOn ? formatDay(agreedOn) : '之后'}，隔得久，先发条微信`;
    case 'care':
      return careOf(customer, rules);
    case 'pool':
      return '公司池分批回访';
  }
}

/** What the next contact with an owner is about. */
export function careOf(customer: Customer, rules: Rules): string {
  const { deliveredOn } = customer;
  return deliveredOn ? careWords(nextCare({ ...customer, deliveredOn }, rules).care, rules) : '交车回访';
}

/** The whole reckoning behind a due date, for 为什么: last talk, rule, agreed day, attempts. */
export function explainDue(customer: Customer, calendar: Calendar): string[] {
  const due = dueOf(customer, calendar);
  const { lastEffectiveOn, grade, gradeSetOn, windowSince, windowEndsOn, agreedOn, agreedTime, attemptDays } =
    customer;
  const lines: string[] = [];
  if (due.kind === 'none') return [`${NO_DUE_WORDS[due.why]}。`];
  lines.push(`下次 ${dayWords(due.on, calendar)}，因为：`);
  if (lastEffectiveOn) lines.push(`· 最近一次有效联系：${formatDay(lastEffectiveOn)}`);
  else lines.push(`· 还没有有效联系过（${formatDay(dayOf(customer.createdAt))}建卡）`);
  lines.push(...ruleLines(customer, due, calendar));
  const moved = movedWords(due);
  if (moved) lines.push(`· ${moved}`);
  if (agreedOn && due.why !== 'agreed' && due.why !== 'lightTouch' && agreedOn >= calendar.today) {
    lines.push(`· 另外约了 ${formatDay(agreedOn)}${agreedTime ? ` ${agreedTime}` : ''}`);
  }
  if (attemptDays.length > 0) {
    lines.push(`· 之后打过${attemptDays.length}次没联系上：没接、挂断、没回都不算联系，日期不动`);
  }
  if (grade && gradeSetOn) {
    const until = windowEndsOn ? `，${formatDay(windowEndsOn)}前要成交` : '';
    const anew = windowSince && windowSince > gradeSetOn ? `，${formatDay(windowSince)}换方案期限重算` : '';
    lines.push(`· ${formatDay(gradeSetOn)}定${grade}级${anew}${until}`);
  }
  return lines;
}

function ruleLines(customer: Customer, due: DueDay, { rules }: Calendar): string[] {
  const { grade, agreedOn } = customer;
  const level = grade ? `${grade}级` : customer.inBaseGroup ? '基本顾客群' : '还没定级（按B级算）';
  switch (due.why) {
    case 'firstCall':
      return [`· 规则：来店或来电后，第二天${formatClock(rules.closeOfDay)}前要打首次回访，不分级别`];
    case 'newCard':
      return ['· 规则：建卡第二天要联系一次'];
    case 'cadence':
      return [`· 规则：${level}，从最近一次有效联系起${everyDays(due.gapDays ?? 1)}一次`];
    case 'agreed':
      return [`· 规则：和客户约好的日子优先${agreedOn ? `（${formatDay(agreedOn)}）` : ''}`];
    case 'lightTouch':
      return [
        `· 约在${agreedOn ? formatDay(agreedOn) : '之后'}，但${level}${everyDays(gapDays(rules, grade))}一次，最多放宽到${agreedCapDays(rules, grade)}天`,
        '· 所以中间先发条微信轻触一下，约好的日子照打',
      ];
    case 'care': {
      const { careFirst, careSecond, careThird, careService, careYearly } = rules;
      return [
        `· 规则：交车后第${careFirst}、${careSecond}、${careThird}天，首保（第${careService}天），以后每${careYearly}天回访，生日问候一次`,
      ];
    }
    case 'pool':
      return ['· 规则：收回公司的客户分批回访'];
  }
}
