import { defineCommand } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addTestDrive } from '../db/visits.ts';
import { dayOf } from '../domain/time.ts';

export default defineCommand({
  name: '记试驾',
  rank: 140,
  takes: ['logTestDrive'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '客户试驾了',
  examples: [
    {
      say: '赵先生试驾了 30分钟',
      means: { intents: ['logTestDrive'], testDrive: { done: true, durationMin: 30 } },
    },
  ],
  async handle({ db, member, at }, meaning, customer) {
    const { trim, durationMin } = meaning.testDrive ?? {};
    const car = [customer.series, trim].filter(Boolean).join(' ') || null;
    await addTestDrive(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      car,
      minutes: durationMin ?? null,
      at,
      enteredAt: at,
    });
    const told = [car, durationMin && `${durationMin}分钟`].filter(Boolean).join('，');
    const line = `试驾：已记${told ? `（${told}）` : ''}，请确认驾照已核验、协议已签`;
    return {
      lines: [meaning.intents.length === 1 ? `已记 ${describe(customer)} ${line}` : line],
      change: { lastEffectiveOn: dayOf(at), attemptDays: [] },
    };
  },
});
