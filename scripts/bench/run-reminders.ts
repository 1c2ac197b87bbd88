/**
 * The compiled job `due-reminders` in a process of its own, as in a bot: `node run-reminders.js URL ISO-TIME` prints
 * `{"ms":…,"peakBytes":…,"outcome":…}`. `read` instead of a time reads the due rows and nothing else: the floor.
 */
import postgres from 'postgres';

/** What is used of the bot, which is compiled beside this program. */
interface Bot {
  openDatabase(url: string): Promise<{ db: unknown; close(): Promise<void> }>;
  job: { run(context: object, at: Date): Promise<string> };
}

const [, , url = '', time = '', today = ''] = process.argv;
const load = (name: string) => import(new URL(`../${name}`, import.meta.url).href);
const began = performance.now();
let outcome = '';
if (time === 'read') {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  let rows = 0;
  const due = sql`select * from customers where next_due_on <= ${today} order by owner_id, next_due_on`;
  for await (const some of due.cursor(2000)) rows += some.length;
  outcome = `${rows} rows`;
  await sql.end();
} else {
  const [{ openDatabase }, { default: job }] = (await Promise.all([
    load('db/connect.js'),
    load('jobs/due-reminders.js'),
  ])) as [Pick<Bot, 'openDatabase'>, { default: Bot['job'] }];
  const { db, close } = await openDatabase(url);
  const at = new Date(time);
  outcome = await job.run({ db, now: () => at }, at);
  await close();
}
const ms = performance.now() - began;
process.stdout.write(JSON.stringify({ ms, peakBytes: process.resourceUsage().maxRSS * 1024, outcome }));
