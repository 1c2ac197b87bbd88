import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOCK_TARGETS, createSimulatedClock } from '../../src/simulator/clock.ts';
import { createMemoryStore, openFileStore } from '../../src/simulator/store.ts';
import { START, startWecom } from './stand-in.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const CARD = {
  card_type: 'button_interaction',
  main_title: { title: '短信没发' },
  task_id: 'alert-1',
  button_list: [{ text: '已处理', key: 'done' }],
};

describe('after a restart', () => {
  test('chats, cards, codes, the menu and what was read are still there', async () => {
    const store = openFileStore(directory);
    const before = await startWecom(store);
    const agentid = before.simulator.credentials.agentId;
    await before.simulator.say('wujing', '在吗');
    await before.post('message/send', {
      touser: 'wujing|hejia',
      msgtype: 'template_card',
      agentid,
      template_card: CARD,
    });
    await before.simulator.clickCard('wujing', 'alert-1', 'done');
    const click = before.received.at(-1);
    const response_code = click?.kind === 'card' ? click.responseCode : '';
    const update = { userids: ['wujing'], response_code, button: { replace_name: '已处理' } };
    await before.post('message/update_template_card', { ...update, agentid });
    await before.post(
      'menu/create',
      { button: [{ type: 'click', name: '帮助', key: 'help' }] },
      { agentid: `${agentid}` },
    );
    before.simulator.markRead('wujing');
    const messages = before.simulator.messagesOf('wujing');
    await before.stop();
    store.close();

    const reopened = openFileStore(directory);
    const after = await startWecom(reopened);
    expect(after.simulator.messagesOf('wujing')).toEqual(messages);
    expect([after.simulator.unreadOf('wujing'), after.simulator.unreadOf('hejia')]).toEqual([0, 1]);
    expect(after.simulator.menu()).toMatchObject([{ name: '帮助', key: 'help' }]);
    await expect(after.simulator.clickCard('wujing', 'alert-1', 'done')).rejects.toThrow(RangeError);
    const nowAgent = { agentid: after.simulator.credentials.agentId };
    expect(await after.post('message/update_template_card', { ...update, ...nowAgent })).toMatchObject({
      errcode: 42022,
    });
    const again = { touser: 'hejia', msgtype: 'template_card', template_card: CARD, ...nowAgent };
    expect(await after.post('message/send', again)).toMatchObject({ errcode: 42014 });
    await after.stop();
    reopened.close();
  });

  test('a last line cut short is given up, and what follows is kept', () => {
    const first = openFileStore(directory);
    first.append({ kind: 'clock', offsetMs: 1 });
    first.close();
    appendFileSync(join(directory, 'simulator.jsonl'), '{"kind":"clock","offs');

    const second = openFileStore(directory);
    expect(second.entries).toEqual([{ kind: 'clock', offsetMs: 1 }]);
    second.append({ kind: 'clock', offsetMs: 2 });
    second.close();
    const third = openFileStore(directory);
    expect(third.entries).toHaveLength(2);
    third.close();
    expect(readFileSync(join(directory, 'simulator.jsonl'), 'utf8').split('\n')).toHaveLength(3);
  });

  test('a broken line elsewhere is named', () => {
    openFileStore(directory).close();
    appendFileSync(join(directory, 'simulator.jsonl'), '{}\n?\n{}\n');
    expect(() => openFileStore(directory)).toThrow(/simulator\.jsonl:2$/);
  });
});

describe('the clock', () => {
  const at = (text: string) => new Date(`${text}+08:00`);

  test.each([
    ['hour', '2026-04-10T10:00', '2026-04-10T11:00'],
    ['morning', '2026-04-10T23:59', '2026-04-11T08:53'],
    ['morning', '2026-04-11T00:01', '2026-04-12T08:53'],
    ['sunday', '2026-04-10T10:00', '2026-04-12T16:53'],
    ['sunday', '2026-04-12T16:52', '2026-04-12T16:53'],
    ['sunday', '2026-04-12T16:53', '2026-04-19T16:53'],
    ['sunday', '2026-04-13T00:00', '2026-04-19T16:53'],
  ] as const)('%s from %s is %s', (target, from, to) => {
    expect(CLOCK_TARGETS[target](at(from))).toEqual(at(to));
  });

  test('moves after the jobs of the span, each at its own time, and stays moved', async () => {
    const store = openFileStore(directory);
    const seen: Date[] = [];
    const clock = createSimulatedClock(
      () => START,
      store,
      async (from, to, stepTo) => {
        seen.push(from, to);
        stepTo(at('2026-04-10T10:20'));
        seen.push(clock.now());
        stepTo(at('2026-04-10T10:10'));
        seen.push(clock.now());
      },
    );
    expect(await clock.advanceTo(at('2026-04-10T11:00'))).toBe(true);
    const [step, target] = [at('2026-04-10T10:20'), at('2026-04-10T11:00')];
    expect(seen).toEqual([START, target, step, step]);
    expect(clock.now()).toEqual(target);
    store.close();
    const reopened = openFileStore(directory);
    expect(
      createSimulatedClock(
        () => START,
        reopened,
        async () => undefined,
      ).now(),
    ).toEqual(target);
    reopened.close();
  });

  test('refuses to go back and to move twice at once', async () => {
    let finish = () => {};
    const jobs = new Promise<void>((done) => (finish = done));
    const clock = createSimulatedClock(
      () => START,
      createMemoryStore(),
      () => jobs,
    );
    expect(await clock.advanceTo(START)).toBe(false);
    const move = clock.advanceTo(at('2026-04-10T11:00'));
    expect(clock.isAdvancing()).toBe(true);
    expect(await clock.advanceTo(at('2026-04-10T12:00'))).toBe(false);
    finish();
    expect(await move).toBe(true);
    expect([clock.isAdvancing(), clock.now()]).toEqual([false, at('2026-04-10T11:00')]);
  });

  test('is where it was when a job of the span fails', async () => {
    const clock = createSimulatedClock(
      () => START,
      createMemoryStore(),
      async () => {
        throw new Error('job');
      },
    );
    await expect(clock.advanceTo(at('2026-04-10T11:00'))).rejects.toThrow('job');
    expect([clock.isAdvancing(), clock.now()]).toEqual([false, START]);
  });
});
