/** Reads JSON lines on standard input, writes the meaning of each on standard output, in the same order. */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ROLES, type Role } from '../src/domain/staff.ts';
import { interpret } from '../src/language/interpret.ts';

const Line = z.object({
  text: z.string(),
  now: z.coerce.date().optional(),
  role: z.union([z.string(), z.array(z.string())]).optional(),
  context: z.array(z.string()).default([]),
});

/** Roles as the contract names them in Chinese, beside their identifiers. */
const ROLE_WORDS: readonly (readonly [RegExp, Role])[] = [
  [/总经理|generalManager|GM/i, 'generalManager'],
  [/主管|supervisor/i, 'supervisor'],
  [/电网|DCC|desk/i, 'deskAgent'],
  [/市场|marketing/i, 'marketing'],
  [/管理员|admin/i, 'admin'],
  [/顾问|consultant|sales$/i, 'consultant'],
  [/经理|manager/i, 'salesManager'],
];

function rolesOf(role: string | readonly string[] | undefined): Role[] {
  const named = [role ?? 'consultant'].flat();
  return named.flatMap(
    (name) =>
      ROLES.find((known) => known === name) ?? ROLE_WORDS.find(([words]) => words.test(name))?.[1] ?? [],
  );
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}

/** A line that cannot be read gets an answer too: the order of the others stands. */
function answer(line: string): object {
  try {
    const { text, now = new Date(), role, context } = Line.parse(JSON.parse(line));
    return interpret(text, { now, roles: rolesOf(role), context });
  } catch (error) {
    return { intents: ['none'], error: error instanceof Error ? error.message : String(error) };
  }
}
