import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { batchLines, noteBatches } from '../chat/visits.ts';
import { listReceivedBy, type Visit } from '../db/visits.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

/** More at once would be a slip, or the sum of a whole store. */
const MOST = 9;
/** 上午4批, 今天接了5批: a sum of what has been told one by one, or should have been. */
const SUM = /上午|下午|早上|今[天儿日]|全天|一共|总共|合计|拢共|到现在|到这会/;

export default defineCommand({
  name: '报批数',
  rank: 21,
  takes: ['tallyVisits'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager', 'generalManager', 'marketing', 'admin'],
  help: '来了几批：和已记的对一对，差的问过再补',
  examples: [
    {
      say: '来两批客户 都没留',
      means: { intents: ['tallyVisits'], visitBatches: 2, unrecorded: 2 },
      for: 'consultant',
    },
  ],
  async handle(talk, meaning) {
    const { visitBatches: told = 0, recorded: withData } = meaning;
    const leftNothing = Math.max(meaning.unrecorded ?? 0, withData === undefined ? 0 : told - withData);
    if (!talk.member.roles.includes('consultant'))
      throw new UserError('只报批数还不会，什么都没有记。看来店数发：本店今天来店');
    if (told < 1) throw new UserError('没看清是几批，没有记。一批发：来店1批 看什么车 留没留电话');
    if (told > MOST) throw new UserError(`一次最多记${MOST}批，没有记。请核对批数。`);
    const before = await receivedIn(talk, meaning);
    const missing = SUM.test(talk.text) ? told - before.length : told;
    const known = `今天已记${wordsOf(before)}`;
    if (missing <= 0)
      return {
        lines: [missing === 0 ? `${known}，对得上。` : `${known}，比您报的多，没有改。`],
        readOnly: true,
      };
    const recorded = leftNothing >= missing ? false : null;
    if (!talk.confirmed)
      return {
        lines: [
          `请核对：补记来店${missing}批${recorded === false ? '，没留资料' : '，还没建卡'}（${known}）`,
          '对回 1，不对回 2。留了电话的请一位一条登记',
        ],
        confirm: true,
      };
    return { lines: batchLines(talk, await noteBatches(talk, meaning, { batches: missing, recorded })) };
  },
});

/** What he received today, or in the half of it that is spoken of. */
async function receivedIn({ db, member, at }: Talk, { period = '' }: Meaning): Promise<Visit[]> {
  const today = dayOf(at);
  if (!period.startsWith(today)) throw new UserError('只能对今天的批数，没有记。');
  const noon = instantOf(today, '12:00');
  const from = period.endsWith('PM') ? noon : instantOf(today, '00:00');
  const until = period.endsWith('AM') ? noon : instantOf(addDays(today, 1), '00:00');
  return listReceivedBy(db, member.userId, from, until);
}

function wordsOf(visits: readonly Visit[]): string {
  const left = visits.filter(({ recorded }) => recorded === true).length;
  return visits.length === 0 ? '0批' : `${visits.length}批，留资料${left}批`;
}
