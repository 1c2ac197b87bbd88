import { listUnclosed } from '../db/alerts.ts';
import { listStaff } from '../db/staff.ts';
import { ladder } from '../domain/supervision.ts';
import type { Talk } from './command.ts';

const MOST_SHOWN = 5;

/** What has come up since the last digest and will be in the next one; none when nothing has. */
export async function comingLines({ db, member, checks }: Talk): Promise<string[]> {
  const [cases, people] = await Promise.all([listUnclosed(db), listStaff(db)]);
  const coming = cases.filter(({ level, check: name, aboutId, storeId }) => {
    const check = checks.find((each) => each.name === name);
    const [first] = check && level === 0 ? ladder(people, aboutId, storeId, check.first) : [];
    return first?.includes(member.userId) === true;
  });
  if (coming.length === 0) return [];
  const lines = coming
    .slice(0, MOST_SHOWN)
    .map((each) => `· ${each.aboutAlias ?? each.about} ${`${each.customer} ${each.short}`.trim()}`);
  return [`要您回应的现在没有；到点没做的有${coming.length}条，随下一张督导清单发给您：`, ...lines];
}

export async function nothingOpen(talk: Talk): Promise<string> {
  const coming = await comingLines(talk);
  return coming.length > 0 ? coming.join('\n') : '现在没有等您处理的督导提醒。';
}
