import type { Meaning } from '../meaning.ts';
import type { Reading } from '../reading.ts';
import type { Purpose } from './purpose.ts';

/** Put before an answer to the two questions, so that few words are enough. */
export const REVIEW_HEADING = '小结';

const NOT_GRASPED =
  /差一?点(?!意思)|没(?:有)?把握|把握不(?:住|了|大)|没(?:定|订|拿|谈)下|还没(?:定|订)|没(?:定|订)成|还要?(?:再)?(?:考虑|商量|想想)/;
const GRASPED = /(?<![没不])把握(?:住|到|上)?了|有把握|稳了|拿下了|能[订定](?:下来)?(?=$|[\s,，。])/;
const DEEP = /(?:深度|深入|重点|详细)(?:体验|讲解|介绍|演示|[讲说]|试|看)了?/;
/** What was heard as 说 was written as 讲. */
const EXPLAINED = /(?:讲解|介绍|演示|体验|[讲说])了/;
const CONTENT =
  /(?:深度|深入|重点|详细)?(?:体验|讲解|介绍|演示|[讲说])了?(?:一下)?[:：\s]*(.+?)(?=$|[。;；]|[,，\s]+(?:差一?点|(?:没|有)?把握|没[定订拿谈]|稳了|约|下次|[今明后]天|周[一二三四五六日天末]))/;

/** What came of a second visit (1.9, step 3). */
export const secondVisits: readonly Purpose[] = [
  {
    intent: 'reviewVisit',
    shownBy: ({ has, text, asks }) => {
      if (asks) return undefined;
      const verdict = has(NOT_GRASPED) ?? has(GRASPED);
      const content = has(DEEP) ?? (verdict || text.startsWith(REVIEW_HEADING) ? has(EXPLAINED) : undefined);
      return text.startsWith(REVIEW_HEADING) ? (verdict ?? content) : content;
    },
    means: reviewOf,
  },
];

function reviewOf({ text }: Reading): Partial<Meaning> {
  const orderGrasped = NOT_GRASPED.test(text) ? false : GRASPED.test(text) ? true : undefined;
  const deepContent = CONTENT.exec(text)?.[1]?.trim();
  return {
    review: {
      ...(orderGrasped !== undefined && { orderGrasped }),
      ...(deepContent && { deepContent }),
    },
  };
}
