import { seesAll } from '../chat/access.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { takeBackNow } from '../chat/taking-back.ts';
import { postCard } from '../db/cards.ts';
import { post } from '../db/outbox.ts';
import { type Announced, listAnnounced, spareRecalls } from '../db/recalls.ts';
import { dayOf } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';
import { namesOf } from '../reports/handover-brief.ts';
import { recallCard } from '../reports/recall-notices.ts';

export default defineCommand({
  name: '收回客户',
  rank: 157,
  takes: ['answerRecall'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '一个月没回访的，定收回还是先不收',
  examples: [
    { say: '先不收 2', means: { intents: ['answerRecall'], verdict: 'reject', choice: 2 } },
    { say: '收回', means: { intents: ['answerRecall'], verdict: 'accept' } },
    {
      say: '王先生先不收',
      means: { intents: ['answerRecall'], verdict: 'reject', customerRef: { name: '王先生' } },
    },
  ],
  async handle(talk, meaning) {
    const chosen = await chosenBy(talk, meaning);
    const names = namesOf(chosen.map(({ customer }) => customer));
    if (meaning.verdict === 'reject') {
      await spare(talk, chosen);
      return { lines: [`先不收：${names}，已告诉顾问，重新计${rulesOf(talk).recallDays}天`] };
    }
    if (!talk.confirmed)
      return { lines: [`请核对：收回公司 ${chosen.length}位：${names}`, '对回 1，不对回 2'], confirm: true };
    return { lines: [await takeAll(talk, chosen)] };
  },
  onClick: {
    card: 'recall',
    done: '收回客户',
    async handle(talk, { key, subjects, chosen: [choice = 'all'] }) {
      const ids = choice === 'all' ? subjects : subjects.filter((id) => String(id) === choice);
      const chosen = await listAnnounced(talk.db, { ids });
      if (chosen.length === 0) return '已处理过';
      const label = key === 'spare' ? '先不收' : '已收回';
      if (key === 'spare') await spare(talk, chosen);
      else await takeAll(talk, chosen);
      await showRest(talk, subjects);
      return subjects.length > 1 ? `${label} ${chosen.length}位` : label;
    },
  },
});

const rulesOf = ({ book, at }: Talk) => book.on(dayOf(at));

/** Those announced to him that he means: by number, by name, or all. */
async function chosenBy(talk: Talk, { choice, customerRef }: Meaning): Promise<Announced[]> {
  const { db, member } = talk;
  const announced = await listAnnounced(db, { storeIds: seesAll(member) ? undefined : member.storeIds });
  if (announced.length === 0) throw new UserError('现在没有待收回的客户。');
  const called = customerRef && customerRef !== 'last' ? (customerRef.alias ?? customerRef.name) : undefined;
  const chosen =
    choice !== undefined
      ? announced.slice(choice - 1, choice)
      : called === undefined
        ? announced
        : announced.filter(({ customer }) => [customer.name, customer.alias].includes(called));
  if (chosen.length === 0)
    throw new UserError(called ? `${called}不在待收回里。` : `只有${announced.length}位待收回。`);
  if (called !== undefined && chosen.length > 1)
    throw new UserError(`待收回的有几位${called}，请回数字：先不收 2`);
  // His own customers are for the manager to decide on.
  const others = chosen.filter(({ recall }) => seesAll(member) || recall.ownerId !== member.userId);
  if (others.length === 0) throw new UserError('您自己的客户要请销售经理定。');
  return others;
}

/** Not taken back for now; the days are counted anew, and the consultant knows that he has another month. */
async function spare({ db, member, at, messageId }: Talk, chosen: readonly Announced[]): Promise<void> {
  const ids = chosen.map(({ recall }) => recall.id);
  await spareRecalls(db, ids, { decidedBy: member.userId, decidedAt: at });
  for (const to of new Set(chosen.map(({ recall }) => recall.ownerId))) {
    const theirs = chosen.filter(({ recall }) => recall.ownerId === to).map(({ customer }) => customer);
    const text = `${member.name}定了先不收：${namesOf(theirs)}。请尽快打通，别再拖。`;
    await post(db, {
      key: `spared:${messageId}:${to}`,
      to,
      body: { kind: 'text', text },
      at,
      cause: messageId,
    });
  }
}

/** Takes them back at once; who was reached meanwhile is spared, and that is said. */
async function takeAll(talk: Talk, chosen: readonly Announced[]): Promise<string> {
  const taken = await takeBackNow(talk, chosen);
  const gone = new Set(taken.map(({ customer }) => customer.id));
  const staying = chosen.flatMap(({ customer }) => (gone.has(customer.id) ? [] : customer));
  return [
    ...(taken.length > 0 ? [`已收回${taken.length}位，分批回访已排好，已告诉双方`] : []),
    ...staying.map((customer) => `${describe(customer)}${whyNot(customer)}，不收`),
  ].join('；');
}

function whyNot({ state, doNotContact }: Announced['customer']): string {
  if (state === 'lostPending') return '在等战败审批';
  if (doNotContact) return '要求免打扰';
  return state === 'open' ? '刚联系上了' : '已经不在跟了';
}

/** A pressed card goes dead as a whole: what it showed and is not decided comes again. */
async function showRest(talk: Talk, subjects: readonly number[]): Promise<void> {
  const { db, member, at, messageId } = talk;
  const rest = await listAnnounced(db, { ids: subjects });
  if (rest.length === 0) return;
  const taskId = `recall-again-${messageId}`;
  const ids = rest.map(({ recall }) => recall.id);
  const body = recallCard(taskId, rest, { at, rules: rulesOf(talk) });
  await postCard(db, body, { to: member.userId, kind: 'recall', subjects: ids, at, cause: messageId });
}
