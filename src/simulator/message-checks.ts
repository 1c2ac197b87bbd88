import { checkCard } from './card-checks.ts';
import type { Content } from './chat-record.ts';
import { asList, asRecord, asText, byteLength, cutToBytes, type Json, Refusal } from './endpoint.ts';

/** Bytes in UTF-8; a longer text is cut without a word, a longer markdown is refused. */
export const TEXT_LIMIT_BYTES = 2048;

/**
 * What a request of message/send puts into the chat; throws `Refusal`.
 * Source: https://developer.work.weixin.qq.com/document/path/90236
 */
export function readContent(request: Json): Content {
  const type = asText(request.msgtype);
  const read = READERS[type];
  if (!read) throw new Refusal(40008, 'invalid message type');
  return read(asRecord(request[type]));
}

const READERS: Readonly<Record<string, (body: Json) => Content>> = {
  text: (body) => ({ type: 'text', text: cutToBytes(requireContent(body), TEXT_LIMIT_BYTES) }),
  markdown(body) {
    const text = requireContent(body);
    // Which code the real server gives is not documented; 45002 is its general one for content too long.
    if (byteLength(text) > TEXT_LIMIT_BYTES) throw new Refusal(45002, 'content size out of limit');
    return { type: 'markdown', text };
  },
  template_card(card) {
    checkCard(card);
    return { type: 'card', card };
  },
  image: (body) => media('image', '[图片]', body),
  voice: (body) => media('voice', '[语音]', body),
  file: (body) => media('file', '[文件]', body),
  video(body) {
    checkBytes(body.title, 128, 'title');
    checkBytes(body.description, 512, 'description');
    return media('video', '[视频]', body);
  },
  textcard(body) {
    const title = requireTitle(body);
    checkBytes(title, 128, 'title');
    if (asText(body.description) === '') throw new Refusal(40058, 'description missing');
    checkBytes(body.description, 512, 'description');
    checkUrl(asText(body.url));
    return { type: 'other', kind: 'textcard', label: `[链接] ${title}` };
  },
  news: articles('news', (article) => {
    if (asText(article.appid) === '') checkUrl(asText(article.url));
  }),
  mpnews: articles('mpnews', (article) => {
    if (asText(article.thumb_media_id) === '') throw new Refusal(40007, 'invalid media_id');
    if (asText(article.content) === '') throw new Refusal(44004, 'empty content');
  }),
  miniprogram_notice(body) {
    if (asText(body.appid) === '') throw new Refusal(40058, 'appid missing');
    return { type: 'other', kind: 'miniprogram_notice', label: `[小程序] ${requireTitle(body)}` };
  },
};

function requireContent(body: Json): string {
  const content = asText(body.content);
  if (content === '') throw new Refusal(44004, 'empty content');
  return content;
}

function requireTitle(body: Json): string {
  const title = asText(body.title);
  if (title === '') throw new Refusal(41016, 'missing title');
  return title;
}

function media(kind: string, label: string, body: Json): Content {
  if (asText(body.media_id) === '') throw new Refusal(40007, 'invalid media_id');
  return { type: 'other', kind, label };
}

function articles(kind: string, check: (article: Json) => void) {
  return (body: Json): Content => {
    const list = asList(body.articles).map(asRecord);
    if (list.length < 1 || list.length > 8) throw new Refusal(45008, 'article size out of limit');
    for (const article of list) {
      checkBytes(requireTitle(article), 128, 'title');
      check(article);
    }
    return { type: 'other', kind, label: `[图文] ${asText(list[0]?.title)}` };
  };
}

function checkUrl(url: string): void {
  if (!/^https?:\/\//.test(url)) throw new Refusal(45034, 'url must begin with http:// or https://');
  checkBytes(url, 2048, 'url');
}

function checkBytes(value: unknown, limit: number, name: string): void {
  if (byteLength(asText(value)) > limit) throw new Refusal(40058, `${name} longer than ${limit} bytes`);
}
