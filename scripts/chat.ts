/** Talks with the bot in the terminal: the whole bot and a simulated WeCom, an empty database in memory. */
import { createInterface } from 'node:readline/promises';
import { openDatabase } from '../src/db/connect.ts';
import { interpret } from '../src/language/interpret.ts';
import { why } from '../src/language/why.ts';
import { rolesOf } from '../src/domain/roles.ts';
import { createLog } from '../src/log.ts';
import { startSimulation } from '../src/simulation.ts';
import { CLOCK_TARGETS } from '../src/simulator/clock.ts';
import type { ChatMessage } from '../src/simulator/chat-record.ts';
import { SAMPLE_COMPANY } from '../src/simulator/company.ts';
import { createMemoryStore } from '../src/simulator/store.ts';

const { db, close } = await openDatabase('memory://');
const simulation = await startSimulation({
  db,
  log: createLog('silent'),
  timezone: 'Asia/Shanghai',
  schedules: new Map(),
  positions: new Map(),
  store: createMemoryStore(),
  realNow: () => new Date(),
  host: '127.0.0.1',
  port: 0,
});
const { simulator, clock, bot } = simulation;

const people = SAMPLE_COMPANY.people;
const nameOf = (userId: string) => people.find((person) => person.userId === userId)?.name ?? userId;
let me = people.find((person) => person.position.includes('销售顾问')) ?? people[0];
let lastSaid = '';
const seen = new Set<string>();

const HELP = [
  '直接打字就是发消息。另外：',
  '  /人 刘洋        换一个人说话（/人 列出所有人）',
  '  /小时 /次日 /周日  把时间拨到一小时后、第二天早上、下个周日',
  '  /点 同意        点最近一张卡片上的按钮',
  '  /why            上一条消息是怎么读懂的',
  '  /退出',
].join('\n');

print(
  `步步 · 终端模拟。您现在是 ${me?.name}（${me?.position}）。\n${HELP}\n试试：登记 王先生 13900001234 科雷傲 B 汽车之家`,
);
const lines = createInterface({
  input: process.stdin,
  output: process.stdout,
  prompt: '> ',
  terminal: process.stdin.isTTY,
});
lines.prompt();
for await (const line of lines) {
  const text = line.trim();
  if (text === '/退出') break;
  if (text !== '') await obey(text);
  lines.prompt();
}
await simulation.stop();
await close();
process.exit(0);

async function obey(text: string): Promise<void> {
  const [command = '', ...rest] = text.split(/\s+/);
  const argument = rest.join(' ');
  if (!me) return;
  if (command === '/人') {
    const person = people.find(({ name, userId }) => name === argument || userId === argument);
    if (person) me = person;
    print(
      person
        ? `您现在是 ${person.name}（${person.position}）。`
        : people.map(({ name, position }) => `${name} ${position}`).join('，'),
    );
  } else if (command === '/why') {
    const circumstances = { now: clock.now(), roles: rolesOf(me.position), context: [] };
    const { purposes, values } = why(lastSaid, circumstances);
    print(JSON.stringify(interpret(lastSaid, circumstances)));
    for (const { intent, words } of purposes) print(`  ${intent} ← ${words}`);
    for (const { kind, words, value } of values) print(`  ${kind}${value ? ` ${value}` : ''} ← ${words}`);
    return;
  } else if (command === '/小时' || command === '/次日' || command === '/周日') {
    const target = {
      '/小时': CLOCK_TARGETS.hour,
      '/次日': CLOCK_TARGETS.morning,
      '/周日': CLOCK_TARGETS.sunday,
    }[command];
    await clock.advanceTo(target(clock.now()));
    print(`现在 ${clock.now().toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}`);
  } else if (command === '/点') {
    await click(argument);
  } else if (command.startsWith('/')) {
    print(HELP);
  } else {
    lastSaid = text;
    await simulator.say(me.userId, text);
  }
  await bot.drain();
  showNews();
}

async function click(label: string): Promise<void> {
  const card = simulator.messagesOf(me?.userId ?? '').findLast(({ content }) => content.type === 'card');
  const buttons = card?.content.type === 'card' ? buttonsOf(card.content.card) : [];
  const button = buttons.find(({ text }) => text === label) ?? buttons[0];
  const taskId = card?.content.type === 'card' ? String(card.content.card['task_id']) : '';
  if (!me || !card || !button) return print('没有可以点的卡片。');
  await simulator.clickCard(me.userId, taskId, button.key).catch((error: Error) => print(error.message));
}

function buttonsOf(card: Readonly<Record<string, unknown>>): { text: string; key: string }[] {
  return (card['button_list'] ?? []) as { text: string; key: string }[];
}

/** Everything that has reached anybody since the last look. */
function showNews(): void {
  for (const person of people) {
    for (const message of simulator.messagesOf(person.userId)) {
      if (seen.has(message.id) || message.from === 'member') continue;
      seen.add(message.id);
      print(`${nameOf(person.userId)} 收到：\n${wordsOf(message)}`);
    }
  }
}

function wordsOf({ content }: ChatMessage): string {
  if (content.type === 'text' || content.type === 'markdown') return content.text.replaceAll(/^/gm, '  ');
  if (content.type !== 'card') return '  （其他消息）';
  const title = (content.card['main_title'] as { title?: string } | undefined)?.title ?? '';
  const text = String(content.card['sub_title_text'] ?? '');
  const buttons = buttonsOf(content.card).map((button) => `[${button.text}]`);
  return [title, text, buttons.join(' ')].join('\n').replaceAll(/^/gm, '  ');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
