import { afterEach, beforeEach, expect, test } from 'vitest';
import { WecomError } from '../../src/wecom/client.ts';
import { readContacts } from '../../src/wecom/contacts.ts';
import { type Answer, type Api, openApi } from './api-server.ts';

const DEPARTMENTS = {
  errcode: 0,
  department: [
    { id: 1, name: '集团', parentid: 0, order: 1, department_leader: ['ZhaoLei'] },
    { id: 2, name: '星河店', parentid: 1, order: 1 },
    { id: 3, parentid: 2 },
  ],
};
const WANG = {
  userid: 'WangWei',
  name: '王伟',
  alias: '小王',
  department: [2, 3],
  is_leader_in_dept: [0, 1],
  direct_leader: ['ZhaoLei'],
  main_department: 2,
  position: '销售顾问',
  status: 1,
  extattr: { attrs: [] },
};
const ZHAO = { userid: 'ZhaoLei', name: '赵磊', department: [1], position: '总经理', status: 1 };

let api: Api;
beforeEach(async () => {
  api = await openApi();
  api.answer('department/list', DEPARTMENTS);
});
afterEach(() => api.close());

/** The answer of `user/list` or `user/simplelist` by department. */
const byDepartment =
  (lists: Record<string, object>): Answer =>
  (response, request) => {
    const id = new URL(request.url ?? '', api.apiBase).searchParams.get('department_id') ?? '';
    response.end(JSON.stringify(lists[id] ?? { errcode: 0, userlist: [] }));
  };
const users = (...userlist: object[]) => ({ errcode: 0, userlist });

test('departments and members come as the bot needs them', async () => {
  api.answer('user/list', byDepartment({ 1: users(ZHAO), 2: users(WANG) }));
  expect(await readContacts(api.wecom)).toEqual({
    departments: [
      { id: 1, name: '集团', parentId: 0, leaders: ['ZhaoLei'] },
      { id: 2, name: '星河店', parentId: 1, leaders: [] },
      { id: 3, name: '', parentId: 2, leaders: [] },
    ],
    members: [
      {
        userId: 'ZhaoLei',
        name: '赵磊',
        position: '总经理',
        departmentIds: [1],
        leaderOf: [],
        directLeaders: [],
        isActive: true,
      },
      {
        userId: 'WangWei',
        name: '王伟',
        alias: '小王',
        position: '销售顾问',
        departmentIds: [2, 3],
        mainDepartment: 2,
        leaderOf: [3],
        directLeaders: ['ZhaoLei'],
        isActive: true,
      },
    ],
  });
});

test('a member of two departments comes once, whatever the case of his userid', async () => {
  api.answer('user/list', byDepartment({ 2: users(WANG), 3: users({ ...WANG, userid: 'wangwei' }) }));
  const { members } = await readContacts(api.wecom);
  expect(members).toHaveLength(1);
});

test.each([
  [1, true],
  [2, false],
  [3, false],
  [4, true],
  [5, false],
  [undefined, true],
])('a member of status %s counts as active: %s', async (status, isActive) => {
  api.answer('user/list', byDepartment({ 1: users({ ...ZHAO, status }) }));
  expect((await readContacts(api.wecom)).members).toMatchObject([{ isActive }]);
});

test('a department too big for one answer is read member by member', async () => {
  api.answer(
    'user/list',
    byDepartment({ 1: users(ZHAO), 2: { errcode: 45029, errmsg: 'too big', userlist: [] } }),
  );
  api.answer(
    'user/simplelist',
    byDepartment({ 2: users({ userid: 'WangWei', name: '王伟', department: [2] }) }),
  );
  api.answer('user/get', { errcode: 0, ...WANG });
  const { members } = await readContacts(api.wecom);
  expect(members.map(({ userId, position }) => [userId, position])).toEqual([
    ['ZhaoLei', '总经理'],
    ['WangWei', '销售顾问'],
  ]);
  expect(api.callsOf('user/simplelist')).toHaveLength(1);
});

test('any other failure is a failure, not an empty company', async () => {
  api.answer('user/list', { errcode: 60011, errmsg: 'no privilege', userlist: [] });
  await expect(readContacts(api.wecom)).rejects.toThrow(WecomError);
  api.answer('department/list', { errcode: 60020, errmsg: 'ip', department: [] });
  await expect(readContacts(api.wecom)).rejects.toThrow(WecomError);
});
