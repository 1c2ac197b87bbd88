import { cardFields, lackingMusts, receiptOfFields, wrongPhone } from '../chat/card-fields.ts';
import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { gradeCustomer } from '../chat/grading.ts';
import { type Customer, type CustomerChange, findByPhone } from '../db/customers.ts';
import { findStaff } from '../db/staff.ts';
import { markRecorded } from '../db/visits.ts';
import { completeness } from '../domain/card.ts';
import { GRADE_CRITERIA, GRADES, proposed } from '../domain/grade.ts';
import { dayOf } from '../domain/time.ts';
import { gradeSaid, type Meaning } from '../language/meaning.ts';

export default defineCommand({
  name: '补卡片',
  rank: 130,
  takes: ['updateCard'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '补客户资料：颜色、预算、用途、付款…',
  examples: [
    {
      say: '预算18万 全款 自用',
      means: { intents: ['updateCard'], budgetCny: 180000, payment: { method: 'full' } },
    },
    { say: '王先生要灰色的', means: { intents: ['updateCard'], interest: { color: '灰' } } },
  ],
  async handle(talk, meaning, customer) {
    const fields = cardFields(meaning, customer);
    await refuseTakenPhone(talk, fields, customer);
    const graded = await gradeBy(talk, meaning, { ...customer, ...fields });
    const written = receiptOfFields(fields);
    const isSame = fields.phone !== undefined && fields.phone === customer.phone;
    if (isSame && Object.keys(fields).length === 1)
      throw new UserError(`${describe(customer)}卡上就是${fields.phone}，没有改。号码不对就把新的发来。`);
    const wrong = meaning.customer?.phoneRaw;
    if (wrong !== undefined && !written && !graded) throw new UserError(wrongPhone(wrong));
    if (!written && !graded)
      throw new UserError(speaksForLess(meaning, customer) ?? '没看出要改什么，没有记。');
    if (fields.phone) await markRecorded(talk.db, customer.id);
    const change = { ...fields, ...graded?.change };
    const after = { ...customer, ...change };
    const { filled, of, missing } = completeness(after);
    // A number that takes another's place is said with it: a wrong one is seen, and 撤销 puts the old one back.
    const replaced = fields.phone && customer.phone ? `（原尾号${customer.phone.slice(-4)}）` : '';
    const lines = [
      `已补 ${describe(after)}：${written || '级别'}${replaced}`,
      ...(graded ? [graded.line] : []),
    ];
    const musts = lackingMusts(after);
    if (musts.length > 0) lines.push(`还缺：${musts.join('、')}，直接回就行`);
    else
      lines.push(
        `卡片 ${filled}/${of}${missing.length > 0 ? `，可以再补：${missing.slice(0, 4).join('、')}` : ''}`,
      );
    return { lines, change, ...(musts.length > 0 && { lacks: musts }) };
  },
});

/** 谈过价了, of an A: it speaks for a B, which he is more than. */
function speaksForLess({ gradeCriteria: [criterion] = [] }: Meaning, customer: Customer): string | undefined {
  if (!criterion || !customer.grade || customer.state !== 'open') return undefined;
  return `${criterion}是${GRADE_CRITERIA[criterion]}级的判据，${describe(customer)}已经是${customer.grade}级，没有另记。`;
}

async function refuseTakenPhone(talk: Talk, { phone }: CustomerChange, customer: Customer): Promise<void> {
  const taken = phone && phone !== customer.phone ? await findByPhone(talk.db, phone) : undefined;
  if (!taken) return;
  const owner = await findStaff(talk.db, taken.ownerId);
  const whose = `${describe(taken)}（${owner?.alias ?? owner?.name ?? '同事'}的客户）`;
  throw new UserError(`这个号码已经是${whose}的，没有改。号码没错就找主管合并。`);
}

/** A grade that was said, or criteria: those of the present grade are added to it, those of a higher one suggest it. */
async function gradeBy(
  talk: Talk,
  meaning: Meaning,
  customer: Customer,
): Promise<Awaited<ReturnType<typeof gradeCustomer>> | undefined> {
  const { gradeCriteria: criteria = [], gradeReason: reason } = meaning;
  const grade = gradeSaid(meaning);
  if (grade) return gradeCustomer(talk, customer, { grade, criteria, reason });
  const [criterion] = criteria;
  if (!criterion || customer.state !== 'open') return undefined;
  const today = dayOf(talk.at);
  const when = { purchaseBy: customer.purchaseBy, today };
  const shown = proposed(talk.book.on(today), GRADE_CRITERIA[criterion], criteria, when);
  if (shown === customer.grade) return gradeCustomer(talk, customer, { grade: shown, criteria });
  const isHigher = customer.grade === null || GRADES.indexOf(shown) < GRADES.indexOf(customer.grade);
  return isHigher && shown !== 'O'
    ? { line: `看着够${shown}级（${criterion}），要升就回：升${shown} ${criterion}`, change: {} }
    : undefined;
}
