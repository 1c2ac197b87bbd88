import { connect } from 'node:net';
import { count } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { inbox } from '../../src/db/schema/messages.ts';
import type { MessageKind } from '../../src/simulator/wecom-server.ts';
import { writeXml } from '../../src/simulator/xml.ts';
import { encrypt, sign } from '../../src/wecom/crypto.ts';
import { startBot } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot('postgres', { repeatAfterMs: 10 });
const { db, say, simulator } = bot;

/** What came to a member since, as texts. */
async function answersTo(userId: string, action: () => Promise<unknown>): Promise<string[]> {
  // What earlier messages left to be sent is no answer to this one.
  await bot.bot.drain();
  const before = bot.received(userId).length;
  await action();
  await bot.bot.drain();
  return bot.received(userId).slice(before);
}

type Inner = Parameters<typeof writeXml>[0];

/** A signed callback as WeCom would send it, with any inner fields at all: its path with the query, and its body. */
function callback(inner: Inner): { path: string; body: string } {
  const { corpId, callbackToken, callbackAesKey, agentId } = simulator.credentials;
  const encrypted = encrypt(
    { token: callbackToken, aesKey: callbackAesKey, receiveId: corpId },
    writeXml(inner),
  );
  const timestamp = String(Math.floor(bot.clock.now().getTime() / 1000));
  const query = new URLSearchParams({
    msg_signature: sign(callbackToken, timestamp, 'nonce1', encrypted),
    timestamp,
    nonce: 'nonce1',
  });
  const body = writeXml({ ToUserName: corpId, AgentID: String(agentId), Encrypt: encrypted });
  return { path: `/wecom/callback?${query}`, body };
}

async function post(inner: Inner): Promise<number> {
  const { path, body } = callback(inner);
  const response = await fetch(bot.url + path, { method: 'POST', body });
  await response.text();
  return response.status;
}

function textFrom(userId: string, text: string, messageId: bigint): Inner {
  return {
    ToUserName: simulator.credentials.corpId,
    FromUserName: userId,
    CreateTime: Math.floor(bot.clock.now().getTime() / 1000),
    MsgType: 'text',
    Content: text,
    MsgId: messageId,
    AgentID: simulator.credentials.agentId,
  };
}

let sentTogether = 5_000_000_000n;
/** Texts that arrive in this order without waiting for each other's answer: several requests in one TCP segment. */
async function arriveTogether(userId: string, texts: readonly string[]): Promise<void> {
  const requests = texts.map((text, index) => {
    const { path, body } = callback(textFrom(userId, text, sentTogether++));
    const last = index === texts.length - 1;
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${last ? 'close' : 'keep-alive'}`,
    ];
    return `${head.join('\r\n')}\r\n\r\n${body}`;
  });
  const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
  socket.write(requests.join(''));
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(texts.length);
}

describe('a message delivered again', () => {
  test('gets the same stored reply and doubles nothing', async () => {
    await say('liuyang', '登记 赵先生 13900008001 科雷傲 B');
    const first = await simulator.say('liuyang', '赵先生打了 没接', { messageId: '9000000000000000001' });
    const again = await simulator.say('liuyang', '赵先生打了 没接', { messageId: '9000000000000000001' });
    expect(again.reply).toEqual(first.reply);
    expect(first.reply.kind).toBe('reply');
    expect((await historyOf(db, '13900008001')).contacts).toHaveLength(1);
  });

  test('long after, when much has changed, still gets its own reply', async () => {
    const first = await simulator.say('liuyang', '登记 钱先生 13900008002 科雷傲 B', {
      messageId: '9000000000000000002',
    });
    await say('liuyang', '钱先生升A 颜色定了');
    bot.sleepUntil('2026-04-08T15:30:00+08:00');
    const again = await simulator.say('liuyang', '登记 钱先生 13900008002 科雷傲 B', {
      messageId: '9000000000000000002',
    });
    expect(again.reply).toEqual(first.reply);
    expect((await cardOf(db, '13900008002')).grade).toBe('A');
    expect((await historyOf(db, '13900008002')).visits).toHaveLength(1);
  });

  test('at the same moment is worked on once, and both deliveries get the same reply', async () => {
    for (let round = 0; round < 10; round++) {
      const phone = `1390000${8100 + round}`;
      simulator.faults.failPush('twiceAtOnce');
      const { attempts } = await simulator.say('liuyang', `登记 孙先生 ${phone} 科雷傲 B`);
      expect(attempts.map(({ status }) => status)).toEqual([200, 200]);
      expect(attempts[0]?.reply).toEqual(attempts[1]?.reply);
      expect((await historyOf(db, phone)).visits).toHaveLength(1);
    }
  });

  test('pushes to others go out once', async () => {
    await say('liuyang', '登记 李先生 13900008003 科雷傲 B');
    await say('liuyang', '李先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    const told = await answersTo('zhouhaitao', async () => {
      simulator.faults.failPush('twiceAtOnce');
      await simulator.say('liuyang', '李先生战败 买了奇骏');
      await simulator.say('liuyang', '对');
    });
    expect(told).toHaveLength(1);
  });

  test('a pressed button that is delivered twice decides once', async () => {
    simulator.faults.failPush('twiceAtOnce');
    const told = await answersTo('liuyang', async () => {
      const { content } = bot.lastCard('zhouhaitao');
      const buttons = (content.type === 'card' ? content.card['button_list'] : []) as {
        key: string;
        text: string;
      }[];
      await bot.press('zhouhaitao', buttons.find(({ text }) => text.includes('驳回'))!.key);
    });
    expect((await historyOf(db, '13900008003')).lost).toMatchObject([{ state: 'rejected' }]);
    expect(told).toHaveLength(1);
  });
});

describe('two quick messages of one person', () => {
  test('are worked on in the order in which they arrive', async () => {
    for (let round = 0; round < 20; round++) {
      const phone = `1390000${8200 + round}`;
      const name = `${'周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'[round]}女士`;
      await arriveTogether('mahui', [`登记 ${name} ${phone} 卡缤 B`, `${name}打了 没接`]);
      expect((await historyOf(db, phone)).contacts, `round ${round}`).toMatchObject([
        { result: 'no_answer' },
      ]);
    }
  });

  test('of two persons about one customer are both kept', async () => {
    await say('liuyang', '登记 韩先生 13900008004 科雷傲 B');
    await Promise.all([
      simulator.say('liuyang', '韩先生打了 没接'),
      simulator.say('zhouhaitao', '韩先生打了 通了 聊得挺好的，主要在聊孩子上学的事情'),
    ]);
    expect((await historyOf(db, '13900008004')).contacts).toHaveLength(2);
    expect((await cardOf(db, '13900008004')).lastEffectiveOn).toBe('2026-04-08');
  });

  test('of two consultants with one new number make one card', async () => {
    const answers = await Promise.all([
      simulator.say('liuyang', '登记 杨先生 13900008005 科雷傲 B'),
      simulator.say('hejia', '登记 杨先生 13900008005 科雷傲 B'),
    ]);
    expect(answers.every(({ reply }) => reply.kind === 'reply')).toBe(true);
    await cardOf(db, '13900008005');
  });
});

describe('a long answer', () => {
  test('goes out in parts of at most 2,048 bytes, cut at line ends, with nothing lost', async () => {
    const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
    for (const [index, surname] of surnames.entries()) {
      await simulator.say(
        'zhengnan',
        `登记 ${surname}先生 1390000${8300 + index} 科雷傲 白 B 国庆前买 预算18万 全款`,
      );
      await simulator.say(
        'zhengnan',
        `${surname}先生打了 通了 说价格比别的店贵三千块，回家和老婆再商量一下，明天再联系`,
      );
    }
    bot.sleepUntil('2026-04-09T10:00:00+08:00');
    for (const question of ['待办', '我的客户']) {
      const before = simulator.messagesOf('zhengnan').length;
      await say('zhengnan', question);
      const parts = simulator
        .messagesOf('zhengnan')
        .slice(before)
        .filter(({ from }) => from === 'app')
        .map(({ content }) => ('text' in content ? content.text : ''));
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2048);
      const whole = parts.join('\n');
      const shown = surnames.filter((surname) => whole.includes(`${surname}先生`));
      if (shown.length < surnames.length) expect(whole).toMatch(/还有|下一页|更多|共/);
      expect(whole.split('\n').filter((line) => /^\d+\./.test(line)).length).toBe(shown.length);
      expect(whole).not.toContain('\uFFFD');
    }
  });
});

describe('messages that are no text', () => {
  test.each(['image', 'voice', 'video', 'location', 'link'] satisfies MessageKind[])(
    'a %s gets a helpful line and writes nothing',
    async (kind) => {
      const before = await everyRow(db);
      const answers = await answersTo('liuyang', () => simulator.sendKind('liuyang', kind));
      expect(answers).toHaveLength(1);
      expect(answers[0]).toMatch(/打字|文字/);
      expect(await everyRow(db)).toEqual(before);
    },
  );

  test.each(['file', 'emotion', 'chatrecord'])(
    'an unheard-of type (%s) is answered 200 and writes nothing',
    async (type) => {
      const before = await everyRow(db);
      const status = await post({
        ToUserName: simulator.credentials.corpId,
        FromUserName: 'liuyang',
        CreateTime: Math.floor(bot.clock.now().getTime() / 1000),
        MsgType: type,
        MsgId: BigInt(`8${Buffer.from(type).readUInt32BE()}`),
        AgentID: simulator.credentials.agentId,
      });
      expect(status).toBe(200);
      expect(await everyRow(db)).toEqual(before);
    },
  );

  test('a picture in the midst of a question does not end it', async () => {
    await say('sunting', '登记 尤先生 13900008006 科雷傲 A');
    await say('sunting', '尤先生订车 订金5000');
    await simulator.sendKind('sunting', 'image');
    await say('sunting', '1');
    expect((await historyOf(db, '13900008006')).orders).toHaveLength(1);
  });
});

describe('events', () => {
  test.each([
    ['subscribe', {}],
    ['scancode_push', { EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } }],
    ['scancode_waitmsg', { EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } }],
    ['pic_sysphoto', { EventKey: 'k', SendPicsInfo: { Count: 1 } }],
    ['pic_photo_or_album', { EventKey: 'k', SendPicsInfo: { Count: 1 } }],
    ['pic_weixin', { EventKey: 'k', SendPicsInfo: { Count: 1 } }],
    [
      'location_select',
      { EventKey: 'k', SendLocationInfo: { Location_X: '1', Location_Y: '2', Scale: '1', Label: 'x' } },
    ],
  ])('%s, done by a person, gets a helpful line that arrives, and writes nothing', async (event, fields) => {
    const before = await everyRow(db);
    const answers = await answersTo('liuyang', () => simulator.sendEvent('liuyang', event, fields));
    expect(answers).toHaveLength(1);
    expect(answers[0]).not.toBe('');
    expect(await everyRow(db)).toEqual(before);
  });

  test.each([
    ['unsubscribe', {}],
    ['enter_agent', { EventKey: '' }],
    ['LOCATION', { Latitude: '31.2', Longitude: '121.4', Precision: '60', AppType: 'wxwork' }],
    ['view', { EventKey: 'https://example.com' }],
    ['view_miniprogram', { EventKey: 'pages/index' }],
    ['batch_job_result', { BatchJob: { JobId: 'j', JobType: 'sync_user', ErrCode: 0, ErrMsg: 'ok' } }],
    ['upload_media_job_finish', { JobId: 'j' }],
    ['open_approval_change', { ApprovalInfo: { ThirdNo: '1' } }],
    ['share_agent_change', {}],
    ['share_chain_change', {}],
    ['inactive_alert', { EffectTime: 1 }],
    ['close_inactive_agent', {}],
    ['reopen_inactive_agent', {}],
    ['low_active_alert', { EffectTime: 1 }],
    ['low_active', {}],
    ['active_restored', {}],
    ['change_contact', { ChangeType: 'create_user', UserID: 'new' }],
    ['change_external_contact', { ChangeType: 'add_external_contact' }],
    ['something_new', { EventKey: 'x' }],
  ])('%s is acknowledged at once and writes nothing', async (event, fields) => {
    const before = await everyRow(db);
    const { attempts } = await simulator.sendEvent('liuyang', event, fields);
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    expect(await everyRow(db)).toEqual(before);
  });

  test('every button of the menu is answered', async () => {
    const buttons = simulator.menu().flatMap((button) => [button, ...button.subButtons]);
    const keys = buttons.flatMap(({ key }) => (key ? [key] : []));
    expect(buttons.map(({ name }) => name).join()).toMatch(/今日待办/);
    for (const name of ['今日待办', '登记客户', '我的客户', '统计', '帮助'])
      expect(
        buttons.some((button) => button.name === name),
        name,
      ).toBe(true);
    for (const key of keys) {
      const before = await everyRow(db);
      const answers = await answersTo('sunting', () => simulator.clickMenu('sunting', key));
      expect(answers.join(), key).not.toBe('');
      expect(answers.join(), key).not.toContain('没看懂');
      expect(await everyRow(db), key).toEqual(before);
    }
  });

  test('a button of a card that was never sent writes nothing', async () => {
    const before = await everyRow(db);
    const { attempts } = await simulator.sendEvent('liuyang', 'template_card_event', {
      EventKey: 'approve',
      TaskId: 'never-sent',
      CardType: 'button_interaction',
      ResponseCode: 'x',
    });
    expect(attempts[0]?.status).toBe(200);
    expect(await everyRow(db)).toEqual(before);
  });

  test("a colleague's card cannot be pressed", async () => {
    await say('liuyang', '登记 许先生 13900008007 科雷傲 B');
    await say('liuyang', '许先生打了 通了 聊得挺好的，主要在聊孩子上学的事情');
    await say('liuyang', '许先生战败 买了奇骏');
    await say('liuyang', '对');
    const { content, taskId } = bot.lastCard('zhouhaitao');
    const buttons = (content.type === 'card' ? content.card['button_list'] : []) as {
      key: string;
      text: string;
    }[];
    for (const who of ['liuyang', 'wujing']) {
      await simulator.sendEvent(who, 'template_card_event', {
        EventKey: buttons.find(({ text }) => text.includes('同意'))!.key,
        TaskId: taskId,
        CardType: 'button_interaction',
        ResponseCode: 'x',
      });
    }
    expect((await historyOf(db, '13900008007')).lost).toMatchObject([{ state: 'pending' }]);
  });
});

describe('somebody the bot does not know', () => {
  test('is answered, sees nothing and writes nothing', async () => {
    const before = await everyRow(db);
    for (const [index, text] of [
      '你好',
      '待办',
      '登记 何先生 13900008008 科雷傲 B',
      '查 赵先生',
      '统计',
    ].entries()) {
      const status = await post(textFrom('nobody.known', text, 7_000_000_000n + BigInt(index)));
      expect(status).toBe(200);
    }
    expect(await everyRow(db)).toEqual(before);
    const rows = await db.select().from(inbox);
    const replies = rows.flatMap(({ fromId, reply }) =>
      String(fromId) === 'nobody.known' ? [reply ?? ''] : [],
    );
    expect(replies).toHaveLength(5);
    for (const reply of replies) {
      expect(reply).toContain('钱程');
      expect(reply).not.toMatch(/赵先生|科雷傲|\d批/);
    }
  });
});

test('every message that was accepted is in the inbox once', async () => {
  const [rows] = await db.select({ total: count() }).from(inbox);
  const keys = await db.selectDistinct({ key: inbox.key }).from(inbox);
  expect(keys).toHaveLength(rows?.total ?? -1);
});
