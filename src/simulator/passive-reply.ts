import { CallbackRefused, type CallbackKeys, decrypt, sign } from '../wecom/crypto.ts';
import { child, field, parseXml, type XmlElement } from '../wecom/xml.ts';
import type { Content } from './chat-record.ts';
import { cutToBytes } from './endpoint.ts';
import { TEXT_LIMIT_BYTES } from './message-checks.ts';

export type PassiveReply =
  { kind: 'none' } | { kind: 'reply'; content: Content } | { kind: 'refused'; problem: string };

/** Events that may be answered in the response; template_card_event is not among them (path 90241). */
const ANSWERABLE_EVENTS = [
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_menu_event',
];

/** Where the kinds other than text have the one field they cannot do without, and how they are shown. */
const KINDS: Readonly<Record<string, { path: readonly string[]; label: string }>> = {
  image: { path: ['Image', 'MediaId'], label: '[图片]' },
  voice: { path: ['Voice', 'MediaId'], label: '[语音]' },
  video: { path: ['Video', 'MediaId'], label: '[视频]' },
  news: { path: ['ArticleCount'], label: '[图文]' },
};

/**
 * Reads the body of the bot's answer to a push as WeCom would, which shows nothing when it finds a fault.
 * Source: https://developer.work.weixin.qq.com/document/path/90241
 */
export function readPassiveReply(
  keys: CallbackKeys,
  push: { userId: string; event: string | undefined },
  body: string,
): PassiveReply {
  if (body === '') return { kind: 'none' };
  try {
    const message = openReply(keys, body);
    if (field(message, 'ToUserName') !== push.userId) throw new Fault('ToUserName is not the member');
    if (field(message, 'FromUserName') !== keys.receiveId) throw new Fault('FromUserName is not the corp');
    if (!/^\d+$/.test(field(message, 'CreateTime'))) throw new Fault('CreateTime missing');
    if (push.event !== undefined && !ANSWERABLE_EVENTS.includes(push.event))
      throw new Fault(`${push.event} cannot be answered in the response`);
    return { kind: 'reply', content: readContent(message) };
  } catch (error) {
    if (error instanceof Fault) return { kind: 'refused', problem: error.message };
    if (error instanceof CallbackRefused)
      return { kind: 'refused', problem: 'not in the format, or not encrypted for this receiveid' };
    throw error;
  }
}

class Fault extends Error {
  override readonly name = 'Fault';
}

function openReply(keys: CallbackKeys, body: string): XmlElement {
  const envelope = parseXml(body);
  const encrypted = field(envelope, 'Encrypt');
  const timestamp = field(envelope, 'TimeStamp');
  const nonce = field(envelope, 'Nonce');
  if (encrypted === '') throw new Fault('Encrypt missing');
  if (!/^\d+$/.test(timestamp) || nonce === '') throw new Fault('TimeStamp or Nonce missing');
  if (field(envelope, 'MsgSignature') !== sign(keys.token, timestamp, nonce, encrypted))
    throw new Fault('wrong MsgSignature');
  return parseXml(decrypt(keys, encrypted));
}

function readContent(message: XmlElement): Content {
  const type = field(message, 'MsgType');
  if (type === 'text') {
    const text = field(message, 'Content');
    if (text === '') throw new Fault('Content missing');
    return { type: 'text', text: cutToBytes(text, TEXT_LIMIT_BYTES) };
  }
  const kind = KINDS[type];
  if (!kind) throw new Fault(`MsgType not allowed: ${type}`);
  const owner = kind.path.slice(0, -1).reduce<XmlElement>((of, name) => child(of, name) ?? EMPTY, message);
  if (field(owner, kind.path.at(-1) ?? '') === '') throw new Fault(`${kind.path.join('/')} missing`);
  return { type: 'other', kind: type, label: kind.label };
}

const EMPTY: XmlElement = { name: '', text: '', children: [] };
