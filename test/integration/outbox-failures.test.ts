import { describe, expect, test } from 'vitest';
import { countOutbox } from '../../src/db/outbox.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import type { UserId } from '../../src/domain/staff.ts';
import type { Wecom } from '../../src/wecom/client.ts';
import { card, openOutgoing } from '../support/outgoing.ts';

const LIU = 'liuyang' as UserId;
const MA = 'mahui' as UserId;
const NOBODY = 'nobody' as UserId;
const LEASE_SECONDS = 60;

const { db, sender, wecom, faults, now, pass, drain, put, chatOf, failSends } = await openOutgoing();

describe('what cannot be sent', () => {
  // Minutes after each failed try; the sum is what a breakdown of WeCom or of the network may last.
  const BACK_OFF = [0.2, 1, 2, 5, 15, 30, 60, 120, 240, 480];

  test('is tried again after longer and longer waits, and then given up but kept to be seen', async () => {
    // A reply: the tries of a push would rest in the quiet hours.
    await put(LIU, '一', 'reply:1');
    failSends(BACK_OFF.length + 1);
    await drain();
    for (const minutes of BACK_OFF) {
      const [row] = await db.select().from(outbox);
      expect(row?.failedAt).toBeNull();
      const { attempts } = row ?? { attempts: 0 };
      pass(minutes * 60 - 1);
      await drain();
      const [early] = await db.select().from(outbox);
      expect(early?.attempts, `before ${minutes} minutes`).toBe(attempts);
      pass(2);
      await drain();
      const [late] = await db.select().from(outbox);
      expect(late?.attempts, `after ${minutes} minutes`).toBe(attempts + 1);
    }
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 1 });
    const [row] = await db.select().from(outbox);
    expect(row).toMatchObject({ sentAt: null, failedAt: now(), attempts: BACK_OFF.length + 1 });
    expect(row?.error).toContain('message/send');
    expect(row?.error).not.toMatch(/token|secret/);
    pass(24 * 3600);
    await drain();
    expect(chatOf(LIU)).toEqual([]);
  });

  test('goes out with the first try that succeeds, and its error is forgotten', async () => {
    await put(LIU, '一');
    failSends(2);
    await drain();
    pass(13);
    await drain();
    expect(chatOf(LIU)).toEqual([]);
    pass(61);
    await drain();
    expect(chatOf(LIU)).toEqual(['一']);
    expect(await db.select().from(outbox)).toMatchObject([{ error: null, attempts: 3, sentAt: now() }]);
  });

  test('does not hold back what comes after it once it was given up', async () => {
    await put(NOBODY, '给没有的人');
    await put(NOBODY, card('task-nobody'));
    await put(LIU, '一');
    await drain();
    await drain();
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 2 });
    expect(chatOf(LIU)).toEqual(['一']);
  });

  test.each([
    ['an unknown recipient', 81013, true],
    ['an unknown recipient', 40003, true],
    ['a fault in what we sent', 40058, true],
    ['a limit that passes', 45009, false],
    ['an address not trusted yet', 60020, false],
    ['an error nobody knows', 99999, false],
  ])('%s (%i) is given up at once: %s', async (_, errcode, hopeless) => {
    await put(LIU, '一');
    faults().failCalls({ kind: 'errcode', errcode }, { path: 'message/send' });
    await drain();
    expect(await countOutbox(db)).toEqual(hopeless ? { waiting: 0, failed: 1 } : { waiting: 1, failed: 0 });
    pass(13);
    await drain();
    expect(chatOf(LIU)).toEqual(hopeless ? [] : ['一']);
  });

  test('a text in several parts that breaks off in the middle arrives with each part once', async () => {
    const parts = ['甲', '乙', '丙'].map((word) => word.repeat(600));
    await put(LIU, parts.join('\n'));
    const broken = onSend(2, 'dropBefore');
    await broken.drain();
    pass(13);
    await drain();
    expect(chatOf(LIU).map((text) => text.trim())).toEqual(parts);
  });
});

/** A sender whose connection fails from its nth message on. */
function onSend(nth: number, kind: 'dropBefore' | 'dropAfter') {
  let sends = 0;
  const failing: Wecom = {
    ...wecom(),
    post: (path, body, answer, query) => {
      if (path === 'message/send' && ++sends >= nth) faults().failCalls({ kind }, { path, times: 3 });
      return wecom().post(path, body, answer, query);
    },
  };
  return sender({ wecom: failing });
}

/** A process that dies after WeCom has taken its message and before it could note that; answers when it is dead. */
async function dieAfterSending(): Promise<void> {
  await new Promise<void>((dead) => {
    const dying: Wecom = {
      ...wecom(),
      async post(...call: Parameters<Wecom['post']>) {
        await wecom().post(...call);
        dead();
        return new Promise<never>(() => {});
      },
    };
    void sender({ wecom: dying }).drain();
  });
}

describe('after a process died between sending and noting it', () => {
  test('nobody sends it again while its lease lasts', async () => {
    await put(LIU, '一');
    await dieAfterSending();
    pass(LEASE_SECONDS - 1);
    await drain();
    expect(await db.select().from(outbox)).toMatchObject([{ sentAt: null, attempts: 1 }]);
  });

  test('the same request is sent again, and WeCom delivers it once', async () => {
    await put(LIU, '一');
    await put(LIU, '二');
    await dieAfterSending();
    // Written meanwhile: it must not slip into the message that is repeated.
    await put(LIU, '三');
    pass(LEASE_SECONDS + 1);
    await drain();
    expect(chatOf(LIU)).toEqual(['一\n\n二', '三']);
    const rows = await db.select().from(outbox).orderBy(outbox.id);
    expect(rows.map(({ attempts }) => attempts)).toEqual([2, 2, 1]);
    expect(rows.every(({ sentAt }) => sentAt !== null)).toBe(true);
  });

  test('a push that says again what was said before is repeated with the same mark, and delivered once', async () => {
    await put(LIU, '一');
    await drain();
    pass(3 * 3600 + 3590);
    await put(LIU, '一');
    await dieAfterSending();
    pass(LEASE_SECONDS + 1);
    await drain();
    expect(chatOf(LIU)).toEqual(['一', '一（17:59）']);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });

  test('a card is delivered once, while WeCom remembers the request', async () => {
    await put(LIU, card('task-1'));
    await dieAfterSending();
    pass(LEASE_SECONDS + 1);
    await drain();
    expect(chatOf(LIU)).toEqual(['card task-1']);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });

  test('a card whose task WeCom knows already counts as sent, even hours later', async () => {
    await put(LIU, card('task-1'));
    await put(LIU, '后面的');
    await dieAfterSending();
    pass(5 * 3600);
    await drain();
    expect(chatOf(LIU)).toEqual(['card task-1', '后面的']);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });

  test('a card of another with the same task is no repetition: it is given up and seen', async () => {
    await put(LIU, card('task-1'));
    await drain();
    pass(5 * 3600);
    await put(MA, card('task-1'));
    await drain();
    expect(chatOf(MA)).toEqual([]);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 1 });
  });

  test('a reply may come twice, but not more often', async () => {
    await put(LIU, '答', 'reply:1');
    await dieAfterSending();
    pass(LEASE_SECONDS + 1);
    await drain();
    await drain();
    expect(chatOf(LIU).length).toBeLessThanOrEqual(2);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });

  test('a connection that broke after WeCom took the message leads to no second one', async () => {
    await put(LIU, '一');
    await put(MA, card('task-1'));
    await onSend(1, 'dropAfter').drain();
    pass(13);
    await drain();
    expect([chatOf(LIU), chatOf(MA)]).toEqual([['一'], ['card task-1']]);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });
});
