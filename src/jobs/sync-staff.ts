import { recordAudit } from '../db/audit.ts';
import type { Db } from '../db/connect.ts';
import { listLeavers } from '../db/leavers.ts';
import { post } from '../db/outbox.ts';
import { listStaff, replaceStaff, type StaffRow } from '../db/staff.ts';
import { storesAndStaff } from '../domain/company.ts';
import { supervisorOf } from '../domain/supervision.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import { defineJob } from '../job.ts';
import { countsByGrade } from '../reports/handover-brief.ts';
import { readContacts } from '../wecom/contacts.ts';

/** Of whoever left longer ago his supervisor was told, and is by the digest. */
const TOLD_DAYS = 7;
/** Named in the proposal. */
const MOST_RECEIVERS = 3;

export default defineJob({
  name: 'sync-staff',
  schedule: ['17 * * * *'],
  about: '每小时从企业微信通讯录同步门店和人员；有人离开，请主管当天分他的客户',
  async run({ db, wecom, positions }, at) {
    const contacts = await readContacts(wecom);
    const company = storesAndStaff(contacts, positions);
    // An empty answer is no proof of an empty company (wecom.md part 0): nobody is dropped for it.
    if (company.staff.length === 0)
      throw new Error("the contacts came back empty: check the app's visible range");
    const { joined, left } = await db.transaction(async (tx) => {
      const changed = await replaceStaff(tx, company, at);
      await tellOfLeavers(tx, at);
      return changed;
    });
    if (joined + left > 0)
      await recordAudit(db, { at, actorId: null, action: 'sync-staff', facts: { joined, left } });
    return `通讯录 ${company.stores.length}家店，${company.staff.length}人（新${joined}，离开${left}）`;
  },
});

/** Who left and had customers: his supervisor is told once, with what to say to share them out. */
async function tellOfLeavers(db: Db, at: Date): Promise<void> {
  const leavers = await listLeavers(db, instantOf(addDays(dayOf(at), -TOLD_DAYS), '00:00'));
  const people = leavers.length > 0 ? await listStaff(db) : [];
  for (const { userId, name, leftAt, storeId, customers } of leavers) {
    const supervisor = supervisorOf(people, userId, storeId);
    if (!supervisor) continue;
    const mayReceive = ({ roles, storeIds }: StaffRow) =>
      storeIds.includes(storeId) && (roles.includes('consultant') || roles.includes('deskAgent'));
    const receivers = people
      .filter(mayReceive)
      .slice(0, MOST_RECEIVERS)
      .map((person) => person.name);
    const text = [
      `${name}离开了，手上${customers.length}位客户（${countsByGrade(customers)}）今天要交接好。`,
      `回：${name}的客户${receivers.length > 1 ? '平分' : '都'}给${receivers.join('、') || '（同事的全名）'}`,
    ].join('\n');
    const key = `leaver:${userId}:${dayOf(leftAt)}:${storeId}`;
    await post(db, { key, to: supervisor.userId, body: { kind: 'text', text }, at });
  }
}
