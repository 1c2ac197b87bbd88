/** A template card as the bot's JSON gave it, checked by `checkCard`. */
export type CardJson = Readonly<Record<string, unknown>>;

export type Content =
  | { type: 'text'; text: string }
  | { type: 'markdown'; text: string }
  | { type: 'card'; card: CardJson; taskId?: string }
  /** Kinds that are kept but not drawn: images, voices, files, articles. `label` is the line to show. */
  | { type: 'other'; kind: string; label: string };

export interface ChatMessage {
  /** MsgId of a member's message, msgid of one sent by the API, invented for a passive reply. */
  id: string;
  /** Whose chat with the app it stands in. */
  userId: string;
  from: 'member' | 'app';
  via: 'callback' | 'passive' | 'api';
  /** ISO 8601, by the simulated clock. */
  at: string;
  content: Content;
}

/** What an update did to a card in one person's chat. */
export interface CardChange {
  /** The card shown instead of the one sent. */
  card?: CardJson;
  /** The grey text that took the place of the buttons; they can no longer be clicked. */
  replacedBy?: string;
}

export interface MenuButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  subButtons: MenuButton[];
}

/** One line of the log from which everything the simulator knows is rebuilt. */
export type Entry =
  | { kind: 'message'; message: ChatMessage }
  /** A request of message/send that was accepted: for repeats, task ids and the 24 hours of a recall. */
  | { kind: 'sent'; messageId: string; at: string; recipients: string[]; digest: string; taskId?: string }
  /** Swallowed without an error because the member had too many messages in that window. */
  | { kind: 'dropped'; message: ChatMessage; window: 'minute' | 'hour' }
  | { kind: 'code'; code: string; messageId: string; at: string }
  | { kind: 'codeUsed'; code: string }
  | { kind: 'card'; messageId: string; userId: string; change: CardChange }
  | { kind: 'recalled'; messageId: string }
  /** `count` messages of the chat have been seen. */
  | { kind: 'read'; userId: string; count: number }
  | { kind: 'menu'; buttons: MenuButton[] }
  | { kind: 'clock'; offsetMs: number };
