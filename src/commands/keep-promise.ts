import { defineCommand, UserError } from '../chat/command.ts';
import { describe } from '../chat/describe.ts';
import { addTask, finishTasks, listOpenTasks, postponeTask, type Task } from '../db/tasks.ts';
import { addDays, type Day, dayOf, formatDay } from '../domain/time.ts';

const MOST_CHARACTERS = 30;

export default defineCommand({
  name: '答应的事',
  rank: 65,
  takes: ['setPromise', 'keepPromise', 'setReminder'],
  about: 'customer',
  allow: ['consultant', 'deskAgent', 'supervisor', 'salesManager'],
  help: '答应客户的事，到日子排在待办最前面',
  examples: [
    {
      say: '答应王先生周五给报价',
      means: { intents: ['setPromise'], customerRef: { name: '王先生' } },
    },
    { say: '王先生报价给了', means: { intents: ['keepPromise'], customerRef: { name: '王先生' } } },
  ],
  async handle({ db, member, at, text }, meaning, customer) {
    const isReminder = meaning.intents.includes('setReminder');
    const own = (await listOpenTasks(db, customer.id)).filter(
      ({ ownerId, kind }) => ownerId === member.userId && kind !== 'tries',
    );
    if (meaning.promiseKept || meaning.intents.includes('keepPromise')) {
      // 通了 报价给他了: told in passing, it is done if it was owed.
      if (meaning.promiseKept && !own.some(({ what }) => isSame(what, text)))
        return { lines: [], readOnly: true };
      if (own.length === 0) throw new UserError(`${describe(customer)}没有记着要办的事。`);
      const done = meantBy(text, own);
      if (!done)
        throw new UserError(
          [
            `${describe(customer)}记着${own.length}件事，办好了哪件？没有记。`,
            ...own.map((task) => `· ${wordsOf(task)}`),
            `回：${describe(customer)}${own[0]?.what ?? ''}办好了`,
          ].join('\n'),
        );
      await finishTasks(db, [done.id], { state: 'done', doneAt: at });
      const left = own.filter((task) => task !== done).map(wordsOf);
      return {
        lines: [
          `已办 ${describe(customer)}：${done.what}${done.dueOn >= dayOf(at) ? '，说到做到' : ''}`,
          ...(left.length > 0 ? [`还要办：${left.join('；')}`] : []),
        ],
      };
    }
    const { what = '联系', on } = meaning.promise ?? {};
    const today = dayOf(at);
    const owed = meaning.promise?.moved && on && on >= today ? meantBy(what, own) : undefined;
    if (owed && on) {
      await postponeTask(db, owed, on);
      return {
        lines: [
          `已改 ${describe(customer)} 答应：${owed.what}，从${formatDay(owed.dueOn)}改到${formatDay(on)}`,
        ],
        hints: [`${describe(customer)}办好了`],
      };
    }
    const said = meaning.appointment?.date ?? meaning.appointment?.at?.slice(0, 10);
    const dueOn = (isReminder && said ? (said as Day) : on) ?? addDays(today, 1);
    if (dueOn < today) throw new UserError(`${formatDay(dueOn)}已经过去了，没有记。请再说一次哪天办。`);
    const added = await addTask(db, {
      storeId: customer.storeId,
      customerId: customer.id,
      ownerId: member.userId,
      kind: isReminder ? 'reminder' : 'promise',
      what: [...what].slice(0, MOST_CHARACTERS).join(''),
      dueOn,
      by: member.userId,
      at,
    });
    const word = isReminder ? '提醒' : '答应';
    if (!added) return { lines: [`${word}已经记过：${what}，${formatDay(dueOn)}`], readOnly: true };
    return {
      lines: [`已记 ${describe(customer)} ${word}：${what}，${formatDay(dueOn)}排在待办最前面`],
      hints: [`${describe(customer)}办好了`],
    };
  },
});

/** 给报价（4/10周五） */
function wordsOf({ what, dueOn }: Task): string {
  return `${what}（${formatDay(dueOn)}）`;
}

/** The only one there is, or the one of several that the text shares most words with: 报价给了 is 给报价. */
function meantBy(text: string, own: readonly Task[]): Task | undefined {
  const [first, second] = own;
  if (!second) return first;
  const alike = own.filter(({ what }) => isSame(what, text));
  const shared = (alike.length > 0 ? alike : own).map((task) => ({
    task,
    length: longestRun(task.what, text),
  }));
  const most = Math.max(...shared.map(({ length }) => length));
  const [best, other] = shared.filter(({ length }) => length === most);
  return (most >= WORD || alike.length === 1) && !other ? best?.task : undefined;
}

/** 给他报价 and 价格发了 are about the same. */
function isSame(what: string, text: string): boolean {
  return (
    longestRun(what.replaceAll(/[给把]|[他她]/g, ''), text) >= WORD || (/价/.test(what) && /价/.test(text))
  );
}

/** Characters of a Chinese word. */
const WORD = 2;

/** How many characters in a row of the one stand in the other. */
function longestRun(what: string, text: string): number {
  for (let length = what.length; length >= WORD; length -= 1)
    for (let start = 0; start + length <= what.length; start += 1)
      if (text.includes(what.slice(start, start + length))) return length;
  return 0;
}
