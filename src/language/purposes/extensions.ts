import type { Purpose } from './purpose.ts';

const EXTENSION = '延(?!保|误|迟|后|时|续|期(?:交车|提车|上牌))(?:期|长)?';
const REFUSED = new RegExp(
  `(?:驳回|打回|退回|拒绝|拒了|[不别甭])[^\\d,，]{0,9}?${EXTENSION}|${EXTENSION}[^\\s,，\\d]{0,3}[\\s,，]*(?:不(?:行|批|准|同意|可以|通过|允许|能|给|让)|驳回|打回|退回|拒)`,
);
const AGREED = new RegExp(
  `(?:同意|批准|批了|准了|通过|准许|允许|可以|能)[^\\d,，]{0,9}?${EXTENSION}|${EXTENSION}(?:的?申请)?[\\s,，]*(?:我?同意|批准|批了|准了|通过|可以|没问题|行|ok)[了吧的]*(?=$|[\\s,，])`,
  'i',
);
const LONGEST = 30;

/** A yes or a no to a consultant who asked for a longer window. */
export const extensions: readonly Purpose[] = [
  {
    intent: 'decideExtension',
    shownBy: ({ decides, asks, text, has }) =>
      decides && !asks && text.length <= LONGEST && !/[说问讲]/.test(text)
        ? (has(REFUSED) ?? has(AGREED))
        : undefined,
    means: ({ has }) => ({ verdict: has(REFUSED) ? 'reject' : 'accept' }),
  },
];
