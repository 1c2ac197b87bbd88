import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addContact } from '../db/contacts.ts';
import { attemptsExhausted, MAX_ATTEMPTS_A_DAY, RESULT_WORDS } from '../domain/contact.ts';
import { type Day, dayOf, formatDay } from '../domain/time.ts';

const CHANNEL_WORDS = {
  phone: '电话',
  wechat: '微信',
  sms: '短信',
  visit: '来店',
  homeVisit: '上门',
  delivery: '交车',
} as const;

export default defineCommand({
  name: '记回访',
  takes: ['logContact'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor'],
  help: '打了电话、发了微信，接没接都记',
  examples: [
    {
      say: '王先生打了 没接',
      means: {
        intents: ['logContact'],
        contact: { channel: 'phone', result: 'no_answer', effective: false },
      },
    },
    {
      say: '回访李姐 通了 价格嫌贵 竞品缤智',
      means: {
        intents: ['logContact'],
        contact: { channel: 'phone', result: 'connected', effective: true },
        concerns: ['价格'],
      },
    },
    {
      say: '陈女士微信回了 周日有空',
      means: { contact: { channel: 'wechat', result: 'replied', effective: true } },
    },
    { say: '1 没接', means: { intents: ['logContact'], customerRef: { index: 1 } } },
  ],
  async handle({ db, member, at, text }, meaning, customer) {
    const { contact } = meaning;
    if (!contact) throw new UserError(`${describe(customer)}打通了吗？回：没接 / 通了 聊了什么`);
    const happened = contact.at ? new Date(`${contact.at}:00+08:00`) : at;
    if (happened > at) throw new UserError('还没到这个时间，打完再记。要约时间请发：约周六下午2点');
    const day = dayOf(happened);
    const content = contact.summary ?? text;
    const fields = cardFields(meaning, customer);
    const { effective } = contact;
    await addContact(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      channel: contact.channel,
      result: contact.result,
      effective,
      content,
      gradeBefore: customer.grade,
      at: happened,
      enteredAt: at,
    });
    const backfilled = day < dayOf(at) ? `（补录${formatDay(day)}）` : '';
    const heading = `已记 ${describe(customer)}：${CHANNEL_WORDS[contact.channel]}${RESULT_WORDS[contact.result]}${backfilled}`;
    if (!effective)
      return {
        ...attempt(heading, customer, contact.result, day, dayOf(at)),
        change: { ...fields, attemptDays: [...customer.attemptDays, day] },
      };

    const newest = !customer.lastEffectiveOn || day >= customer.lastEffectiveOn;
    const graded = meaning.grade ?? meaning.gradeUnchanged;
    return {
      lines: [
        `${heading}，算有效回访`,
        ...(graded || customer.state !== 'open' ? [] : [gradeQuestion(customer.grade)]),
      ],
      change: {
        ...fields,
        ...(newest && {
          lastEffectiveOn: day,
          attemptDays: [],
          firstCallOwedSince: null,
          lastTalk: content.slice(0, 60),
        }),
        ...(customer.agreedOn && customer.agreedOn <= day && { agreedOn: null, agreedTime: null }),
        ...(customer.state === 'open' && customer.step < 2 && { step: 2 }),
      },
      hints: graded ? ['约周六下午2点来店'] : ['级别不变', '升A 颜色定了'],
    };
  },
});

/** R34: after every talk somebody says what the grade is now, even if it has not changed. */
function gradeQuestion(grade: string | null): string {
  return grade ? `级别还是${grade}吗？回 不变 / 升A / 降C` : '定什么级别？回 A / B / C';
}

function attempt(
  heading: string,
  { attemptDays }: { attemptDays: readonly Day[] },
  result: string,
  day: Day,
  today: Day,
) {
  if (result === 'connected') {
    return {
      lines: [`${heading}，没写聊了什么，先不算有效回访`, '补一句内容就算，如：通了 嫌价格高 周五再谈'],
      hints: [],
    };
  }
  if (result === 'dead_number' || result === 'wrong_number') {
    return {
      lines: [`${heading}，不算有效回访`, '请核对登记时的号码，或改用微信'],
      hints: ['电话改成 139…'],
    };
  }
  const days = [...attemptDays, day];
  const tries = days.filter((tried) => tried === day).length;
  const next = attemptsExhausted(days)
    ? `已经试了${days.length}次：换微信、换人打，或请主管判断`
    : tries >= MAX_ATTEMPTS_A_DAY && day === today
      ? '今天打过两次了，明天换个时间再打'
      : '换个时间再打一次';
  return { lines: [`${heading}，算一次拨打，不算有效回访`, next], hints: ['发了微信 没回'] };
}
