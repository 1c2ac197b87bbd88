import { understood } from '../evidence.ts';
import type { Purpose } from './purpose.ts';

const SETS: ReadonlySet<string> = new Set(['set', 'raise', 'lower', 'hedged', 'keep']);

/** 升A, as the bot offers it after a talk. */
const MOVED = /^[升降](?:到|成|为)?\s?[HABC]级?[了吧。]?$/i;

export const grades: readonly Purpose[] = [
  {
    intent: 'setGrade',
    shownBy({ evidence, has, text }, others) {
      if (others.has('applyLost') || others.has('recordOrder')) return undefined;
      const said = evidence.grades.find(({ value }) => SETS.has(value.mark));
      // On a new card a grade is one of its values; a jump to A or H is an act of its own, which a supervisor looks at (R25).
      if (others.has('createCard')) {
        const isOpinion = said?.value.mark === 'hedged' && text.slice(said.end).startsWith('吧');
        return said?.value.grade === 'A' || said?.value.grade === 'H' || isOpinion ? said : undefined;
      }
      const isAlone = evidence.names.length === 0 && others.size === 0 && !MOVED.test(text);
      if (said && isAlone && understood(evidence) < 0.7) return undefined;
      if (said) return said;
      return has(/级?别?不变|不升不降/);
    },
  },
  {
    intent: 'suggestGrade',
    shownBy: ({ evidence, has }, others) =>
      others.has('logTradeIn') &&
      !others.has('setGrade') &&
      evidence.tradeIns.some(({ value }) => value.agreedFen !== undefined)
        ? has(/同意|点头|答应|谈好|谈妥|成交|行了|点头|认了|没意见/)
        : undefined,
  },
];
