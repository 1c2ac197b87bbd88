import { readCriteria } from './card.ts';
import { type Evidence, without } from '../evidence.ts';
import type { Reading } from '../reading.ts';
import type { Intent } from '../intents.ts';
import type { Meaning } from '../meaning.ts';

/** The grade that was said or shown, with the criteria that were met. */
export function gradeOf(reading: Reading, intents: ReadonlySet<Intent>): Partial<Meaning> {
  const { evidence } = reading;
  const grades = evidence.grades.filter(
    ({ value }) => value.mark !== 'group' && value.mark !== 'negated' && value.mark !== 'question',
  );
  // A correction inside the sentence comes last: 不是A 是B.
  const said = grades.findLast(({ value }) => value.grade !== undefined)?.value;
  const unchanged = grades.some(({ value }) => value.mark === 'keep') || /不变|不升不降/.test(evidence.text);
  const gradable = [...intents].some(
    (intent) =>
      intent === 'overrideGrade' ||
      intent === 'registerCall' ||
      intent === 'createCard' ||
      intent === 'setGrade' ||
      intent === 'correct' ||
      intent === 'updateCard' ||
      intent === 'registerVisit' ||
      intent === 'logContact',
  );
  if (!gradable) return {};
  const { criteria, suggested } = readCriteria(reading, intents);
  if (said?.grade) {
    // What makes an A speaks for an H as well, with a day to buy beside it.
    const group = said.grade === 'H' ? 'A' : said.grade;
    const fitting = criteria.filter(({ grade }) => grade === group).map(({ criterion }) => criterion);
    const reason = intents.size === 1 && intents.has('setGrade') ? reasonOf(evidence) : undefined;
    return {
      grade: said.grade,
      ...(said.mark === 'hedged' && { gradeSure: false }),
      ...(fitting.length > 0 && { gradeCriteria: fitting }),
      ...(reason && { gradeReason: reason }),
    };
  }
  if (unchanged) return { gradeUnchanged: true };
  const why = criteria.filter(({ grade }) => grade === suggested).map(({ criterion }) => criterion);
  if (suggested && intents.has('createCard')) return { gradeSuggest: suggested, gradeCriteria: why };
  return suggested && intents.has('updateCard') ? { gradeCriteria: why } : {};
}

/** What is said beside the name and the grade: why it was set. */
function reasonOf({ text, names, grades }: Evidence): string | undefined {
  const rest = without(text, names, grades).replace(/^[升降定改到为成是标记\s]+|[吧了\s]+$/g, '');
  return [...rest].length >= 2 ? rest : undefined;
}
