import { postCard } from '../db/cards.ts';
import { countContacts } from '../db/contacts.ts';
import { changeCustomer } from '../db/customers.ts';
import { addLostApplication } from '../db/lost-applications.ts';
import { listLifeless } from '../db/revisits.ts';
import { listStaff } from '../db/staff.ts';
import { defineJob } from '../job.ts';
import { lostCard } from '../reports/lost-card.ts';

export default defineJob({
  name: 'lost-revisits',
  schedule: ['43 9 * * *'],
  about: '每天一次：战败后再访三次都没兴趣的，报经理定死单',
  async run({ db }, at) {
    const people = await listStaff(db);
    const manager =
      people.find(({ roles }) => roles.includes('salesManager')) ??
      people.find(({ roles }) => roles.includes('generalManager'));
    if (!manager) return '没有经理可以定死单';
    return db.transaction(async (tx) => {
      const lifeless = await listLifeless(tx);
      for (const { customer, by } of lifeless) {
        const { attempts, effective } = await countContacts(tx, customer.id);
        const application = await addLostApplication(tx, {
          storeId: customer.storeId,
          customerId: customer.id,
          by,
          kind: 'dead',
          reason: '多次再访无意向',
          effectiveContacts: effective,
          attempts,
          stateBefore: 'lost',
          endorsedBy: by,
          endorsedAt: at,
          at,
        });
        await changeCustomer(tx, customer, { state: 'lostPending' });
        const taskId = `lost-${application.id}-manager`;
        const subjects = [application.id];
        const body = lostCard(taskId, application, customer, '再访三次都没兴趣');
        await postCard(tx, body, { to: manager.userId, kind: 'lost', subjects, at });
      }
      return `报经理定死单${lifeless.length}位`;
    });
  },
});
