import { type OpenAlert, listOpenAlerts } from '../db/alerts.ts';
import { findLastNumbered } from '../db/cards.ts';
import { findCustomers } from '../db/customers.ts';
import { listStaff } from '../db/staff.ts';
import { answersTo } from '../domain/staff.ts';
import type { AlertAnswer } from '../language/alert-answer.ts';
import type { Meaning } from '../language/meaning.ts';
import { surnameOf } from '../language/values/names.ts';
import { scopeOf } from './access.ts';
import { type Talk, UserError } from './command.ts';

/** An open case and its number on the card shown last. */
interface Shown {
  number: number;
  alert: OpenAlert;
}

interface Board {
  /** How many cases the card showed, those settled since among them. */
  size: number;
  open: readonly Shown[];
}

/** What is said to the alerts, one answer or several. */
export function answersIn({ answer, choice, remark, alertAnswers }: Meaning): readonly AlertAnswer[] {
  if (alertAnswers) return alertAnswers;
  if (!answer) return [];
  return [{ answer, ...(choice !== undefined && { numbers: [choice] }), ...(remark && { remark }) }];
}

/** Whose case it is said to be, where all is said of one customer or colleague. */
export function onlyName(answers: readonly AlertAnswer[]): string | undefined {
  const [only, second] = answers;
  return second ? undefined : only?.of;
}

/**
 * The open cases as they are numbered for him: by the last card that numbers them, for a number keeps its case when
 * another one has been answered; what has come since follows.
 */
export async function boardOf({ db, member }: Talk): Promise<Board> {
  const [card, open] = await Promise.all([
    findLastNumbered(db, member.userId, 'alerts'),
    listOpenAlerts(db, member.userId),
  ]);
  const subjects = card?.subjects ?? [];
  const isShown = open.some(({ id }) => subjects.includes(id));
  if (!isShown) return { size: open.length, open: open.map((alert, at) => ({ number: at + 1, alert })) };
  const later = open.filter(({ id }) => !subjects.includes(id));
  return {
    size: subjects.length + later.length,
    open: [
      ...subjects.flatMap((id, at) => {
        const alert = open.find((each) => each.id === id);
        return alert ? [{ number: at + 1, alert }] : [];
      }),
      ...later.map((alert, at) => ({ number: subjects.length + at + 1, alert })),
    ],
  };
}

/** The cases of each answer; throws when one of them is none, or could be several. */
export async function meantAlerts(
  talk: Talk,
  answers: readonly AlertAnswer[],
  board: Board,
): Promise<{ said: AlertAnswer; meant: OpenAlert[] }[]> {
  const taken = new Set<number>();
  const chosen = new Map<AlertAnswer, readonly Shown[]>();
  const inOrder = [...answers].sort((a, b) => Number(a.rest ?? false) - Number(b.rest ?? false));
  for (const said of inOrder) {
    if (said.rest && answers.length === 1) throw new UserError('其他的是哪几条？请回序号，如：1和3准假');
    const meant = said.rest
      ? board.open.filter(({ alert }) => !taken.has(alert.id))
      : await casesOf(talk, said, board);
    for (const { number, alert } of meant) {
      if (taken.has(alert.id)) throw new UserError(`第${number}条说了两次，没有记。请再说一次。`);
      taken.add(alert.id);
    }
    chosen.set(said, meant);
  }
  return answers.map((said) => ({ said, meant: (chosen.get(said) ?? []).map(({ alert }) => alert) }));
}

async function casesOf(talk: Talk, said: AlertAnswer, { size, open }: Board): Promise<readonly Shown[]> {
  const { numbers, except, first, last, count, of, one } = said;
  if (numbers) return numbers.map((number) => numbered(number, { size, open }));
  if (except) {
    const left = except.map((number) => numbered(number, { size, open }).number);
    return open.filter(({ number }) => !left.includes(number));
  }
  if (first !== undefined || last !== undefined) {
    const most = Math.min(first ?? last ?? 0, size);
    const from = first === undefined ? size - most + 1 : 1;
    return Array.from({ length: most }, (_, at) => numbered(from + at, { size, open }));
  }
  if (count !== undefined && count !== open.length)
    throw new UserError(whichOf(`现在没处理的是${open.length}条，是哪几条？请回序号：`, open));
  const meant = of === undefined ? open : await casesNamed(talk, of, open);
  if (one && meant.length > 1) throw new UserError(whichOf('是哪一条？请带上序号再说一次：', meant));
  return meant;
}

function numbered(number: number, { size, open }: Board): Shown {
  const found = open.find((each) => each.number === number);
  if (found) return found;
  if (number > size || number < 1) throw new UserError(`只有${size}条提醒，没有第${number}条。`);
  throw new UserError(`第${number}条已经处理过了，没有记。发“督导”看还没处理的。`);
}

/** Of the customer, or of the colleague, so called; asks when it may be several people. */
async function casesNamed(talk: Talk, word: string, open: readonly Shown[]): Promise<readonly Shown[]> {
  const clue = { name: word, surname: surnameOf(word) ?? null };
  const customers = await findCustomers(talk.db, scopeOf(talk.member), clue);
  const isColleague = await colleaguesCalled(talk, word);
  const exact = open.filter(({ alert }) => alert.customer === word);
  const named =
    exact.length > 0
      ? exact
      : open.filter(({ alert }) => customers.some(({ id }) => id === alert.customerId));
  const ofColleague = open.filter(({ alert }) => isColleague(alert.aboutId));
  const meant =
    named.length > 0 && ofColleague.length > 0
      ? [...new Set([...named, ...ofColleague])]
      : named.length > 0
        ? named
        : ofColleague;
  if (meant.length === 0) throw new UserError(`没有等您处理的${word}的督导提醒。发“督导”看还没处理的。`);
  const people = new Set(meant.map(({ alert }) => (named.length > 0 ? alert.customerId : alert.aboutId)));
  if (people.size > 1)
    throw new UserError(
      whichOf(`叫${word}的不止一位，是哪一条？请回序号，如：${meant[0]?.number}准假`, meant),
    );
  return meant;
}

async function colleaguesCalled({ db }: Talk, word: string): Promise<(userId: string) => boolean> {
  const people = await listStaff(db);
  const called = people.filter((person) => answersTo(person, word)).map(({ userId }) => userId as string);
  return (userId) => called.includes(userId);
}

const MOST_LISTED = 9;

function whichOf(ask: string, cases: readonly Shown[]): string {
  return [ask, ...cases.slice(0, MOST_LISTED).map(lineOf)].join('\n');
}

/** "2 李姐 短信没发", as the choice on a card says it. */
export function lineOf({ number, alert: { customer, about, aboutAlias, short } }: Shown): string {
  return `${number} ${customer || (aboutAlias ?? about)} ${short}`;
}
