/** JSON as it arrived: nothing about it is known. */
export type Json = Readonly<Record<string, unknown>>;

export interface ApiCall {
  query: URLSearchParams;
  /** The body as sent; two requests are repeats of each other when these are the same. */
  body: string;
  json: Json;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  /** Fields that an error carries as well; the real server does not leave them out. */
  empty?: object;
  answer(call: ApiCall): object;
}
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** A business error of WeCom, codes by https://developer.work.weixin.qq.com/document/path/90313 */
export class Refusal extends Error {
  readonly errcode: number;

  constructor(errcode: number, reason: string) {
    super(reason);
    this.name = 'Refusal';
    this.errcode = errcode;
  }
}

export function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Empty for anything but a string. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/** The longest beginning of at most `limit` bytes in UTF-8 that ends between characters. */
export function cutToBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit;
  // 10xxxxxx continues a character; the cut moves back to where that character begins.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString();
}
