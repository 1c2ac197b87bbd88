import { z } from 'zod';
import type { UserId } from '../domain/staff.ts';
import { type Card, fitCard } from './cards.ts';
import type { Wecom } from './client.ts';

export interface Sent {
  /** Those it could not reach: not visible to the app, or without a licence. All of them at once is 81013. */
  unreached: UserId[];
  /** For `updateCard`, of cards that can be updated: works once, within 72 hours. */
  responseCode?: string;
}

export interface SendOptions {
  /** WeCom drops an identical message within four hours, so that a repeated attempt does no harm. */
  once?: boolean;
}

/** Path 90236. WeCom cuts longer ones without a word. */
const MAX_TEXT_BYTES = 2048;
const MAX_RECIPIENTS = 1000;
const ONCE = { enable_duplicate_check: 1, duplicate_check_interval: 4 * 60 * 60 };

const SendAnswer = z.object({
  invaliduser: z.string().default(''),
  unlicenseduser: z.string().default(''),
  response_code: z.string().optional(),
});
const UpdateAnswer = z.object({ invaliduser: z.array(z.string()).default([]) });

/**
 * Sends a text of 1 to 2048 bytes (see `splitText`) to 1 to 1000 members; otherwise throws `RangeError`.
 * Source: 发送应用消息, https://developer.work.weixin.qq.com/document/path/90236, for the next two as well
 */
export async function sendText(
  wecom: Wecom,
  to: readonly UserId[],
  content: string,
  options?: SendOptions,
): Promise<Sent> {
  return send(wecom, to, { msgtype: 'text', text: { content: fitting(content) } }, options);
}

/** As `sendText`. Headings, bold, links, code, quotes and three font colours; no lists, tables or pictures. */
export async function sendMarkdown(
  wecom: Wecom,
  to: readonly UserId[],
  content: string,
  options?: SendOptions,
): Promise<Sent> {
  return send(wecom, to, { msgtype: 'markdown', markdown: { content: fitting(content) } }, options);
}

/** Sends a card, its texts cut to length. Throws `RangeError` as `fitCard` does. */
export async function sendCard(
  wecom: Wecom,
  to: readonly UserId[],
  card: Card,
  options?: SendOptions,
): Promise<Sent> {
  return send(wecom, to, { msgtype: 'template_card', template_card: fitCard(card) }, options);
}

/** Either the buttons go dead under a new name, or a whole new card, its buttons dead if `replaceText` names them. */
export type CardChange = { replaceName: string } | { card: Card; replaceText?: string };

/**
 * Changes a card sent before, for these members; a `responseCode` used or too old is a `WecomError` of kind `late`.
 * Source: 更新模版卡片消息, https://developer.work.weixin.qq.com/document/path/94888
 */
export async function updateCard(
  wecom: Wecom,
  to: readonly UserId[],
  responseCode: string,
  change: CardChange,
): Promise<Sent> {
  const body = {
    userids: checked(to),
    agentid: wecom.agentId,
    response_code: responseCode,
    ...('replaceName' in change
      ? { button: { replace_name: change.replaceName } }
      : {
          template_card: {
            ...fitCard(change.card),
            ...(change.replaceText && { replace_text: change.replaceText }),
          },
        }),
  };
  const { invaliduser } = await wecom.post('message/update_template_card', body, UpdateAnswer);
  return { unreached: among(to, invaliduser) };
}

async function send(
  wecom: Wecom,
  to: readonly UserId[],
  message: object,
  { once = false }: SendOptions = {},
): Promise<Sent> {
  const body = { touser: checked(to).join('|'), agentid: wecom.agentId, ...message, ...(once && ONCE) };
  const answer = await wecom.post('message/send', body, SendAnswer);
  const failed = `${answer.invaliduser}|${answer.unlicenseduser}`.split('|');
  return {
    unreached: among(to, failed),
    ...(answer.response_code && { responseCode: answer.response_code }),
  };
}

/** Results name members in lower case; ours keep theirs. */
function among(to: readonly UserId[], failed: readonly string[]): UserId[] {
  const names = new Set(failed.map((userId) => userId.toLowerCase()));
  return to.filter((userId) => names.has(userId.toLowerCase()));
}

function checked(to: readonly UserId[]): readonly UserId[] {
  if (to.length < 1 || to.length > MAX_RECIPIENTS)
    throw new RangeError(`${to.length} recipients, not 1 to 1000`);
  return to;
}

function fitting(content: string): string {
  const bytes = Buffer.byteLength(content);
  if (bytes < 1 || bytes > MAX_TEXT_BYTES) throw new RangeError(`${bytes} bytes, not 1 to 2048`);
  return content;
}

/**
 * Parts of at most `maxBytes` of UTF-8, cut after a line, else after a sentence, else between two characters; joined
 * they are the text again. Throws `RangeError` for fewer than 4, which one character may take.
 */
export function splitText(text: string, maxBytes = MAX_TEXT_BYTES): string[] {
  if (maxBytes < 4) throw new RangeError('a character takes up to 4 bytes');
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const piece = longestPiece(text, start, maxBytes);
    const isLast = start + piece.length === text.length;
    const part = isLast ? piece : piece.slice(0, lastBreak(piece));
    parts.push(part);
    start += part.length;
  }
  return parts;
}

/** The longest piece from `start` on that fits, without half a surrogate pair. */
function longestPiece(text: string, start: number, maxBytes: number): string {
  let end = start;
  // A UTF-16 unit takes a byte at least, so no more than `maxBytes` units can fit.
  for (const character of text.slice(start, start + maxBytes)) {
    maxBytes -= Buffer.byteLength(character);
    if (maxBytes < 0) break;
    end += character.length;
  }
  return text.slice(start, end);
}

function lastBreak(piece: string): number {
  const line = piece.lastIndexOf('\n') + 1;
  if (line > 0) return line;
  const sentence = [...piece.matchAll(/[。！？；…!?;]+[”’」』）)]*/g)].at(-1);
  return sentence ? sentence.index + sentence[0].length : piece.length;
}
