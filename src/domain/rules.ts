import type { Grade } from './grade.ts';
import { gapKey, GRADE_PROFILES } from './grade-profile.ts';
import type { Day } from './time.ts';

/**
 * What a number of a rule counts. A clock is kept in minutes after midnight, business time; a date is a day of the month;
 * a profile is its place in `GRADE_PROFILES`.
 */
export type RuleUnit =
  'days' | 'date' | 'months' | 'minutes' | 'hours' | 'times' | 'percent' | 'clock' | 'customers' | 'profile';

interface RuleParameter {
  /** How people name it: `B级回访间隔`. */
  label: string;
  unit: RuleUnit;
  /** What the plan says, or where it is silent the recommended default; in force until a manager changes it. */
  value: number;
  min: number;
  max: number;
  /** Part of the dealership reference that it is taken from. */
  source: string;
}

const rule = (
  label: string,
  unit: RuleUnit,
  value: number,
  [min, max]: readonly [number, number],
  source: string,
): RuleParameter => ({ label, unit, value, min, max, source });

const clock = (hours: number, minutes: number) => hours * 60 + minutes;

/**
 * Every number of the follow-up rules (R111). Each is a setting with a history: what is written here held from the
 * beginning, a change holds from its day on, and a past day is always judged by what held then.
 */
export const RULE_PARAMETERS = {
  // 促进频率: days from one effective contact to the next. Gap 3 guarantees two contacts in any seven days (4 does not),
  // gap 14 two in every calendar month (15 does not).
  gapO: rule('O级回访间隔', 'days', 7, [1, 60], '1.5, D5'),
  gapA: rule('A级回访间隔', 'days', 3, [1, 30], '1.5, D5'),
  gapB: rule('B级回访间隔', 'days', 7, [1, 60], '1.5, D5'),
  gapC: rule('C级回访间隔', 'days', 14, [1, 90], '1.5, D5'),
  // The trade's grades, with the gaps and windows that its dealers keep; numbers of their own beside the deck's.
  gradeProfile: rule('级别方案', 'profile', 0, [0, GRADE_PROFILES.length - 1], '2.1'),
  gapH: rule('H级回访间隔', 'days', 1, [1, 14], '2.1'),
  habcGapA: rule('A级回访间隔（OHABC）', 'days', 3, [1, 30], '2.1'),
  habcGapB: rule('B级回访间隔（OHABC）', 'days', 7, [1, 60], '2.1'),
  habcGapC: rule('C级回访间隔（OHABC）', 'days', 15, [1, 90], '2.1'),
  gapBase: rule('基本顾客群联系间隔', 'days', 90, [7, 365], 'D36'),
  agreedCap: rule('约定日期放宽', 'percent', 150, [100, 400], 'D9'),
  attemptsADay: rule('每天最多拨打', 'times', 2, [1, 5], 'D7'),
  attemptsBeforeAsking: rule('打不通上报', 'times', 3, [2, 10], 'D7'),
  backfillFree: rule('补录不报主管', 'days', 1, [0, 7], 'D23'),
  backfillDays: rule('补录期限', 'days', 7, [1, 31], 'D23'),
  loadCap: rule('每人每天最多', 'customers', 25, [5, 200], 'peers 2.3'),
  loadDaysC: rule('C级最多顺延', 'days', 3, [0, 7], 'peers 2.3'),
  loadDaysB: rule('B级最多顺延', 'days', 2, [0, 7], 'peers 2.3'),

  // 手续时间: within which a customer of that grade should have bought; months in the deck, days in the trade.
  windowA: rule('A级手续时间', 'months', 1, [1, 12], '1.5'),
  windowB: rule('B级手续时间', 'months', 3, [1, 24], '1.5'),
  windowC: rule('C级手续时间', 'months', 6, [1, 36], '1.5'),
  windowH: rule('H级手续时间', 'days', 7, [2, 60], '2.1'),
  habcWindowA: rule('A级手续时间（OHABC）', 'days', 15, [3, 180], '2.1'),
  habcWindowB: rule('B级手续时间（OHABC）', 'days', 30, [7, 365], '2.1'),
  habcWindowC: rule('C级手续时间（OHABC）', 'days', 90, [14, 730], '2.1'),
  windowFirstWarning: rule('期限首次提醒', 'days', 7, [2, 30], 'D4'),
  windowLastWarning: rule('期限末次提醒', 'days', 1, [1, 7], 'D4'),
  windowManager: rule('期限超期报经理', 'days', 3, [1, 30], 'D4'),

  // 五步走
  cardMinutes: rule('建卡时限', 'minutes', 30, [5, 480], 'D13'),
  textMinutes: rule('离店短信时限', 'minutes', 60, [5, 480], 'D13'),
  pretextMinutes: rule('由头补记时限', 'minutes', 60, [15, 480], '1.9, R33'),
  gradeMinutes: rule('回访后评级时限', 'minutes', 30, [5, 480], '1.9'),
  supervisorMinutes: rule('报主管时限', 'minutes', 120, [15, 600], 'D13'),
  detailFields: rule('详细卡项数', 'times', 8, [5, 12], 'D14'),
  detailDays: rule('补全卡片期限', 'days', 2, [1, 14], 'D14'),
  visitReviewMinutes: rule('二次来店小结时限', 'minutes', 60, [15, 480], '1.9'),
  noShowMinutes: rule('爽约判定时限', 'minutes', 120, [15, 480], 'R47'),
  negotiationDays: rule('谈判停滞期限', 'days', 2, [1, 14], 'R48'),
  assistMinutes: rule('求助响应时限', 'minutes', 10, [3, 120], 'R38'),
  priceMinutes: rule('让利答复时限', 'minutes', 30, [5, 240], 'D29'),
  unattendedMinutes: rule('无人接待上报', 'minutes', 5, [1, 60], 'D17'),
  orderFileDays: rule('订单档案期限', 'days', 1, [1, 14], 'R49'),
  careFirst: rule('交车后首次回访', 'days', 3, [1, 30], 'D37'),
  careSecond: rule('交车后二次回访', 'days', 7, [2, 60], 'D37'),
  careThird: rule('交车后三次回访', 'days', 30, [8, 120], 'D37'),
  careService: rule('首保回访', 'days', 90, [31, 365], 'D37'),
  careYearly: rule('年度回访', 'days', 365, [91, 800], 'D37'),

  // Supervision: working days until the next level is told.
  climbO: rule('O级超期报经理', 'days', 2, [1, 30], 'D16'),
  climbH: rule('H级超期报经理', 'days', 2, [1, 30], 'D16'),
  climbA: rule('A级超期报经理', 'days', 2, [1, 30], 'D16'),
  climbB: rule('B级超期报经理', 'days', 3, [1, 30], 'D16'),
  climbC: rule('C级超期报经理', 'days', 5, [1, 60], 'D16'),
  supervisorSilent: rule('主管未回应报经理', 'days', 1, [1, 14], 'D16'),
  managerSilent: rule('经理未回应报总经理', 'days', 2, [1, 14], 'D16'),
  lapseDays: rule('督导过期天数', 'days', 30, [7, 180], 'R55'),
  bossH: rule('H级超期报总经理', 'days', 0, [0, 60], 'D16'),
  bossA: rule('A级超期报总经理', 'days', 0, [0, 60], 'D16'),
  bossB: rule('B级超期报总经理', 'days', 0, [0, 60], 'D16'),
  bossC: rule('C级超期报总经理', 'days', 0, [0, 90], 'D16'),

  // Hours
  closeOfDay: rule('下班时间', 'clock', clock(17, 30), [clock(15, 0), clock(22, 0)], 'D12'),
  pushFrom: rule('推送开始', 'clock', clock(8, 30), [clock(6, 0), clock(11, 0)], 'D17'),
  pushUntil: rule('推送结束', 'clock', clock(20, 30), [clock(18, 0), clock(23, 0)], 'D17'),

  // Lost, taken back, handed over
  lostAttempts: rule('战败前最少联系', 'times', 3, [1, 10], 'D34'),
  lostDecisionHours: rule('战败审批时限', 'hours', 24, [1, 168], 'D34'),
  cancelDecisionHours: rule('退订审批时限', 'hours', 24, [1, 168], 'D28, D34'),
  lostSample: rule('战败抽查', 'percent', 10, [0, 100], 'D34'),
  revisitFirst: rule('战败首次再访', 'days', 30, [7, 180], 'D34'),
  revisitSecond: rule('战败二次再访', 'days', 90, [14, 365], 'D34'),
  revisitThird: rule('战败三次再访', 'days', 180, [30, 720], 'D34'),
  recallDays: rule('未回访收回', 'days', 30, [7, 180], '1.7, D18'),
  recallFirstWarning: rule('收回首次提醒', 'days', 20, [3, 170], 'D18'),
  recallSecondWarning: rule('收回二次提醒', 'days', 25, [4, 175], 'D18'),
  recallLastWarning: rule('收回末次提醒', 'days', 29, [5, 179], 'D18'),
  recallSeries: rule('未接通可延后收回', 'times', 2, [0, 10], 'D18'),
  recallHours: rule('收回确认时限', 'hours', 48, [1, 168], 'D18'),
  poolDays: rule('公司池回访', 'days', 10, [3, 60], 'D19'),
  claimCap: rule('每人领取上限', 'customers', 10, [1, 100], '2.9'),
  ownerHours: rule('归属裁定时限', 'hours', 24, [1, 168], 'D32'),
  formerOwnerDays: rule('原顾问回领限制', 'days', 30, [0, 180], 'D19'),

  // 资源盘点: what holds unless other days are said when it is started.
  campaignCollectDate: rule('盘点收齐日', 'date', 12, [1, 28], '1.7, D20'),
  campaignFormDays: rule('盘点出表天数', 'days', 3, [1, 14], '1.7'),
  campaignCallDays: rule('盘点回访天数', 'days', 10, [2, 31], '1.7, D20'),
  campaignEndDate: rule('盘点完成日', 'date', 23, [1, 28], '1.7, D20'),
} as const satisfies Record<string, RuleParameter>;

export type RuleKey = keyof typeof RULE_PARAMETERS;
export const RULE_KEYS = Object.keys(RULE_PARAMETERS) as RuleKey[];

/** Under what people look a number up: a phone screen each. */
export const RULE_GROUPS = {
  回访: [
    'gapO',
    'gapH',
    'gapA',
    'gapB',
    'gapC',
    'habcGapA',
    'habcGapB',
    'habcGapC',
    'gapBase',
    'agreedCap',
    'attemptsADay',
    'attemptsBeforeAsking',
    'loadCap',
    'loadDaysC',
    'loadDaysB',
    'gradeProfile',
  ],
  期限: [
    'windowH',
    'windowA',
    'windowB',
    'windowC',
    'habcWindowA',
    'habcWindowB',
    'habcWindowC',
    'windowFirstWarning',
    'windowLastWarning',
    'windowManager',
    'backfillFree',
    'backfillDays',
  ],
  五步: [
    'cardMinutes',
    'textMinutes',
    'supervisorMinutes',
    'detailFields',
    'detailDays',
    'pretextMinutes',
    'gradeMinutes',
    'visitReviewMinutes',
    'noShowMinutes',
    'negotiationDays',
    'assistMinutes',
    'priceMinutes',
    'unattendedMinutes',
    'orderFileDays',
  ],
  车主: ['careFirst', 'careSecond', 'careThird', 'careService', 'careYearly'],
  上报: [
    'climbO',
    'climbH',
    'climbA',
    'climbB',
    'climbC',
    'supervisorSilent',
    'managerSilent',
    'lapseDays',
    'bossH',
    'bossA',
    'bossB',
    'bossC',
  ],
  作息: ['closeOfDay', 'pushFrom', 'pushUntil'],
  战败: [
    'lostAttempts',
    'lostDecisionHours',
    'cancelDecisionHours',
    'lostSample',
    'revisitFirst',
    'revisitSecond',
    'revisitThird',
  ],
  收回: [
    'recallDays',
    'recallFirstWarning',
    'recallSecondWarning',
    'recallLastWarning',
    'recallSeries',
    'recallHours',
    'poolDays',
    'claimCap',
    'ownerHours',
    'formerOwnerDays',
  ],
  盘点: ['campaignCollectDate', 'campaignFormDays', 'campaignCallDays', 'campaignEndDate'],
} as const satisfies Record<string, readonly RuleKey[]>;
export type RuleGroup = keyof typeof RULE_GROUPS;

/** All numbers as they are in force on one day. */
export type Rules = Readonly<Record<RuleKey, number>>;

/** A number that a manager set, in force from a day on. */
export interface RuleChange {
  key: RuleKey;
  value: number;
  since: Day;
}

/** The numbers on any day, past ones included. */
export interface RuleBook {
  on(day: Day): Rules;
  /** First day of the value that a number has on this day; undefined while it has been so from the beginning. */
  since(key: RuleKey, day: Day): Day | undefined;
}

const BEGINNING = Object.fromEntries(RULE_KEYS.map((key) => [key, RULE_PARAMETERS[key].value])) as Rules;

/** `changes` in the order in which they were made: of two for one day the later one holds. */
export function ruleBook(changes: readonly RuleChange[] = []): RuleBook {
  const ordered = changes.map((change, made) => ({ ...change, made }));
  ordered.sort((a, b) => (a.since === b.since ? a.made - b.made : a.since < b.since ? -1 : 1));
  const known = new Map<Day, Rules>();
  const on = (day: Day): Rules => {
    if (ordered.length === 0) return BEGINNING;
    const rules =
      known.get(day) ??
      ordered
        .filter(({ since }) => since <= day)
        .reduce<Rules>((sum, { key, value }) => ({ ...sum, [key]: value }), BEGINNING);
    known.set(day, rules);
    return rules;
  };
  return {
    on,
    since(key, day) {
      let first: Day | undefined;
      let value = BEGINNING[key];
      for (const { since } of ordered) {
        if (since > day || on(since)[key] === value) continue;
        value = on(since)[key];
        first = since;
      }
      return first;
    },
  };
}

/** A customer who was talked to but not yet graded is treated as a B until somebody grades him. */
const UNGRADED: Grade = 'B';

export function gapDays(rules: Rules, grade: Grade | null): number {
  return rules[gapKey(rules, grade ?? UNGRADED)];
}

/** How long an agreed date may put off the next contact: 1.5 times the gap, rounded up (D9). */
export function agreedCapDays(rules: Rules, grade: Grade | null): number {
  return Math.ceil((gapDays(rules, grade) * rules.agreedCap) / 100);
}

const UNIT_WORDS: Record<Exclude<RuleUnit, 'clock' | 'profile'>, string> = {
  days: '天',
  date: '号',
  months: '个月',
  minutes: '分钟',
  hours: '小时',
  times: '次',
  percent: '%',
  customers: '位',
};

/** 3天, 17:30, OABC */
export function formatRuleValue(key: RuleKey, value: number): string {
  const { unit } = RULE_PARAMETERS[key];
  if (key === 'detailFields') return `${value}项`;
  if (unit === 'profile') return GRADE_PROFILES[value] ?? '';
  return unit === 'clock' ? formatClock(value) : `${value}${UNIT_WORDS[unit]}`;
}

/** As people call it while its profile is in force: A级回访间隔. */
export function spokenLabel(key: RuleKey): string {
  return RULE_PARAMETERS[key].label.replace(/（.*）$/, '');
}

/** 每天, 每3天 */
export function everyDays(days: number): string {
  return days === 1 ? '每天' : `每${days}天`;
}

/** 1050 minutes after midnight are 17:30. */
export function formatClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
