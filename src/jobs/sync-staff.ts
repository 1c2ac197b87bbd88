import { recordAudit } from '../db/audit.ts';
import { replaceStaff } from '../db/staff.ts';
import { storesAndStaff } from '../domain/company.ts';
import { defineJob } from '../job.ts';
import { readContacts } from '../wecom/contacts.ts';

export default defineJob({
  name: 'sync-staff',
  schedule: ['17 * * * *'],
  about: '每小时从企业微信通讯录同步门店和人员',
  async run({ db, wecom, positions }, at) {
    const contacts = await readContacts(wecom);
    const company = storesAndStaff(contacts, positions);
    // An empty answer is no proof of an empty company (wecom.md part 0): nobody is dropped for it.
    if (company.staff.length === 0)
      throw new Error("the contacts came back empty: check the app's visible range");
    const { joined, left } = await db.transaction((tx) => replaceStaff(tx, company));
    if (joined + left > 0)
      await recordAudit(db, { at, actorId: null, action: 'sync-staff', facts: { joined, left } });
    return `通讯录 ${company.stores.length}家店，${company.staff.length}人（新${joined}，离开${left}）`;
  },
});
