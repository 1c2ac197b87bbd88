import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeCom's callback crypto by hand on node:crypto: what a bare floor pays, and what the load is made with. */
export interface Keys {
  token: string;
  aesKey: string;
  receiveId: string;
}

export const KEYS: Keys = {
  token: 'benchtoken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0000000000000001',
};

const KEY = Buffer.from(`${KEYS.aesKey}=`, 'base64');
const IV = KEY.subarray(0, 16);
/** PKCS#7, padded to 32 bytes and not to AES's 16. */
const BLOCK = 32;
/** In front of the message: 16 random bytes and the length. */
const HEAD = 20;

export function seal(message: string): string {
  const bytes = Buffer.byteLength(message) + HEAD + KEYS.receiveId.length;
  const pad = BLOCK - (bytes % BLOCK);
  const plain = Buffer.alloc(bytes + pad, pad);
  randomBytes(16).copy(plain);
  plain.writeUInt32BE(Buffer.byteLength(message), 16);
  plain.write(message + KEYS.receiveId, HEAD);
  const cipher = createCipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  return cipher.update(plain, undefined, 'base64') + cipher.final('base64');
}

/** Throws when it is not for us. */
export function unseal(encrypted: string): string {
  const decipher = createDecipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const end = HEAD + plain.readUInt32BE(16);
  const receiver = plain.toString('utf8', end, plain.length - (plain.at(-1) ?? 0));
  if (receiver !== KEYS.receiveId) throw new Error('not for us');
  return plain.toString('utf8', HEAD, end);
}

export function signature(timestamp: string, nonce: string, encrypted: string): string {
  const parts = [KEYS.token, timestamp, nonce, encrypted].sort();
  return createHash('sha1').update(parts.join('')).digest('hex');
}
