import { expect, test } from 'vitest';
import { type Contacts, storesAndStaff } from '../../src/domain/company.ts';
import type { Role, UserId } from '../../src/domain/staff.ts';

type Member = Contacts['members'][number];

const DEPARTMENTS = [
  { id: 1, name: '集团', parentId: 0 },
  { id: 2, name: '一店', parentId: 1 },
  { id: 3, name: '二店', parentId: 1 },
  { id: 4, name: '电网部', parentId: 1 },
  { id: 5, name: '售后', parentId: 1 },
];

const member = (
  userId: string,
  position: string,
  departmentIds: number[],
  more: Partial<Member> = {},
): Member => ({
  userId: userId as UserId,
  name: `名${userId}`,
  position,
  departmentIds,
  directLeaders: [],
  isActive: true,
  ...more,
});

const read = (members: readonly Member[], positions?: ReadonlyMap<string, Role>) =>
  storesAndStaff({ departments: DEPARTMENTS, members }, positions);

test('a department with consultants in it is a store, 电网部 is the phone desk, the others are neither', () => {
  const { stores } = read([
    member('a', '销售顾问', [2]),
    member('b', '主管', [3]),
    member('c', '电网专员', [4]),
    member('d', '服务经理', [5]),
    member('e', '总经理', [1]),
  ]);
  expect(stores).toEqual([
    { id: 2, name: '一店', kind: 'showroom' },
    { id: 4, name: '电网部', kind: 'desk' },
  ]);
});

test('the phone desk stays a desk when a consultant sits in it, and when it is empty', () => {
  const desk = { id: 4, name: '电网部', kind: 'desk' };
  expect(read([member('a', '销售顾问', [4])]).stores).toEqual([desk]);
  expect(read([]).stores).toEqual([desk]);
});

test('somebody who left makes no store and is no staff', () => {
  const { stores, staff } = read([
    member('a', '销售顾问', [2], { isActive: false }),
    member('b', '主管', [2]),
  ]);
  expect(stores.map(({ id }) => id)).toEqual([4]);
  expect(staff.map(({ userId }) => userId)).toEqual(['b']);
});

test('the main department comes first of the stores somebody belongs to', () => {
  const { staff } = read([
    member('a', '销售顾问', [2]),
    member('b', '销售顾问', [3]),
    member('c', '主管', [2, 3, 1], { mainDepartment: 3 }),
    member('d', '主管', [3, 2]),
    member('e', '总经理', [1]),
  ]);
  const storesOf = (userId: string) => staff.find((person) => person.userId === userId);
  expect(storesOf('c')).toMatchObject({ storeId: 3, storeIds: [3, 2] });
  expect(storesOf('d')).toMatchObject({ storeId: 3, storeIds: [3, 2] });
  expect(storesOf('e')).toMatchObject({ storeId: null, storeIds: [] });
});

test('positions become roles, several of them too, and words of the settings count', () => {
  const { stores, staff } = read(
    [member('a', '销售经理兼管理员', [1]), member('b', '行政', [1]), member('c', '置换专员', [3])],
    new Map([['置换专员', 'consultant']]),
  );
  expect(staff.map(({ roles }) => roles.toSorted())).toEqual([['admin', 'salesManager'], [], ['consultant']]);
  expect(stores.map(({ id }) => id)).toEqual([3, 4]);
});

test('name, alias and direct leaders are kept, an empty alias is none', () => {
  const leaders = ['boss' as UserId];
  const { staff } = read([
    member('a', '销售顾问', [2], { alias: '小刘', directLeaders: leaders }),
    member('b', '销售顾问', [2], { alias: '' }),
  ]);
  expect(staff[0]).toMatchObject({ userId: 'a', name: '名a', alias: '小刘', directLeaders: ['boss'] });
  expect(staff[1]).toMatchObject({ alias: null });
});
