import type { Evidence } from '../evidence.ts';
import type { Intent, Meaning } from '../meaning.ts';

const TERMS = /定金|订金|定经|押金|意向金|大定|小定|尾款|余款|全款/;
/** Dictation writes 定金 as 定经. */
const HEARD: Record<string, string> = { 定经: '定金' };

type Paid = { fen: number; kind: 'deposit' | 'balance' | 'full' };

/** The money that a message says was received: by the word beside the amount, or the only amount said of an order. */
export function amountPaid({ amounts, text }: Evidence, orders: boolean): Paid | undefined {
  for (const { value, start, end } of amounts) {
    const before = text.slice(Math.max(0, start - 6), start);
    const after = text.slice(end, end + 4);
    const words =
      value.role === undefined || value.role === 'paid' || value.role === 'appraisal'
        ? before + after
        : before;
    if (value.role === 'deposit' || /[定订]金|定经|押金|意向金/.test(words))
      return { fen: value.fen, kind: 'deposit' };
    if (value.role === 'balance' || /尾款|余款/.test(words)) return { fen: value.fen, kind: 'balance' };
    if (value.role === 'full') return { fen: value.fen, kind: 'full' };
    if (value.role === 'paid') return { fen: value.fen, kind: 'deposit' };
  }
  const bare = /(?:^|\s)(\d{3,6})(?:元|块)?$/.exec(text)?.[1];
  if (orders && amounts.length === 0 && bare) return { fen: Number(bare) * 100, kind: 'deposit' };
  const [only, second] = amounts;
  const isBare = only && !second && (only.value.role === undefined || only.value.role === 'order');
  return orders && isBare ? { fen: only.value.fen, kind: 'deposit' } : undefined;
}

/** What a message tells of an order, of money received and of a car handed over. */
export function readDeal(
  evidence: Evidence,
  intents: readonly Intent[],
): Pick<Meaning, 'order' | 'payment' | 'delivery'> {
  const { cars, colours, trims, amounts, dates, text } = evidence;
  const orders = intents.includes('recordOrder');
  const amount = (...roles: string[]) =>
    amounts.find(({ value }) => roles.includes(value.role ?? ''))?.value.fen;
  const paid = orders || intents.includes('recordPayment') ? amountPaid(evidence, orders) : undefined;
  const word = TERMS.exec(text)?.[0];
  const deliveryBy = dates.find(
    ({ value, end }) => value.direction === 'future' && /^.{0,3}[提交]/.test(text.slice(end)),
  )?.value.to;
  const price = amount('price') ?? (paid?.kind === 'deposit' ? amount('full') : undefined);
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
    ...(paid && {
      payment: {
        ...(/全款/.test(text) && { method: 'full' as const }),
        kind: paid.kind,
        amountCny: paid.fen / 100,
        term: word ? (HEARD[word] ?? word) : '收款',
      },
    }),
    ...(intents.includes('recordDelivery') && { delivery: { at: 'now' } }),
  };
}
