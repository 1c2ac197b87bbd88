import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { startBot } from './support/bot.ts';
const bot = await startBot();
test('probe', async () => {

  for (const line of readFileSync('/tmp/probe/in.txt','utf8').split('\n')) {
    if (!line.trim()) continue;
    if (line.startsWith('@')) { bot.sleepUntil(line.slice(1)); console.log('--- '+line); continue; }
    if (line.startsWith('>>')) { await bot.advanceTo(line.slice(2)); console.log('--- '+line); continue; }
    if (line.startsWith('?')) { console.log(bot.received(line.slice(1)).slice(-3).join('\n~~\n')); continue; }
    const [who, ...rest] = line.split(' ');
    console.log(`${who}: ${rest.join(' ')}\n   => ${(await bot.say(who, rest.join(' '))).replaceAll('\n','\n      ')}`);
  }
}, 600000);
