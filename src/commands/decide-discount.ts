import { defineCommand, UserError } from '../chat/command.ts';
import { decidePrice, meantRequest, verdictIn } from '../chat/concession.ts';
import { post } from '../db/outbox.ts';
import { findPriceRequest } from '../db/price-requests.ts';

export default defineCommand({
  name: '批让利',
  rank: 152,
  takes: ['approveDiscount', 'rejectDiscount'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '批、还价或不批让利申请：点卡片，或直接回',
  examples: [
    { say: '批3000', means: { intents: ['approveDiscount'], amountCny: 3000 } },
    { say: '只能让2000', means: { intents: ['rejectDiscount'], amountCny: 2000 } },
    {
      say: '王先生批2000',
      means: { intents: ['approveDiscount'], customerRef: { name: '王先生' }, amountCny: 2000 },
    },
    { say: '不批 先送精品', means: { intents: ['rejectDiscount'], counter: '赠送精品' } },
  ],
  async handle(talk, meaning) {
    const request = await meantRequest(talk, meaning);
    if (!request) throw new UserError('现在没有等您批的让利申请。');
    // 只能让2000 says no to what was asked, and how much there is.
    const approves = meaning.intents.includes('approveDiscount') || meaning.amountCny !== undefined;
    return decidePrice(talk, request, verdictIn(meaning, approves));
  },
  onClick: {
    card: 'price',
    done: '批让利',
    async handle(talk, { key, subjects: [id = 0] }) {
      const found = await findPriceRequest(talk.db, id);
      if (!found) return '已撤销';
      if (found.request.state !== 'pending')
        return found.request.state === 'withdrawn' ? '已撤回' : '已处理过';
      if (key === 'counter') {
        await say(talk, '还价请直接回数，如：只能让2000；共让多少就回：一共批5000');
        return '还价';
      }
      try {
        const { lines } = await decidePrice(talk, found, { approves: key === 'approve', remark: null });
        const { request } = (await findPriceRequest(talk.db, id)) ?? found;
        if (request.state !== 'pending') return key === 'approve' ? '已批' : '没批';
        await say(talk, lines.join('\n'));
        return '已转上级';
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        await say(talk, error.message);
        return '没批成';
      }
    },
  },
});

/** What a button cannot say. */
async function say(
  { db, member, at, messageId }: Parameters<typeof decidePrice>[0],
  text: string,
): Promise<void> {
  await post(db, { key: `reply:${messageId}`, to: member.userId, body: { kind: 'text', text }, at });
}
