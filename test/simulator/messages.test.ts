import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWecom, type Wecom } from './stand-in.ts';

let wecom: Wecom;
beforeEach(async () => {
  wecom = await startWecom();
});
afterEach(() => wecom.stop());

const send = (message: object) =>
  wecom.post('message/send', {
    touser: 'liuyang',
    msgtype: 'text',
    agentid: wecom.simulator.credentials.agentId,
    text: { content: '今日待办 6' },
    ...message,
  });
const textsOf = (userId: string) =>
  wecom.simulator.messagesOf(userId).map(({ content }) => ('text' in content ? content.text : content.type));

describe('recipients', () => {
  test.each([
    ['nobody', { touser: '' }, { errcode: 82001 }],
    ['one who exists', { touser: 'LiuYang' }, { errcode: 0, invaliduser: '' }],
    ['some who do not', { touser: 'liuyang|Nobody|WhoElse' }, { errcode: 0, invaliduser: 'nobody|whoelse' }],
    ['none who does', { touser: 'Nobody' }, { errcode: 81013 }],
    ['an unknown department', { touser: 'liuyang', toparty: '9' }, { errcode: 0, invalidparty: '9' }],
    ['1000 names', { touser: Array(1000).fill('liuyang').join('|') }, { errcode: 0 }],
    ['1001 names', { touser: Array(1001).fill('liuyang').join('|') }, { errcode: 40032 }],
    ['101 departments', { toparty: Array(101).fill('2').join('|') }, { errcode: 82002 }],
    ['101 tags', { totag: Array(101).fill('2').join('|') }, { errcode: 82003 }],
    ['another agent', { agentid: 7 }, { errcode: 301002 }],
    ['an agent in quotes', { agentid: '7' }, { errcode: 40056 }],
  ])('%s', async (_, message, answer) => {
    expect(await send(message)).toMatchObject(answer);
  });

  test('a department means everybody below it, once, and @all everybody', async () => {
    await send({ touser: 'liuyang', toparty: '2' });
    expect(['liuyang', 'zhouhaitao', 'hejia'].map((id) => textsOf(id).length)).toEqual([1, 1, 0]);
    await send({ touser: '@all' });
    expect(['liuyang', 'zhouhaitao', 'hejia'].map((id) => textsOf(id).length)).toEqual([2, 2, 1]);
  });
});

describe('contents', () => {
  const title = '题';
  test.each([
    ['no type', { msgtype: undefined }, 40008],
    ['an unknown type', { msgtype: 'poem' }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['a markdown of 2048 bytes', { msgtype: 'markdown', markdown: { content: 'a'.repeat(2048) } }, 0],
    ['a markdown of 2049 bytes', { msgtype: 'markdown', markdown: { content: 'a'.repeat(2049) } }, 45002],
    ['an image', { msgtype: 'image', image: { media_id: 'm' } }, 0],
    ['an image of nothing', { msgtype: 'image', image: {} }, 40007],
    [
      'a video with a long title',
      { msgtype: 'video', video: { media_id: 'm', title: 'a'.repeat(129) } },
      40058,
    ],
    ['a text card', { msgtype: 'textcard', textcard: { title, description: '文', url: 'https://a.cn' } }, 0],
    [
      'one without title',
      { msgtype: 'textcard', textcard: { description: '文', url: 'https://a.cn' } },
      41016,
    ],
    [
      'one without scheme',
      { msgtype: 'textcard', textcard: { title, description: '文', url: 'a.cn' } },
      45034,
    ],
    [
      'eight articles',
      { msgtype: 'news', news: { articles: Array(8).fill({ title, url: 'http://a.cn' }) } },
      0,
    ],
    [
      'nine articles',
      { msgtype: 'news', news: { articles: Array(9).fill({ title, url: 'http://a.cn' }) } },
      45008,
    ],
  ])('%s', async (_, message, errcode) => {
    expect(await send(message)).toMatchObject({ errcode });
  });

  test('a text beyond 2048 bytes is cut between two characters', async () => {
    await send({ text: { content: `a${'步'.repeat(682)}b` } });
    await send({ text: { content: `a${'步'.repeat(683)}` } });
    expect(textsOf('liuyang')).toEqual([`a${'步'.repeat(682)}b`, `a${'步'.repeat(682)}`]);
  });
});

describe('the limits per member', () => {
  test('beyond 30 a minute a message is dropped without an error', async () => {
    for (let count = 1; count <= 31; count++)
      expect(await send({ touser: 'liuyang|mahui', text: { content: `${count}` } })).toMatchObject({
        errcode: 0,
      });
    expect(textsOf('liuyang')).toHaveLength(30);
    expect(wecom.simulator.dropped()).toMatchObject([
      { window: 'minute', message: { userId: 'liuyang', content: { text: '31' } } },
      { window: 'minute', message: { userId: 'mahui' } },
    ]);
    expect(await send({ touser: 'sunting' })).toMatchObject({ errcode: 0 });
    expect(textsOf('sunting')).toHaveLength(1);
    wecom.pass(1);
    await send({ text: { content: 'next minute' } });
    expect(textsOf('liuyang').at(-1)).toBe('next minute');
  });

  test('beyond 1000 an hour as well', async () => {
    for (let minute = 0; minute < 40; minute++) {
      await Promise.all(Array.from({ length: 25 }, () => send({ text: { content: `${minute}` } })));
      wecom.pass(1);
    }
    expect(textsOf('liuyang')).toHaveLength(1000);
    await send({ text: { content: '1001' } });
    expect(wecom.simulator.dropped()).toMatchObject([{ window: 'hour' }]);
    wecom.pass(21);
    await send({ text: { content: 'next hour' } });
    expect(textsOf('liuyang').at(-1)).toBe('next hour');
  });
});

describe('enable_duplicate_check', () => {
  const once = { enable_duplicate_check: 1, duplicate_check_interval: 60 };

  test('the same request JSON is delivered once in the interval', async () => {
    const first = await send(once);
    expect(await send(once)).toMatchObject({ errcode: 0, msgid: first.msgid });
    await send({ ...once, text: { content: '今日待办 7' } });
    expect(textsOf('liuyang')).toEqual(['今日待办 6', '今日待办 7']);
    wecom.pass(1);
    await send(once);
    expect(textsOf('liuyang')).toHaveLength(3);
  });

  test('without it everything is delivered', async () => {
    await send({});
    await send({});
    expect(textsOf('liuyang')).toHaveLength(2);
  });

  test.each([
    [0, 40058],
    [1, 0],
    [14_400, 0],
    [14_401, 40058],
  ])('an interval of %i seconds answers %i', async (duplicate_check_interval, errcode) => {
    expect(await send({ ...once, duplicate_check_interval })).toMatchObject({ errcode });
  });
});

describe('recall', () => {
  test('takes the message out of every chat within 24 hours', async () => {
    const { msgid } = await send({ touser: 'liuyang|mahui' });
    wecom.pass(24 * 60);
    expect(await wecom.post('message/recall', { msgid })).toMatchObject({ errcode: 0 });
    expect(wecom.simulator.messagesOf('mahui')).toMatchObject([{ recalled: true }]);
    expect(wecom.simulator.unreadOf('mahui')).toBe(0);
  });

  test('is refused later and for what the app never sent', async () => {
    const { msgid } = await send({});
    wecom.pass(24 * 60 + 1);
    expect(await wecom.post('message/recall', { msgid })).toMatchObject({ errcode: 42052 });
    expect(await wecom.post('message/recall', { msgid: 'x' })).toMatchObject({ errcode: 40058 });
  });
});

test('unread messages are counted until the chat is looked at', async () => {
  await send({});
  await send({});
  expect(wecom.simulator.unreadOf('liuyang')).toBe(2);
  wecom.simulator.markRead('liuyang');
  await send({});
  expect(wecom.simulator.unreadOf('liuyang')).toBe(1);
});
