/**
 * Changes the rules one spot at a time, each parameter and each comparison, and runs their tests on every such mutant:
 * `npm run mutate [-- FILE …]`. A mutant that no test notices is printed; ends with 1 when fewer than nine in ten are caught.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** The cadence and step rules, and what they are made of. */
const RULES = [
  'rules.ts',
  'cadence.ts',
  'days-off.ts',
  'steps.ts',
  'supervision.ts',
  'grade.ts',
  'contact.ts',
  'business-hours.ts',
  'campaign.ts',
];
const ENOUGH = 0.9;

interface Mutant {
  file: string;
  line: number;
  from: string;
  to: string;
  source: string;
}

const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/(?<![<=>-])<=(?!=)/g, '<'],
  [/(?<![<=>-])>=(?!=)/g, '>'],
  [/(?<![<=>-]) < (?![<=])/g, ' <= '],
  [/(?<![<=>-]) > (?![>=])/g, ' >= '],
  [/===/g, '!=='],
  [/!==/g, '==='],
  [/&&/g, '||'],
  [/\|\|/g, '&&'],
  [/ \+ (?!=)/g, ' - '],
  [/ - (?!=)/g, ' + '],
];

const asked = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bubu-mutants-'));
try {
  cpSync(join(PROJECT, 'src/domain'), join(folder, 'src/domain'), { recursive: true });
  cpSync(join(PROJECT, 'test/domain'), join(folder, 'test/domain'), { recursive: true });
  cpSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  if (!passes()) throw new Error('the tests fail without any change');
  const mutants = RULES.filter((file) => asked.length === 0 || asked.includes(file)).flatMap(mutantsOf);
  const missed = mutants.filter(survives);
  const caught = mutants.length - missed.length;
  for (const { file, line, from, to } of missed)
    print(`not noticed: ${file}:${line}  ${from.trim()} → ${to.trim()}`);
  print(`${caught} of ${mutants.length} changes caught (${((100 * caught) / mutants.length).toFixed(1)} %)`);
  process.exitCode = caught >= ENOUGH * mutants.length ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every spot of a file, changed once; comments, imports and types are left alone. */
function mutantsOf(file: string): Mutant[] {
  const lines = readFileSync(join(PROJECT, 'src/domain', file), 'utf8').split('\n');
  const mutants: Mutant[] = [];
  for (const [index, text] of lines.entries()) {
    if (/^\s*(?:\*|\/\/|\/\*|import |export type|export interface)/.test(text)) continue;
    const change = (from: string, at: number, to: string) => {
      const changed = text.slice(0, at) + to + text.slice(at + from.length);
      const source = [...lines.slice(0, index), changed, ...lines.slice(index + 1)].join('\n');
      mutants.push({ file, line: index + 1, from, to, source });
    };
    for (const [pattern, to] of SWAPS)
      for (const match of text.matchAll(pattern))
        if (!isQuoted(text, match.index)) change(match[0], match.index, to);
    // The value of a parameter stands between its unit and its bounds; a clock between its own brackets.
    const parameter = /^\s+\w+: rule\('[^']+', '\w+', (?:clock\(\d+, )?(\d+)/.exec(text);
    if (parameter?.[1]) {
      const at = parameter[0].length - parameter[1].length;
      change(parameter[1], at, String(Number(parameter[1]) + 1));
    }
  }
  return mutants;
}

function isQuoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return ["'", '`'].some((quote) => before.split(quote).length % 2 === 0);
}

function survives({ file, source }: Mutant): boolean {
  const path = join(folder, 'src/domain', file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, source);
  const isGreen = passes();
  writeFileSync(path, original);
  return isGreen;
}

function passes(): boolean {
  const vitest = join(PROJECT, 'node_modules/vitest/vitest.mjs');
  const flags = ['run', '--root', folder, '--bail', '1', '--testTimeout', '20000', '--reporter', 'dot'];
  return spawnSync(process.execPath, [vitest, ...flags], { cwd: folder, timeout: 120_000 }).status === 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
