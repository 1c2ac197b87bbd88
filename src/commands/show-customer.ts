import { receiptOfFields } from '../chat/card-fields.ts';
import { defineCommand } from '../chat/command.ts';
import { calendarOf } from '../chat/calendar.ts';
import { describe } from '../chat/describe.ts';
import { listAppointments } from '../db/appointments.ts';
import { listContacts } from '../db/contacts.ts';
import type { Customer } from '../db/customers.ts';
import { listReviews, type Review } from '../db/grade-reviews.ts';
import { countCars, listReferred, type Referred } from '../db/referrals.ts';
import { findStaff } from '../db/staff.ts';
import { completeness } from '../domain/card.ts';
import { RESULT_WORDS } from '../domain/contact.ts';
import { classOf, isVip, RAPPORT_WORDS } from '../domain/customer-class.ts';
import { isNearest } from '../domain/grade.ts';
import { maskPhone, phone } from '../domain/phone.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import { quotaLine } from '../reports/quota-words.ts';
import { dueLine, dueOf } from '../reports/due-words.ts';
import { dealLines } from '../reports/deal-lines.ts';

export default defineCommand({
  name: '查客户',
  rank: 80,
  takes: ['queryCustomer', 'queryHistory', 'queryGrade'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager'],
  help: '看一位客户的卡片和最近联系',
  examples: [
    { say: '查 王先生', means: { intents: ['queryCustomer'], customerRef: { name: '王先生' } } },
    { say: '王先生上次聊的啥', means: { intents: ['queryHistory'], customerRef: { name: '王先生' } } },
    {
      say: '查 13900001234',
      means: { intents: ['queryCustomer'], customerRef: { phone: phone('13900001234') } },
    },
  ],
  async handle(talk, _meaning, customer) {
    const { db, member, at } = talk;
    const calendar = await calendarOf(talk, customer);
    const [talks, agreed, owner, [doubted], deal, friends, cars, quota] = await Promise.all([
      listContacts(db, customer.id, 3),
      listAppointments(db, customer.id),
      findStaff(db, customer.ownerId),
      listReviews(db, { customerId: customer.id }),
      dealLines(db, customer.id, at),
      listReferred(db, customer.id),
      countCars(db, customer.id),
      quotaLine(db, customer, calendar),
    ]);
    const isOwner = customer.ownerId === member.userId;
    const phone = customer.phone && (isOwner ? customer.phone : maskPhone(customer.phone));
    const { filled, of } = completeness(customer);
    const { name: _name, phone: _phone, wechat, ...card } = customer;
    const lines = [
      [
        describe(customer),
        phone,
        wechat && (isOwner ? `微信${wechat}` : '有微信'),
        gradeWords(customer, doubted),
        STATE_WORDS[customer.state],
      ]
        .filter(Boolean)
        .join(' '),
      ...(isOwner ? [] : [`顾问：${owner?.alias ?? owner?.name ?? ''}`]),
      [
        `卡片 ${filled}/${of}`,
        classWords(customer, { friends, cars }),
        customer.rapport && RAPPORT_WORDS[customer.rapport],
      ]
        .filter(Boolean)
        .join('｜'),
      ...stepLine(customer),
      ...(friends.length > 0 ? [`介绍来：${friends.map(friendWords).join('、')}`] : []),
      ...inLines(receiptOfFields(known(card))),
      ...agreed.map(
        ({ kind, on, time }) => `约${KIND_WORDS[kind]}：${formatDay(on)}${time ? ` ${time}` : ''}`,
      ),
      ...deal,
      ...talks.map(
        ({ at: when, result, effective, content }) =>
          `· ${formatDay(dayOf(when))} ${RESULT_WORDS[result]}${effective ? `：${shortened(content)}` : ''}`,
      ),
      dueLine(customer, dueOf(customer, calendar), calendar),
      ...(quota ? [quota] : []),
    ];
    return { lines, hints: [`${describe(customer)}打了 没接`, '为什么'], readOnly: true };
  },
});

/** The five steps (五步走, 1.9), as short as they are said. */
const STEP_WORDS: Record<number, string> = {
  1: '接待建卡',
  2: '电访',
  3: '邀约二次来店',
  4: '商谈定案',
  5: '订交建档',
};

/** 第2步 电访｜期限 6/8周一: where he stands, and by when he should have bought. */
function stepLine({ state, step, inBaseGroup, windowEndsOn }: Customer): string[] {
  if ((state !== 'open' && state !== 'ordered') || inBaseGroup) return [];
  const until = windowEndsOn ? `｜期限 ${formatDay(windowEndsOn)}` : '';
  const now = state === 'ordered' ? 5 : step;
  return [`第${now}步 ${STEP_WORDS[now]}${until}`];
}

/** 基盘顾客·意向顾客 */
function classWords(
  customer: Customer,
  { friends, cars }: { friends: readonly Referred[]; cars: number },
): string {
  const friendsWhoOrdered = friends.filter(({ hasOrdered }) => hasOrdered).length;
  const { level, kind } = classOf({
    ...customer,
    isVip: isVip({ isMarked: customer.isVip, friendsWhoOrdered, cars }),
  });
  return [level, kind].filter(Boolean).join('·');
}

/** 周先生 已订 */
function friendWords({ called, hasOrdered, grade }: Referred): string {
  return [called, hasOrdered ? '已订' : grade && `${grade}级`].filter(Boolean).join(' ');
}

/** An A or H that nothing on the card speaks for waits for the supervisor's yes (D1). */
function gradeWords({ grade, state, inBaseGroup }: Customer, doubted: Review | undefined): string {
  if (inBaseGroup) return '基本顾客群';
  if (!grade) return state === 'open' ? '未定级' : '';
  const isUnsure = isNearest(grade) && doubted?.change.criteria.length === 0;
  return `${grade}级${isUnsure ? '（待主管确认）' : ''}`;
}

const KIND_WORDS = { visit: '来店', testDrive: '试驾', delivery: '交车' } as const;
const STATE_WORDS = {
  open: '',
  ordered: '已下订',
  delivered: '已交车',
  lostPending: '战败审批中',
  lost: '已战败',
  closed: '非意向',
  pooled: '已收回公司',
  dead: '死单',
} as const;

/** A line of a phone's screen. */
const LINE = 40;

/** The facts of the card, as many a line as the screen of a phone holds. */
function inLines(facts: string): string[] {
  const lines: string[] = [];
  for (const fact of facts.split('，').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + fact.length > LINE) lines.push(fact);
    else lines[lines.length - 1] = `${last}，${fact}`;
  }
  return lines;
}

function shortened(content: string): string {
  const characters = [...content.replaceAll(/\s+/g, ' ')];
  return characters.length <= LINE ? characters.join('') : `${characters.slice(0, LINE).join('')}…`;
}

/** The fields of the card that hold something. */
function known<Card extends object>(card: Card): Partial<Card> {
  const filled = Object.entries(card).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(filled) as Partial<Card>;
}
