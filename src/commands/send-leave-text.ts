import { defineCommand, type Talk, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { type Customer, findCustomer } from '../db/customers.ts';
import { addLeaveText, findLastVisit, listOwedTexts } from '../db/visits.ts';
import { clockOf, dayOf, instantOf } from '../domain/time.ts';

export default defineCommand({
  name: '离店短信',
  rank: 40,
  takes: ['completeStepCheck', 'setContactPreference'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '客户走后发了短信，或客户不让发',
  examples: [
    {
      say: '短信发了',
      means: { intents: ['completeStepCheck'], step: 1, check: 'leaveSmsSent' },
    },
    {
      say: '王先生短信没发 客户说别发短信',
      means: {
        intents: ['completeStepCheck', 'setContactPreference'],
        check: 'leaveSmsWaived',
        preference: { sms: false },
      },
    },
    {
      say: '李姐说以后别打电话了',
      means: { intents: ['setContactPreference'], preference: { phone: false } },
    },
  ],
  async candidates({ db, member, at }, { ofAll }) {
    const owed = await listOwedTexts(db, member.userId, instantOf(dayOf(at), '00:00'));
    const customers = owed.flatMap(({ customerId }) => customerId ?? []);
    return ofAll ? customers.slice(0, 1) : customers;
  },
  async handle(talk, meaning, customer) {
    const { db, member, at } = talk;
    const { preference, check } = meaning;
    if (meaning.ofAll && check === 'leaveSmsSent') {
      const sent = await sendToAll(talk);
      if (sent.length === 0) return { lines: ['今天该发的离店短信都记过了。'], readOnly: true };
      const names = sent.map(describe).join('、');
      return {
        lines: [`已记离店短信已发（${clockOf(at)}）${sent.length}位：${names}`],
        ...(sent.length > 1 && { ofSeveral: true }),
      };
    }
    const change = {
      ...(preference?.sms === false && { noTexts: true }),
      ...(preference?.phone === false && { doNotContact: true }),
    };
    if (!check) {
      const line = preference?.phone === false ? '不再提醒您打电话给他' : '不再催离店短信';
      return { lines: [`已记 ${describe(customer)}：${line}`], change, did: '免打扰' };
    }
    const visit = await findLastVisit(db, customer.id);
    if (!visit)
      throw new UserError(
        `${describe(customer)}没有来店记录，不用发离店短信。先记来店：${describe(customer)}来店`,
      );
    if (visit.text) return { lines: [`${describe(customer)}的离店短信已经记过了。`], readOnly: true };
    const state = check === 'leaveSmsSent' ? 'sent' : 'waived';
    await addLeaveText(db, {
      storeId: visit.storeId,
      customerId: customer.id,
      visitId: visit.id,
      state,
      reason: meaning.reason ?? null,
      by: member.userId,
      at,
      enteredAt: at,
    });
    const late = Math.round((at.getTime() - visit.leftAt.getTime()) / 60_000);
    const words =
      state === 'sent'
        ? `离店短信已发（${clockOf(at)}，离店后${late < 120 ? `${late}分钟` : `${Math.round(late / 60)}小时`}）`
        : '离店短信免发，不算漏项';
    return { lines: [`已记 ${describe(customer)}：${words}`], change };
  },
});

/** Notes the text of everybody whom he received today and to whom it is owed; who wants none has had none. */
async function sendToAll({ db, member, at }: Talk): Promise<Customer[]> {
  const sent: Customer[] = [];
  for (const { customerId, visitId } of await listOwedTexts(
    db,
    member.userId,
    instantOf(dayOf(at), '00:00'),
  )) {
    const customer = customerId && (await findCustomer(db, customerId));
    if (!customer || customer.noTexts || customer.doNotContact) continue;
    await addLeaveText(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      visitId,
      state: 'sent',
      reason: null,
      by: member.userId,
      at,
      enteredAt: at,
    });
    if (!sent.some(({ id }) => id === customer.id)) sent.push(customer);
  }
  return sent.reverse();
}
