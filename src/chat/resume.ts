import type { CustomerId } from '../domain/ids.ts';
import { interpretAnswer } from '../language/interpret.ts';
import type { Intent } from '../language/intents.ts';
import type { Meaning } from '../language/meaning.ts';
import { asideOf } from '../language/purposes/asides.ts';
import { isQuestion } from '../language/reading.ts';
import { readNames } from '../language/values/names.ts';
import type { Talk } from './command.ts';
import type { OpenQuestion } from './pending.ts';
import { read, type Understood } from './understand.ts';

/** What was asked about, made whole by the answer. */
export type Resumed = Understood & { talk: Talk; customerId?: CustomerId | undefined };

/** The message as the answer to an open question; undefined when it is something new. */
export function resume(
  talk: Talk,
  { question, askedAt }: OpenQuestion,
  answer: Meaning,
): Resumed | 'cancelled' | undefined {
  if (answer.says === 'no') return 'cancelled';
  const { roles } = talk.member;
  switch (question.kind) {
    case 'choose': {
      const customerId = answer.choice === undefined ? undefined : question.options[answer.choice - 1];
      if (customerId === undefined) return undefined;
      return { talk: { ...talk, text: question.text }, meaning: question.meaning, parts: [], customerId };
    }
    case 'confirm': {
      // What waits for a yes is not written yet: taking it back or putting it right takes nothing else away.
      const takesBack = answer.intents.some((intent) => intent === 'undo' || intent === 'correct');
      if (takesBack || answer.choice === 2 || /^(?:不对|不是|错了)/.test(talk.text.trim()))
        return 'cancelled';
      if (refuses(talk.text, answer)) return 'cancelled';
      // 先不收 1 is no yes: the number has to stand alone.
      const isYes = answer.says === 'yes' || (answer.choice === 1 && ONE_ALONE.test(talk.text));
      if (!isYes) return undefined;
      const { text, meaning } = question;
      return {
        talk: { ...talk, text, confirmed: true },
        meaning,
        parts: [],
        customerId: question.customerId ?? undefined,
      };
    }
    case 'fill': {
      const meaning = interpretAnswer(talk.text, { now: talk.at, roles, context: [] });
      // A name or a number that the card has already speaks of somebody else.
      const { name, phone } = meaning?.customer ?? {};
      const isOther =
        (name && !question.lacks.includes('称呼')) || (phone && !question.lacks.includes('电话'));
      return meaning && !isOther ? { talk, meaning, parts: [], customerId: question.customerId } : undefined;
    }
    case 'remark': {
      const isTalk = answer.intents.every((said) => MAY_BE_A_REMARK.has(said));
      if (!isTalk || namesSomebody(answer) || isAsideTalk(talk.text)) return undefined;
      const { alerts } = question;
      const meaning: Meaning = { intents: ['answerAlert'], remark: talk.text.trim(), alerts };
      return { talk, meaning, parts: [] };
    }
    case 'complete': {
      if (refuses(talk.text, answer) && !question.text.includes('战败')) return 'cancelled';
      // A bare number answers a list, and gives no reason.
      const isNumber = /^\s*\d{1,2}\s*$/.test(talk.text);
      if (isNumber || isAsideTalk(talk.text) || LOOKS_UP.test(talk.text)) return undefined;
      if (tellsOfAnother(talk.text, answer, question.text)) return undefined;
      const text = `${question.text} ${talk.text}`;
      const then = { now: askedAt, roles, context: [] };
      const whole = read(text, then);
      // 为什么战败？ 买了缤智: the answer alone says again what was said.
      const { meant, left } = question;
      const asked = meant ? [meant] : (left ?? read(question.text, then).meaning.intents);
      // Who names the customer again and tells something of him answers nothing: 王先生改C.
      const completes = namesSomebody(answer) && question.customerId !== null ? NAMES_ALONE : COMPLETES;
      const repeats = (said: Intent) => asked.includes(said) && (meant === said || !namesSomebody(answer));
      if (!answer.intents.every((said) => completes.includes(said) || repeats(said))) return undefined;
      const isMeant = meant
        ? whole.meaning.intents.includes(meant) && !namesSomebody(answer)
        : whole.meaning.intents.some((said) => said !== 'none' && said !== 'ask');
      const customerId = namesSomebody(whole.meaning) ? undefined : (question.customerId ?? undefined);
      // What the message did before stands already: only what waited for the answer is done now.
      const intents = left
        ? whole.meaning.intents.filter((said) => left.includes(said))
        : whole.meaning.intents;
      if (!isMeant || intents.length === 0) return undefined;
      return { talk: { ...talk, text }, ...whole, meaning: { ...whole.meaning, intents }, customerId };
    }
  }
}

/** What an answer may seem to say by itself. */
const NAMES_ALONE: readonly Intent[] = ['queryCustomer', 'none', 'ask'];
const COMPLETES: readonly Intent[] = [
  ...NAMES_ALONE,
  'updateCard',
  'setGrade',
  // 为什么退订？ 贷款没批下来
  'setFinance',
];

const ONE_ALONE = /^[\s第选回]*[1１一][个号]?[\s。.!！吧]*$/;

/** 算了先不弄, 先不订, 不转了, 等下 先别记: whoever says so does not want what was asked about. */
const REFUSES =
  /^(?:那|还是|我看)?(?:算了|先?不|先别|别|暂时?[不别]|等一?[下会]|等等|缓|再想想|再说吧?|取消)/;
const LONGEST_REFUSAL = 10;

function refuses(text: string, answer: Meaning): boolean {
  const said = text.normalize('NFKC').trim();
  const isTalk = answer.intents.every((intent) => intent === 'none' || intent === 'ask');
  return isTalk && said.length <= LONGEST_REFUSAL && REFUSES.test(said) && !namesSomebody(answer);
}

/** 查 王先生 asks for his card; a bare 王先生 may answer a question. */
const LOOKS_UP = /^\s*(?:查|看)/;

/** 聊过了 今天补上 is read as an account of a talk, where it is read as anything. */
const MAY_BE_A_REMARK: ReadonlySet<Intent> = new Set([
  'none',
  'ask',
  'logContact',
  'updateCard',
  'setNextContact',
  'reviewStep',
]);

function namesSomebody({ customerRef }: Meaning): boolean {
  return typeof customerRef === 'object' && customerRef !== null && customerRef.index === undefined;
}

/** 王先生的旧车是轩逸, when 孙先生's talk was asked about: who stands at the head is spoken of. */
function tellsOfAnother(text: string, { customerRef, intents }: Meaning, asked: string): boolean {
  if (typeof customerRef !== 'object' || customerRef === null || !intents.includes('updateCard'))
    return false;
  const called = customerRef.alias ?? customerRef.name;
  const isOfOne = readNames(asked).some(({ value }) => value.kind !== 'staff');
  return called !== undefined && isOfOne && text.trim().startsWith(called) && !asked.includes(called);
}

/** Questions, thanks, laughter, adverts and lines to a colleague complete nothing. */
function isAsideTalk(text: string): boolean {
  const normal = text.normalize('NFKC').trim();
  return (
    asideOf(normal) !== undefined ||
    isQuestion(normal) ||
    readNames(normal).some(({ value }) => value.kind === 'staff')
  );
}
