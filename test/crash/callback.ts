import { decrypt, encrypt, sign } from '../../src/wecom/crypto.ts';
import { KEYS } from './company.ts';
import type { Message } from './messages.ts';

/** When the first start happens, and the time stamp of every callback: a Wednesday noon. */
export const NOON = Date.parse('2026-04-08T12:01:00+08:00');

/** Delivers as WeCom does; status 0 when nobody answered. */
export async function push(
  port: number,
  { id, from, text: content }: Message,
): Promise<{ status: number; body: string }> {
  const second = String(NOON / 1000);
  const encrypted = encrypt(
    KEYS,
    `<xml><ToUserName><![CDATA[app]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${second}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>${id}</MsgId><AgentID>1000002</AgentID></xml>`,
  );
  const query = new URLSearchParams({
    msg_signature: sign(KEYS.token, second, 'nonce', encrypted),
    timestamp: second,
    nonce: 'nonce',
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}/wecom/callback?${query}`, {
      method: 'POST',
      body: `<xml><ToUserName><![CDATA[app]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

/** The words of a passive reply. */
export function replyOf(body: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1];
  if (encrypted === undefined) return '';
  const reply = decrypt(KEYS, encrypted);
  return /<Content><!\[CDATA\[(.*?)\]\]>/s.exec(reply)?.[1] ?? '';
}
