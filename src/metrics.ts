import type { Db } from './db/connect.ts';
import { countOutbox } from './db/outbox.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Counters of this process and gauges of the database, as Prometheus reads them. No personal data. */
export function createMetrics(db: Db) {
  const answered = new Map<string, number>();
  let refused = 0;
  return {
    answered(kind: string): void {
      answered.set(kind, (answered.get(kind) ?? 0) + 1);
    },
    refused(): void {
      refused += 1;
    },
    async render(): Promise<string> {
      const { waiting, failed } = await countOutbox(db);
      const lines = [
        '# HELP bubu_messages_total Messages and events answered, by kind.',
        '# TYPE bubu_messages_total counter',
        ...[...answered].map(([kind, count]) => `bubu_messages_total{kind="${kind}"} ${count}`),
        '# HELP bubu_callbacks_refused_total Callbacks that were not from WeCom.',
        '# TYPE bubu_callbacks_refused_total counter',
        `bubu_callbacks_refused_total ${refused}`,
        '# HELP bubu_outbox_waiting Notices not sent yet.',
        '# TYPE bubu_outbox_waiting gauge',
        `bubu_outbox_waiting ${waiting}`,
        '# HELP bubu_outbox_failed Notices given up.',
        '# TYPE bubu_outbox_failed gauge',
        `bubu_outbox_failed ${failed}`,
        '# HELP bubu_resident_bytes Memory of the process.',
        '# TYPE bubu_resident_bytes gauge',
        `bubu_resident_bytes ${process.memoryUsage.rss()}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}
