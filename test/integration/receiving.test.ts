import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { rowsOf } from '../../src/db/connect.ts';
import { writeXml } from '../../src/simulator/xml.ts';
import { openCallbacks, TIMESTAMP } from '../support/callbacks.ts';
import { dumpTables } from '../support/tables.ts';

const callbacks = await openCallbacks();
const { simulator, bot, url, database, db, keys, credentials, logged } = callbacks;
const { before, expectNothingWritten, nextId, post, say, textMessage } = callbacks;

describe('other addresses and ways', () => {
  test.each([
    ['POST', '/wecom', 404],
    ['POST', '/callback', 404],
    ['GET', '/wecom/other', 404],
    ['GET', '/%00', 404],
    ['GET', '/wecom/callback/..%2f..%2fetc/hostname', 404],
    ['PUT', '/wecom/callback', 404],
    ['DELETE', '/wecom/callback', 404],
  ])('%s %s is answered %i', async (method, path, status) => {
    const response = await fetch(`${url}${path}`, { method });
    // 405 is as good: the way is not offered.
    expect(response.status === 405 ? 404 : response.status).toBe(status);
    await expectNothingWritten();
  });

  test('a half-encoded address is no fault of ours', async () => {
    const response = await fetch(`${url}/wecom/%E0%A4%A`);
    expect(response.status).toBeLessThan(500);
  });
});

describe('what WeCom sends beside texts', () => {
  test.each([
    ['an event nobody knows', 'something_new', {}],
    ['a change in the contacts', 'change_contact', { ChangeType: 'update_user', UserID: 'liuyang' }],
    ['a position', 'LOCATION', { Latitude: '31.2', Longitude: '121.4', Precision: '60' }],
    ['a visit to the chat', 'enter_agent', { EventKey: '' }],
  ])('%s is acknowledged in silence', async (_, event, fields) => {
    const delivery = await simulator.sendEvent('liuyang', event, fields);
    expect(delivery.attempts).toMatchObject([{ status: 200, reply: { kind: 'none' } }]);
    await expectNothingWritten();
  });

  test('the click on a card that was never sent changes nothing', async () => {
    const inner = writeXml({
      ToUserName: keys.receiveId,
      FromUserName: 'zhouhaitao',
      CreateTime: Number(TIMESTAMP),
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: 'coached',
      TaskId: 'alerts-999999-1',
      CardType: 'button_interaction',
      ResponseCode: 'code',
      AgentID: credentials.agentId,
    });
    expect(await post(inner)).toEqual({ status: 200, body: '' });
    const { inbox: _, ...business } = await dumpTables(db);
    const { inbox: __, ...businessBefore } = before();
    expect(business).toEqual(businessBefore);
  });

  test.each([
    ['ten thousand characters', '好'.repeat(10_000)],
    ['emoji', '👨‍👩‍👧‍👦🚗🎉'],
    ['markup', '<script>alert(1)</script>]]>&amp;'],
    ['SQL', "'; drop table customers; --"],
    ['white space', ' \n\t '],
    ['one character', '？'],
  ])('%s are answered with a line and touch no business', async (_, text) => {
    expect(await say(text)).toMatch(/\p{Script=Han}/u);
    const left = await dumpTables(db, ['inbox', 'conversations']);
    expect(left).toEqual(await dumpTables(db, ['inbox', 'conversations']));
    const { inbox: _inbox, conversations: _talks, ...businessBefore } = before();
    expect(left).toEqual(businessBefore);
  });
});

describe('a repeated delivery', () => {
  test.each(['twice', 'twiceAtOnce'] as const)('%s gets the same answer and counts once', async (fault) => {
    const phone = fault === 'twice' ? '13900000001' : '13900000002';
    simulator.faults.failPush(fault);
    const { attempts } = await simulator.say('liuyang', `登记 王先生 ${phone} 科雷傲 B 汽车之家`);
    expect(attempts).toHaveLength(2);
    expect(attempts[0]).toMatchObject({ status: 200, reply: { kind: 'reply' } });
    expect(attempts[1]?.reply).toEqual(attempts[0]?.reply);
    const [row] = await rowsOf<{ cards: number; visits: number }>(
      db,
      sql`select count(distinct c.id)::int as cards, count(v.id)::int as visits
        from customers c join visits v on v.customer_id = c.id where c.phone = ${phone}`,
    );
    expect(row).toEqual({ cards: 1, visits: 1 });
  });

  test('under the same id another text still gets the answer that was stored', async () => {
    const messageId = String(nextId());
    const first = await simulator.say('liuyang', '帮助', { messageId });
    const again = await simulator.say('liuyang', '登记 李女士 13900000003 科雷傲 B', { messageId });
    expect(again.reply).toEqual(first.reply);
    expect((await dumpTables(db)).customers).toEqual(before()['customers']);
  });
});

describe('a command that breaks in the middle', () => {
  const BROKEN = '登记 孙先生 13800005678 科雷傲 B 汽车之家';
  const breakWritesTo = (table: 'audit' | 'customers') =>
    db.execute(sql`
      create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$;
      create trigger broken before insert on ${sql.identifier(table)} for each row execute function broken()`);
  const mend = () => db.execute(sql`drop function broken cascade`);

  test('leaves nothing half-written, answers a line, and answers it again when delivered again', async () => {
    // The audit is written last of all.
    await breakWritesTo('audit');
    try {
      simulator.faults.failPush('twice');
      const { attempts } = await simulator.say('liuyang', BROKEN);
      const answers = attempts.map(({ status, reply }) => ({
        status,
        text: reply.kind === 'reply' && 'text' in reply.content ? reply.content.text : '',
      }));
      expect(answers[0]).toMatchObject({ status: 200, text: expect.stringContaining('没有记') });
      expect(answers[1]).toEqual(answers[0]);
      const { inbox, ...rest } = await dumpTables(db, ['conversations']);
      const { inbox: inboxBefore = [], conversations: _, ...restBefore } = before();
      expect(rest).toEqual(restBefore);
      expect(inbox).toHaveLength(inboxBefore.length + 1);
    } finally {
      await mend();
    }
    expect(await say(BROKEN)).toContain('已建卡');
  });

  test('and the log of it names nobody', async () => {
    // The statement that fails has the name and the phone among its parameters.
    await breakWritesTo('customers');
    logged.length = 0;
    try {
      await say('登记 钱女士 13800008765 科雷傲 B 汽车之家 预算18万');
    } finally {
      await mend();
    }
    const lines = logged.join('');
    expect(lines).toContain('message.failed');
    expect(lines).toContain('disk on fire');
    expect(['钱女士', '13800008765', '登记', '预算'].filter((word) => lines.includes(word))).toEqual([]);
  });
});

test('no log line holds a phone, a name, a secret, a token or the words of a message', async () => {
  logged.length = 0;
  await say('登记 周女士 13800004321 卡缤 A 颜色定了 预算18万');
  await say('短信发了');
  await say('周女士打了 通了 嫌价格贵 周六再来看看车');
  await say('周女士战败 买了缤智 价格');
  await say('对');
  await say('13800004321');
  await say('查 周女士');
  await post(textMessage('登记 吴先生 13800006789 科雷傲'), { keys: { ...keys, token: 'another' } });
  simulator.faults.voidToken();
  simulator.faults.failCalls({ kind: 'errcode', errcode: 40001 }, { path: 'message/send' });
  await bot.drain();
  const lines = logged.join('');
  expect(lines).toContain('message.answered');
  expect(lines).toContain('wecom.called');
  const secrets = [credentials.secret, credentials.callbackToken, credentials.callbackAesKey];
  const words = [
    '周女士',
    '13800004321',
    '4321',
    '卡缤',
    '缤智',
    '嫌价格贵',
    '颜色定了',
    '吴先生',
    '刘洋',
    '周海涛',
  ];
  expect([...secrets, ...words, 'access_token'].filter((word) => lines.includes(word))).toEqual([]);
  for (const line of logged)
    expect(JSON.parse(line)).toMatchObject({ time: expect.stringMatching(/^\d{4}-.*Z$/) });
});

describe('health and figures', () => {
  const health = async () => {
    const response = await fetch(`${url}/healthz`);
    return { status: response.status, body: (await response.json()) as { status: string } };
  };

  test('healthz is ok while the database answers and the schedule runs', async () => {
    expect(await health()).toMatchObject({ status: 200, body: { status: 'ok' } });
    await expectNothingWritten();
  });

  test('metrics are what Prometheus reads, and name nobody', async () => {
    await post('x', { keys: { ...keys, token: 'another' } });
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples.filter((line) => !/^[a-z_]+(\{[a-z_]+="[^"]*"\})? \d+$/.test(line))).toEqual([]);
    const figure = (name: string) => Number(samples.find((line) => line.startsWith(name))?.split(' ')[1]);
    expect(figure('bubu_callbacks_refused_total')).toBeGreaterThan(0);
    expect(figure('bubu_messages_total{kind="text"}')).toBeGreaterThan(0);
    expect(text).toContain('bubu_outbox_waiting');
    expect(text).toContain('bubu_outbox_failed');
    expect(text).not.toMatch(/liuyang|1380000/);
  });

  test('healthz is 503 while the schedule does not run', async () => {
    await bot.stop();
    expect((await health()).status).toBe(503);
    await bot.start();
    expect((await health()).status).toBe(200);
  });

  test('healthz is 503, and WeCom is asked to deliver again, while the database is away', async () => {
    await database.close();
    expect((await health()).status).toBe(503);
    const { status, body } = await post(textMessage('帮助'));
    expect([status, body]).toEqual([503, '']);
  });
});
