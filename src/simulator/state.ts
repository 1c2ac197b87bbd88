import type { CardChange, ChatMessage, Entry, MenuButton } from './chat-record.ts';
import type { SimulatorStore } from './store.ts';

type Sent = Omit<Extract<Entry, { kind: 'sent' }>, 'kind'>;
type Dropped = Omit<Extract<Entry, { kind: 'dropped' }>, 'kind'>;

/** A message as its owner sees it now: what updates and a recall left of it. */
export interface SeenMessage extends ChatMessage, CardChange {
  recalled: boolean;
}

export type State = ReturnType<typeof createState>;

/** Everything the simulator remembers, rebuilt from the store and changed only by `record`. */
export function createState(store: SimulatorStore) {
  const chats = new Map<string, ChatMessage[]>();
  const sent = new Map<string, Sent>();
  const lastOfDigest = new Map<string, Sent>();
  const messageOfTask = new Map<string, string>();
  const codes = new Map<string, { messageId: string; at: string; used: boolean }>();
  const cards = new Map<string, CardChange>();
  const recalled = new Set<string>();
  const readCounts = new Map<string, number>();
  const dropped: Dropped[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  let menu: MenuButton[] = [];

  const apply = (entry: Entry): void => {
    switch (entry.kind) {
      case 'message':
        if (!chats.has(entry.message.userId)) chats.set(entry.message.userId, []);
        chats.get(entry.message.userId)?.push(entry.message);
        return;
      case 'sent':
        sent.set(entry.messageId, entry);
        lastOfDigest.set(entry.digest, entry);
        if (entry.taskId !== undefined) messageOfTask.set(entry.taskId, entry.messageId);
        return;
      case 'dropped':
        dropped.push(entry);
        return;
      case 'code':
        codes.set(entry.code, { messageId: entry.messageId, at: entry.at, used: false });
        return;
      case 'codeUsed': {
        const code = codes.get(entry.code);
        if (code) code.used = true;
        return;
      }
      case 'card':
        cards.set(cardKey(entry.messageId, entry.userId), entry.change);
        return;
      case 'recalled':
        recalled.add(entry.messageId);
        return;
      case 'read':
        readCounts.set(entry.userId, entry.count);
        return;
      case 'menu':
        menu = entry.buttons;
        return;
      case 'clock':
        return;
    }
  };

  const chatOf = (userId: string): readonly ChatMessage[] => chats.get(userId) ?? [];
  const seen = (message: ChatMessage): SeenMessage => ({
    ...message,
    ...cards.get(cardKey(message.id, message.userId)),
    recalled: recalled.has(message.id),
  });

  const record = (entry: Entry): void => {
    store.append(entry);
    apply(entry);
    for (const listener of listeners) listener(entry);
  };

  for (const entry of store.entries) apply(entry);

  return {
    record,
    /** Is told of every entry recorded from now on; answers how to stop. */
    subscribe(listener: (entry: Entry) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    messagesOf: (userId: string): SeenMessage[] => chatOf(userId).map(seen),
    messageOf: (userId: string, messageId: string): SeenMessage | undefined =>
      chatOf(userId)
        .filter(({ id }) => id === messageId)
        .map(seen)[0],
    /** What the API delivered to a member since `after`, for the limits per minute and hour. */
    countSentTo: (userId: string, after: Date): number =>
      chatOf(userId).filter(({ via, at }) => via === 'api' && Date.parse(at) > after.getTime()).length,
    unreadOf: (userId: string): number =>
      chatOf(userId)
        .slice(readCounts.get(userId) ?? 0)
        .filter(({ from, id }) => from === 'app' && !recalled.has(id)).length,
    readAll(userId: string): void {
      const count = chatOf(userId).length;
      if (count !== (readCounts.get(userId) ?? 0)) record({ kind: 'read', userId, count });
    },
    findSent: (messageId: string) => sent.get(messageId),
    findRepeat: (digest: string) => lastOfDigest.get(digest),
    findTask: (taskId: string) => messageOfTask.get(taskId),
    findCode: (code: string) => codes.get(code),
    dropped: (): readonly Dropped[] => dropped,
    menu: (): readonly MenuButton[] => menu,
  };
}

function cardKey(messageId: string, userId: string): string {
  return `${messageId}/${userId}`;
}
