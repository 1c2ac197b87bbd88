import type { UserId } from '../domain/staff.ts';
import { CallbackRefused, type CallbackKeys, decrypt, encrypt, isSigned, sign } from './crypto.ts';
import { child, children, field, NOT_A_CHARACTER, parseXml, type XmlElement } from './xml.ts';

interface Received {
  /** The same for every delivery of one message or event, so that a repeated one can be told. */
  id: string;
  /** The member, or `sys` for events of the company. */
  from: UserId;
  at: Date;
  /** Absent in callbacks that belong to no app. */
  agentId?: number;
}

/** What WeCom tells the app: a message of a member, a tap of his, or any other event. */
export type Incoming = Received &
  (
    | { kind: 'text'; text: string }
    | { kind: 'media'; type: string }
    | { kind: 'menu'; key: string }
    | {
        kind: 'card';
        key: string;
        taskId: string;
        cardType: string;
        /** For `updateCard`: works once, within 72 hours. */
        responseCode: string;
        /** The option ids chosen, by question key. */
        selected: Record<string, string[]>;
      }
    | { kind: 'event'; event: string }
  );

/** As they come from a query, where a repeated name makes an array. */
export interface CallbackQuery {
  msg_signature?: unknown;
  timestamp?: unknown;
  nonce?: unknown;
}

/**
 * Verifies and opens `echostr` of a GET or `Encrypt` of a POST. Throws `CallbackRefused`.
 * Source: 接收消息服务器配置, https://developer.work.weixin.qq.com/document/path/90930
 */
export function openCallback(keys: CallbackKeys, query: CallbackQuery, encrypted: unknown): string {
  // The four values are signed without a mark between them, so their shapes must keep them apart.
  const timestamp = shaped(query.timestamp, /^\d{1,12}$/);
  const nonce = shaped(query.nonce, /^[\x21-\x7e]{1,128}$/);
  const sealed = shaped(encrypted, /^[\w+/=-]+$/);
  const expected = sign(keys.token, timestamp, nonce, sealed);
  if (!isSigned(query.msg_signature, expected)) throw new CallbackRefused();
  return decrypt(keys, sealed);
}

/** `Encrypt` of the envelope that a POST carries. Throws `CallbackRefused`. */
export function encryptedField(xmlBody: string): string {
  return required(parseXml(xmlBody), 'Encrypt');
}

/**
 * Reads an opened message. Throws `CallbackRefused` if it lacks what every message has.
 * Sources: 消息格式, https://developer.work.weixin.qq.com/document/path/90239; 事件格式, path 90240
 */
export function readIncoming(xml: string): Incoming {
  const message = parseXml(xml);
  const type = required(message, 'MsgType');
  const from = required(message, 'FromUserName') as UserId;
  const createTime = shaped(field(message, 'CreateTime'), /^\d{1,11}$/);
  const agentId = field(message, 'AgentID');
  const received = {
    from,
    at: new Date(Number(createTime) * 1000),
    ...(agentId !== '' && { agentId: Number(shaped(agentId, /^\d{1,10}$/)) }),
  };
  if (type === 'event') {
    // Events have no MsgId. Sender and second are the official key; the rest keeps two events of one second apart.
    const rest = ['Event', 'EventKey', 'TaskId', 'ChangeType'].map((name) => field(message, name));
    return { id: [from, createTime, ...rest].join(':'), ...received, ...readEvent(message) };
  }
  const id = required(message, 'MsgId');
  if (type !== 'text') return { id, ...received, kind: 'media', type };
  return { id, ...received, kind: 'text', text: field(message, 'Content') };
}

function readEvent(message: XmlElement) {
  const event = required(message, 'Event');
  const key = field(message, 'EventKey');
  if (event === 'click') return { kind: 'menu', key } as const;
  if (event !== 'template_card_event' && event !== 'template_card_menu_event') {
    return { kind: 'event', event } as const;
  }
  return {
    kind: 'card',
    key,
    taskId: required(message, 'TaskId'),
    cardType: field(message, 'CardType'),
    responseCode: field(message, 'ResponseCode'),
    selected: readSelected(message),
  } as const;
}

function readSelected(message: XmlElement): Record<string, string[]> {
  const answers = new Map<string, string[]>();
  for (const item of children(child(message, 'SelectedItems'), 'SelectedItem')) {
    const question = field(item, 'QuestionKey');
    if (answers.has(question)) throw new CallbackRefused();
    const options = children(child(item, 'OptionIds'), 'OptionId');
    answers.set(
      question,
      options.map((option) => option.text),
    );
  }
  return Object.fromEntries(answers);
}

/**
 * The body that answers a POST with a passive reply; `nonce` is our own, any 1 to 128 printable characters.
 * Source: 被动回复消息格式, https://developer.work.weixin.qq.com/document/path/90241
 */
export function sealReply(keys: CallbackKeys, inner: string, at: Date, nonce: string): string {
  const encrypted = encrypt(keys, inner);
  const timestamp = seconds(at);
  const signature = sign(keys.token, timestamp, nonce, encrypted);
  return `<xml><Encrypt>${cdata(encrypted)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`;
}

/** A text to the member who wrote, `from` our corp id; WeCom cuts `content` beyond 2048 bytes of UTF-8. */
export function textReply(to: UserId, from: string, at: Date, content: string): string {
  return `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName><CreateTime>${seconds(at)}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>${cdata(content)}</Content></xml>`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replace(NOT_A_CHARACTER, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}

function shaped(value: unknown, shape: RegExp): string {
  if (typeof value !== 'string' || !shape.test(value)) throw new CallbackRefused();
  return value;
}

function required(of: XmlElement, name: string): string {
  return shaped(field(of, name), /./s);
}
