/**
 * How well and how fast messages are read: the public examples, the sets of people who had not seen the grammar, and
 * messages that should write nothing. `npm run reading` prints it.
 */
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { NOT_YET } from '../src/chat/not-yet.ts';
import { interpret } from '../src/language/interpret.ts';
import { read, readCases, score, total } from '../test/language/score.ts';

/**
 * Intents and slots when a set was read for the first time, by the grammar of that moment (2026-11-23, in this order);
 * afterwards the grammar learnt from it, so that only the next set tells how unseen messages fare.
 */
const SETS: readonly (readonly [name: string, intents: number | undefined, slots: number | undefined])[] = [
  ['public', undefined, undefined],
  ['consultants', 0.738, 0.803],
  ['supervisors-and-managers', 0.61, 0.577],
  ['deals-and-desk', 0.6, 0.715],
  ['all-roles', 0.635, 0.743],
  ['blunt', 0.825, 0.841],
  ['dictated', 0.83, 0.856],
  ['everyday', 0.775, 0.856],
  ['fresh', 0.867, 0.897],
  ['needs', 0.753, 0.801],
  ['four-people', 0.72, 0.774],
  ['other-words', 0.773, 0.773],
  ['plain', 0.893, 0.908],
  ['whole-day', 0.919, 0.944],
  ['other-brands', 0.88, 0.888],
  ['three-provinces', 0.869, 0.93],
  ['six-people', 0.844, 0.917],
  ['three-brands', 0.93, 0.951],
  ['ten-people', 0.912, 0.948],
  ['nine-people', 0.929, 0.947],
  ['seven-people', 0.907, 0.953],
  ['month-end', 0.987, 0.98],
  ['weekend-and-monday', 0.94, 0.927],
  ['two-stores', 0.94, 0.955],
  ['ordinary-week', 0.967, 0.977],
];

const percent = (share: number | undefined) => (share === undefined ? '-' : `${(100 * share).toFixed(1)} %`);
const row = (...cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 26 : 12)).join(''));

row('set', 'messages', 'first try', '', 'now', '');
row('', '', 'intents', 'slots', 'intents', 'slots');
for (const [name, intents, slots] of SETS) {
  const now = total(readCases(name).map(score));
  row(name, now.messages, percent(intents), percent(slots), percent(now.intents), percent(now.slots));
}

/** A sum of batches is read back before anything of it is written. */
const READS =
  /^(?:query|none|ask|help|explain|compareKpi|diagnose|askPolicy|requestBrief|requestForecast|tallyVisits)/;
/** Messages that should write nothing; a bare 没接 or 订了 that is about nobody is asked about in the chat. */
const SILENT = ['silent', 'tempting', 'beside-the-point'];
for (const name of SILENT) {
  const cases = readCases(name);
  const written = cases.filter((each) =>
    read(each).intents.some((intent) => !READS.test(intent) && !(intent in NOT_YET)),
  );
  row(name, cases.length, '', '', `${written.length} would write`);
}

const messages = [...SETS.map(([name]) => name), ...SILENT].flatMap(readCases);
const times: number[] = [];
for (let round = 0; round < 6; round += 1) {
  for (const message of messages) {
    const before = performance.now();
    read(message);
    if (round > 1) times.push(performance.now() - before);
  }
}
times.sort((a, b) => a - b);
const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(3)} ms`;
const long = '王先生 13900001234 看科雷傲 首次来店 2.0两驱 预算18左右 国庆前买 B '
  .repeat(250)
  .slice(0, 10_000);
const before = performance.now();
interpret(long, { now: new Date(), roles: ['consultant'], context: [] });
const longest = performance.now() - before;

/** Loads the compiled reader in a program of its own and reads a first message, which compiles most patterns. */
const FIRST_MESSAGE = `
  const before = performance.now();
  const { interpret } = await import('./dist/language/interpret.js');
  interpret('王先生打了 没接', { now: new Date(), roles: ['consultant'], context: [] });
  console.log(performance.now() - before);`;
const project = fileURLToPath(new URL('..', import.meta.url));
const run = (...program: string[]) => execFileSync(process.execPath, program, { cwd: project }).toString();
run('scripts/build-if-needed.js');
const startUps = Array.from({ length: 7 }, () => Number(run('--input-type=module', '-e', FIRST_MESSAGE)));
const startUp = startUps.sort((a, b) => a - b)[3] ?? Number.NaN;
console.log(
  `\na message: median ${at(0.5)}, p99 ${at(0.99)}; 10,000 characters ${longest.toFixed(1)} ms; start-up ${startUp.toFixed(0)} ms (median of 7)`,
);
