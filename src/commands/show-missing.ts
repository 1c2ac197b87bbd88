import type { Check, Owed } from '../check.ts';
import { defineCommand, type Talk } from '../chat/command.ts';
import { viewAsked } from '../chat/view.ts';
import { readAllDaysOff } from '../db/rules.ts';
import { listStaff } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import { addDays, clockOf, type Day, dayOf, formatDay, instantOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import type { View } from '../reports/statistics.ts';

/** The check of supervision that answers a question (check.ts). */
const CHECK: Record<NonNullable<Meaning['check']>, string> = {
  cardCreated: 'cardLate',
  cardDetailed: 'cardThin',
  leaveSmsSent: 'textMissing',
  leaveSmsWaived: 'textMissing',
  pretextOk: 'pretextMissing',
  graded: 'gradeMissing',
  firstCalled: 'firstCallMissing',
};
/** One phone screen. */
const MOST_NAMED = 5;

/** What was to be done by now and was not, of one kind, on one day, by person: asked of the checks themselves. */
export default defineCommand({
  name: '查漏项',
  rank: 162,
  takes: ['queryMissing'],
  about: 'nobody',
  allow: ['consultant', 'supervisor', 'salesManager', 'generalManager'],
  help: '谁漏了建卡、短信、评级、由头、首访',
  examples: [
    {
      say: '今天谁没建卡',
      means: { intents: ['queryMissing'], check: 'cardCreated' },
      for: 'supervisor',
    },
  ],
  async handle(talk, meaning) {
    const { db, at } = talk;
    const on = meaning.date;
    const check = talk.checks.find(({ name }) => name === CHECK[meaning.check ?? 'cardCreated']);
    const view = await viewAsked(talk, meaning);
    const [owed, people] = await Promise.all([check ? dueOf(talk, check, view, on) : [], listStaff(db)]);
    const day = on === undefined ? '' : on === dayOf(at) ? '今天' : formatDay(on);
    const what = `${view.title} ${day}${check?.short ?? ''}`;
    if (owed.length === 0) return { lines: [`${what}：没有，都做了。`], readOnly: true };
    const lines = people
      .map((person) => ({ person, own: owed.filter(({ aboutId }) => aboutId === person.userId) }))
      .filter(({ own }) => own.length > 0)
      .map(({ person, own }) => `· ${calledBy(person)} ${own.length}：${namesOf(own, dayOf(at))}`);
    return { lines: [`${what} ${owed.length}：`, ...lines], readOnly: true };
  },
});

/** Work that began longer ago is no question of the day. */
const LOOK_BACK_DAYS = 30;

/** Whose clock began on that day, or lately, and has run out by now. */
async function dueOf(
  { db, at, book }: Talk,
  check: Check,
  { subject }: View,
  on: Day | undefined,
): Promise<Owed[]> {
  const [owed, daysOff] = await Promise.all([
    check.owed(db, instantOf(on ?? addDays(dayOf(at), -LOOK_BACK_DAYS), '00:00'), at),
    readAllDaysOff(db, dayOf(at)),
  ]);
  return owed.filter(
    (each) =>
      (on === undefined || dayOf(each.startedAt) === on) &&
      (subject.userId === undefined || each.aboutId === subject.userId) &&
      (subject.storeIds === undefined || subject.storeIds.includes(each.storeId)) &&
      check.clock(each, book, daysOff(each.aboutId, each.storeId)).dueAt <= at,
  );
}

/** 王先生 14:10, 没建卡的一批 15:30 … */
function namesOf(owed: readonly Owed[], today: Day): string {
  const named = owed.slice(0, MOST_NAMED).map(({ called, startedAt }) => {
    const on = dayOf(startedAt);
    return `${called || '一批'} ${on === today ? clockOf(startedAt) : formatDay(on)}`;
  });
  return named.join('、') + (owed.length > MOST_NAMED ? ` 等${owed.length}位` : '');
}
