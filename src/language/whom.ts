import type { Found } from './found.ts';
import type { CustomerRef, Meaning } from './meaning.ts';
import type { Reading } from './reading.ts';
import { isOrdinaryWord } from './values/full-names.ts';
import type { NameMention } from './values/names.ts';
import { COMMON } from './values/surnames.ts';

/** A person as a message names him: by the form of address if one was used. */
export function named({ name, alias }: NameMention): { name: string } | { alias: string } {
  return alias === undefined ? { name } : { alias };
}

/** Colleagues named in a text, in order. */
export function staffIn({ evidence }: Reading): Found<NameMention>[] {
  return evidence.names.filter(({ value }) => value.kind === 'staff');
}

/** 孙顾问 is 小孙 to everybody in the house. */
export function nickname({ value, words }: Found<NameMention>): string {
  return value.honorific === '顾问' && value.surname !== undefined && value.given === undefined
    ? `小${value.surname}`
    : value.kind === 'staff'
      ? value.name
      : words;
}

export function customersIn({ evidence }: Pick<Reading, 'evidence'>): Found<NameMention>[] {
  return evidence.names.filter(({ value }) => value.kind !== 'staff');
}

/** 李想打了 没接: whoever is called first is a person, though the name may be an ordinary word. */
const CALLED = /^([一-龥]{2,3}?)(?=打了|没接|没人接|通了|关机|空号|接了)/;

/** The colleague into whose hands something goes: 让阿凯接过去, 归小詹跟. */
export function handedTo(reading: Reading, before: RegExp, after: RegExp): Found<NameMention> | undefined {
  const { text } = reading;
  return staffIn(reading).find(
    ({ start, end }) =>
      before.test(text.slice(Math.max(0, start - 6), start)) && after.test(text.slice(end, end + 8)),
  );
}

/** 倪先生 不是倪先生 是聂先生: of a slip within the sentence the last one. */
function meant(reading: Reading): Found<NameMention> | undefined {
  const people = customersIn(reading);
  const denied = people.find(({ start }) => /不是\s?$/.test(reading.text.slice(0, start)));
  const [first] = people;
  const isSlip = denied && first && denied !== first && denied.value.name === first.value.name;
  return isSlip ? (people.find(({ value }) => value.name !== denied.value.name) ?? first) : first;
}

/** The customer whom the text names: by name, number, last digits or place in a list. */
export function refIn(reading: Reading): CustomerRef | undefined {
  const { text, evidence } = reading;
  const first = meant(reading);
  if (first?.value.last4 !== undefined) return { last4: first.value.last4 };
  if (first) {
    const beside = /^\s?(?:尾号|后四位|\()?(\d{4})(?![\d.年月])/.exec(text.slice(first.end))?.[1];
    const last4 = evidence.lastDigits[0]?.value.digits ?? beside;
    return { ...named(first.value), ...(last4 !== undefined && { last4 }) };
  }
  const [, unknown] = CALLED.exec(text) ?? [];
  if (unknown !== undefined && COMMON.has(unknown.charAt(0)) && !isOrdinaryWord(text, 0))
    return { name: unknown };
  // 小郑打了 没接, from a consultant: a customer whom he calls so, not a colleague.
  const called = reading.decides ? undefined : staffIn(reading)[0];
  if (called && called.start <= 2 && called.value.honorific === undefined) return { name: called.words };
  const phone = evidence.phones.find(({ value }) => value.kind === 'mobile')?.value;
  if (phone?.kind === 'mobile') return { phone: phone.phone };
  const index = /^(?:查|看)看?\s?(?:第)?(\d{1,2})(?:个|号)?$/.exec(text)?.[1];
  if (index !== undefined) return { index: Number(index) };
  const leading = /^(?:[查看]\s?(?=\d{4}$))?(\d{4})(?=$|\s|[打短升降定约没通转])/.exec(text)?.[1];
  const digits = leading ?? evidence.lastDigits[0]?.value.digits;
  return digits === undefined ? undefined : { last4: digits };
}

/** Whom a message is about; `last` when it names nobody and leans on
 * talk before or goes on with somebody's deal, else null. */
export function whom(reading: Reading, leans: boolean): Pick<Meaning, 'customerRef'> {
  return { customerRef: refIn(reading) ?? (leans || reading.context.length > 0 ? 'last' : null) };
}

/** 李姐先别给小马 keeps her where she is; 给小马打电话了 tells whom she called. 战败不同意换小裴 gives him the customer. */
export function isNoHanding(text: string): boolean {
  return (
    /(?:别|不(?!打|接|管|跟|行|来|同意|批)|没|甭|勿|暂缓)[^\s,，]{0,4}(?:转|给|分|划|拨|派|换|交|归)/.test(
      text,
    ) ||
    (/不(?:同意|批)[^\s,，]{0,4}(?:转|给|分|划|拨|派|换|交|归)/.test(text) && !/战败|失控|死单/.test(text)) ||
    /(?<![转分划派换交])给[^\s,，]{1,4}(?:打(?:了|过|.{0,3}电话)|发|回)/.test(text)
  );
}
