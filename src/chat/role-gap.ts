import { listStaff } from '../db/staff.ts';
import type { Talk } from './command.ts';

/** What somebody without a role is told: he sees nothing, and learns whom to ask. */
export async function roleGap({ db, member }: Talk): Promise<string | undefined> {
  if (member.roles.length > 0) return undefined;
  return `您的职务还没有对应步步的角色。${await whomToAsk({ db })}`;
}

export async function whomToAsk({ db }: Pick<Talk, 'db'>): Promise<string> {
  const admins = await listStaff(db, { role: 'admin' });
  const names = admins.map(({ name }) => name).join('、');
  return names
    ? `请联系管理员${names}，在企业微信通讯录里设置职务。`
    : '请让管理员在企业微信通讯录里设置职务。';
}
