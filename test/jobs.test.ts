import cron from 'node-cron';
import { expect, test } from 'vitest';
import type { Job } from '../src/job.ts';
import { loadFolder } from '../src/load.ts';
import { addDays, clockOf, day, instantOf } from '../src/domain/time.ts';

const jobs = await loadFolder<Job>(new URL('../src/jobs/', import.meta.url));

const WEDNESDAY = day('2026-04-08');
const SUNDAY = day('2026-04-12');

/** Every minute of that day of business time at which a job is to run, as `HH:mm`. */
function timesOn(on: typeof WEDNESDAY, { schedule }: Job): string[] {
  const tasks = schedule.map((pattern) => cron.createTask(pattern, () => {}, { timezone: 'Asia/Shanghai' }));
  const start = instantOf(on, '00:00').getTime();
  const minutes = Array.from({ length: 24 * 60 }, (_, minute) => new Date(start + minute * 60_000));
  return minutes.filter((at) => tasks.some((task) => task.match(at))).map(clockOf);
}

const jobNamed = (name: string): Job => {
  const job = jobs.find((candidate) => candidate.name === name);
  if (!job) throw new Error(`no job ${name}`);
  return job;
};

const hourly = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:17`);
const everyFiveMinutes = Array.from({ length: 12 * 12 + 1 }, (_, n) =>
  clockOf(new Date(instantOf(WEDNESDAY, '08:30').getTime() + n * 300_000)),
);

test('the jobs of the contract are all there', () => {
  const contract = ['due-reminders', 'grade-summary', 'step-checks', 'supervisor-digest', 'sync-staff'];
  expect(jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(contract));
});

test.each(jobs.map((job) => [job.name, job] as const))(
  'every schedule of %s is five valid fields',
  (_, job) => {
    expect(job.schedule.length).toBeGreaterThan(0);
    expect(job.schedule.filter((pattern) => !cron.validate(pattern))).toEqual([]);
    expect(job.schedule.filter((pattern) => pattern.trim().split(/\s+/).length !== 5)).toEqual([]);
  },
);

test.each(jobs.filter(({ name }) => name !== 'step-checks').map((job) => [job.name, job] as const))(
  '%s keeps away from the minutes 0 and 30, when WeCom is busiest',
  (_, job) => {
    const times = [WEDNESDAY, SUNDAY].flatMap((on) => timesOn(on, job));
    expect(times.filter((time) => /:(00|30)$/.test(time))).toEqual([]);
  },
);

test.each([
  ['due-reminders', ['08:53', '15:23'], ['08:53', '15:23']],
  ['step-checks', everyFiveMinutes, everyFiveMinutes],
  ['supervisor-digest', ['11:53', '17:23'], ['11:53', '17:23']],
  ['grade-summary', [], ['16:53']],
  ['recall-watch', ['09:23'], ['09:23']],
  ['sync-staff', hourly, hourly],
])('%s runs at the times of the contract, in business time', (name, onWednesday, onSunday) => {
  expect(timesOn(WEDNESDAY, jobNamed(name))).toEqual(onWednesday);
  expect(timesOn(SUNDAY, jobNamed(name))).toEqual(onSunday);
});

test('the nightly job runs once a night, while nobody works', () => {
  for (let days = 0; days < 7; days++) {
    const times = timesOn(addDays(WEDNESDAY, days), jobNamed('keep-house'));
    expect(times).toHaveLength(1);
    expect(times[0]! < '06:00').toBe(true);
  }
});

test.each(jobs.map((job) => [job.name, job] as const))('%s says in Chinese what it does', (_, job) => {
  expect(job.about).toMatch(/\p{Script=Han}{4}/u);
});
