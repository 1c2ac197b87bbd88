import type { Brand } from './brand.ts';

/** Renminbi in whole fen (分): the only form in which money is stored, compared and added. */
export type Fen = Brand<number, 'Fen'>;

export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`);
  return amount as Fen;
}

/** From yuan, which may carry up to two decimals. */
export function fromYuan(yuan: number): Fen {
  return fen(Math.round(yuan * 100));
}

/** As people say it: 12.58万 from ten thousand yuan up, 5000元 below. */
export function formatMoney(amount: Fen): string {
  const yuan = amount / 100;
  return yuan >= 10_000 ? `${Number((yuan / 10_000).toFixed(4))}万` : `${Number(yuan.toFixed(2))}元`;
}
