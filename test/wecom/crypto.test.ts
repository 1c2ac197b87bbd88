import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openCallback } from '../../src/wecom/callback.ts';
import {
  CallbackRefused,
  type CallbackKeys,
  checkKeys,
  decrypt,
  encrypt,
  isSigned,
  sign,
} from '../../src/wecom/crypto.ts';

const KEYS: CallbackKeys = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const KEY = Buffer.from(`${KEYS.aesKey}=`, 'base64');

/** Encrypts any plaintext whatever, as nobody but a forger with the key would. */
function seal(plain: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', KEY, KEY.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

function unseal(encrypted: string): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', KEY, KEY.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
}

/** A proper plaintext, then changed. */
function forge(message: string | Buffer, change: (plain: Buffer) => Buffer): string {
  const content = Buffer.from(message);
  const head = Buffer.alloc(20, 'r');
  head.writeUInt32BE(content.length, 16);
  const body = Buffer.concat([head, content, Buffer.from(KEYS.receiveId)]);
  const padding = 32 - (body.length % 32);
  return seal(change(Buffer.concat([body, Buffer.alloc(padding, padding)])));
}

function withLength(length: number) {
  return (plain: Buffer) => {
    plain.writeUInt32BE(length, 16);
    return plain;
  };
}

const MESSAGE = '客户 H 级，明天回访';
const MESSAGE_BYTES = Buffer.byteLength(MESSAGE);

test('what is encrypted for us comes back as it was', () => {
  for (const message of ['', 'a', MESSAGE, '\u{1F697}'.repeat(700), 'x'.repeat(12)]) {
    expect(decrypt(KEYS, encrypt(KEYS, message))).toBe(message);
  }
  expect(
    decrypt(
      KEYS,
      forge(MESSAGE, (plain) => plain),
    ),
  ).toBe(MESSAGE);
});

test('a character that stands for an undecodable one is still a character', () => {
  expect(decrypt(KEYS, encrypt(KEYS, '\uFFFD'))).toBe('\uFFFD');
});

const FORGED: [string, string][] = [
  ['length 0xffffffff', forge(MESSAGE, withLength(0xffffffff))],
  ['length 0', forge(MESSAGE, withLength(0))],
  ['length one too many', forge(MESSAGE, withLength(MESSAGE_BYTES + 1))],
  ['length one too few', forge(MESSAGE, withLength(MESSAGE_BYTES - 1))],
  ['length that takes in the receiver', forge(MESSAGE, withLength(MESSAGE_BYTES + KEYS.receiveId.length))],
  [
    'length that takes in receiver and padding',
    forge(MESSAGE, (plain) => withLength(plain.length - 20)(plain)),
  ],
  ['receiver twice, length of the first', forge(`${MESSAGE}${KEYS.receiveId}`, withLength(MESSAGE_BYTES))],
  ['no receiver', encrypt({ ...KEYS, receiveId: '' }, MESSAGE)],
  ['another receiver', encrypt({ ...KEYS, receiveId: 'wx5823bf96d3bd56c8' }, MESSAGE)],
  ['receiver in other case', encrypt({ ...KEYS, receiveId: KEYS.receiveId.toUpperCase() }, MESSAGE)],
  ['invalid UTF-8', forge(Buffer.from([0xff]), (plain) => plain)],
  ['invalid UTF-8 as long as its replacement', forge(Buffer.from([0xf0, 0x9f, 0x98]), (plain) => plain)],
  [
    'padding byte other than the last changed',
    forge(MESSAGE, (plain) => {
      plain.writeUInt8(1, plain.length - 2);
      return plain;
    }),
  ],
  ['padding 0', forge(MESSAGE, (plain) => Buffer.concat([plain.subarray(0, -1), Buffer.from([0])]))],
  ['padding 33', forge(MESSAGE, (plain) => Buffer.concat([plain.subarray(0, -1), Buffer.from([33])]))],
  ['a block of padding too many', forge(MESSAGE, (plain) => Buffer.concat([plain, Buffer.alloc(32, 32)]))],
  [
    'padded to 16 instead of 32',
    seal(Buffer.concat([Buffer.alloc(19), Buffer.from([10]), Buffer.from(`0123456789${KEYS.receiveId}`)])),
  ],
  ['nothing', ''],
  ['no Base64', '***'],
  ['one byte', 'AA=='],
  ['one block of 16', randomBytes(16).toString('base64')],
];

test.each(FORGED)('a ciphertext with %s is refused', (_, encrypted) => {
  expect(() => decrypt(KEYS, encrypted)).toThrow(CallbackRefused);
});

describe('another spelling of a good ciphertext is refused:', () => {
  // 128 bytes, so that the Base64 ends in one `=`; drawn until it has a character of each alphabet.
  const drawn = [...Array(200)].map(() => encrypt(KEYS, MESSAGE.repeat(3)));
  const text = drawn.find((one) => one.includes('+') && one.includes('/')) ?? '';

  test.each([
    ['URL alphabet', text.replaceAll('+', '-').replaceAll('/', '_')],
    ['newlines', text.replace(/.{40}/g, '$&\n')],
    ['a newline at the end', `${text}\n`],
    ['no padding', text.replace(/=$/, '')],
    ['junk after the padding', `${text}AAAA`],
    ['a space in front', ` ${text}`],
    ['surplus bits set', text.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`)],
  ])('%s', (_, spelling) => {
    expect(decrypt(KEYS, text)).toBe(MESSAGE.repeat(3));
    expect(spelling).not.toBe(text);
    expect(Buffer.from(spelling, 'base64').subarray(0, 120)).toEqual(
      Buffer.from(text, 'base64').subarray(0, 120),
    );
    expect(() => decrypt(KEYS, spelling)).toThrow(CallbackRefused);
  });
});

function flipped(bytes: Buffer, bit: number): string {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return changed.toString('base64');
}

test('every changed bit and every truncation is refused', () => {
  const encrypted = encrypt(KEYS, MESSAGE);
  const bytes = Buffer.from(encrypted, 'base64');
  const query = {
    timestamp: '1760000000',
    nonce: 'n',
    msg_signature: sign(KEYS.token, '1760000000', 'n', encrypted),
  };
  expect(openCallback(KEYS, query, encrypted)).toBe(MESSAGE);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    expect(() => openCallback(KEYS, query, flipped(bytes, bit))).toThrow(CallbackRefused);
  }
  // The first block holds only random bytes, and CBC carries a flipped bit of it into the text; nothing but the
  // signature can tell. From the second block on the cipher tells by itself.
  for (let bit = 16 * 8; bit < bytes.length * 8; bit++) {
    expect(() => decrypt(KEYS, flipped(bytes, bit))).toThrow(CallbackRefused);
  }
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decrypt(KEYS, bytes.subarray(0, length).toString('base64'))).toThrow(CallbackRefused);
  }
});

test('of 20,000 random block-aligned ciphertexts none is accepted', () => {
  let accepted = 0;
  for (let round = 0; round < 20_000; round++) {
    try {
      decrypt(KEYS, randomBytes(32 * (1 + (round % 20))).toString('base64'));
      accepted += 1;
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
    }
  }
  expect(accepted).toBe(0);
});

test('a ciphertext beyond 64 KiB is refused though it be proper', () => {
  expect(decrypt(KEYS, encrypt(KEYS, 'x'.repeat(49_000)))).toHaveLength(49_000);
  expect(() => decrypt(KEYS, encrypt(KEYS, 'x'.repeat(50_000)))).toThrow(CallbackRefused);
});

test('all refusals look alike', () => {
  const messages = FORGED.map(([, encrypted]) => {
    try {
      return decrypt(KEYS, encrypted);
    } catch (error) {
      return `${String(error)} ${String((error as Error).cause)}`;
    }
  });
  expect(new Set(messages)).toEqual(new Set(['CallbackRefused: callback refused undefined']));
});

test('padding goes to a multiple of 32 bytes, 1 to 32 of them', () => {
  const paddings = [...Array(32).keys()].map((length) => {
    const plain = unseal(encrypt(KEYS, 'x'.repeat(length)));
    expect(plain.length % 32).toBe(0);
    return plain.at(-1);
  });
  expect(new Set(paddings).size).toBe(32);
});

test('two encryptions of one message differ', () => {
  expect(encrypt(KEYS, MESSAGE)).not.toBe(encrypt(KEYS, MESSAGE));
});

describe('a signature', () => {
  const expected = sign('token', '1', 'nonce', 'text');
  test('is accepted as it is', () => expect(isSigned(expected, expected)).toBe(true));

  test.each([
    ['changed', expected.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
    ['in upper case', expected.toUpperCase()],
    ['cut', expected.slice(0, 39)],
    ['longer', `${expected}0`],
    ['with a newline', `${expected}\n`],
    ['empty', ''],
    ['missing', undefined],
    ['twice in the query', [expected, expected]],
    ['once in an array', [expected]],
    ['an object that prints alike', { toString: () => expected, length: 40 }],
  ])('is refused when %s', (_, given) => expect(isSigned(given, expected)).toBe(false));
});

describe('settings', () => {
  test('that are right pass', () => expect(() => checkKeys(KEYS)).not.toThrow());

  test.each([
    ['no token', { token: '' }, 'token'],
    ['a blank token', { token: ' ' }, 'token'],
    ['a key of 42', { aesKey: KEYS.aesKey.slice(1) }, 'AES key'],
    ['a key of 44', { aesKey: `${KEYS.aesKey}=` }, 'AES key'],
    ['a key with a sign', { aesKey: KEYS.aesKey.replace('j', '+') }, 'AES key'],
    ['a key with a newline', { aesKey: `${KEYS.aesKey}\n` }, 'AES key'],
    ['no corp id', { receiveId: '' }, 'corp id'],
  ])('with %s are refused by name, without showing them', (_, fault, name) => {
    const keys = { ...KEYS, ...fault };
    expect(() => checkKeys(keys)).toThrow(name);
    expect(() => checkKeys(keys)).not.toThrow(KEYS.aesKey.slice(5, 40));
  });
});
