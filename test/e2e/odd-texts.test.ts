import { describe, expect, test } from 'vitest';
import { encrypt, sign } from '../../src/wecom/crypto.ts';
import { startBot } from '../support/bot.ts';
import { cardOf, cardsNamed, everyRow, historyOf } from './rows.ts';

const bot = await startBot('postgres', { repeatAfterMs: 10 });
const { db, say, simulator } = bot;

describe('odd texts', () => {
  test.each([
    ['10,000 characters of nothing', '啊'.repeat(10_000)],
    ['10,000 characters with a command in front', `帮助${'哈'.repeat(9_998)}`],
    ['10,000 digits', '1'.repeat(10_000)],
    ['10,000 spaces', ' '.repeat(10_000)],
    ['10,000 line breaks', '\n'.repeat(10_000)],
    ['5,000 emoji', '😀'.repeat(5_000)],
    ['1,000 numbers', '13900005555 '.repeat(800)],
    ['nothing', ''],
    ['a space', ' '],
    ['emoji', '👨‍👩‍👧‍👦🏎️💨'],
    ['right-to-left marks', '\u202E\u200F你好\u202C'],
    ['a lone combining mark', '\u0301\u0301'],
    ['an SQL joke', "'; drop table customers; --"],
    ['a template', '${process.env.HOME} {{7*7}} %s %n'],
    ['XML', '<xml><a>]]></a>&lt;&amp;</xml>'],
    ['markup', '<script>alert(1)</script>'],
    ['zero-width spaces', '\u200B\u200B\uFEFF'],
  ])('%s is answered and writes nothing', async (_, text) => {
    const before = await everyRow(db);
    const started = process.hrtime.bigint();
    const delivery = await simulator.say('liuyang', text);
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    await bot.bot.drain();
    expect(delivery.attempts.map(({ status }) => status)).toEqual([200]);
    expect(milliseconds).toBeLessThan(2000);
    expect(await everyRow(db)).toEqual(before);
  });

  test.each([
    ['a NUL in the envelope', '登记 吕先生\u0000 13900008009'],
    ['control characters', '\u0001\u0002登记\u0007 \u001b[31m'],
    ['a lone surrogate', '你好\ud83d'],
  ])('%s never crashes the bot and never reaches the store', async (_, text) => {
    const { corpId, callbackToken, callbackAesKey, agentId } = simulator.credentials;
    const inner = `<xml><ToUserName>${corpId}</ToUserName><FromUserName>liuyang</FromUserName><CreateTime>1775628000</CreateTime><MsgType>text</MsgType><Content><![CDATA[${text}]]></Content><MsgId>${6_000_000_000 + text.length}</MsgId><AgentID>${agentId}</AgentID></xml>`;
    const encrypted = encrypt({ token: callbackToken, aesKey: callbackAesKey, receiveId: corpId }, inner);
    const query = new URLSearchParams({
      msg_signature: sign(callbackToken, '1775628000', 'nonce2', encrypted),
      timestamp: '1775628000',
      nonce: 'nonce2',
    });
    const body = `<xml><ToUserName>${corpId}</ToUserName><AgentID>${agentId}</AgentID><Encrypt>${encrypted}</Encrypt></xml>`;
    const response = await fetch(`${bot.url}/wecom/callback?${query}`, { method: 'POST', body });
    expect([200, 400, 403]).toContain(response.status);
    for (const { name } of await cardsNamed(db, '吕'))
      expect([...(name ?? '')].filter((sign) => sign < ' ')).toEqual([]);
    expect(await say('liuyang', '待办')).not.toBe('');
  });

  test('an emoji in a name or a note is kept as it was written', async () => {
    await say('liuyang', '登记 施女士 13900008010 卡缤 B');
    await say('liuyang', '施女士打了 通了 聊得特别开心😄，说下次带孩子一起来');
    const [contact] = (await historyOf(db, '13900008010')).contacts;
    expect(contact?.content).toContain('😄');
  });

  test('line breaks inside one registration are no obstacle', async () => {
    await say('liuyang', '登记\n张女士\n13900008011\n卡缤\nB级');
    expect(await cardOf(db, '13900008011')).toMatchObject({ name: '张女士', series: '卡缤', grade: 'B' });
  });

  test('a 10,000-character note in a call does not break the log', async () => {
    await say('liuyang', '登记 孔女士 13900008012 卡缤 B');
    const answer = await say('liuyang', `孔女士打了 通了 ${'说了很多话'.repeat(1_990)}`);
    expect(answer).not.toBe('');
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(2048);
    expect((await historyOf(db, '13900008012')).contacts.length).toBeLessThanOrEqual(1);
    expect(await say('liuyang', '查 孔女士')).not.toBe('');
  });
});
