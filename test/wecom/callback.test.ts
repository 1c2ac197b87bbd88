import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserId } from '../../src/domain/staff.ts';
import {
  type CallbackQuery,
  encryptedField,
  openCallback,
  readIncoming,
  sealReply,
  textReply,
} from '../../src/wecom/callback.ts';
import { CallbackRefused, type CallbackKeys, encrypt, sign } from '../../src/wecom/crypto.ts';
import { field, parseXml } from '../../src/wecom/xml.ts';

const KEYS: CallbackKeys = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'ww0123456789abcdef',
};
const WANG = 'WangWei' as UserId;
const AT = new Date('2026-03-02T01:02:03.999Z');
const SECONDS = 1772413323;

function signed(encrypted: string, timestamp: string, nonce: string): CallbackQuery {
  return { timestamp, nonce, msg_signature: sign(KEYS.token, timestamp, nonce, encrypted) };
}

describe('a callback', () => {
  const encrypted = encrypt(KEYS, 'hello');
  const open = (timestamp: string, nonce: string) =>
    openCallback(KEYS, signed(encrypted, timestamp, nonce), encrypted);

  test('opens with the right signature', () => expect(open('1760000000', 'n0nce')).toBe('hello'));

  test.each([
    ['1', 'a'],
    ['123456789012', 'x'.repeat(128)],
    ['1760000000', '!~-_.'],
  ])('may have the time %s and the nonce %s', (timestamp, nonce) =>
    expect(open(timestamp, nonce)).toBe('hello'),
  );

  test.each([
    ['', 'a'],
    ['1234567890123', 'a'],
    ['-1', 'a'],
    ['1.5', 'a'],
    ['１２３', 'a'],
    ['1760000000\n', 'a'],
    ['1760000000', ''],
    ['1760000000', 'x'.repeat(129)],
    ['1760000000', 'a b'],
    ['1760000000', 'a\n'],
    ['1760000000', '中'],
  ])('is refused with the time %j and the nonce %j, though signed so', (timestamp, nonce) =>
    expect(() => open(timestamp, nonce)).toThrow(CallbackRefused),
  );

  const good = signed(encrypted, '1760000000', 'n');
  test.each<[string, CallbackQuery, unknown]>([
    ['no query', {}, encrypted],
    ['no signature', { ...good, msg_signature: undefined }, encrypted],
    ['no time', { ...good, timestamp: undefined }, encrypted],
    ['no nonce', { ...good, nonce: undefined }, encrypted],
    ['a repeated signature', { ...good, msg_signature: [good.msg_signature, good.msg_signature] }, encrypted],
    ['a repeated time', { ...good, timestamp: ['1760000000'] }, encrypted],
    ['a repeated nonce', { ...good, nonce: ['n'] }, encrypted],
    ['a time that is a number', { ...good, timestamp: 1760000000 }, encrypted],
    ['a repeated echostr', good, [encrypted]],
    ['no echostr', good, undefined],
    ['an empty echostr, signed', signed('', '1', 'n'), ''],
    ['another ciphertext', good, encrypt(KEYS, 'hello')],
    ['the border between time and nonce moved', { ...good, timestamp: '17600000', nonce: '00n' }, encrypted],
  ])('is refused with %s', (_, query, sealed) => {
    expect(() => openCallback(KEYS, query, sealed)).toThrow(CallbackRefused);
  });

  test('signed with nothing but empty values is refused', () => {
    const query = { timestamp: '', nonce: '', msg_signature: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' };
    expect(() => openCallback({ ...KEYS, token: '' }, query, '')).toThrow(CallbackRefused);
  });
});

describe('the envelope', () => {
  const corp = `<ToUserName><![CDATA[ww0]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID>`;
  test.each([
    ['in CDATA', `<xml>${corp}<Encrypt><![CDATA[abc+/=]]></Encrypt></xml>`],
    ['bare, first, without agent', '<xml><Encrypt>abc+/=</Encrypt></xml>'],
  ])('holds the ciphertext %s', (_, body) => expect(encryptedField(body)).toBe('abc+/='));

  test.each([
    ['none', `<xml>${corp}</xml>`],
    ['an empty one', '<xml><Encrypt></Encrypt></xml>'],
    ['two', '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>'],
    ['one deeper', '<xml><A><Encrypt>a</Encrypt></A></xml>'],
    ['a plain message instead', '<xml><MsgType>text</MsgType><Content>hi</Content></xml>'],
  ])('with %s is refused', (_, body) => expect(() => encryptedField(body)).toThrow(CallbackRefused));
});

const HEAD = `<ToUserName><![CDATA[ww0]]></ToUserName><FromUserName><![CDATA[WangWei]]></FromUserName><CreateTime>${SECONDS}</CreateTime>`;
const xmlOf = (inside: string) => `<xml>${HEAD}${inside}</xml>`;
const message = (type: string, inside = '') =>
  xmlOf(
    `<MsgType><![CDATA[${type}]]></MsgType>${inside}<MsgId>9007199254740993</MsgId><AgentID>1000002</AgentID>`,
  );
const event = (name: string, inside = '') =>
  xmlOf(`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${inside}`);

const SELECTED = `<SelectedItems>
  <SelectedItem><QuestionKey>q1</QuestionKey><OptionIds><OptionId>007</OptionId></OptionIds></SelectedItem>
  <SelectedItem><QuestionKey>__proto__</QuestionKey><OptionIds><OptionId>a</OptionId><OptionId>b</OptionId></OptionIds></SelectedItem>
  <SelectedItem><QuestionKey>none</QuestionKey><OptionIds></OptionIds></SelectedItem>
</SelectedItems>`;

describe('a message', () => {
  test('of text', () => {
    const incoming = readIncoming(message('text', '<Content><![CDATA[ 007 ]]></Content>'));
    expect(incoming).toEqual({
      kind: 'text',
      id: '9007199254740993',
      from: 'WangWei',
      at: new Date('2026-03-02T01:02:03Z'),
      agentId: 1000002,
      text: ' 007 ',
    });
  });

  test.each(['image', 'voice', 'video', 'location', 'link', 'file', 'something_new'])(
    'of the type %s is media',
    (type) =>
      expect(readIncoming(message(type))).toMatchObject({ kind: 'media', type, id: '9007199254740993' }),
  );

  test.each<[string, string, object]>([
    ['a tap on the menu', event('click', '<EventKey>today</EventKey>'), { kind: 'menu', key: 'today' }],
    [
      'a link of the menu',
      event('view', '<EventKey>https://example.com</EventKey>'),
      { kind: 'event', event: 'view' },
    ],
    ['subscribe', event('subscribe'), { kind: 'event', event: 'subscribe' }],
    ['enter_agent', event('enter_agent', '<EventKey/>'), { kind: 'event', event: 'enter_agent' }],
    ['LOCATION', event('LOCATION', '<Latitude>23.1</Latitude>'), { kind: 'event', event: 'LOCATION' }],
    [
      'change_contact',
      event('change_contact', '<ChangeType>create_user</ChangeType>'),
      { event: 'change_contact' },
    ],
    [
      'batch_job_result',
      event('batch_job_result', '<BatchJob><JobId>1</JobId></BatchJob>'),
      { kind: 'event' },
    ],
    ['an event not known', event('brand_new', '<X><Y>1</Y></X>'), { kind: 'event', event: 'brand_new' }],
  ])('%s', (_, xml, expected) => expect(readIncoming(xml)).toMatchObject(expected));

  test.each(['template_card_event', 'template_card_menu_event'])('of a card (%s)', (name) => {
    const parts = `<EventKey>call:12</EventKey><TaskId>t-1</TaskId><CardType>button_interaction</CardType><ResponseCode>RC</ResponseCode><AgentID>1000002</AgentID>${SELECTED}`;
    const incoming = readIncoming(event(name, parts));
    expect.assert(incoming.kind === 'card');
    expect(incoming).toMatchObject({
      key: 'call:12',
      taskId: 't-1',
      cardType: 'button_interaction',
      responseCode: 'RC',
      agentId: 1000002,
    });
    expect(Object.entries(incoming.selected)).toEqual([
      ['q1', ['007']],
      ['__proto__', ['a', 'b']],
      ['none', []],
    ]);
  });

  test('of a card without choices', () => {
    const incoming = readIncoming(event('template_card_event', '<EventKey>k</EventKey><TaskId>t</TaskId>'));
    expect(incoming).toMatchObject({ selected: {} });
  });

  const asked = (question: string) => `<SelectedItem><QuestionKey>${question}</QuestionKey></SelectedItem>`;
  test.each([
    ['no MsgType', xmlOf('<MsgId>1</MsgId>')],
    ['an empty MsgType', message('')],
    ['two MsgTypes', message('text', '<MsgType>event</MsgType>')],
    ['no sender', '<xml><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>'],
    [
      'an empty sender',
      '<xml><FromUserName/><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>1</MsgId></xml>',
    ],
    ['two senders', message('text', '<FromUserName>other</FromUserName>')],
    ['no time', '<xml><FromUserName>a</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId></xml>'],
    ['a time that is none', message('text').replace(String(SECONDS), 'now')],
    ['no MsgId', xmlOf('<MsgType>text</MsgType><Content>x</Content>')],
    ['two texts', message('text', '<Content>a</Content><Content>b</Content>')],
    ['elements in the text', message('text', '<Content><b>a</b></Content>')],
    ['an agent that is no number', message('text').replace('1000002', 'x')],
    ['an event without a name', event('')],
    ['two keys', event('click', '<EventKey>a</EventKey><EventKey>b</EventKey>')],
    ['a card without a task', event('template_card_event', '<EventKey>k</EventKey>')],
    [
      'a question answered twice',
      event(
        'template_card_event',
        `<TaskId>t</TaskId><SelectedItems>${asked('q')}${asked('q')}</SelectedItems>`,
      ),
    ],
    ['a DTD', `<!DOCTYPE xml>${message('text')}`],
    ['an echo of JSON', '{"MsgType":"text"}'],
  ])('with %s is refused', (_, xml) => expect(() => readIncoming(xml)).toThrow(CallbackRefused));

  test('without an agent has none', () => {
    expect(readIncoming(event('subscribe'))).not.toHaveProperty('agentId');
  });
});

describe('two deliveries', () => {
  const id = (xml: string) => readIncoming(xml).id;
  const card = (key: string, task: string) =>
    event('template_card_event', `<EventKey>${key}</EventKey><TaskId>${task}</TaskId>`);

  test('of one event are told to be one', () => {
    expect(id(card('k', 't'))).toBe(id(card('k', 't')));
    expect(id(card('k', 't'))).toBe(`WangWei:${SECONDS}:template_card_event:k:t:`);
  });

  test.each([
    ['sender', event('subscribe'), event('subscribe').replace('WangWei', 'LiNa')],
    ['second', event('subscribe'), event('subscribe').replace(`${SECONDS}`, `${SECONDS + 1}`)],
    ['name', event('subscribe'), event('enter_agent')],
    ['key', card('a', 't'), card('b', 't')],
    ['card', card('a', 't1'), card('a', 't2')],
    [
      'change',
      event('change_contact', '<ChangeType>create_user</ChangeType>'),
      event('change_contact', '<ChangeType>delete_user</ChangeType>'),
    ],
  ])('of two events that differ in their %s are told apart', (_, one, other) => {
    expect(id(one)).not.toBe(id(other));
  });
});

describe('a passive reply', () => {
  test('is sealed as WeCom opens it', () => {
    const body = sealReply(KEYS, '<xml>内</xml>', AT, 'n0nce');
    const envelope = parseXml(body);
    expect(envelope.children.map(({ name }) => name)).toEqual([
      'Encrypt',
      'MsgSignature',
      'TimeStamp',
      'Nonce',
    ]);
    expect(field(envelope, 'TimeStamp')).toBe(String(SECONDS));
    const query = {
      msg_signature: field(envelope, 'MsgSignature'),
      timestamp: field(envelope, 'TimeStamp'),
      nonce: field(envelope, 'Nonce'),
    };
    expect(openCallback(KEYS, query, encryptedField(body))).toBe('<xml>内</xml>');
  });

  test('of text goes from the corp to the member', () => {
    const reply = parseXml(textReply(WANG, 'ww0', AT, '已记录'));
    const values = reply.children.map(({ name, text }) => [name, text]);
    expect(values).toEqual([
      ['ToUserName', 'WangWei'],
      ['FromUserName', 'ww0'],
      ['CreateTime', String(SECONDS)],
      ['MsgType', 'text'],
      ['Content', '已记录'],
    ]);
  });

  const contentOf = (content: string) => field(parseXml(textReply(WANG, 'ww0', AT, content)), 'Content');

  test.each([
    [']]>', ']]>'],
    ['a]]>]]>b]]', 'a]]>]]>b]]'],
    [']]]]>>', ']]]]>>'],
    ['<![CDATA[x]]>', '<![CDATA[x]]>'],
    ['</Content><MsgType>image</MsgType>', '</Content><MsgType>image</MsgType>'],
    ['&amp; & < >', '&amp; & < >'],
    ['1\n2\t3', '1\n2\t3'],
    ['a\0b\u0008c\u001Bd\uFFFEe', 'abcde'],
    ['a\uD83Db🚗c\uDE97', 'ab🚗c'],
    ['', ''],
  ])('carries %j as %j', (content, arrives) => expect(contentOf(content)).toBe(arrives));

  test('carries any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(']', '>', '<', '&', '!', '[', 'C', '中', '🚗', '\n') }),
        (text) => {
          expect(contentOf(text)).toBe(text);
        },
      ),
    );
  });
});
