import { backFill } from '../chat/back-filling.ts';
import { cardFields } from '../chat/card-fields.ts';
import { defineCommand, type Outcome, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { askRapport } from '../chat/rapport.ts';
import { MEMORY_MINUTES } from '../chat/pending.ts';
import { dropContact, newContact, findUnfinishedTalk } from '../db/contacts.ts';
import type { Customer } from '../db/customers.ts';
import { finishRevisit } from '../db/revisits.ts';
import { write } from '../db/rows.ts';
import { timeliness } from '../domain/back-fill.ts';
import {
  attemptsExhausted,
  CHANNEL_WORDS,
  MIN_CONTENT_CHARACTERS,
  type ContactResult,
  RESULT_WORDS,
} from '../domain/contact.ts';
import { type Grade, nextGrade } from '../domain/grade.ts';
import { prospectGrades } from '../domain/grade-profile.ts';
import { isIdle, offeredPretexts, preparedPretext } from '../domain/pretext.ts';
import type { Rules } from '../domain/rules.ts';
import { addMinutes, type Day, dayOf, formatDay } from '../domain/time.ts';
import type { Meaning } from '../language/meaning.ts';

/** Attempts remembered with the customer; the log holds all of them. */
const KEPT_ATTEMPTS = 12;

export default defineCommand({
  name: '记回访',
  rank: 30,
  takes: ['logContact', 'flagPhone'],
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
  async handle(talk, meaning, customer) {
    const { db, member, at, text, writes, book } = talk;
    const { contact } = meaning;
    if (!contact) {
      return {
        lines: [`${describe(customer)}打通了吗？回：没接 / 通了 聊了什么`],
        readOnly: true,
        incomplete: true,
      };
    }
    const happened = contact.at ? new Date(`${contact.at}:00+08:00`) : at;
    if (happened > at) throw new UserError('还没到这个时间，打完再记。要约时间请发：约周六下午2点');
    const day = dayOf(happened);
    const content = contact.summary ?? text;
    // A number that was put right is checked before it is written (补卡片).
    const { phone: _phone, ...fields } = cardFields(meaning, customer);
    const late = await backFill(talk, customer, day, CHANNEL_WORDS[contact.channel]);
    const counts = late.worth !== 'tooLate';
    const effective = contact.effective && counts;
    const since = addMinutes(at, -MEMORY_MINUTES);
    const unfinished =
      contact.result === 'connected' && counts
        ? await findUnfinishedTalk(db, customer.id, member.userId, since)
        : undefined;
    // What was told too late stays as it was told.
    const isKept = (on: Day) => timeliness(on, dayOf(at), book.on(dayOf(at))) === 'tooLate';
    if (unfinished && !isKept(dayOf(unfinished.at))) await dropContact(db, unfinished.id);
    const pretext = pretextOf(meaning, customer, day);
    const entry = {
      storeId: customer.storeId,
      customerId: customer.id,
      by: member.userId,
      content,
      pretext: null,
      gradeBefore: customer.grade,
      at: happened,
      enteredAt: at,
    };
    // 打了两个都没接 微信也没回: each try is one.
    const tried = [{ ...contact, times: contact.times ?? 1 }, ...(contact.besides ?? [])];
    const further = tried.flatMap(({ channel, result, times = 1 }, way) =>
      Array.from({ length: way === 0 ? times - 1 : times }, () => ({ channel, result })),
    );
    for (const { channel, result } of further)
      await write(db, newContact({ ...entry, channel, result, effective: false }));
    const logged = newContact({
      ...entry,
      channel: contact.channel,
      result: contact.result,
      effective,
      pretext,
      referralHint: meaning.referralHint ?? false,
      // Whoever has ordered, has his car or is only befriended is not graded after a talk.
      ...(effective && isBeyondGrades(customer) && { gradeAfter: customer.grade, gradedAt: at }),
    });
    // A grade said in the same message is written on this row: then it must be there first.
    if (meaning.intents.length === 1) writes.push(logged);
    else await write(db, logged);
    const backfilled = day < dayOf(at) ? `（补录${formatDay(day)}）` : '';
    const ways = tried
      .map(
        ({ channel, result, times = 1 }) =>
          `${CHANNEL_WORDS[channel]}${RESULT_WORDS[result]}${times > 1 ? `${times}次` : ''}`,
      )
      .join('、');
    const heading = `已记 ${describe(customer)}：${ways}${backfilled}`;
    if (!counts) return { lines: [heading, ...(late.line ? [late.line] : [])], change: fields };
    const beside = late.line ? [late.line] : [];
    if (!effective) {
      const tries =
        contact.result === 'connected'
          ? customer.attemptDays
          : [...customer.attemptDays, day, ...further.map(() => day)].slice(-KEPT_ATTEMPTS);
      if (contact.result === 'call_later' && isLaterDay(meaning, day))
        return {
          lines: [`${heading}，算一次拨打，不算有效回访`, ...beside],
          // He answered and named a day: the first call back is made, and the day is what counts now (D8, D9).
          change: { ...fields, attemptDays: tries, firstCallOwedSince: null },
        };
      const receipt = attempt(heading, contact.result, tries, {
        isToday: day === dayOf(at),
        rules: book.on(day),
        times: 1 + further.length,
        content: contact.summary ?? '',
      });
      return {
        ...receipt,
        lines: [...receipt.lines, ...beside],
        change: { ...fields, attemptDays: tries },
      };
    }
    const revisited =
      customer.state === 'lost' ? await finishRevisit(db, customer.id, dayOf(at), at) : undefined;
    const newest = !customer.lastEffectiveOn || day >= customer.lastEffectiveOn;
    const graded = meaning.grade ?? meaning.gradeUnchanged ?? meaning.lost;
    const asksGrade = !graded && customer.state === 'open' && !customer.inBaseGroup;
    // One question at a time, and none to a first contact.
    const knowsHim = asksGrade || !customer.lastEffectiveOn ? undefined : askRapport(customer, dayOf(at));
    const question =
      customer.state === 'pooled'
        ? POOL_QUESTION
        : revisited
          ? REVISIT_QUESTION
          : asksGrade
            ? gradeQuestion(customer.grade, book.on(dayOf(at)))
            : knowsHim?.line;
    return {
      lines: [
        `${heading}，算有效回访`,
        ...beside,
        ...(revisited ? [`${revisited.what}完成`] : []),
        ...(meaning.referralHint
          ? [`有转介绍苗头：问到称呼电话就登记，如：登记 高先生 手机号 ${describe(customer)}介绍的`]
          : []),
      ],
      ...(question !== undefined && { question }),
      change: {
        ...fields,
        ...knowsHim?.change,
        ...(newest && {
          lastEffectiveOn: day,
          attemptDays: [],
          putOffTo: null,
          firstCallOwedSince: null,
          ...USED_UP,
          lastTalk: content.slice(0, 60),
        }),
        ...(customer.agreedOn && customer.agreedOn <= day && { agreedOn: null, agreedTime: null }),
        ...(customer.state === 'open' && customer.step < 2 && { step: 2 }),
      },
      hints: hintsFor(customer, graded !== undefined),
    };
  },
});

/** 下周四再打给他: a later day than that of the call. */
function isLaterDay({ nextContactAt }: Meaning, day: Day): boolean {
  return nextContactAt !== undefined && nextContactAt.slice(0, 10) > day;
}

function isBeyondGrades({ state, inBaseGroup }: Customer): boolean {
  return state === 'ordered' || state === 'delivered' || inBaseGroup;
}

/** What was prepared serves one talk. */
const USED_UP = { pretext: null, pretextOn: null, callPrep: null } as const;

/**
 * With which reason he was called: the one named in the log or prepared before, that it was agreed, or the one beside
 * his number in the list of due customers that is answered.
 */
function pretextOf({ pretext, customerRef }: Meaning, customer: Customer, day: Day): string | null {
  if (pretext !== undefined && !isIdle(pretext)) return pretext;
  const { pretextOn } = customer;
  const prepared = pretextOn !== null && pretextOn <= day ? preparedPretext(customer) : undefined;
  if (prepared !== undefined) return prepared;
  const isDue = customer.nextDueOn !== null && customer.nextDueOn <= day;
  const byNumber = typeof customerRef === 'object' && customerRef?.index !== undefined;
  const isAgreed = customer.agreedOn !== null && customer.agreedOn <= day;
  return isDue && (byNumber || isAgreed) ? (offeredPretexts(customer)[0] ?? null) : null;
}

const GRADE_HINTS: Record<Grade, string> = {
  O: '级别不变',
  H: '级别不变',
  A: '级别不变',
  B: '升A 颜色定了',
  C: '升B 约了周六来',
};

const REVISIT_QUESTION = '他又想买就回“激活”，还没兴趣不用回';
/** Whom the company took back is not graded: he comes to life again, or does not. */
const POOL_QUESTION = '公司池的客户：还想买回“激活”，不买了回“战败 原因”';

/** What is likely to be said next. */
function hintsFor({ state, grade }: Customer, isGraded: boolean): string[] {
  if (state === 'pooled' || state === 'lost') return ['激活'];
  if (isGraded) return ['约周六下午2点来店'];
  return grade ? [GRADE_HINTS[grade]] : [];
}

/** R34: after every talk somebody says what the grade is now, even if it has not changed. */
function gradeQuestion(grade: Grade | null, rules: Rules): string {
  if (!grade) return `定什么级别？回 ${prospectGrades(rules).join(' / ')}`;
  const up = nextGrade(rules, grade, 'up');
  const down = nextGrade(rules, grade, 'down');
  const answers = ['不变', up && `升${up}`, down && `降${down}`].filter(Boolean).join(' / ');
  return `级别还是${grade}吗？回：${answers}`;
}

/** What only says that there was a talk. */
const TALKED = /打[了过通]+|通了|接通?了|电话|聊[了过完]|回访[了过]?|联系[了上]+/g;

/** The receipt of what was no contact: what to do instead, by how it ended and how often it was tried (D7). */
function attempt(
  heading: string,
  result: ContactResult,
  tries: readonly Day[],
  { isToday, rules, times, content }: { isToday: boolean; rules: Rules; times: number; content: string },
): Outcome {
  if (result === 'connected') {
    const isShort = /[一-龥]{2}/.test(content.replaceAll(TALKED, ''));
    const lacks = isShort ? `内容太短，不到${MIN_CONTENT_CHARACTERS}个字` : '没写聊了什么';
    const lines = [`${heading}，${lacks}，先不算有效回访`, '客户说了什么？补一句内容就算'];
    return { lines, incomplete: true };
  }
  if (result === 'dead_number' || result === 'wrong_number') {
    const lines = [`${heading}，不算有效回访`, '请核对登记时的号码，或改用微信'];
    return { lines, hints: ['电话改成 139…'] };
  }
  const today = tries.filter((day) => day === tries.at(-1)).length;
  const next = attemptsExhausted(tries, rules)
    ? `已经试了${tries.length}次：换微信、换人打，或请主管判断`
    : today >= rules.attemptsADay && isToday
      ? `今天打过${today}次了，明天换个时间再打`
      : '换个时间再打一次';
  return {
    lines: [`${heading}，算${times === 1 ? '一' : times}次拨打，不算有效回访`, next],
    hints: ['发了微信 没回'],
  };
}
