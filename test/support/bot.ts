import { afterAll } from 'vitest';
import { createLog } from '../../src/log.ts';
import { startSimulation } from '../../src/simulation.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import type { SimulatorOptions } from '../../src/simulator/wecom-server.ts';
import { testDatabase } from './database.ts';

/** Wednesday 2026-04-08, 14:00 in Shanghai: the reference day of the utterances. */
export const WEDNESDAY_AFTERNOON = new Date('2026-04-08T14:00:00+08:00');

/**
 * A whole bot with a simulated WeCom around it, over HTTP, on a database of its own. Its clock stands still until
 * `at` or `advanceTo` moves it. Stops by itself after the file's tests.
 */
export async function startBot(
  kind: 'postgres' | 'pglite' = 'postgres',
  push: SimulatorOptions['push'] = {},
) {
  const database = await testDatabase(kind);
  let base = WEDNESDAY_AFTERNOON;
  const simulation = await startSimulation({
    db: database.db,
    log: createLog('silent'),
    timezone: 'Asia/Shanghai',
    schedules: new Map(),
    positions: new Map(),
    store: createMemoryStore(),
    realNow: () => base,
    host: '127.0.0.1',
    port: 0,
    push,
  });
  const { simulator, clock, bot } = simulation;
  afterAll(() => simulation.stop());

  return {
    ...simulation,
    db: database.db,
    /** Lets time pass without running any job: `clock.advanceTo` runs them. */
    sleepUntil(time: string | Date): void {
      base = new Date(base.getTime() + (new Date(time).getTime() - clock.now().getTime()));
      // Else the next whole minute of the real clock would find that much has fallen due, in whichever test it strikes.
      void bot.catchUp(clock.now(), clock.now(), () => {});
    },
    /** Writes as a member; answers what came back as the passive reply, or through the outbox if it was too long. */
    async say(userId: string, text: string): Promise<string> {
      const before = simulator.messagesOf(userId).length;
      await simulator.say(userId, text);
      await bot.drain();
      const answers = simulator
        .messagesOf(userId)
        .slice(before)
        .filter(({ from }) => from === 'app');
      return answers.map(({ content }) => ('text' in content ? content.text : '')).join('\n');
    },
    /** Everything pushed or answered to a member so far, as text; of a card its title and text. */
    received(userId: string): string[] {
      return simulator
        .messagesOf(userId)
        .filter(({ from }) => from === 'app')
        .map(({ content }) => {
          if (content.type !== 'card') return 'text' in content ? content.text : '';
          const title = content.card['main_title'] as { title?: string } | undefined;
          return `${title?.title ?? ''}\n${String(content.card['sub_title_text'] ?? '')}`;
        });
    },
    /** The last card in somebody's chat. */
    lastCard(userId: string) {
      const card = simulator.messagesOf(userId).findLast(({ content }) => content.type === 'card');
      if (card?.content.type !== 'card') throw new Error(`${userId} has no card`);
      return { ...card, taskId: card.content.taskId ?? '' };
    },
    /** Presses a button of somebody's last card. */
    async press(userId: string, key: string, selected: Record<string, string> = {}): Promise<void> {
      await simulator.clickCard(userId, this.lastCard(userId).taskId, key, selected);
      await bot.drain();
    },
    /** Moves the clock, running the jobs on the way, and sends everything. */
    async advanceTo(time: string | Date): Promise<void> {
      await clock.advanceTo(new Date(time));
      await bot.drain();
    },
  };
}
