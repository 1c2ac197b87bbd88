import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { reply, startWecom, START, type Wecom } from './stand-in.ts';

let wecom: Wecom;
beforeEach(async () => {
  wecom = await startWecom();
});
afterEach(() => wecom.stop());

const textsOf = (userId: string) =>
  wecom.simulator.messagesOf(userId).map(({ content }) => ('text' in content ? content.text : content));

test('the address is accepted when it echoes byte for byte', async () => {
  expect(await wecom.simulator.verifyCallback()).toBe(true);
  wecom.hasCallback('http://127.0.0.1:1/');
  expect(await wecom.simulator.verifyCallback()).toBe(false);
});

describe('a message', () => {
  test.each([
    '登记 王先生 13900001234',
    '两行\n第二行 & <b>"引号"</b> 100% a+b=c',
    '收尾 ]]> 再来 ]]]]>',
    '🚗 李姐',
  ])('arrives as it was typed: %s', async (text) => {
    await wecom.simulator.say('liuyang', text);
    expect(wecom.received).toMatchObject([{ kind: 'text', from: 'liuyang', text, at: START }]);
    expect(textsOf('liuyang')).toEqual([text]);
  });

  test('has an id that a number cannot hold', async () => {
    await wecom.simulator.say('liuyang', '在');
    const id = wecom.received[0]?.id ?? '';
    expect(id).toMatch(/^\d{19}$/);
    expect(String(Number(id))).not.toBe(id);
  });

  test('of another kind arrives as that kind', async () => {
    await wecom.simulator.sendKind('liuyang', 'voice');
    await wecom.simulator.sendKind('liuyang', 'location', { Label: '示例路 2 号' });
    expect(wecom.received).toMatchObject([
      { kind: 'media', type: 'voice' },
      { kind: 'media', type: 'location' },
    ]);
  });

  test('of nobody in the company is a mistake of the caller', () => {
    expect(() => wecom.simulator.say('nobody', '在')).toThrow(RangeError);
  });
});

test('entering the chat is an event without a bubble', async () => {
  await wecom.simulator.enter('liuyang');
  expect(wecom.received).toMatchObject([{ kind: 'event', event: 'enter_agent', from: 'liuyang' }]);
  expect(textsOf('liuyang')).toEqual([]);
});

describe('a passive reply', () => {
  test('appears in the chat of the member who wrote', async () => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '已登记：王先生，B') }));
    const delivery = await wecom.simulator.say('liuyang', '登记');
    expect(delivery).toMatchObject({ attempts: [{ status: 200 }], reply: { kind: 'reply' } });
    expect(textsOf('liuyang')).toEqual(['登记', '已登记：王先生，B']);
    expect(wecom.simulator.unreadOf('liuyang')).toBe(1);
  });

  test('is cut at 2048 bytes', async () => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '步'.repeat(700)) }));
    await wecom.simulator.say('liuyang', '长');
    expect(textsOf('liuyang').at(-1)).toBe('步'.repeat(682));
  });

  test.each([
    ['a wrong signature', { token: 'other' }],
    ['another corp as receiver', { receiveId: 'ww0' }],
    ['another member', { to: 'mahui' }],
    ['the names not reversed', { to: 'corp', sender: 'liuyang' }],
  ])('with %s is not shown', async (_, wrong) => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '好', wrong) }));
    const delivery = await wecom.simulator.say('liuyang', '在');
    expect(delivery.reply.kind).toBe('refused');
    expect(textsOf('liuyang')).toEqual(['在']);
  });

  test.each(['success', '<xml></xml>', '{"errcode":0}', '<xml><Encrypt>x</Encrypt></xml>'])(
    'that is no envelope is not shown: %s',
    async (body) => {
      wecom.answerWith(() => ({ body }));
      expect((await wecom.simulator.say('liuyang', '在')).reply.kind).toBe('refused');
    },
  );

  test('to entering is shown, to the click of a card it is not', async () => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '早') }));
    expect((await wecom.simulator.enter('liuyang')).reply.kind).toBe('reply');
    const click = { EventKey: 'a', TaskId: 't', CardType: 'button_interaction', ResponseCode: 'c' };
    const delivery = await wecom.simulator.sendEvent('liuyang', 'template_card_event', click);
    expect(delivery.reply.kind).toBe('refused');
    expect(textsOf('liuyang')).toEqual(['早']);
  });
});

describe('a bot that does not answer', () => {
  test('in time gets the same message three more times', async () => {
    const impatient = await startWecom(createMemoryStore(), 100);
    impatient.answerWith(() => 'silence');
    const { attempts } = await impatient.simulator.say('liuyang', '在');
    expect(attempts.map(({ status }) => status)).toEqual(Array(4).fill(undefined));
    expect(new Set(impatient.received.map(({ id }) => id)).size).toBe(1);
    await impatient.stop();
  });

  test('with 200 at first is heard when it does', async () => {
    let asked = 0;
    wecom.answerWith((received, keys) =>
      ++asked < 3 ? { status: 500, body: '' } : { body: reply(received, keys, '在的') },
    );
    const delivery = await wecom.simulator.say('liuyang', '在');
    expect(delivery.attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(textsOf('liuyang')).toEqual(['在', '在的']);
  });

  test('at all leaves four attempts and no reply', async () => {
    wecom.hasCallback('http://127.0.0.1:1/');
    const delivery = await wecom.simulator.say('liuyang', '在');
    expect(delivery.attempts).toHaveLength(4);
    expect(delivery.reply.kind).toBe('none');
  });
});

describe('faults of the delivery', () => {
  test.each(['twice', 'twiceAtOnce'] as const)('%s: one id, one reply in the chat', async (fault) => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '好') }));
    wecom.simulator.faults.failPush(fault);
    expect((await wecom.simulator.say('liuyang', '在')).attempts).toHaveLength(2);
    expect(wecom.received[0]?.id).toBe(wecom.received[1]?.id);
    expect(textsOf('liuyang')).toEqual(['在', '好']);
  });

  test.each(['wrongSignature', 'wrongReceiver'] as const)('%s is refused and not repeated', async (fault) => {
    wecom.simulator.faults.failPush(fault);
    expect((await wecom.simulator.say('liuyang', '在')).attempts).toMatchObject([{ status: 403 }]);
    expect(wecom.refusals).toHaveLength(1);
    expect((await wecom.simulator.say('liuyang', '在')).attempts).toMatchObject([{ status: 200 }]);
  });

  test('the same MsgId said again is one bubble and one reply', async () => {
    wecom.answerWith((received, keys) => ({ body: reply(received, keys, '好') }));
    const messageId = '7600000000000000001';
    await wecom.simulator.say('liuyang', '在', { messageId });
    await wecom.simulator.say('liuyang', '在', { messageId });
    expect(wecom.received.map(({ id }) => id)).toEqual([messageId, messageId]);
    expect(textsOf('liuyang')).toEqual(['在', '好']);
  });
});
