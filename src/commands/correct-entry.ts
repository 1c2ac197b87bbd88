import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { correctGrade } from '../chat/grading.ts';
import { findWho } from '../chat/who.ts';
import { type Customer, findByPhone } from '../db/customers.ts';
import { parsePhone, type Phone } from '../domain/phone.ts';
import { gradeSaid } from '../language/meaning.ts';

export default defineCommand({
  name: '更正',
  rank: 55,
  takes: ['correct'],
  about: 'nobody',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '刚记错的级别、号码，说一声就改',
  examples: [
    { say: '不对 是B级', means: { intents: ['correct'], target: 'lastGradeChange', grade: 'B' } },
    {
      say: '上面那个电话最后四位是8876不是8867',
      means: { intents: ['correct'], field: 'phone', last4: '8876', replacesLast4: '8867' },
    },
  ],
  async handle(talk, meaning) {
    if (meaning.moveTo) throw new UserError('整条记错人了：先回“撤销”，再把那句话连对的称呼重发一次。');
    const mobile = typeof meaning.value === 'string' ? meaning.value : undefined;
    const isKnown = gradeSaid(meaning) ?? meaning.last4 ?? mobile;
    if (isKnown === undefined)
      throw new UserError('这一项还不会改，什么都没有改。上一条整条错了就回：撤销，再重新说。');
    const who = await findWho(talk, meaning);
    if (who.kind !== 'found') throw new UserError('要改的是哪位客户？带上称呼再说一次，如：王先生改B级');
    const { customer } = who;
    const grade = gradeSaid(meaning);
    if (grade) {
      const verdict = { grade, criteria: meaning.gradeCriteria ?? [], reason: meaning.gradeReason };
      const { line, change } = await correctGrade(talk, customer, verdict);
      return { lines: [`已记 ${describe(customer)} ${line}`], customer, change };
    }
    if (mobile !== undefined) return putRight(talk, customer, mobile);
    const { last4, replacesLast4 } = meaning;
    if (last4 !== undefined && customer.phone) {
      const wrong = replacesLast4 ?? customer.phone.slice(-last4.length);
      if (!customer.phone.endsWith(wrong) || last4.length !== wrong.length)
        throw new UserError(`${describe(customer)}的号码不是${wrong}结尾，没有改。请把完整号码发一次。`);
      const told = parsePhone(customer.phone.slice(0, -wrong.length) + last4);
      if (!told) throw new UserError('改完不是手机号，没有改。请把完整号码发一次。');
      return putRight(talk, customer, told);
    }
    throw new UserError('更正请说清楚改什么，如：王先生改B级；上一条整条错了就回：撤销。');
  },
});

async function putRight({ db }: Talk, customer: Customer, phone: Phone): Promise<Outcome> {
  const taken = await findByPhone(db, phone);
  if (taken && taken.id !== customer.id)
    throw new UserError('这个号码已经有别的客户在用，没有改。号码没错就找主管合并。');
  return { lines: [`已改 ${describe(customer)} 电话：${phone}`], customer, change: { phone } };
}
