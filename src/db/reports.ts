import type { Day } from '../domain/time.ts';
import type { Db } from './connect.ts';
import { reports } from './schema/records.ts';

/** Closes a report: its text stands from now on. Answers false if it was closed before. */
export async function closeReport(
  db: Db,
  report: { kind: 'gradeSummary' | 'campaign'; since: Day; scope: string; text: string; at: Date },
): Promise<boolean> {
  const closed = await db
    .insert(reports)
    .values(report)
    .onConflictDoNothing()
    .returning({ scope: reports.scope });
  return closed.length > 0;
}
