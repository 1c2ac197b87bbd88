import { addDays } from '../../domain/time.ts';
import { before, matchAt } from './words.ts';
import type { Moment, Span } from './when.ts';

const OFFSETS: Record<string, number> = {
  大大前: -4,
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  后: 2,
  大后: 3,
  大大后: 4,
};

const NAMED =
  /(大大前|大前|前|昨|今|明|大大后|大后|后)(?:天(?!天)|日(?!子)|儿个|个儿|儿(?!子|女|媳|童|科)|(?=[早晚](?![点婚])|晨|夜里?|上午|中午|下午))/y;

/** Two days at once: 明后天, 今明两天. */
const PAIRS = /(昨今|今明|明后)(?:两天|天|两日|日)/y;
const PAIR_STARTS: Record<string, number> = { 昨今: -1, 今明: 0, 明后: 1 };

/** Vague stretches, in days from today. */
const VAGUE: Record<string, readonly [number, number]> = {
  这两天: [0, 1],
  这几天: [0, 3],
  前两天: [-3, -1],
  前几天: [-7, -1],
  前些天: [-10, -2],
  前阵子: [-30, -7],
  过两天: [2, 3],
  隔两天: [2, 3],
  过几天: [3, 7],
  隔几天: [3, 7],
  过些天: [3, 10],
  过阵子: [7, 30],
  改天: [1, 7],
  改日: [1, 7],
};
const VAGUE_WORDS =
  /(?:再)?([这前过隔]两天|[这前过隔]几天|[前过]些天|[前过]一?阵子|改天|改日)(?:[之以]?后(?=[再来去联打说给看]|$))?/y;

const JUST_NOW = /刚才|刚刚(?!好)|方才/y;
const SOON = /待会儿?|过一?会儿?|晚点儿?(?=[再打给联回说过来去到])|晚些时候|稍后/y;
const BEFORE_CLOSING = /下班(?:之前|以前|前)/y;
const AT_ONCE = /即日(?=起)/y;

const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁马苗方任袁柳唐罗薛贺汤常康毛邱秋江史顾侯邵孟龙万段雷钱武戴莫程丁邓崔曾萧田董贾余叶蔡杜梁宋林徐高黄胡郭刘徐';

/** 李明晚上到 and 小明早到 speak of people; 小李明早来 and 李姐明晚来 of tomorrow. */
function isGivenName(text: string, at: number, floor: number): boolean {
  const previous = before(text, at, floor);
  if (previous === '') return false;
  if ('小阿'.includes(previous)) return true;
  return SURNAMES.includes(previous) && !'小老大阿姓'.includes(text[at - 2] || ' ');
}

/** 今天, 大后天, 明早, 过几天, 刚才 … */
export function readRelativeDay(text: string, at: number, moment: Moment): Span | undefined {
  const { today, clock, floor } = moment;
  const stretch = (end: number, from: number, to: number): Span => ({
    end,
    grain: from === to ? 'day' : 'range',
    from: addDays(today, from),
    to: addDays(today, to),
    sure: false,
  });

  const named = matchAt(NAMED, text, at);
  if (named) {
    const [words, name = ''] = named;
    const previous = before(text, at, floor);
    // 以前天天来, 今后天天来, 从前天冷.
    if ('前后'.includes(name) && previous !== '' && '以之从今然最随此往先'.includes(previous))
      return undefined;
    if (words === '明' && isGivenName(text, at, floor)) return undefined;
    return { ...stretch(at + words.length, OFFSETS[name] ?? 0, OFFSETS[name] ?? 0), sure: true };
  }
  const pair = matchAt(PAIRS, text, at);
  if (pair) {
    const start = PAIR_STARTS[pair[1] ?? ''] ?? 0;
    return stretch(at + pair[0].length, start, start + 1);
  }
  const vague = matchAt(VAGUE_WORDS, text, at);
  if (vague) {
    const name = (vague[1] ?? '').replace('一', '');
    const [from, to] = VAGUE[name] ?? [0, 0];
    const past = moment.hint === 'past' && name.startsWith('这');
    return past ? stretch(at + vague[0].length, -to, 0) : stretch(at + vague[0].length, from, to);
  }
  const justNow = matchAt(JUST_NOW, text, at);
  if (justNow) {
    const end = at + justNow[0].length;
    return { end, grain: 'instant', from: today, to: today, time: clock, sure: true, kind: 'now' };
  }
  const closing = matchAt(BEFORE_CLOSING, text, at);
  if (closing) return { ...stretch(at + closing[0].length, 0, 0), bound: 'by' };
  const soon = matchAt(SOON, text, at);
  if (soon) return { ...stretch(at + soon[0].length, 0, 0), kind: 'soon' };
  const atOnce = matchAt(AT_ONCE, text, at);
  return atOnce && { ...stretch(at + atOnce[0].length, 0, 0), sure: true };
}
