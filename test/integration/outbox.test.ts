import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { countOutbox, postAll } from '../../src/db/outbox.ts';
import { outbox } from '../../src/db/schema/messages.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { SAMPLE_COMPANY } from '../../src/simulator/company.ts';
import { emptyTables } from '../support/database.ts';
import { card, openOutgoing } from '../support/outgoing.ts';

const LIU = 'liuyang' as UserId;
const MA = 'mahui' as UserId;
const TEXT_BYTES = 2048;

const { db, url, sender, now, simulator, pass, drain, put, chatOf, failSends } = await openOutgoing();

describe('what waits for one person', () => {
  test('arrives in the order in which it was written', async () => {
    await put(LIU, '一');
    await put(LIU, card('task-1'));
    await put(MA, '别人的');
    await put(LIU, card('task-2'));
    await put(LIU, '二');
    await put(LIU, '三');
    await drain();
    expect(chatOf(LIU)).toEqual(['一', 'card task-1', 'card task-2', '二\n\n三']);
    expect(chatOf(MA)).toEqual(['别人的']);
    expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
  });

  test('arrives in that order too when it was put in at once, without what was told before', async () => {
    const words = Array.from({ length: 40 }, (_, place) => String(place + 1).padStart(2, '0'));
    await put(LIU, '07', 'notice:07');
    await drain();
    pass(60);
    // Keys that sort backwards: neither they nor the index on them may lead.
    const notices = words.map((text, place) => ({
      key: text === '07' ? 'notice:07' : `notice:${99 - place}`,
      to: LIU,
      body: { kind: 'text', text } as const,
      at: now(),
    }));
    expect(await postAll(db, notices)).toBe(39);
    expect(await postAll(db, notices)).toBe(0);
    await drain();
    const heard = chatOf(LIU).join('\n\n').split('\n\n');
    expect(heard).toEqual(['07', ...words.filter((word) => word !== '07')]);
    // Twenty at most are one message, however short they are.
    expect(chatOf(LIU).map((text) => text.split('\n\n').length)).toEqual([1, 20, 19]);
  });

  test('is never said twice under one key, not even after it was sent', async () => {
    expect(await put(LIU, '一次', 'key')).toBe(true);
    expect(await put(LIU, '一次', 'key')).toBe(false);
    await drain();
    expect(await put(LIU, '再一次', 'key')).toBe(false);
    await drain();
    expect(chatOf(LIU)).toEqual(['一次']);
  });

  test('is held back in order while the first cannot be sent, and nobody else waits for it', async () => {
    failSends(1);
    await put(LIU, '一');
    await drain();
    await put(LIU, '二');
    await put(MA, '别人的');
    await drain();
    expect([chatOf(LIU), chatOf(MA)]).toEqual([[], ['别人的']]);
    pass(13);
    await drain();
    expect(chatOf(LIU)).toEqual(['一', '二']);
  });

  test('arrives as often as it was said, even if it is the same words', async () => {
    await put(LIU, '您的客户王先生刚才来店，小马接待的。');
    await drain();
    pass(3600);
    await put(LIU, '您的客户王先生刚才来店，小马接待的。');
    await drain();
    expect(chatOf(LIU)).toHaveLength(2);
  });

  test.each([
    [0, '来了（14:00）'],
    [4 * 3600 - 1, '来了（17:59）'],
    [4 * 3600, '来了'],
  ])(
    'the same words %i seconds later are %s: WeCom swallows what is the same within four hours',
    async (seconds, again) => {
      await put(LIU, '来了');
      await put(MA, '来了');
      await drain();
      pass(seconds);
      await put(LIU, '来了');
      await drain();
      expect([chatOf(LIU), chatOf(MA)]).toEqual([['来了', again], ['来了']]);
    },
  );

  test('thrice in one minute arrives thrice', async () => {
    for (let times = 0; times < 3; times++) {
      await put(LIU, '来了');
      await drain();
    }
    expect(chatOf(LIU)).toEqual(['来了', '来了（14:00）', '来了（14:00，第3次）']);
  });

  test('every part of a long text that is said again arrives', async () => {
    const long = Array.from({ length: 300 }, (_, n) => `第${n}行\n`).join('');
    await put(LIU, long);
    await drain();
    const parts = chatOf(LIU).length;
    pass(61);
    await put(LIU, long);
    await drain();
    expect(chatOf(LIU).slice(parts).join('').replaceAll('（14:01）', '')).toBe(long);
    expect(chatOf(LIU).filter((text) => Buffer.byteLength(text) > TEXT_BYTES)).toEqual([]);
  });
});

test('several processes that send at once send everything once and in order', async () => {
  const people = SAMPLE_COMPANY.people.slice(0, 5).map(({ userId }) => userId as UserId);
  const others = await Promise.all([openDatabase(url), openDatabase(url)]);
  try {
    for (let round = 0; round < 12; round++) {
      for (const person of people) {
        if (round % 4 === 3) await put(person, card(`task-${person}-${round}`));
        else await put(person, `第${round}条给${person}`);
      }
    }
    const dbs = [db, ...others.map((other) => other.db)];
    const senders = [...dbs, ...dbs].map((own) => sender({ db: own }));
    await Promise.all(senders.map((sender) => sender.drain()));
  } finally {
    await Promise.all(others.map((other) => other.close()));
  }
  for (const person of people) {
    const said = chatOf(person).flatMap((text) => text.split('\n\n'));
    expect(said).toEqual(
      Array.from({ length: 12 }, (_, round) =>
        round % 4 === 3 ? `card task-${person}-${round}` : `第${round}条给${person}`,
      ),
    );
  }
  // WeCom would swallow a second sending: nobody made one.
  const tries = (await db.select().from(outbox)).map(({ attempts }) => attempts);
  expect(tries).toEqual(Array(people.length * 12).fill(1));
  expect(await countOutbox(db)).toEqual({ waiting: 0, failed: 0 });
});

describe('at most twenty messages a minute go to one person', () => {
  test('the others wait for the next minute, and nobody else waits with them', async () => {
    for (let number = 0; number < 50; number++) await put(LIU, card(`task-${number}`));
    await put(MA, '别人的');
    await drain();
    expect([chatOf(LIU).length, chatOf(MA).length]).toEqual([20, 1]);
    pass(59);
    await drain();
    expect(chatOf(LIU)).toHaveLength(20);
    pass(1);
    await drain();
    expect(chatOf(LIU)).toHaveLength(40);
    pass(60);
    await drain();
    expect(chatOf(LIU)).toEqual(Array.from({ length: 50 }, (_, number) => `card task-${number}`));
    expect(simulator().dropped()).toEqual([]);
  });

  test('with several processes too', async () => {
    for (let number = 0; number < 30; number++) await put(LIU, card(`task-${number}`));
    await Promise.all([drain(), drain(), drain()]);
    expect(chatOf(LIU)).toHaveLength(20);
  });

  test('long texts count as the messages they are cut into, so that WeCom swallows none', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => `第${n}份\n${`${n}行\n`.repeat(1500)}`);
    for (const text of texts) await put(LIU, text);
    for (let minute = 0; minute < 10; minute++) {
      await drain();
      pass(60);
    }
    expect(simulator().dropped()).toHaveLength(0);
    expect(chatOf(LIU).join('')).toBe(texts.join(''));
  });
});

describe('waiting texts are joined', () => {
  const han = (bytes: number, fill = '字') => fill.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3);

  test.each([
    [1000, 1000, 1],
    [1024, 1023, 2],
    [1024, 1024, 2],
    [2047, 1, 2],
    [2048, 2, 2],
    [10, 10, 1],
  ])(
    '%i and %i bytes, with the empty line between them, make %i messages',
    async (first, second, messages) => {
      await put(LIU, han(first, '甲'));
      await put(LIU, han(second, '乙'));
      await drain();
      expect(chatOf(LIU)).toHaveLength(messages);
      expect(chatOf(LIU).join('\n\n')).toBe(`${han(first, '甲')}\n\n${han(second, '乙')}`);
    },
  );

  let written = 0;
  test('never over 2,048 bytes, whatever waits, and nothing is lost or moved', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: TEXT_BYTES }), { minLength: 1, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(sizes, async (list) => {
        await emptyTables(db);
        const begun = chatOf(LIU).length;
        const texts = list.map((bytes, index) => `${++written} ${index} `.padEnd(bytes, '0'));
        for (const text of texts) await put(LIU, text);
        await drain();
        const messages = chatOf(LIU).slice(begun);
        expect(messages.filter((text) => Buffer.byteLength(text) > TEXT_BYTES)).toEqual([]);
        expect(messages.join('\n\n')).toBe(texts.join('\n\n'));
        pass(60);
      }),
      { numRuns: 30, seed: 20260408 },
    );
  });

  test('a text that is longer by itself is cut at a line end and joined with nothing', async () => {
    const long = `${han(1500, '甲')}\n${han(1500, '乙')}`;
    await put(LIU, long);
    await put(LIU, '后面的');
    await drain();
    expect(chatOf(LIU)).toEqual([`${han(1500, '甲')}\n`, han(1500, '乙'), '后面的']);
  });

  test('a reply is never joined with a push', async () => {
    await put(LIU, '推一', 'push:1');
    await put(LIU, '推二', 'push:2');
    await put(LIU, '答一', 'reply:1');
    await put(LIU, '答二', 'reply:2');
    await put(LIU, '推三', 'push:3');
    await drain();
    const messages = chatOf(LIU);
    expect(messages.join('\n\n')).toBe('推一\n\n推二\n\n答一\n\n答二\n\n推三');
    expect(messages.filter((text) => text.includes('推') && text.includes('答'))).toEqual([]);
  });
});
