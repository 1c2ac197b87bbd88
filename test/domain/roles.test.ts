import { expect, test } from 'vitest';
import { rolesOf } from '../../src/domain/roles.ts';
import type { Role } from '../../src/domain/staff.ts';

test.each([
  // The words of the contract.
  ['销售顾问', ['consultant']],
  ['电网专员', ['deskAgent']],
  ['DCC', ['deskAgent']],
  ['主管', ['supervisor']],
  ['市场', ['marketing']],
  ['销售经理', ['salesManager']],
  ['总经理', ['generalManager']],
  ['管理员', ['admin']],
  // As people write them.
  ['高级销售顾问', ['consultant']],
  ['dcc专员', ['deskAgent']],
  ['DCC邀约专员', ['deskAgent']],
  ['网销顾问', ['deskAgent']],
  ['销售主管', ['supervisor']],
  ['一店销售主管', ['supervisor']],
  ['展厅经理', ['salesManager']],
  ['市场经理', ['marketing']],
  ['市场部经理', ['marketing']],
  ['市场主管', ['marketing']],
  ['市场部主管', ['marketing']],
  ['电网主管', ['deskAgent', 'supervisor']],
  ['电网部主管', ['deskAgent', 'supervisor']],
  // Several at once.
  ['销售经理兼管理员', ['admin', 'salesManager']],
  ['总经理兼销售经理', ['generalManager', 'salesManager']],
  ['销售顾问/主管', ['consultant', 'supervisor']],
  ['电网专员、市场专员', ['deskAgent', 'marketing']],
  // No role at all: told whom to ask.
  ['', []],
  ['行政', []],
  ['服务经理', []],
  ['财务', []],
  ['总经理助理', []],
  ['销售经理助理', []],
  ['售后顾问', []],
] as [string, Role[]][])('a %s is %j', (position, roles) => {
  expect(rolesOf(position).toSorted()).toEqual(roles.toSorted());
});

test('words from the settings add roles, and go before the built-in ones', () => {
  const extra = new Map<string, Role>([
    ['置换专员', 'consultant'],
    ['二手车主管', 'salesManager'],
  ]);
  expect(rolesOf('置换专员', extra)).toEqual(['consultant']);
  expect(rolesOf('二手车主管', extra)).toEqual(['salesManager']);
  expect(rolesOf('销售主管', extra)).toEqual(['supervisor']);
  expect(rolesOf('置换专员')).toEqual([]);
});
