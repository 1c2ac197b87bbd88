import type { Evidence } from '../evidence.ts';
import type { Intent, Meaning } from '../meaning.ts';

const TERMS = /定金|订金|定经|押金|意向金|大定|小定|尾款|余款|全款/;
/** Dictation writes 定金 as 定经. */
const HEARD: Record<string, string> = { 定经: '定金' };

/** What a message tells of an order, of money received and of a car handed over. */
export function readDeal(
  evidence: Evidence,
  intents: readonly Intent[],
): Pick<Meaning, 'order' | 'payment' | 'delivery'> {
  const { cars, colours, trims, amounts, dates, text } = evidence;
  const orders = intents.includes('recordOrder');
  const amount = (...roles: string[]) =>
    amounts.find(({ value }) => roles.includes(value.role ?? ''))?.value.fen;
  const deposit = amount('deposit');
  const balance = amount('balance');
  const full = amount('full');
  const paid = deposit ?? balance ?? full ?? amount('paid');
  const word = TERMS.exec(text)?.[0];
  const deliveryBy = dates.find(
    ({ value, end }) => value.direction === 'future' && /^.{0,3}[提交]/.test(text.slice(end)),
  )?.value.to;
  const price = amount('price', 'order') ?? (full !== undefined && deposit !== undefined ? full : undefined);
  const trim = trims.map(({ value }) => value).join('');
  return {
    ...(orders && {
      order: {
        ...(cars[0] && { series: cars[0].value.series }),
        ...(trim && { trim }),
        ...(colours[0] && { color: colours[0].value.colour }),
        ...(price !== undefined && { priceCny: price / 100 }),
        ...(deliveryBy && { deliveryBy }),
      },
    }),
    ...((intents.includes('recordPayment') || (orders && paid !== undefined)) &&
      paid !== undefined && {
        payment: {
          ...(/全款/.test(text) && { method: 'full' as const }),
          kind:
            deposit !== undefined
              ? ('deposit' as const)
              : balance !== undefined
                ? ('balance' as const)
                : full !== undefined
                  ? ('full' as const)
                  : ('deposit' as const),
          amountCny: paid / 100,
          term: word ? (HEARD[word] ?? word) : '收款',
        },
      }),
    ...(intents.includes('recordDelivery') && { delivery: { at: 'now' } }),
  };
}
