import { expect, test } from 'vitest';
import { readDecisionMakers } from '../../../src/language/values/decision-makers.ts';

test.each<[text: string, companions: string]>([
  ['让他老婆下周来定', '配偶 decides'],
  ['跟媳妇商量', '配偶 decides'],
  ['回去问下媳妇', '配偶 decides'],
  ['老公不同意', '配偶 decides'],
  ['老公不太同意', '配偶 decides'],
  ['家里老婆说了算', '配偶 decides'],
  ['跟爸妈商量一下', '父母 decides'],
  ['等老公回来看看', '配偶 decides'],
  ['得老板拍板', '老板 decides'],
  ['要领导签字', '老板 decides'],
  ['换他爱人名字贷', '配偶 applicant'],
  ['用老婆的名字', '配偶 applicant'],
  ['想给儿子换', '子女 user'],
  ['给老婆买的', '配偶 user'],
  ['给闺女代步', '子女 user'],
  ['他媳妇也开了', '配偶 mentioned'],
  ['带老人来了', '老人 mentioned'],
  ['两口子带孩子', '子女 mentioned'],
  ['他对象也来了', '配偶 mentioned'],
  ['女朋友喜欢红的', '对象 mentioned'],
  ['和同事一起', '同事 mentioned'],
  ['丈母娘出钱', '父母 mentioned'],
  ['跟家里人商量', '家人 decides'],
  ['问问他爸', '父母 decides'],
  ['儿子做主', '子女 decides'],
  ['媳妇嫌贵', '配偶 decides'],
])('%s', (text, companions) => {
  expect(
    readDecisionMakers(text)
      .map(({ value: { who, part } }) => `${who} ${part}`)
      .join(', '),
  ).toBe(companions);
});

test.each([
  '发朋友圈',
  '朋友介绍来的',
  '马老板',
  '张太太',
  '老板娘',
  '家里有事',
  '客户家里5口人',
  '他是老板',
  '三口之家',
  '王先生打了',
])('nobody beside the customer in %s', (text) => {
  expect(readDecisionMakers(text)).toEqual([]);
});
