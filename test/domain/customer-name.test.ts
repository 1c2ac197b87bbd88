import { expect, test } from 'vitest';
import { customerName } from '../../src/domain/customer-name.ts';

const UNKNOWN = { alias: null, name: null, phone: null, wechat: null };

test.each([
  [{ ...UNKNOWN, alias: '李姐', name: '李女士', phone: '13900001234' }, '李姐'],
  [{ ...UNKNOWN, name: '李女士' }, '李女士'],
  [{ ...UNKNOWN, phone: '13900001234' }, '尾号1234'],
  [{ ...UNKNOWN, wechat: 'li88' }, '微信li88'],
])('%j is called %s', (known, called) => {
  expect(customerName(known)).toBe(called);
});
