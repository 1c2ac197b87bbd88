import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
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
  async candidates({ db, member, at }) {
    const owed = await listOwedTexts(db, member.userId, instantOf(dayOf(at), '00:00'));
    return owed.flatMap(({ customerId }) => customerId ?? []);
  },
  async handle({ db, member, at }, meaning, customer) {
    const { preference, check } = meaning;
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
