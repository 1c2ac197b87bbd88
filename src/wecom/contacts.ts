import { z } from 'zod';
import type { UserId } from '../domain/staff.ts';
import { type Wecom, WecomError } from './client.ts';

export interface Contacts {
  departments: Department[];
  members: ContactMember[];
}

export interface Department {
  id: number;
  name: string;
  /** 0 above the root; the parent itself may lie outside the app's visible range. */
  parentId: number;
  leaders: UserId[];
}

export interface ContactMember {
  userId: UserId;
  name: string;
  alias?: string;
  position: string;
  departmentIds: number[];
  mainDepartment?: number;
  leaderOf: number[];
  directLeaders: UserId[];
  /** False for disabled members and those who left. */
  isActive: boolean;
}

/** Too many members for one answer (path 90313). */
const ANSWER_TOO_BIG = 45029;
/** 1 active, 4 not yet activated, as against 2 disabled and 5 left (path 90196). */
const PRESENT: ReadonlySet<number | undefined> = new Set([1, 4, undefined]);

const DepartmentList = z.object({
  department: z.array(
    z.object({
      id: z.number(),
      name: z.string().default(''),
      parentid: z.number().default(0),
      department_leader: z.array(z.string()).default([]),
    }),
  ),
});

const User = z.object({
  userid: z.string(),
  name: z.string().default(''),
  alias: z.string().optional(),
  position: z.string().default(''),
  department: z.array(z.number()).default([]),
  main_department: z.number().optional(),
  is_leader_in_dept: z.array(z.number()).default([]),
  direct_leader: z.array(z.string()).default([]),
  status: z.number().optional(),
});
const UserList = z.object({ userlist: z.array(User) });
const SimpleList = z.object({ userlist: z.array(z.object({ userid: z.string() })) });

/**
 * All departments and members that the app may see; a member of several departments comes once.
 * Sources: 获取部门列表, https://developer.work.weixin.qq.com/document/path/90208; 获取部门成员详情, path 90201
 */
export async function readContacts(wecom: Wecom): Promise<Contacts> {
  const { department } = await wecom.get('department/list', {}, DepartmentList);
  const users = new Map<string, z.infer<typeof User>>();
  // One after another: too many calls at once are refused (45033).
  for (const { id } of department) {
    for (const user of await listUsers(wecom, id)) users.set(keyOf(user.userid), user);
  }
  return {
    departments: department.map((it) => ({
      id: it.id,
      name: it.name,
      parentId: it.parentid,
      leaders: it.department_leader as UserId[],
    })),
    members: [...users.values()].map(toMember),
  };
}

async function listUsers(wecom: Wecom, departmentId: number) {
  try {
    const { userlist } = await wecom.get('user/list', { department_id: departmentId }, UserList);
    return userlist;
  } catch (error) {
    if (!(error instanceof WecomError && error.errcode === ANSWER_TOO_BIG)) throw error;
    return listUsersOneByOne(wecom, departmentId);
  }
}

/** Sources: 获取部门成员, path 90200; 读取成员, path 90196 */
async function listUsersOneByOne(wecom: Wecom, departmentId: number) {
  const { userlist } = await wecom.get('user/simplelist', { department_id: departmentId }, SimpleList);
  const users: z.infer<typeof User>[] = [];
  for (const { userid } of userlist) users.push(await wecom.get('user/get', { userid }, User));
  return users;
}

function toMember(user: z.infer<typeof User>): ContactMember {
  return {
    userId: user.userid as UserId,
    name: user.name,
    ...(user.alias && { alias: user.alias }),
    position: user.position,
    departmentIds: user.department,
    ...(user.main_department !== undefined && { mainDepartment: user.main_department }),
    // Runs parallel to `department`.
    leaderOf: user.department.filter((_, index) => user.is_leader_in_dept[index] === 1),
    directLeaders: user.direct_leader as UserId[],
    isActive: PRESENT.has(user.status),
  };
}

/** Userids are told apart without regard to case (path 90196). */
function keyOf(userId: string): string {
  return userId.toLowerCase();
}
