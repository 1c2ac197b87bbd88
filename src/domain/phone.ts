import type { Brand } from './brand.ts';

/** A mainland mobile number: eleven digits, no prefix, no spaces. */
export type Phone = Brand<string, 'Phone'>;

/** Reads a number as typed or copied; anything but exactly eleven digits is refused, never repaired. */
export function parsePhone(text: string): Phone | undefined {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^\+?86(?=1)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? (digits as Phone) : undefined;
}

/** A number written in our own code. Throws a RangeError for anything that is not one. */
export function phone(text: string): Phone {
  const parsed = parsePhone(text);
  if (!parsed) throw new RangeError('not a mobile number');
  return parsed;
}

/** The form for everybody but the customer's own consultant: 139****1234. */
export function maskPhone(phone: Phone): string {
  return `${phone.slice(0, 3)}****${phone.slice(7)}`;
}
