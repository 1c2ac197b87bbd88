import type { Circumstances } from './circumstances.ts';
import { assemble } from './assemble.ts';
import { isBareAnswer } from './evidence.ts';
import { referrerOf } from './facts/card.ts';
import { withoutCourtesy } from './courtesy.ts';
import { type Decision, decide, isAbsorbed, type LayerName, merged, type Shown } from './decide.ts';
import { byAll, byNames, byNumbers, mattersOf, phrasesOf } from './items.ts';
import type { Intent } from './intents.ts';
import type { Meaning } from './meaning.ts';
import { severalOff } from './purposes/attendance.ts';
import { type Reading, readingOf } from './reading.ts';

/** The longest message that is read; what people write is far shorter, and WeCom cuts at 2,048 bytes. */
const MAX_CHARACTERS = 4000;

/**
 * What one message means: what it is for is decided from the words and all values in it together, then both are put
 * into one shape. Pure: the same text at the same time means the same.
 */
export function interpret(text: string, circumstances: Circumstances): Meaning {
  return explained(text, circumstances).meaning;
}

/** The meaning, and for each thing the message is for the words that showed it (`/why`). */
export function explained(text: string, circumstances: Circumstances): Explained {
  const normal = normalized(text);
  if (normal === '') return { meaning: { intents: ['none'] }, shown: [], readings: [] };
  if (normal.length > MAX_CHARACTERS)
    return {
      meaning: { intents: ['ask'], needs: ['这条太长了，没有记。请一位客户一条，分开发。'] },
      shown: [],
      readings: [],
    };
  const whole = read(normal, circumstances);
  const several =
    inItems(whole, circumstances) ?? ofSeveralOff(whole, circumstances) ?? inMatters(whole, circumstances);
  if (several) return several;
  // 1 同意 2 改B, 1 存疑, 2 我来跟: the numbers are its own.
  if (OWN_NUMBERS.some((intent) => isOf(whole.decision.shown, intent))) return explainedOf(whole);
  const [, index, rest = ''] =
    /^(\d{1,2})[.、:)\s]\s*(?=\D)(.+)$/s.exec(normal) ??
    /^(\d{1,2})(?=[没通约不接挂空打聊关停占又还再])(.+)$/s.exec(normal) ??
    /^第?([一二三四五六七八九十]|\d{1,2})(?:个|号(?=\s*[没通不接挂空关停打])|\s)[,，\s]*(?=[没通约不接挂空打聊关停占又还再说])(.+)$/s.exec(
      normal,
    ) ??
    [];
  if (index === undefined) return explainedOf(whole);
  const { meaning, ...basis } = explainedOf(read(rest, circumstances), true);
  return {
    ...basis,
    meaning: isNamed(meaning)
      ? meaning
      : { ...meaning, customerRef: { index: Number(index) || '零一二三四五六七八九十'.indexOf(index) } },
  };
}

/** Answers to numbered cards of the bot, not to the list of customers. */
const OWN_NUMBERS: readonly Intent[] = ['reviewGrades', 'answerSpotCheck', 'answerAlert'];

interface Explained {
  meaning: Meaning;
  shown: Shown[];
  /** The parts that were read by themselves; the whole message if it is one. */
  readings: Reading[];
}

/** A message, or a part of one, and what was decided of it. */
interface Read {
  reading: Reading;
  decision: Decision;
}

/** Of one message, by its circumstances: a phrase is tried alone, as a part and as a matter, and read once. */
const known = new WeakMap<Circumstances, Map<string, Read>>();

function read(text: string, circumstances: Circumstances): Read {
  const readings = known.get(circumstances) ?? new Map<string, Read>();
  known.set(circumstances, readings);
  const before = readings.get(text);
  if (before) return before;
  const reading = readingOf(text, circumstances);
  const one = { reading, decision: decide(reading) };
  readings.set(text, one);
  return one;
}

function explainedOf({ reading, decision: { shown } }: Read, isItem = false): Explained {
  const intents = shown.map(({ purpose }) => purpose.intent);
  return { meaning: assemble(reading, shown, intents, { isItem }), shown, readings: [reading] };
}

const OF_CUSTOMERS: ReadonlySet<LayerName> = new Set(['deed', 'verdict', 'rest']);

/** Several customers in one message, each with a meaning of its own; undefined when it tells of one. */
function inItems({ reading, decision }: Read, circumstances: Circumstances): Explained | undefined {
  if (!OF_CUSTOMERS.has(decision.layer)) return undefined;
  const { text, evidence } = reading;
  const referrer = referrerOf(reading);
  const people = evidence.names.filter((name) => name !== referrer);
  const cut = byNumbers(text) ?? byAll(text, people) ?? byNames(text, people);
  if (!cut) return undefined;
  const { heading, items } = cut;
  const parts = items.map(({ text: part, index }) => {
    // 战败申请: 1 康先生 同意: the heading says what the word is about.
    const isOfLoss = /[战占]败/.test(text) && !/[战占]败/.test(part) ? '战败' : '';
    // 3 不要了: said by the customer, not to the bot.
    const isRefusal = index !== undefined && /^(?:不要|算|不用|不买|不考虑|取消)了?[。.!！]?$/.test(part);
    const isCall = /来电|进线/.test(heading) && !/来电|进线/.test(part);
    const told =
      decision.layer === 'verdict'
        ? [heading || isOfLoss, part].join(' ').trim()
        : isCall
          ? `来电 ${part}`
          : isRefusal
            ? `客户说${part}`
            : index !== undefined && /^(?:说|[聊谈问]过了|沟通过了)/.test(part)
              ? `客户${part}`
              : part;
    const one = read(told, circumstances);
    const { meaning, shown } = explainedOf(one, true);
    const isOutcome = meaning.intents.some((intent) => OF_LISTED.has(intent));
    const isListed = index !== undefined && isOutcome && !isNamed(meaning);
    return { ...one, shown, meaning: isListed ? { ...meaning, customerRef: { index } } : meaning };
  });
  const isTold = parts.every(
    ({ decision: { layer, shown } }) => layer !== 'rest' || isOf(shown, 'updateCard'),
  );
  const byNumber = items.some(({ index }) => index !== undefined);
  if (!isTold && !(byNumber && decision.layer !== 'rest')) return undefined;
  if (!byNumber && parts.some(({ decision: { layer } }) => layer === 'rest')) return undefined;
  const isAccount =
    (/(?:回访|电话|[打拨]).{0,4}[个通]/.test(heading) ||
      parts.some(({ meaning: { intents } }) => intents.includes('logContact'))) &&
    parts.every(({ meaning: { intents } }) => intents.every((intent) => OUTCOMES.has(intent)));
  const meanings = parts.map((part) => (isAccount ? asLog(part, part.meaning) : part.meaning));
  const all = new Set(meanings.flatMap(({ intents }) => intents));
  // An account of calls is one log; what came of each stands in the items.
  const isLog = meanings.every(({ intents }) => intents.includes('logContact'));
  const registers =
    /登记|来店|建卡/.test(heading) && all.has('createCard') && !all.has('registerCall')
      ? (['registerVisit'] as const)
      : [];
  const intents: Intent[] = isLog ? ['logContact'] : [...new Set([...registers, ...all])];
  return {
    meaning: { intents, items: meanings },
    shown: parts.flatMap(({ shown }) => shown),
    readings: parts.map(({ reading: part }) => part),
  };
}

/** Days off of several people: of each by himself, or asked for one by one when not all can be read. */
function ofSeveralOff({ reading, decision }: Read, circumstances: Circumstances): Explained | undefined {
  if (decision.layer !== 'order' || !isOf(decision.shown, 'setRestDay')) return undefined;
  const offs = severalOff(reading);
  if (!offs) return undefined;
  const parts = offs === 'unclear' ? [] : offs.map(({ text }) => read(text, circumstances));
  if (offs === 'unclear' || !parts.every(({ decision: { shown } }) => isOf(shown, 'setRestDay')))
    return {
      meaning: {
        intents: ['ask'],
        needs: ['有几位休息，没看清是谁哪天，没有记。请一位一条，如：小马周三休'],
      },
      shown: [],
      readings: [reading],
    };
  const items = parts.map((part, at) => {
    const { staff } = offs[at] ?? {};
    return { ...explainedOf(part, true).meaning, ...(staff !== undefined && { staff }) };
  });
  return {
    meaning: { intents: ['setRestDay'], items },
    shown: parts.flatMap(({ decision: { shown } }) => shown),
    readings: parts.map(({ reading: part }) => part),
  };
}

/** What may come of a call. */
const OUTCOMES: ReadonlySet<Intent> = new Set<Intent>(
  'logContact flagPhone setAppointment setNextContact reschedule applyLost setGrade'.split(' ') as Intent[],
);

/** Of whom it is told by his place in a list. */
const OF_LISTED: ReadonlySet<Intent> = new Set<Intent>([
  ...OUTCOMES,
  ...('queryCustomer recordOrder recordPayment logTestDrive recordNegotiation deliver reactivate'.split(
    ' ',
  ) as Intent[]),
]);

/** Among others that were called, 周三来 and 不要了 tell of a call too. */
function asLog({ reading }: Read, meaning: Meaning): Meaning {
  const { customerRef, lost, ...rest } = meaning;
  if (meaning.intents.includes('logContact')) return lost ? { ...meaning, applyLost: lost } : meaning;
  const contact = { channel: 'phone', result: 'connected', effective: true, summary: reading.text } as const;
  return {
    ...rest,
    intents: ['logContact', ...meaning.intents],
    ...(customerRef !== undefined && { customerRef }),
    ...(lost && { lost, applyLost: lost }),
    contact,
  };
}

function isOf(shown: readonly Shown[], intent: Intent): boolean {
  return shown.some(({ purpose }) => purpose.intent === intent);
}

const SETTLED: ReadonlySet<LayerName> = new Set(['order', 'question', 'verdict', 'tally', 'deed', 'answer']);
const MANAGING: ReadonlySet<LayerName> = new Set(['order', 'question', 'verdict']);

/**
 * Several matters in one message (周报发我 再看下库龄超90天的): each is read by itself. Undefined when it is one matter, or
 * one told in several phrases.
 */
function inMatters(whole: Read, circumstances: Circumstances): Explained | undefined {
  const { reading, decision } = whole;
  if (decision.layer === 'aside' || decision.layer === 'tally') return undefined;
  const parts = mattersOf(reading.text);
  const parted = parts.length > 1 ? parts.map((part) => read(part, circumstances)) : [];
  const isParted =
    parted.length > 1 &&
    parted.every(({ decision: { layer } }) => SETTLED.has(layer)) &&
    parted.some(({ decision: { layer } }) => layer !== 'deed');
  const matters = isParted
    ? parted
    : decision.shown.length === 1 && MANAGING.has(decision.layer) && !isOf(decision.shown, 'queryRules')
      ? grouped(reading.text, circumstances)
      : [];
  if (matters.length < 2) return undefined;
  const told = matters.map((matter) => explainedOf(matter));
  const all = new Set(told.flatMap(({ meaning }) => meaning.intents));
  const meant = new Set(decision.shown.map(({ purpose }) => purpose.intent));
  // 来店多少 还有小裴怎么回事: parted by a word, figures are a matter of their own.
  const isOwn = (intent: Intent) => isParted && intent === 'queryKpi';
  if ([...all].some((intent) => isAbsorbed(intent, meant) && !isOwn(intent))) return undefined;
  const intents = [...all].filter((intent) => !isAbsorbed(intent, all) || isOwn(intent));
  if (intents.length < 2) return undefined;
  const { intents: _intents, ...meaning } = merged(told.map(({ meaning: one }) => one)) as Meaning;
  return {
    meaning: { intents, ...meaning },
    shown: told.flatMap(({ shown }) => shown),
    readings: told.flatMap(({ readings }) => readings),
  };
}

/** Phrases that belong together: one that is an order or a question by itself begins a new matter. */
function grouped(text: string, circumstances: Circumstances): Read[] {
  const groups: { text: string; intent: Intent | undefined }[] = [];
  const phrases = phrasesOf(text);
  const borders: number[] = [];
  for (const [at, phrase] of phrases.entries()) {
    const { decision } = read(phrase, circumstances);
    // 同意 底价走: a bare word of consent belongs to what follows.
    const isWord = phrase.length <= 3 && decision.layer === 'verdict';
    const intent = MANAGING.has(decision.layer) && !isWord ? decision.shown[0]?.purpose.intent : undefined;
    if (intent && at > 0) borders.push(at);
    const last = groups.at(-1);
    if (last && (intent === undefined || last.intent === undefined || last.intent === intent)) {
      last.text = `${last.text} ${phrase}`;
      last.intent ??= intent;
    } else groups.push({ text: phrase, intent });
  }
  if (groups.length < 2) return halved(phrases, borders, circumstances);
  const matters = groups.map((group) => read(group.text, circumstances));
  return matters.every(({ decision: { layer } }) => MANAGING.has(layer)) ? matters : [];
}

function normalized(text: string): string {
  return withoutCourtesy(
    text
      .normalize('NFKC')
      .replace(/^\((?:语音|语音转文字)\)/, '')
      .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
      .trim(),
  );
}

function isNamed({ customerRef, customer, intents }: Meaning): boolean {
  return (
    (typeof customerRef === 'object' && customerRef !== null) ||
    customer !== undefined ||
    intents.includes('none')
  );
}

/**
 * A message as the answer to a question for what a card lacks: undefined when it says more than values. A number is
 * then the customer's, not that of a new one.
 */
export function interpretAnswer(text: string, circumstances: Circumstances): Meaning | undefined {
  const reading = readingOf(normalized(text), circumstances);
  return isBareAnswer(reading.evidence)
    ? assemble(reading, [], ['updateCard'], { isAnswer: true })
    : undefined;
}

/** Two matters of which the first shows in no single phrase: cut before a phrase that is one by itself. */
function halved(
  phrases: readonly string[],
  borders: readonly number[],
  circumstances: Circumstances,
): Read[] {
  for (const at of borders) {
    // 回电话了 问置换补贴多少: what the customer asked is no second matter.
    if (/^[他她]?问(?!一?下|问)/.test(phrases[at] ?? '')) continue;
    const parts = [phrases.slice(0, at), phrases.slice(at)].map((part) =>
      read(part.join(' '), circumstances),
    );
    const [first, second] = parts.map(({ decision }) => decision.shown[0]?.purpose.intent);
    // 华姐没接 我今天还剩谁没打: a call is told, then something is asked.
    const [told] = parts;
    const isCall = told?.decision.layer === 'deed' && isOf(told.decision.shown, 'logContact');
    const isTwo =
      parts.every(({ decision: { layer } }, place) => MANAGING.has(layer) || (place === 0 && isCall)) &&
      first !== second;
    if (
      isTwo &&
      first &&
      second &&
      !isAbsorbed(first, new Set([second])) &&
      !isAbsorbed(second, new Set([first]))
    )
      return parts;
  }
  return [];
}
