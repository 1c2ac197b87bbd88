import type { Grade } from '../../domain/grade.ts';
import type { Meaning } from '../meaning.ts';
import { customersIn } from '../whom.ts';
import type { Purpose } from './purpose.ts';
import { matchesOf } from '../matches.ts';

const QUEUE =
  /^(?:待(?:评|定|复核|确认)的?级别?|待评级(?:的|别|清单)?|级别(?:待)?复核|复核级别|待复核(?:的)?|(?:有)?(?:谁|哪些)要?(?:评级|复核))[?？]?$/;
/** 同意, 改B, of each in the list shown. */
const ONE =
  /第?(\d{1,2})[个号条]?[\s.、:：)]*(?:(同意|可以|对的?)|(?:改|定|降|升)[到成为]?\s*([HABC])级?吧?)[\s,，;；。]*/gi;
const EACH = new RegExp(`^(?:${ONE.source})+$`, 'i');
const ALL = /^(?:全部?|都|全都)\s*同意[了吧。]?$/;
const HISTORY = /级别(?:的)?(?:轨迹|变化|历史|走势|变动记录)|(?:升降|定级|评级)(?:的)?(?:记录|历史)/;

/** The second look at grades (R25), and how a customer's grade went (R26). */
export const gradeReviews: readonly Purpose[] = [
  { intent: 'queryGradeQueue', shownBy: ({ has, decides }) => (decides ? has(QUEUE) : undefined) },
  {
    intent: 'reviewGrades',
    shownBy: ({ has, decides }) => (decides ? (has(EACH) ?? has(ALL)) : undefined),
    means: ({ text }) => ({ reviews: ALL.test(text) ? [{}] : reviewsIn(text) }),
  },
  {
    intent: 'queryGradeHistory',
    shownBy: (reading) =>
      customersIn(reading).length === 1 || reading.text.length <= 6 ? reading.has(HISTORY) : undefined,
  },
];

function reviewsIn(text: string): NonNullable<Meaning['reviews']> {
  return matchesOf(text, ONE).map(([, index, , letter]) => ({
    index: Number(index),
    ...(letter && { grade: letter.toUpperCase() as Grade }),
  }));
}
