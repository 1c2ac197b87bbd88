import { readFileSync } from 'node:fs';
import type { Role } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';

/** A message with its meaning, as somebody who had not seen the grammar wrote it down. */
export interface Case {
  id: string;
  role: string;
  now: string;
  context?: string[];
  text: string;
  meaning: { intents: string[] };
}

const ROLES: Record<string, Role> = {
  销售顾问: 'consultant',
  '电网/DCC专员': 'deskAgent',
  电网专员: 'deskAgent',
  主管: 'supervisor',
  经理: 'salesManager',
  销售经理: 'salesManager',
  总经理: 'generalManager',
};

/**
 * Keys that are no reading of the words: opinions, what only the records can tell, what is to be asked or done about
 * it, and wordings of which there is more than one.
 */
const JUDGED = new Set(
  `needs summary notify route check compareWithLogs confirm closeLikelihood note gradeSuggest gradeCriteria gradeReason
  reason class classAfter gradeAfter step card careTasks nameGuess nameSure topics facts level story hint status
  recontactOn`.split(/\s+/),
);

export function readCases(name: string): Case[] {
  const lines = readFileSync(new URL(`./sets/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Case);
}

export function read({ text, now, role, context = [] }: Case) {
  return interpret(text, { now: new Date(now), roles: [ROLES[role] ?? 'consultant'], context });
}

export interface Score {
  id: string;
  text: string;
  /** The same intents, in whatever order. */
  intents: boolean;
  expected: string[];
  got: string[];
  slots: number;
  missed: string[];
}

export function score(each: Case): Score {
  const got = read(each);
  const { intents, ...slots } = each.meaning;
  const missed: string[] = [];
  let count = 0;
  for (const [path, value] of leaves(slots)) {
    count += 1;
    const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], got);
    if (JSON.stringify(found) !== JSON.stringify(value))
      missed.push(`${path.join('.')}=${JSON.stringify(value)} got ${JSON.stringify(found)}`);
  }
  const isSame = [...intents].sort().join() === [...got.intents].sort().join();
  const { id, text } = each;
  return { id, text, intents: isSame, expected: intents, got: got.intents, slots: count, missed };
}

/** Every value of a meaning with the way to it; lists of words are taken as one value. */
function leaves(value: unknown, path: string[] = []): [string[], unknown][] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object'))
    return value.flatMap((item, index) => leaves(item, [...path, String(index)]));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value)
    .filter(([key]) => !JUDGED.has(key))
    .flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

export function total(scores: readonly Score[]) {
  const slots = scores.reduce((sum, each) => sum + each.slots, 0);
  const missed = scores.reduce((sum, each) => sum + each.missed.length, 0);
  return {
    messages: scores.length,
    intents: scores.filter((each) => each.intents).length / scores.length,
    slots: slots === 0 ? 1 : (slots - missed) / slots,
  };
}
