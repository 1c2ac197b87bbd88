import { describe, expect, test } from 'vitest';
import { interpret } from '../../src/language/interpret.ts';
import type { Meaning } from '../../src/language/meaning.ts';
import type { Role } from '../../src/domain/staff.ts';

function read(text: string, role: Role = 'supervisor'): Meaning {
  return interpret(text, { now: new Date('2026-04-08T10:00:00+08:00'), roles: [role], context: [] });
}

describe('a number on the card goes with its answer', () => {
  test.each<[string, Partial<Meaning>]>([
    ['2 我来跟', { answer: 'takenOver', choice: 2 }],
    ['1 催一下', { answer: 'urged', choice: 1 }],
    ['2 已督导', { answer: 'coached', choice: 2 }],
    ['第二条我来跟', { answer: 'takenOver', choice: 2 }],
    ['呃那个第二条我来跟吧', { answer: 'takenOver', choice: 2 }],
    ['1准假', { answer: 'excused', choice: 1 }],
    ['1 聊过了', { answer: 'coached', choice: 1 }],
    ['误报 2', { answer: 'falseAlarm', choice: 2 }],
    ['1已督导 跟他说了下次走了就发', { answer: 'coached', choice: 1, remark: '跟他说了下次走了就发' }],
    ['准假 周六回来', { answer: 'excused', remark: '周六回来' }],
  ])('%s', (text, meaning) => {
    const { intents, ...said } = read(text);
    expect(intents).toEqual(['answerAlert']);
    expect(said).toEqual(meaning);
  });
});

describe('several cases, or cases that are named', () => {
  test.each<[string, NonNullable<Meaning['alertAnswers']>]>([
    [
      '1误报 2准假 3已督导',
      [
        { answer: 'falseAlarm', numbers: [1] },
        { answer: 'excused', numbers: [2] },
        { answer: 'coached', numbers: [3] },
      ],
    ],
    [
      '1、2误报，3我来跟',
      [
        { answer: 'falseAlarm', numbers: [1, 2] },
        { answer: 'takenOver', numbers: [3] },
      ],
    ],
    ['1和3已督导', [{ answer: 'coached', numbers: [1, 3] }]],
    ['1-3已督导', [{ answer: 'coached', numbers: [1, 2, 3] }]],
    ['前两条准假', [{ answer: 'excused', first: 2 }]],
    ['最后一条误报', [{ answer: 'falseAlarm', last: 1 }]],
    ['除了2都准假', [{ answer: 'excused', except: [2] }]],
    [
      '1误报 其他准假',
      [
        { answer: 'falseAlarm', numbers: [1] },
        { answer: 'excused', rest: true },
      ],
    ],
    ['三条都已督导', [{ answer: 'coached', all: true, count: 3 }]],
    ['全部已督导 下次注意', [{ answer: 'coached', all: true, remark: '下次注意' }]],
    ['陈姐的 已督导', [{ answer: 'coached', of: '陈姐' }]],
    ['催一下赵的', [{ answer: 'urged', of: '赵' }]],
    ['催一下小马', [{ answer: 'urged', of: '小马' }]],
    ['小刘那条准假', [{ answer: 'excused', of: '小刘', one: true }]],
    ['陈姐那个误报，已经发过了', [{ answer: 'falseAlarm', of: '陈姐', one: true, remark: '已经发过了' }]],
    ['赵哥那条我来跟', [{ answer: 'takenOver', of: '赵哥', one: true }]],
    ['王先生我来跟', [{ answer: 'takenOver', of: '王先生' }]],
  ])('%s', (text, alertAnswers) => {
    expect(read(text)).toEqual({ intents: ['answerAlert'], alertAnswers });
  });
});

describe('what is no answer to an alert', () => {
  test.each<[string, Meaning['intents'][number]]>([
    ['王先生聊过了', 'logContact'],
    ['我跟王先生聊过了', 'logContact'],
    ['1 我跟他说了周六来', 'setAppointment'],
    ['王先生我来谈', 'takeAssist'],
    ['小马周六休', 'setRestDay'],
  ])('%s: %s', (text, intent) => {
    expect(read(text).intents).toEqual([intent]);
  });

  test('1 聊过了 2 说周六来: calls, and nothing said to an alert', () => {
    expect(read('1 聊过了 2 说周六来').intents).not.toContain('answerAlert');
  });
});
