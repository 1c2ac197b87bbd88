import { describe, expect, test } from 'vitest';
import { interpret } from '../../src/language/interpret.ts';

const read = (text: string) =>
  interpret(text, { now: new Date('2026-04-08T11:00:00+08:00'), roles: ['consultant'], context: [] });

describe('the number of somebody whom a customer sends is his own', () => {
  test.each([
    ['王先生说他同事小李想看 13700002222', '小李'],
    ['王先生说同事小李想看 13700002222', '小李'],
    ['王先生说他同事张伟也想换车 13700002222 看途观', '张伟'],
    ['王先生 他朋友张哥 13700002222 也想看', '张先生'],
    ['王先生有个朋友想看 13700002222', undefined],
    ['王先生推了个朋友 13700002222', undefined],
    ['王先生给了他同事电话 13700002222', undefined],
  ])('%s', (text, name) => {
    const { intents, customer, referrer, source, decisionMaker } = read(text);
    expect({ intents, customer, referrer, source, decisionMaker }).toMatchObject({
      intents: ['createCard'],
      customer: { phone: '13700002222' },
      referrer: { name: '王先生' },
      source: 'referral',
    });
    expect(customer?.name).toBe(name);
    expect(decisionMaker).toBeUndefined();
  });
});

describe('the number stays with the customer', () => {
  test.each([
    '王先生 13700002222 他朋友介绍来的',
    '王先生跟他朋友一起来的 13700002222 看帕萨特',
    '王先生说他同事小李介绍的 13700002222',
    '王先生说他朋友觉得贵 13700002222',
  ])('%s', (text) => {
    expect(read(text).customer).toMatchObject({ name: '王先生', phone: '13700002222' });
    expect(read(text).referrer?.name).not.toBe('王先生');
  });
});
