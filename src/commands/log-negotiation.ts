import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addNegotiation, listNegotiations } from '../db/negotiations.ts';
import { concededUntil } from '../db/price-requests.ts';
import { isPriceItself } from '../domain/concession.ts';
import type { CustomerId } from '../domain/ids.ts';
import { fen, type Fen, formatMoney, fromYuan } from '../domain/money.ts';
import type { Meaning } from '../language/meaning.ts';
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
  async handle(talk, { negotiation = {}, quote = {} }, customer) {
    const { db, member, at, text } = talk;
    if (customer.state !== 'open') throw new UserError(`${describe(customer)}现在不在谈价阶段，没有记。`);
    const { round: said, with: people = [], gapCny, bidCny } = negotiation;
    const price = inFen(negotiation.priceCny ?? quote.priceCny);
    const conceded = await concededIn(talk, customer.id, negotiation);
    if (conceded !== null && isPriceItself(conceded, { price })) {
      const ask = `${formatMoney(conceded)}是报价还是让了这么多？没有记。回：谈判 报${formatMoney(conceded)}，或：谈判 让了3000`;
      return { lines: [ask], readOnly: true, incomplete: true };
    }
    const round = await addNegotiation(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      round: said,
      with: people,
      priceFen: price,
      concededFen: conceded,
      note: text,
      at,
      enteredAt: at,
    });
    const bid = inFen(bidCny);
    const between = price !== null && bid !== null && price > bid ? fen(price - bid) : null;
    const gap = inFen(gapCny) ?? between;
    const offered = bid === null ? '' : `，客户出${formatMoney(bid)}`;
    const apart = gap === null ? '' : `，还差${formatMoney(gap)}`;
    const gifts = (quote.gifts ?? []).length > 0 ? `，送${quote.gifts?.join('、')}` : '';
    const renumbered = said !== undefined && said !== round.round ? `（第${said}轮已经记过）` : '';
    return {
      lines: [`已记 ${describe(customer)} ${roundWords(round)}${offered}${apart}${gifts}${renumbered}`],
      change: customer.step < 4 ? { step: 4 } : {},
      hints: ['再让2000能定', '让主管来一下', '约周六下午2点来店'],
    };
  },
});

const ROUNDS_COMPARED = 10;

function inFen(yuan: number | undefined): Fen | null {
  return yuan === undefined ? null : fromYuan(yuan);
}

/** What has been conceded in all: as it was said, or by how far the price went down from where an earlier round had it. */
async function concededIn(
  { db, at }: Talk,
  customerId: CustomerId,
  { concededCny, priceCny, openingCny }: NonNullable<Meaning['negotiation']>,
): Promise<Fen | null> {
  if (concededCny !== undefined) return fromYuan(concededCny);
  const lowered = (inFen(openingCny) ?? 0) - (inFen(priceCny) ?? 0);
  if (openingCny === undefined || priceCny === undefined || lowered <= 0) return null;
  const rounds = await listNegotiations(db, customerId, ROUNDS_COMPARED);
  const there = rounds.find(({ priceFen }) => priceFen === fromYuan(openingCny))?.concededFen ?? 0;
  return fen(Math.max(there + lowered, await concededUntil(db, customerId, at)));
}
