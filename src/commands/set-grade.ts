import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { gradeCustomer } from '../chat/grading.ts';
import { askRapport } from '../chat/rapport.ts';
import { countContacts } from '../db/contacts.ts';
import type { Customer } from '../db/customers.ts';
import { post } from '../db/outbox.ts';
import { countVisits } from '../db/visits.ts';
import { gradesInUse, prospectGrades } from '../domain/grade-profile.ts';
import { dayOf } from '../domain/time.ts';
import { gradeSaid } from '../language/meaning.ts';

export default defineCommand({
  name: '定级',
  rank: 50,
  takes: ['setGrade', 'overrideGrade'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '定级、升级、降级，带上依据',
  notes: (rules) => `现在用的级别：${gradesInUse(rules).join('、')}；什么条件算哪级，发：A级是什么意思`,
  examples: [
    {
      say: '王先生升A 颜色定了',
      means: { intents: ['setGrade'], grade: 'A', gradeCriteria: ['车型车色已选定'] },
    },
    { say: '张先生降C 说要等年底', means: { intents: ['setGrade'], grade: 'C' } },
    { say: '级别不变', means: { intents: ['setGrade'], gradeUnchanged: true } },
  ],
  async handle(talk, meaning, customer) {
    // The card that was just made has its grade already; a cancelled order leaves him one of its own.
    if (meaning.intents.includes('createCard') || meaning.intents.includes('cancelOrder'))
      return { lines: [], readOnly: true };
    const grade = gradeSaid(meaning) ?? (meaning.gradeUnchanged ? customer.grade : null);
    if (!grade) {
      const choices = prospectGrades(talk.book.on(dayOf(talk.at)));
      throw new UserError(`${describe(customer)}还没定过级别，回 ${choices.join(' / ')}`);
    }
    const verdict = { grade, criteria: meaning.gradeCriteria ?? [], reason: meaning.gradeReason };
    const told = cardFields(meaning, customer);
    const { line, change } = await gradeCustomer(talk, { ...customer, ...told }, verdict);
    if (customer.ownerId !== talk.member.userId) await tellOwner(talk, customer, line);
    const alone = meaning.intents.length === 1;
    const fields = alone ? told : {};
    const knowsHim = alone ? await askAfterTalk(talk, customer) : undefined;
    const after = { ...customer, ...fields, ...change };
    return {
      lines: [
        alone ? `已记 ${describe(customer)} ${line}` : line,
        ...(isFarOff(after) ? ['购车时间在期限之后，只想先交个朋友就回：放基本顾客群'] : []),
      ],
      ...(knowsHim && { question: knowsHim.line }),
      change: { ...fields, ...change, ...knowsHim?.change },
    };
  },
});

/** The grade was the answer to the question after a talk: the next question may follow. */
async function askAfterTalk({ db, member, at }: Talk, customer: Customer) {
  const isAfterTalk = customer.lastEffectiveOn === dayOf(at) && customer.ownerId === member.userId;
  const question = isAfterTalk ? askRapport(customer, dayOf(at)) : undefined;
  if (!question) return undefined;
  const [{ effective }, visits] = await Promise.all([
    countContacts(db, customer.id),
    countVisits(db, customer.id),
  ]);
  return effective > 0 && effective + visits >= 2 ? question : undefined;
}

/** A C who wants to buy after his window is no prospect yet (D35, D36). */
function isFarOff({ grade, purchaseBy, windowEndsOn }: Customer): boolean {
  return grade === 'C' && purchaseBy !== null && windowEndsOn !== null && purchaseBy > windowEndsOn;
}

/** A grade that a superior sets is the owner's to work with. */
async function tellOwner(
  { db, member, at, messageId }: Talk,
  customer: Customer,
  line: string,
): Promise<void> {
  await post(db, {
    key: `graded:${messageId}:${customer.id}`,
    to: customer.ownerId,
    body: { kind: 'text', text: `${member.name}改了${describe(customer)}的${line}` },
    at,
    cause: messageId,
  });
}
