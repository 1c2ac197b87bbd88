import { maySee } from '../chat/access.ts';
import { calendarOf } from '../chat/calendar.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { gradeCustomer, judgesGrades } from '../chat/grading.ts';

import { changeCustomer, type Customer, findCustomer } from '../db/customers.ts';
import { listReviews, type Review, settleReview } from '../db/grade-reviews.ts';
import { post } from '../db/outbox.ts';
import { listStaff } from '../db/staff.ts';
import type { Grade } from '../domain/grade.ts';
import type { CustomerId } from '../domain/ids.ts';
import { dayOf, formatDay } from '../domain/time.ts';
import { dueChange, dueOf } from '../reports/due-words.ts';

/** One phone screen. */
const MOST_LINES = 9;

export default defineCommand({
  name: '复核级别',
  rank: 155,
  takes: ['queryGradeQueue', 'reviewGrades'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '看升A的、来电首次定级的，同意或改',
  examples: [
    { say: '待评级', means: { intents: ['queryGradeQueue'] } },
    {
      say: '1 同意 2 改B',
      means: { intents: ['reviewGrades'], reviews: [{ index: 1 }, { index: 2, grade: 'B' }] },
    },
    { say: '全部同意', means: { intents: ['reviewGrades'], reviews: [{}] } },
  ],
  async handle(talk, { intents, reviews = [] }) {
    if (intents.includes('queryGradeQueue')) return showQueue(talk);
    const listed = listedNow(talk);
    const isAll = reviews.some(({ index }) => index === undefined);
    const chosen: { id: CustomerId | undefined; grade?: Grade }[] = isAll
      ? listed.map((id) => ({ id }))
      : reviews.map(({ index = 0, ...verdict }) => ({ id: listed[index - 1], ...verdict }));
    const lines: string[] = [];
    for (const { id, grade } of chosen) {
      const customer = id && (await findCustomer(talk.db, id));
      if (!customer || !maySee(talk.member, customer))
        throw new UserError(`名单里没有这个号，一共${listed.length}个。`);
      const line = await judge(talk, customer, grade);
      if (line) lines.push(line);
    }
    if (lines.length === 0) throw new UserError('这几位没有等您复核的级别。发“待评级”看还有谁。');
    return { lines };
  },
});

/** Those whom he judges: of his stores, or of all; none of his own. */
async function queueOf(talk: Talk): Promise<Review[]> {
  const waiting = await listReviews(talk.db);
  return waiting.filter(({ customer }) => maySee(talk.member, customer) && judgesGrades(talk, customer));
}

async function showQueue(talk: Talk): Promise<Outcome> {
  const queue = await queueOf(talk);
  if (queue.length === 0) return { lines: ['现在没有等您复核的级别。'], readOnly: true };
  const people = await listStaff(talk.db);
  const shown = queue.slice(0, MOST_LINES);
  const lines = shown.map(({ change, customer }, index) => {
    const owner = people.find(({ userId }) => userId === customer.ownerId);
    const why = change.criteria.length > 0 ? change.criteria.join('、') : (change.reason ?? '没有判据');
    const move = change.from ? `${change.from}→${change.to}` : `首次定${change.to}`;
    const phoneIn = change.from === null && customer.source === 'callIn' ? '来电 ' : '';
    const who = `${owner?.alias ?? owner?.name ?? ''}·${describe(customer)}`;
    return `${index + 1}. ${[`${who} ${phoneIn}${move}`, why, formatDay(dayOf(change.at))].join('｜')}`;
  });
  const more = queue.length - shown.length;
  return {
    lines: [
      `待复核级别 ${queue.length}位：`,
      ...lines,
      ...(more > 0 ? [`还有${more}位，处理完再发“待评级”`] : []),
      shown.length > 1 ? '回：1 同意 2 改B；都对就回：全部同意' : '回：1 同意 或 1 改B',
    ],
    listed: shown.map(({ customer }) => customer.id),
    readOnly: true,
  };
}

function listedNow({ conversation, at }: Talk): readonly CustomerId[] {
  const { listed, listedOn } = conversation;
  if (listedOn !== dayOf(at) || listed.length === 0)
    throw new UserError('先发“待评级”看名单，再回：1 同意 2 改B');
  return listed;
}

/** Agrees to the grade of one customer, or gives him another; undefined where nothing waited. His owner is told. */
async function judge(talk: Talk, customer: Customer, grade: Grade | undefined): Promise<string | undefined> {
  const { db, member, at, messageId } = talk;
  const [waiting] = await listReviews(db, { customerId: customer.id });
  if (!waiting || !judgesGrades(talk, customer)) return undefined;
  const key = `grade-reviewed:${waiting.change.id}`;
  const tell = (text: string) =>
    post(db, { key, to: customer.ownerId, body: { kind: 'text', text }, at, cause: messageId });
  const called = describe(customer);
  if (grade === undefined || grade === customer.grade) {
    await settleReview(db, customer.id, { review: 'agreed', reviewedBy: member.userId, reviewedAt: at });
    await tell(`${called}的${customer.grade}级，${member.name}复核同意。`);
    return `已同意 ${called} ${customer.grade}级`;
  }
  const { line, change } = await gradeCustomer(talk, customer, { grade, criteria: [], reason: '主管复核' });
  const calendar = await calendarOf(talk, customer);
  const due = dueOf({ ...customer, ...change }, calendar);
  await changeCustomer(db, customer, { ...change, ...dueChange(due) });
  await tell(`${member.name}复核了${called}的${line}`);
  return `已改 ${called} ${line}，已告诉顾问`;
}
