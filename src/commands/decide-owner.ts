import { seesAll } from '../chat/access.ts';
import { receiverCalled } from '../chat/colleagues.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe, describeApart } from '../chat/describe.ts';
import { giveOwner } from '../chat/ownership.ts';
import { listOpenCases, type OpenCase } from '../db/ownership.ts';
import { findStaff, listStaff, type StaffRow } from '../db/staff.ts';
import { calledBy } from '../domain/staff.ts';
import type { Meaning } from '../language/meaning.ts';

export default defineCommand({
  name: '定归属',
  rank: 154,
  takes: ['decideOwner'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '激活的、撞单的客户归谁跟',
  examples: [
    {
      say: '王先生归原顾问',
      means: { intents: ['decideOwner'], customerRef: { name: '王先生' }, to: 'owner' },
    },
    { say: '归接待人', means: { intents: ['decideOwner'], to: 'receiver' } },
    { say: '给小马', means: { intents: ['decideOwner'], to: { staff: '小马' } } },
  ],
  async handle(talk, meaning) {
    const { ownership, customer } = await meantCase(talk, meaning);
    const to = await meantPerson(talk, meaning, { ownership, customer });
    const given = await giveOwner(talk, ownership, customer, to, 'here');
    return { lines: [`${describe(customer)}归${calledBy(to)}跟，已告诉双方`], customer: given.customer };
  },
  onClick: {
    card: 'owner',
    done: '定归属',
    async handle(talk, { key, subjects: [id = 0] }) {
      const [open] = await listOpenCases(talk.db, { id });
      if (!open) return '已处理过';
      // The case stays open, and the words that answer it stand on the card.
      if (key === 'other') return '我来定';
      const { ownerId, receiverId } = open.ownership;
      const to = await findStaff(talk.db, key === 'owner' ? ownerId : receiverId);
      if (!to?.isActive) return '他已离开';
      await giveOwner(talk, open.ownership, open.customer, to, 'here');
      return `归${calledBy(to)}`;
    },
  },
});

/** The one that waits for his word, or the one of the customer he names. */
async function meantCase({ db, member }: Talk, { customerRef }: Meaning): Promise<OpenCase> {
  const open = await listOpenCases(db, { storeIds: seesAll(member) ? undefined : member.storeIds });
  const called = customerRef && customerRef !== 'last' ? (customerRef.alias ?? customerRef.name) : undefined;
  const meant =
    called === undefined
      ? open
      : open.filter(({ customer }) => [customer.name, customer.alias].includes(called));
  const [only, second] = meant;
  if (!only) throw new UserError('现在没有等您定归属的客户。转客户请说：王先生转给小马');
  if (!second) return only;
  const lines = meant.slice(0, 5).map(({ customer }) => `· ${describeApart({ ...customer, phone: null })}`);
  throw new UserError(['有几位等您定归属，是哪一位？回：称呼+归谁', ...lines].join('\n'));
}

async function meantPerson(
  { db }: Talk,
  { to }: Meaning,
  { ownership, customer }: OpenCase,
): Promise<StaffRow> {
  if (typeof to === 'object') return receiverCalled(await listStaff(db), to.staff, customer.storeId);
  const person = await findStaff(db, to === 'owner' ? ownership.ownerId : ownership.receiverId);
  if (!person?.isActive) throw new UserError('原顾问已经离开了，请回：归谁，如：王先生归小马');
  return person;
}
