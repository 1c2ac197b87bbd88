import { cardFields, receiptOfFields } from '../chat/card-fields.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { gradeCustomer } from '../chat/grading.ts';
import { findByPhone } from '../db/customers.ts';
import { findStaff } from '../db/staff.ts';
import { completeness } from '../domain/card.ts';

export default defineCommand({
  name: '补卡片',
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
    const { phone } = fields;
    const taken = phone && phone !== customer.phone && (await findByPhone(talk.db, phone));
    if (taken) {
      const owner = await findStaff(talk.db, taken.ownerId);
      throw new UserError(
        `这个号码是${describe(taken)}的（${owner?.alias ?? owner?.name ?? '同事'}的客户），没有改。号码没错就找主管合并。`,
      );
    }
    const graded = meaning.grade
      ? await gradeCustomer(talk, customer, {
          grade: meaning.grade,
          criteria: meaning.gradeCriteria ?? [],
          reason: meaning.gradeReason,
        })
      : undefined;
    const written = receiptOfFields(fields);
    if (!written && !graded) throw new UserError('没看出要改什么，没有记。');
    const change = { ...fields, ...graded?.change };
    const { filled, of, missing } = completeness({ ...customer, ...change });
    const lines = [`已补 ${describe({ ...customer, ...fields })}：${written || '级别'}`];
    if (graded) lines.push(graded.line);
    lines.push(
      `卡片 ${filled}/${of}${missing.length > 0 ? `，还缺：${missing.slice(0, 5).join('、')}` : ''}`,
    );
    return { lines, change };
  },
});
