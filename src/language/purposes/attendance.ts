import { gather } from '../evidence.ts';
import { partsBetween } from '../matches.ts';
import { customersIn } from '../whom.ts';
import type { Reading } from '../reading.ts';
import { isGiven, isOrdinaryWord, surnameAt } from '../values/full-names.ts';
import { COMMON } from '../values/surnames.ts';
import type { Purpose } from './purpose.ts';
import { eachDay } from './staffing.ts';

const SELF = /^(?:我(?:自己|这边)?|本人|咱)$/;
const SO = '(?:那|就|又|也|决定|可以|要|会)*';
const OFF = '(?:休息日?|休假|请假|轮休|调休|病假|事假|年假|假)';
const AT_WORK = '(?:上班|在岗|到岗|来店里)';
/** Without one of these nothing is said of days off. */
const ATTENDANCE = /[休假歇]|上班|[在到]岗|不?在店|来店里/;
/** What says that a day off is none: 不休了, 照常上班, 取消休息. */
const BACK = [
  `${SO}不(?:用|想|打算)?(?:休息?|休假|歇|轮休|调休|请假)了?`,
  `${SO}(?:照常|正常|照样|照旧|还是|改成|改为|换成)来?${AT_WORK}了?`,
  `${SO}来上班了?`,
  `(?:取消|撤掉?|销掉?|不要)了?的?${OFF}了?`,
  `的?${OFF}(?:就|先|也)?(?:取消|不休|不请|不要|撤)掉?了?`,
  '销假了?',
].join('|');
/** Nothing but that, the days left out: of oneself, or of somebody named. */
const BACK_AT_WORK = new RegExp(
  `^(?<who>[一-龥]{0,4}?)(?:${BACK})(?:[\\s,，。]+(?:${BACK}))*[吧哈啊。\\s]*(?:[\\s,，。](?:因为|店里|我?有|要|客户|忙|人手|临时)[^\\d,，。]{0,10})?$`,
);
/** 小马周六休 …: it begins with whoever is away, the days left out. */
const OTHER_IS_OFF =
  /^(?<who>[一-龥]{2,3}?)(?:要|又|也|得|想|请)?(?:休(?!闲)息?|轮休|调休|请假|休假|不上班|不在店)(?:[\d一二两三四五六七]天)?(?=$|[\s,，。])/;

/** A colleague as he is called in the house, or by his full name. */
function isColleague(words: string): boolean {
  return /^[小老阿][一-龥]{1,2}$/.test(words) || isFullName(words);
}

function isFullName(words: string): boolean {
  const surname = surnameAt(words, 0, COMMON);
  if (surname === undefined || isOrdinaryWord(words, 0)) return false;
  const given = words.slice(surname.length);
  return given.length > 0 && given.length <= 2 && isGiven(given) && !/[师医]/.test(given);
}

/** The text without its days, and without the spaces they leave at its beginning. */
function withoutDays({ text, evidence }: Pick<Reading, 'text' | 'evidence'>): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of [...evidence.dates].sort((one, other) => one.start - other.start)) {
    if (start < from) continue;
    rest += text.slice(from, start);
    from = end;
  }
  return (rest + text.slice(from)).replace(/^[\s,，]+/, '').replace(/^(?<who>我)[\s,，]+/, '$<who>');
}

/** Who is back at work though a day off was noted, `me` for the sender; undefined when nothing of that is said. */
function backAtWork(reading: Reading): 'me' | { staff: string } | undefined {
  if (!ATTENDANCE.test(reading.text)) return undefined;
  const who = BACK_AT_WORK.exec(withoutDays(reading))?.groups?.['who'];
  // 不休了 王先生周六来: what is told of a customer is a matter of its own.
  if (who === undefined || customersIn(reading).length > 0) return undefined;
  if (who === '' || SELF.test(who)) return 'me';
  return isColleague(who) ? { staff: who } : undefined;
}

/** The colleague of whom the message says that he is away. */
export function whoIsOff(reading: Reading): string | undefined {
  if (!ATTENDANCE.test(reading.text)) return undefined;
  const who = OTHER_IS_OFF.exec(withoutDays(reading))?.groups?.['who'];
  return who !== undefined && isColleague(who) ? who : undefined;
}

const CLAUSE_ENDS = /[\s,，。;；]+/g;
const OFF_AT_END = /(?:休(?!闲)息?|轮休|调休|请假|休假|不上班|不在店)(?:[\d一二两三四五六七]天)?[了吧哈]?$/;
/** 小马休, 小马和小孙都休, the days left out. */
const WHO_IS_OFF =
  /^(?<who>[一-龥、]*?)[和跟、]?(?:都|也|要|又|得|想)*(?:休(?!闲)息?|轮休|调休|请假|休假|不上班|不在店)(?:[\d一二两三四五六七]天)?[了吧哈]?$/;

/** One of several who are away: the words that tell of him. */
export interface Off {
  /** Absent: the sender himself. */
  staff?: string;
  text: string;
}

/**
 * 小马周三休 双喜周四休: each with what is told of him. Undefined when it is one person; `unclear` when several are told of
 * and not all of them can be read.
 */
export function severalOff({ text, now }: Reading): Off[] | 'unclear' | undefined {
  if (!ATTENDANCE.test(text)) return undefined;
  const offs: Off[] = [];
  let told = '';
  let isUnclear = false;
  for (const clause of partsBetween(text, CLAUSE_ENDS).filter((each) => each !== '')) {
    const before = offs.at(-1);
    if (told === '' && before && STANDS_IN_BEHIND.test(clause)) {
      before.text = `${before.text} ${clause}`;
      continue;
    }
    told = `${told} ${clause}`.trim();
    if (!OFF_AT_END.test(told)) continue;
    const days = { text: told, evidence: gather(told, now) };
    const who = WHO_IS_OFF.exec(withoutDays(days).replaceAll(/\s/g, ''))?.groups?.['who'];
    const people = who === undefined || !told.includes(who) ? undefined : peopleIn(who);
    // 小马周三休 周四也休: he too.
    if (who === '' && before) before.text = `${before.text} ${told}`;
    else if (who === undefined || people === undefined) isUnclear = true;
    else
      for (const one of people)
        offs.push({ ...(SELF.test(one) ? {} : { staff: one }), text: told.replace(who, one) });
    told = '';
  }
  const isOfColleagues = offs.some(({ staff }) => staff !== undefined && isColleague(staff));
  const people = new Set(offs.map(({ staff }) => staff)).size + (isUnclear ? 1 : 0);
  if (!isOfColleagues || people < 2) return undefined;
  return isUnclear || told !== '' ? 'unclear' : offs;
}

/** 小马和小孙, 小马小孙; undefined when these can be no names. */
function peopleIn(words: string): string[] | undefined {
  const people = partsBetween(words, /[和跟、]/g).flatMap((part) =>
    /^[小老阿].[小老阿].$/.test(part) ? [part.slice(0, 2), part.slice(2)] : [part],
  );
  return people.every((one) => SELF.test(one) || isColleague(one) || (one.length === 2 && isGiven(one)))
    ? people
    : undefined;
}

const HELPS = '(?:先|来|暂时|临时|帮忙|这几天)*';
const WORK = '(?:代|跟|盯|看|顶|管|带|照看|照顾|照应|接)';
/** 马晓东帮我跟, 由马晓东代班: who stands in, by his full name, known from his place in the sentence only. */
const STANDS_IN = new RegExp(
  `(?<=^|[\\s,，。]|[让由请托叫找])(?![让由请托叫找给])(?<who>[一-龥]{2,3}?)${HELPS}(?:(?:帮|替|给|代)(?:我|咱)(?:先)?${WORK}|代班|替班|顶班|代跟|替我|代我)`,
);
/** The same said with a day off: then fewer words are enough. */
const STANDS_IN_MEANWHILE = new RegExp(
  `(?:让|由|请|找|托|交给|麻烦)(?<who>[一-龥]{2,3}?)${HELPS}(?:${WORK}|帮忙|$|[\\s,，。])|(?:给)(?<by>[一-龥]{2,3}?)${HELPS}${WORK}`,
);

/** 我明天休 小马顶, 双喜帮我: in a phrase of its own behind the days off. */
const STANDS_IN_BEHIND =
  /^(?!有事|有人|没人|客户|大家|谁|你们|他们|麻烦|记得|电话|还有|其他|别的|[一-龥]{1,2}(?:先生|女士|[姐哥总]))(?<who>[一-龥]{2,3}?)(?:先|来|暂时|临时|帮忙)*\s?(?:代班|替班|顶班|[顶盯代替跟]着?|(?:帮|替|代)(?:我|他|她|下|一下|忙)(?:[顶盯代跟看管带]着?)?)(?:一下|[一两二三四五六七\d]天)?[下吧哈啊了]*$/;

/** Who is named so in a phrase behind a day off. */
export function standInBehind({ text }: Reading): string | undefined {
  if (!ATTENDANCE.test(text)) return undefined;
  const [, ...behind] = partsBetween(text, CLAUSE_ENDS);
  // 小马 顶: a space may stand between.
  return behind
    .flatMap((clause, at) => [clause, `${clause}${behind[at + 1] ?? ''}`])
    .map((words) => STANDS_IN_BEHIND.exec(words)?.groups?.['who'])
    .find((who) => who !== undefined);
}

/** Who stands in, where he is named in full: no mark of the name shows that it is a colleague's. */
export function fullNameStandIn({ text }: Reading, isAway: boolean): string | undefined {
  const groups =
    STANDS_IN.exec(text)?.groups ?? (isAway ? STANDS_IN_MEANWHILE.exec(text)?.groups : undefined);
  const who = groups?.['who'] ?? groups?.['by'];
  return who !== undefined && isFullName(who) ? who : undefined;
}

/** A day off that is none after all. */
export const returns: readonly Purpose[] = [
  {
    intent: 'dropRestDay',
    shownBy: (reading) => !reading.asks && backAtWork(reading) !== undefined,
    means(reading) {
      const who = backAtWork(reading);
      const days = [
        ...new Set(
          reading.evidence.dates.flatMap(({ value }) =>
            value.grain === 'week' || value.grain === 'month' || value.grain === 'year'
              ? []
              : eachDay(value.from, value.to),
          ),
        ),
      ].sort();
      return {
        ...(typeof who === 'object' && { staff: who.staff }),
        ...(days.length > 0 && { restDays: days }),
      };
    },
  },
];
