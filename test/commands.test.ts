import { describe, expect, test } from 'vitest';
import type { Command } from '../src/chat/command.ts';
import { interpret } from '../src/language/interpret.ts';
import { loadFolder } from '../src/load.ts';
import { WEDNESDAY_AFTERNOON } from './support/bot.ts';

const commands = await loadFolder<Command>(new URL('../src/commands/', import.meta.url));

describe.each(commands)('$name', (command) => {
  test.each(command.examples)('"$say" is read as its example says', ({ say, means }) => {
    const meaning = interpret(say, { now: WEDNESDAY_AFTERNOON, roles: command.allow, context: [] });
    expect(meaning).toMatchObject(means);
    expect(meaning.intents.some((intent) => command.takes.includes(intent))).toBe(true);
  });
});

test('no intent is taken by two commands', () => {
  const taken = commands.flatMap(({ takes }) => takes);
  expect(taken.length).toBe(new Set(taken).size);
});

test('names are unique', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
});
