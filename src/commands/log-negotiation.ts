import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addNegotiation } from '../db/negotiations.ts';
import { formatMoney, fromYuan } from '../domain/money.ts';
import { roundWords } from '../reports/deal-lines.ts';

export default defineCommand({
  name: '记谈判',
  rank: 70,
  takes: ['logNegotiation', 'logQuote'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '记一轮谈判或一次报价：谁在、什么价、差多少',
  examples: [
    {
      say: '谈判 王先生 第二轮 周主管在 报到16.8 差两千',
      means: {
        intents: ['logNegotiation'],
        negotiation: { round: 2, with: ['周主管'], priceCny: 168_000 },
      },
    },
    {
      say: '王先生报价16.98 送脚垫',
      means: { intents: ['logQuote'], quote: { priceCny: 169_800, gifts: ['脚垫'] } },
    },
  ],
  async handle({ db, member, at, text }, { negotiation = {}, quote = {} }, customer) {
    if (customer.state !== 'open') throw new UserError(`${describe(customer)}现在不在谈价阶段，没有记。`);
    const { round: said, with: people = [], concededCny, gapCny } = negotiation;
    const priceCny = negotiation.priceCny ?? quote.priceCny;
    const round = await addNegotiation(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      round: said,
      with: people,
      priceFen: priceCny === undefined ? null : fromYuan(priceCny),
      concededFen: concededCny === undefined ? null : fromYuan(concededCny),
      note: text,
      at,
      enteredAt: at,
    });
    const apart = gapCny === undefined ? '' : `，还差${formatMoney(fromYuan(gapCny))}`;
    const gifts = (quote.gifts ?? []).length > 0 ? `，送${quote.gifts?.join('、')}` : '';
    const renumbered = said !== undefined && said !== round.round ? `（第${said}轮已经记过）` : '';
    return {
      lines: [`已记 ${describe(customer)} ${roundWords(round)}${apart}${gifts}${renumbered}`],
      change: customer.step < 4 ? { step: 4 } : {},
      hints: ['再让2000能定', '让主管来一下', '约周六下午2点来店'],
    };
  },
});
