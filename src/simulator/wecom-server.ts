import Koa from 'koa';
import { createApiRoutes } from './api-routes.ts';
import type { ChatMessage, Content, Entry } from './chat-record.ts';
import { type Click, findClick } from './clicks.ts';
import { type Company, findPerson } from './company.ts';
import { contactEndpoints } from './contacts.ts';
import { alphanumeric, createCredentials, randomMessageId } from './credentials.ts';
import type { Endpoints } from './endpoint.ts';
import { createFaults, type Faults } from './faults.ts';
import { menuEndpoints } from './menu.ts';
import { issueCode, messageEndpoints } from './messages.ts';
import { createPush, type Delivery, PUSH_DEFAULTS, type PushSettings } from './push.ts';
import { createState } from './state.ts';
import type { SimulatorStore } from './store.ts';
import { createTokens } from './tokens.ts';
import type { Fields } from './xml.ts';

export interface SimulatorOptions {
  company: Company;
  now: () => Date;
  /** Address of the bot's callback; empty while there is none, and cards with buttons are then refused. */
  callbackUrl: () => string;
  store: SimulatorStore;
  faults?: Faults;
  push?: Partial<PushSettings>;
}

export type Simulator = ReturnType<typeof createSimulator>;

/**
 * A WeCom for one company and one self-built app. The bot talks to `app` over HTTP with `credentials` and
 * gets its callbacks at `callbackUrl`; the other functions are what members do in their clients. `routes`
 * answers `/cgi-bin/*` inside another Koa app.
 */
export function createSimulator(options: SimulatorOptions) {
  const { company, now, callbackUrl, store, faults = createFaults() } = options;
  const credentials = createCredentials();
  const state = createState(store);
  const tokens = createTokens(credentials, now, faults);
  const settings = { ...PUSH_DEFAULTS, ...options.push };
  const { push, verify } = createPush({ credentials, now, callbackUrl, faults, settings });

  const endpoints: Endpoints = {
    ...tokens.endpoints,
    getcallbackip: { method: 'GET', empty: { ip_list: [] }, answer: () => ({ ip_list: ['127.0.0.1'] }) },
    get_api_domain_ip: { method: 'GET', empty: { ip_list: [] }, answer: () => ({ ip_list: ['127.0.0.1'] }) },
    ...contactEndpoints(company),
    ...menuEndpoints(credentials, state),
    ...messageEndpoints({ company, credentials, state, now, callbackUrl }),
  };

  const routes = createApiRoutes(endpoints, tokens.check, faults);
  const app = new Koa();
  app.use(routes);

  const requirePerson = (userId: string): string => {
    const person = findPerson(company, userId);
    if (!person) throw new RangeError(`nobody of that userid: ${userId}`);
    return person.userId;
  };

  const append = (userId: string, message: Pick<ChatMessage, 'id' | 'from' | 'via' | 'content'>) =>
    state.record({ kind: 'message', message: { ...message, userId, at: now().toISOString() } });

  const pushAndShow = async (
    userId: string,
    fields: Fields,
    at = now(),
    replyId = alphanumeric(20),
  ): Promise<Delivery> => {
    const delivery = await push({
      ToUserName: credentials.corpId,
      FromUserName: userId,
      CreateTime: Math.floor(at.getTime() / 1000),
      ...fields,
      AgentID: credentials.agentId,
    });
    if (delivery.reply.kind === 'reply' && !state.messageOf(userId, replyId))
      append(userId, { id: replyId, from: 'app', via: 'passive', content: delivery.reply.content });
    return delivery;
  };

  const sendMessage = (
    userId: string,
    content: Content,
    fields: Fields,
    { messageId = randomMessageId(), at = now() }: SayOptions = {},
  ): Promise<Delivery> => {
    const from = requirePerson(userId);
    if (!state.messageOf(from, messageId))
      append(from, { id: messageId, from: 'member', via: 'callback', content });
    return pushAndShow(from, { ...fields, MsgId: BigInt(messageId) }, at, `reply-${messageId}`);
  };

  const sendEvent = (userId: string, event: string, fields: Fields = {}): Promise<Delivery> =>
    pushAndShow(requirePerson(userId), { MsgType: 'event', Event: event, ...fields });

  return {
    app,
    routes,
    company,
    credentials,
    faults,
    verifyCallback: verify,

    /** A member writes. The same `messageId` again is a repeat of WeCom's, not a second message. */
    say: (userId: string, line: string, say: SayOptions = {}) =>
      sendMessage(userId, { type: 'text', text: line }, { MsgType: 'text', Content: line }, say),
    /** A picture, voice, place and so on; `fields` overrides the example's. */
    sendKind: (userId: string, kind: MessageKind, fields: Fields = {}, say: SayOptions = {}) =>
      sendMessage(
        userId,
        { type: 'other', kind, label: MESSAGE_KINDS[kind].label },
        { MsgType: kind, ...MESSAGE_KINDS[kind].example, ...fields },
        say,
      ),
    /** Any event, with its own fields as in path 90240. */
    sendEvent,

    enter: (userId: string) => sendEvent(userId, 'enter_agent', { EventKey: '' }),
    /** Throws RangeError unless the present menu has a button of that key, or of that address (view). */
    async clickMenu(userId: string, key: string): Promise<Delivery> {
      const buttons = state.menu().flatMap((button) => [button, ...button.subButtons]);
      const button = buttons.find((one) => one.key === key || one.url === key);
      if (!button?.type) throw new RangeError(`no such menu button: ${key}`);
      return sendEvent(userId, button.type, { EventKey: key });
    },
    /**
     * Clicks a button of a card in this member's chat; `selected` holds the option id by question key.
     * Throws RangeError for what the card does not offer (any more).
     */
    async clickCard(userId: string, taskId: string, key: string, selected: Click['selected'] = {}) {
      const owner = requirePerson(userId);
      const message = state.messageOf(owner, state.findTask(taskId) ?? '');
      const { event, cardType, answers } = findClick(message, { key, selected });
      return sendEvent(owner, event, {
        EventKey: key,
        TaskId: taskId,
        CardType: cardType,
        ResponseCode: issueCode({ state, now }, message?.id ?? ''),
        ...answers,
      });
    },

    messagesOf: (userId: string) => state.messagesOf(requirePerson(userId)),
    unreadOf: (userId: string) => state.unreadOf(requirePerson(userId)),
    markRead: (userId: string) => state.readAll(requirePerson(userId)),
    menu: state.menu,
    /** Messages that WeCom swallowed because the member had too many. */
    dropped: state.dropped,
    subscribe: (listener: (entry: Entry) => void) => state.subscribe(listener),
  };
}

interface SayOptions {
  messageId?: string;
  /** CreateTime; to the second. */
  at?: Date;
}

/** What a member can send beside text (path 90239), with an example of each. */
const MESSAGE_KINDS = {
  image: { label: '[图片]', example: { PicUrl: 'http://127.0.0.1/1.jpg', MediaId: 'image-1' } },
  voice: { label: '[语音]', example: { MediaId: 'voice-1', Format: 'amr' } },
  video: { label: '[视频]', example: { MediaId: 'video-1', ThumbMediaId: 'thumb-1' } },
  location: {
    label: '[位置]',
    example: { Location_X: 31.2, Location_Y: 121.4, Scale: 16, Label: '示例路 1 号', AppType: 'wxwork' },
  },
  link: {
    label: '[链接]',
    example: { Title: '链接', Description: '', Url: 'http://127.0.0.1/', PicUrl: '' },
  },
} satisfies Record<string, { label: string; example: Fields }>;
export type MessageKind = keyof typeof MESSAGE_KINDS;
