import type { Evidence } from '../evidence.ts';
import type { Intent } from '../intents.ts';
import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import { matchesOf } from '../matches.ts';
import type { AmountRole } from '../values/amount-roles.ts';

const TERM = '[定订]金|定经|押金|意向金|大定|小定|大订|小订|尾款|余款|剩下的钱|全款|首付';
const TERM_BEFORE = new RegExp(`(${TERM})[^\\d\\s,，。]{0,4}[\\s,，。]?$`);
const TERM_AFTER = new RegExp(`^(?:元|块钱?)?的?(?:的)?(${TERM})|^\\s(全款)`);
/** Dictation writes 定金 as 定经. */
const HEARD: Record<string, string> = { 定经: '定金', 剩下的钱: '尾款' };

/** 签了订单, 合同签了: an order without money. */
export const SIGNED =
  /签(?:了|完了?|好了?)(?:购车|买车)?(?:订单|合同|单|协议)|(?:合同|订单|单子?)(?:都|也|已经?|刚|今天)*签(?:了|好|完|下)|签单了|签了(?=$|[\s,，!！])/;
const MONEY = /[定订]金|意向金|诚意金|押金|[大小][定订]|首付|[尾余]款/;
const TO_PAY =
  /(?:要|准备|打算|想|得|会|应该|约好|说好?)(?:再|先|来)?[交付转刷打给补]|(?:回头|晚点|晚些|改天|过两天|到时候?|等会儿?)[^\s,，]{0,4}[交付转刷打给补]/;

const PHRASES = /[^\s,，。!！;；]+/g;
const RECEIVED = /[交付收刷转打给补]了|已经?[交付收刷转打]|到账|收到|收[定订]金/;

/** 定金要交五千, 定金明天付: all the money that is spoken of is still to come. */
export function isStillToPay({ evidence, text }: Pick<Reading, 'evidence' | 'text'>): boolean {
  if (!MONEY.test(text)) return false;
  const phrases = matchesOf(text, PHRASES).map(({ 0: words, index }) => ({ words, index }));
  const ahead = phrases.filter(({ words }) => isAhead(words, evidence));
  return (
    ahead.length > 0 &&
    evidence.amounts.every(({ start }) =>
      ahead.some(({ words, index }) => start >= index && start < index + words.length),
    )
  );
}

function isAhead(phrase: string, { dates }: Evidence): boolean {
  if (!MONEY.test(phrase) || RECEIVED.test(phrase)) return false;
  if (TO_PAY.test(phrase)) return true;
  const isDated = dates.some(({ value, words }) => value.direction === 'future' && phrase.includes(words));
  return isDated && /[交付转刷打给补]/.test(phrase);
}

interface Paid {
  fen: number;
  kind: 'deposit' | 'balance' | 'full';
  /** The word that was said; 收款 if none was. */
  term: string;
}

/** The money that a message says was received: by the word beside the amount, or the only amount said of an order. */
export function amountPaid({ amounts, text }: Evidence, orders: boolean): Paid | undefined {
  for (const { value, start, end } of amounts) {
    const after = TERM_AFTER.exec(text.slice(end));
    const word = TERM_BEFORE.exec(text.slice(0, start))?.[1] ?? after?.[1] ?? after?.[2];
    const kind = kindOfPayment(value.role, word);
    if (kind) return { fen: value.fen, kind, term: word ? (HEARD[word] ?? word) : '收款' };
  }
  const bare = /(?:^|\s)(\d{3,6})(?:元|块)?$/.exec(text)?.[1];
  if (orders && amounts.length === 0 && bare)
    return { fen: Number(bare) * 100, kind: 'deposit', term: '收款' };
  const [only, second] = amounts;
  const isBare = only && !second && (only.value.role === undefined || only.value.role === 'order');
  return orders && isBare ? { fen: only.value.fen, kind: 'deposit', term: '收款' } : undefined;
}

function kindOfPayment(role: AmountRole | undefined, word: string | undefined): Paid['kind'] | undefined {
  if (word === '尾款' || word === '余款' || word === '剩下的钱') return 'balance';
  if (word === '全款') return 'full';
  if (word !== undefined || role === 'deposit' || role === 'paid' || role === 'downPayment') return 'deposit';
  return role === 'balance' || role === 'full' ? role : undefined;
}

/** What a message tells of an order, of money received and of a car handed over. */
export function readDeal(
  reading: Reading,
  intents: ReadonlySet<Intent>,
): Pick<Meaning, 'order' | 'payment' | 'delivery' | 'grade'> {
  const { evidence, text, today } = reading;
  const { cars, colours, trims, amounts, dates } = evidence;
  const orders = intents.has('recordOrder');
  const amount = (...roles: string[]) =>
    amounts.find(({ value }) => roles.includes(value.role ?? ''))?.value.fen;
  const receives = (orders || intents.has('recordPayment')) && !isStillToPay(reading);
  const paid = receives ? amountPaid(evidence, orders) : undefined;
  const deliveryBy = dates.find(
    ({ value, end }) => value.direction === 'future' && /^.{0,3}[提交]/.test(text.slice(end)),
  )?.value.to;
  const isPaidInFull = paid?.kind === 'full' && /现[订定]现|[当现]场[订定提]/.test(text);
  const price = amount('price') ?? (paid?.kind === 'deposit' || isPaidInFull ? amount('full') : undefined);
  const trim = trims.map(({ value }) => value).join('');
  return {
    ...(orders && paid && { grade: 'O' as const }),
    ...(orders && {
      order: {
        ...(cars[0] && { series: cars[0].value.series }),
        ...(trim && { trim }),
        ...(colours[0] && { color: colours[0].value.colour }),
        ...(price !== undefined && { priceCny: price / 100 }),
        ...(deliveryBy && { deliveryBy }),
        ...(reading.did(SIGNED) && { signed: true as const }),
      },
    }),
    ...(paid && {
      payment: {
        ...(/全款/.test(text)
          ? { method: 'full' as const }
          : /刷/.test(text)
            ? { method: 'card' as const }
            : {}),
        kind: paid.kind,
        amountCny: paid.fen / 100,
        term: paid.term,
      },
    }),
    ...(intents.has('recordDelivery') && { delivery: { at: deliveredOn(evidence, today) } }),
  };
}

/** 昨天交车了: the day that was said, else today. */
function deliveredOn({ dates }: Evidence, today: Reading['today']): string {
  return dates.find(({ value }) => value.direction === 'past' && value.grain === 'day')?.value.from ?? today;
}
