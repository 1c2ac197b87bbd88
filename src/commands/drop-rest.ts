import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { entrustedWork, reckonFor, spanOf, whoRests } from '../chat/resting.ts';
import { listCovered } from '../db/due.ts';
import { post } from '../db/outbox.ts';
import { dropRestDays, listRestDays } from '../db/rules.ts';
import { listStaff, type StaffRow } from '../db/staff.ts';
import { dropTasksOf } from '../db/tasks.ts';
import { calledBy, type UserId } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { type Day, dayOf } from '../domain/time.ts';

/** A day off is none after all: whoever was to stand in is told, and the customers are due as if it had never been. */
export default defineCommand({
  name: '照常上班',
  rank: 141,
  takes: ['dropRestDay'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '记了休息又不休了；主管也可以替自己的人改',
  examples: [
    { say: '周六我不休了', means: { intents: ['dropRestDay'] } },
    { say: '明天照常上班', means: { intents: ['dropRestDay'] } },
    { say: '小马周六不休了', means: { intents: ['dropRestDay'], staff: '小马' }, for: 'supervisor' },
  ],
  async handle(talk, meaning) {
    const { db, member, at } = talk;
    const today = dayOf(at);
    const people = await listStaff(db);
    const person = whoRests(talk, meaning, people);
    const who = person.userId === member.userId ? '您' : calledBy(person);
    const noted = (await listRestDays(db, person.userId, today)).map(({ on }) => on);
    const days = (meaning.restDays ?? noted).filter((on) => noted.includes(on));
    if (days.length === 0)
      throw new UserError(
        noted.length === 0
          ? `${who}没有记休息，不用取消。`
          : `${who}记的休息是${spanOf(noted)}，别的日子没有记。`,
      );
    if (!meaning.restDays && days.length > 1)
      return { lines: [`取消哪几天？${who}记的休息是${spanOf(noted)}。回：周六不休了`], readOnly: true };
    const left = await listCovered(db, person.userId, days, today);
    const dropped = await dropRestDays(db, person.userId, days);
    const changed = await reckonFor(talk, person.userId, today);
    await tellStandIns(talk, person, dropped);
    const alone = dropped.some(({ delegateId }) => delegateId === null);
    if (alone && left.length > 0) await tellSupervisor(talk, person, people, days);
    if (person.userId !== member.userId)
      await tell(talk, person.userId, `${member.name}取消了您的休息：${spanOf(days)}照常上班。`);
    const standIns = [...new Set(dropped.flatMap(({ delegateId }) => delegateId ?? []))].flatMap(
      (userId) => people.find((each) => each.userId === userId) ?? [],
    );
    return {
      lines: [
        `已取消${who}的休息：${spanOf(days)}照常上班`,
        ...(changed.length > 0 ? [`${changed.length}位客户的日子改回来了`] : []),
        ...(standIns.length > 0 ? [`已告诉${standIns.map(calledBy).join('、')}不用代班`] : []),
      ],
    };
  },
});

/** Whoever was to stand in has nothing more to do; what he was asked to do by name ends with the last of his days. */
async function tellStandIns(
  talk: Talk,
  person: StaffRow,
  dropped: readonly { on: Day; delegateId: UserId | null }[],
): Promise<void> {
  const { db, at } = talk;
  const still = await listRestDays(db, person.userId, dayOf(at));
  for (const delegateId of new Set(dropped.flatMap((each) => each.delegateId ?? []))) {
    const days = dropped.flatMap((each) => (each.delegateId === delegateId ? [each.on] : []));
    if (!still.some((each) => each.delegateId === delegateId))
      await dropTasksOf(db, delegateId, entrustedWork(person));
    await tell(talk, delegateId, `${person.name}${spanOf(days)}照常上班，不用您代班了。`);
  }
}

/** He was told that nobody stood in: that is settled. */
async function tellSupervisor(
  talk: Talk,
  { userId, name, storeIds: [storeId] }: StaffRow,
  people: readonly StaffRow[],
  days: readonly Day[],
): Promise<void> {
  const supervisor = storeId && supervisorOf(people, userId, storeId);
  if (!supervisor || supervisor.userId === talk.member.userId) return;
  await tell(talk, supervisor.userId, `${name}${spanOf(days)}照常上班，那几天的客户他自己打。`);
}

async function tell({ db, at, messageId }: Talk, to: UserId, text: string): Promise<void> {
  const key = `rest-dropped:${messageId}:${to}`;
  await post(db, { key, to, body: { kind: 'text', text }, at, cause: messageId });
}
