import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openCallback, readIncoming } from '../../src/wecom/callback.ts';
import { CallbackRefused, decrypt, encrypt, isSigned, sign } from '../../src/wecom/crypto.ts';

const Signed = { msg_signature: z.string(), timestamp: z.string(), nonce: z.string() };
const Keyed = { encodingAESKey: z.string(), receiveId: z.string() };
const Named = { id: z.string(), from: z.string(), encrypt: z.string() };
const Expected = { expect: z.string().optional(), expectContains: z.array(z.string()).optional() };

/** Published examples of the format, each with its origin in `from`. */
const Vector = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['echostr', 'post-xml', 'post-json', 'post-body-signature']),
    ...Named,
    ...Signed,
    ...Keyed,
    ...Expected,
    token: z.string(),
  }),
  z.object({
    kind: z.literal('encrypt'),
    ...Named,
    ...Keyed,
    token: z.string().optional(),
    random: z.string().length(16),
    plain: z.string(),
  }),
  z.object({ kind: z.literal('signature-only'), ...Named, ...Signed, token: z.string() }),
]);

const VECTORS = z
  .array(Vector)
  .parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')));

/** Carries the signature of O3, in a comment of the sample. */
const WRONGLY_SIGNED = 'O3b';

const callbacks = VECTORS.flatMap((vector) =>
  'msg_signature' in vector && 'receiveId' in vector ? [vector] : [],
);
const encryptions = VECTORS.flatMap((vector) => (vector.kind === 'encrypt' ? [vector] : []));
const signatures = VECTORS.flatMap((vector) => (vector.kind === 'signature-only' ? [vector] : []));

const keysOf = (vector: { token?: string | undefined; encodingAESKey: string; receiveId: string }) => ({
  token: vector.token ?? 'none',
  aesKey: vector.encodingAESKey,
  receiveId: vector.receiveId,
});

const genuine = callbacks.filter(({ id }) => id !== WRONGLY_SIGNED);

test('all 24 vectors are read', () => {
  expect(VECTORS).toHaveLength(24);
  expect(genuine).toHaveLength(17);
  expect(encryptions).toHaveLength(4);
  expect(signatures).toHaveLength(2);
});

describe.each(genuine)('$id ($kind)', (vector) => {
  const keys = keysOf(vector);

  test('opens', () => {
    const message = openCallback(keys, vector, vector.encrypt);
    if (vector.expect !== undefined) expect(message).toBe(vector.expect);
    for (const part of vector.expectContains ?? []) expect(message).toContain(part);
    expect(message).not.toBe('');
  });

  test('is refused under another token, corp, key, time or nonce', () => {
    const otherKey = vector.encodingAESKey.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
    const other = [
      () => openCallback({ ...keys, token: 'other' }, vector, vector.encrypt),
      () => openCallback({ ...keys, receiveId: 'ww0000000000000000' }, vector, vector.encrypt),
      () => openCallback({ ...keys, aesKey: otherKey }, vector, vector.encrypt),
      () => openCallback(keys, { ...vector, timestamp: '1' }, vector.encrypt),
      () => openCallback(keys, { ...vector, nonce: '1' }, vector.encrypt),
    ];
    for (const open of other) expect(open).toThrow(CallbackRefused);
  });
});

test.each(callbacks.filter(({ kind }) => kind === 'post-xml'))('$id is a text message', (vector) => {
  expect(readIncoming(openCallback(keysOf(vector), vector, vector.encrypt))).toMatchObject({ kind: 'text' });
});

test(`${WRONGLY_SIGNED} is refused for its signature alone`, () => {
  const vector = callbacks.find(({ id }) => id === WRONGLY_SIGNED);
  expect.assert(vector);
  expect(() => openCallback(keysOf(vector), vector, vector.encrypt)).toThrow(CallbackRefused);
  expect(decrypt(keysOf(vector), vector.encrypt)).toContain('hello');
});

test.each(encryptions)('$id encrypts to the same text', (vector) => {
  const keys = keysOf(vector);
  expect(encrypt(keys, vector.plain, Buffer.from(vector.random))).toBe(vector.encrypt);
  expect(decrypt(keys, vector.encrypt)).toBe(vector.plain);
});

test.each(signatures)('$id has the signature', (vector) => {
  const expected = sign(vector.token, vector.timestamp, vector.nonce, vector.encrypt);
  expect(isSigned(vector.msg_signature, expected)).toBe(true);
});
