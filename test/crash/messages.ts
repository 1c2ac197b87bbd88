import { CONSULTANTS } from './company.ts';

/** One message of a consultant and what it must come to. */
export interface Message {
  id: string;
  from: string;
  kind: 'register' | 'log' | 'meet' | 'giveUp' | 'lose';
  text: string;
  /** Of the customer it is about. */
  phone: string;
}

/** How the answer to each kind begins. */
export const EXPECTED = {
  register: /^已建卡/,
  log: /^已记/,
  meet: /^这个号码已有卡/,
  giveUp: /^请核对/,
  lose: /^已交战败申请/,
} as const;

/** What a consultant writes: registers a customer, logs a call to him, meets a colleague's, gives one up. */
export function* messagesOf(from: string, index: number, done: readonly Message[]): Generator<Message> {
  for (let number = 0; number < 800; number++) {
    const id = idOf(number * 100 + index);
    // The last four digits tell all customers apart.
    const phone = (nth: number) => `1395555${String(nth * CONSULTANTS.length + index).padStart(4, '0')}`;
    const own = phone(Math.floor(number / 4));
    const tail = own.slice(-4);
    switch (number % 4) {
      case 0:
        yield { id, from, kind: 'register', phone: own, text: `登记 ${own} 科雷傲 B 汽车之家` };
        break;
      case 1:
        yield { id, from, kind: 'log', phone: own, text: `尾号${tail}打了 没接` };
        break;
      case 2: {
        const neighbour = CONSULTANTS[(index + 1) % CONSULTANTS.length];
        const met = new Set(done.filter((it) => it.kind === 'meet').map((it) => it.phone));
        const theirs = done.find(
          (it) => it.kind === 'register' && it.from === neighbour && !met.has(it.phone),
        );
        if (theirs)
          yield { id, from, kind: 'meet', phone: theirs.phone, text: `来店 ${theirs.phone} 科雷傲` };
        break;
      }
      default:
        // Not each: a supervisor gets no more than 20 cards a minute.
        if (number % 12 === 3) {
          yield { id, from, kind: 'giveUp', phone: own, text: `尾号${tail}申请战败 价格` };
          yield { id: idOf(number * 100 + 50 + index), from, kind: 'lose', phone: own, text: '对' };
        }
    }
  }
}

function idOf(number: number): string {
  return String(9_000_000_000_000_000_000n + BigInt(number));
}
