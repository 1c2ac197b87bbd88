import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as official from '@wecom/crypto';

/** Source of all that follows: 加解密方案说明, https://developer.work.weixin.qq.com/document/path/90968 */
export interface CallbackKeys {
  token: string;
  /** The 43-character EncodingAESKey of the console. */
  aesKey: string;
  /** The corp id that every message must be addressed to. */
  receiveId: string;
}

/** Not from WeCom, not for us, or not in WeCom's format; says no more, so that a forger learns nothing. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';

  constructor() {
    super('callback refused');
  }
}

/** Ours: the longest message WeCom documents encrypts to under 5 KiB. */
const MAX_ENCRYPTED_CHARS = 64 * 1024;

/**
 * Throws an `Error` naming the setting at fault; to be called once, at start. Third-party apps of private persons
 * have an empty receive id and are not supported.
 */
export function checkKeys(keys: CallbackKeys): void {
  if (keys.token.trim() === '') throw new Error('callback token: empty');
  if (!/^[A-Za-z0-9]{43}$/.test(keys.aesKey)) throw new Error('callback AES key: 43 letters and digits');
  if (keys.receiveId.trim() === '') throw new Error('corp id: empty');
}

/** `msg_signature`: lower-case hexadecimal SHA-1. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return official.getSignature(token, timestamp, nonce, encrypted);
}

/** Compares in constant time; `given` comes from a query, where a repeated name makes an array. */
export function isSigned(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || !/^[0-9a-f]{40}$/.test(given)) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

/** The message inside `encrypted` (Base64). Throws `CallbackRefused`. */
export function decrypt(keys: CallbackKeys, encrypted: string): string {
  if (encrypted.length > MAX_ENCRYPTED_CHARS) throw new CallbackRefused();
  const { message, random } = open(keys.aesKey, encrypted);
  // The library checks neither padding, length, UTF-8, Base64 form nor receiver. The IV is fixed, so encrypting the
  // message for us again with the same random bytes gives the same text only if every one of them was right.
  if (encrypt(keys, message, random) !== encrypted) throw new CallbackRefused();
  return message;
}

/** `random`: the 16 bytes in front of the message, drawn anew unless given. */
export function encrypt(keys: CallbackKeys, message: string, random = drawRandom()): string {
  return official.encrypt(keys.aesKey, message, keys.receiveId, random);
}

const RANDOM_BYTES = 16;
let drawn = Buffer.alloc(0);

/** Each 16 bytes are given out once; drawn one by one they cost as much as the encryption. */
function drawRandom(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(256 * RANDOM_BYTES);
  const random = drawn.subarray(0, RANDOM_BYTES);
  drawn = drawn.subarray(RANDOM_BYTES);
  return random;
}

function open(aesKey: string, encrypted: string) {
  try {
    return official.decrypt(aesKey, encrypted);
  } catch {
    // RangeError, TypeError or an OpenSSL code, depending on where the library stumbled.
    throw new CallbackRefused();
  }
}
