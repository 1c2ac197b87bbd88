import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { encrypt, sign } from '../../src/wecom/crypto.ts';
import { type Forgery, openCallbacks, TIMESTAMP } from '../support/callbacks.ts';

const MAX_BODY_BYTES = 64 * 1024;

const { simulator, url, keys, echo, post, textMessage, expectNothingWritten } = await openCallbacks();

describe('the check of the address', () => {
  test.each(['1616140317555161061', '0', ' leading and trailing ', 'a\r\nb\n', '<xml>&amp;</xml>', '验证🚗'])(
    'answers %j byte for byte',
    async (plain) => {
      const { status, body } = await echo(plain);
      expect([status, body]).toEqual([200, Buffer.from(plain).toString('latin1')]);
    },
  );

  test('is passed in the console, within its second', async () => {
    expect(await simulator.verifyCallback()).toBe(true);
  });

  test('stands a plus sign that was not escaped', async () => {
    let encrypted = '';
    while (!encrypted.includes('+')) encrypted = encrypt(keys, 'echo');
    const signature = sign(keys.token, TIMESTAMP, 'n', encrypted);
    const raw = `msg_signature=${signature}&timestamp=${TIMESTAMP}&nonce=n&echostr=${encrypted}`;
    const response = await fetch(`${url}/wecom/callback?${raw}`);
    expect(await response.text()).toBe('echo');
  });

  test.each<[string, Forgery]>([
    ['a wrong signature', { query: (query) => query.set('msg_signature', '0'.repeat(40)) }],
    ['no signature', { query: (query) => query.delete('msg_signature') }],
    ['no echo', { query: (query) => query.delete('echostr') }],
    ['two echoes', { query: (query) => query.append('echostr', query.get('echostr') ?? '') }],
    ['two signatures', { query: (query) => query.append('msg_signature', query.get('msg_signature') ?? '') }],
    ['another receiver', { keys: { ...keys, receiveId: 'ww0000000000000000' } }],
    ['another token', { keys: { ...keys, token: 'another' } }],
  ])('refuses %s', async (_, forged) => {
    expect(await echo('1616140317555161061', forged)).toEqual({ status: 403, body: 'forbidden' });
  });
});

const REGISTRATION = '登记 王先生 13900001234 科雷傲 B 汽车之家';
const cutAt = (share: number) => (body: string) => body.slice(0, Math.floor(body.length * share));
const bomb =
  '<!DOCTYPE xml [<!ENTITY a "刷"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' +
  '<xml><FromUserName>liuyang</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>' +
  '<Content>&b;</Content><MsgId>1</MsgId></xml>';
const fileEntity = bomb.replace('"刷"', 'SYSTEM "file:///etc/hostname"');

describe('a post that is not from WeCom, not for us or broken is refused, and nothing is written', () => {
  test.each<[string, Forgery]>([
    ['a wrong signature', { query: (query) => query.set('msg_signature', 'f'.repeat(40)) }],
    [
      'a signature in capitals',
      { query: (q) => q.set('msg_signature', (q.get('msg_signature') ?? '').toUpperCase()) },
    ],
    ['no signature', { query: (query) => query.delete('msg_signature') }],
    ['an array of signatures', { query: (q) => q.append('msg_signature', q.get('msg_signature') ?? '') }],
    ['an array of times', { query: (query) => query.append('timestamp', TIMESTAMP) }],
    ['an array of nonces', { query: (query) => query.append('nonce', query.get('nonce') ?? '') }],
    [
      'a signature in brackets',
      {
        query: (query) => {
          query.set('msg_signature[]', query.get('msg_signature') ?? '');
          query.delete('msg_signature');
        },
      },
    ],
    ['no time', { query: (query) => query.delete('timestamp') }],
    ['another time', { query: (query) => query.set('timestamp', '1') }],
    ['a time in words', { query: (query) => query.set('timestamp', 'now') }],
    ['no nonce', { query: (query) => query.delete('nonce') }],
    [
      'no query at all',
      { query: (query) => ['msg_signature', 'timestamp', 'nonce'].forEach((name) => query.delete(name)) },
    ],
    ['another receiver', { keys: { ...keys, receiveId: 'ww0000000000000000' } }],
    ['our receiver and more', { keys: { ...keys, receiveId: `${keys.receiveId}x` } }],
    ['no receiver', { keys: { ...keys, receiveId: '' } }],
    ['another token', { keys: { ...keys, token: 'another' } }],
    ['another key', { keys: { ...keys, aesKey: 'B'.repeat(43) } }],
    ['half a body', { body: cutAt(0.5) }],
    ['all but the last byte', { body: (body) => body.slice(0, -1) }],
    ['an empty body', { body: () => '' }],
    ['JSON', { body: () => '{"encrypt":"x"}' }],
    ['bytes', { body: () => new Uint8Array([0, 255, 254, 0, 128]) }],
    ['zero bytes in front', { body: (body) => `\0${body}` }],
    ['two ciphertexts', { body: (body) => body.replace('</Encrypt>', '</Encrypt><Encrypt>x</Encrypt>') }],
    ['an envelope with a DTD', { body: (body) => `<!DOCTYPE xml [<!ENTITY a "b">]>${body}` }],
    ['an envelope with an entity', { body: (body) => body.replace('</xml>', '&a;</xml>') }],
    ['an envelope with an attribute', { body: (body) => body.replace('<xml>', '<xml a="b">') }],
    ['an envelope with a comment', { body: (body) => body.replace('<xml>', '<xml><!-- -->') }],
    ['a thousand open elements', { body: () => '<xml>'.repeat(1000) }],
    [
      'another ciphertext under this signature',
      { body: (body) => body.replace(/(<Encrypt><!\[CDATA\[)[^\]]*/, `$1${encrypt(keys, 'x')}`) },
    ],
    [
      'a body of exactly 64 KiB',
      { body: (body) => body + ' '.repeat(MAX_BODY_BYTES - body.length - 1) + 'x' },
    ],
  ])('%s', async (_, forged) => {
    expect(await post(textMessage(REGISTRATION), forged)).toEqual({ status: 403, body: 'forbidden' });
    await expectNothingWritten();
  });

  test.each<[string, string]>([
    ['no message', '刘洋说'],
    ['nothing', ''],
    ['half a message', textMessage(REGISTRATION).slice(0, -20)],
    ['a message without an id', textMessage(REGISTRATION).replace(/<MsgId>\d+<\/MsgId>/, '')],
    ['a message with two ids', textMessage(REGISTRATION, { MsgId: [1, 2] })],
    ['a message of nobody', textMessage(REGISTRATION, { FromUserName: '' })],
    ['a message without a kind', textMessage(REGISTRATION, { MsgType: '' })],
    ['a message without a time', textMessage(REGISTRATION, { CreateTime: '' })],
    ['a message of a time in words', textMessage(REGISTRATION, { CreateTime: 'today' })],
    ['a zero byte in the text', textMessage('登记 王').replace('登记', '登\0记')],
    ['entities that multiply', bomb],
    ['an entity that reads a file', fileEntity],
    ['an entity nobody declared', textMessage('x').replace('<![CDATA[x]]>', '&nbsp;')],
  ])('rightly sealed, but %s', async (_, inner) => {
    expect(await post(inner)).toEqual({ status: 403, body: 'forbidden' });
    await expectNothingWritten();
  });

  test('a body of one byte more than 64 KiB is too large', async () => {
    const pad = (body: string) => body + ' '.repeat(MAX_BODY_BYTES + 1 - Buffer.byteLength(body));
    expect(await post(textMessage(REGISTRATION), { body: pad })).toMatchObject({ status: 413 });
    await expectNothingWritten();
  });

  test.each([false, true])(
    'a body of ten megabytes is answered 413 before it is read (chunked: %s)',
    async (chunked) => {
      const { port } = new URL(url);
      const head = `POST /wecom/callback HTTP/1.1\r\nHost: bot\r\n${chunked ? 'Transfer-Encoding: chunked' : 'Content-Length: 10485760'}\r\n\r\n`;
      const block = 'x'.repeat(128 * 1024);
      const answer = await new Promise<string>((resolve) => {
        const socket = createConnection(Number(port), '127.0.0.1', () => {
          socket.write(head + (chunked ? `${block.length.toString(16)}\r\n${block}\r\n` : block));
        });
        let received = '';
        socket.on('data', (bytes) => {
          received += bytes.toString();
          socket.destroy();
        });
        socket.on('error', () => {});
        socket.on('close', () => resolve(received));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      await expectNothingWritten();
    },
  );
});
