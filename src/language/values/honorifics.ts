/** How a form of address is taken: the polite form to write down, what it tells of the person, its traps. */
export interface Honorific {
  /** What a card says instead: 哥 → 先生. Titles stay as said. */
  polite?: string;
  gender?: 'M' | 'F';
  staff?: 'staff' | 'either';
  /** One character, which ordinary words contain too. */
  short?: boolean;
  /** Said after a full name as well: 李国强先生. */
  afterFullName?: boolean;
}

const MAN: Honorific = { polite: '先生', gender: 'M' };
const WOMAN: Honorific = { polite: '女士', gender: 'F' };

const BY_WORD: ReadonlyMap<string, Honorific> = new Map<string, Honorific>(
  (
    [
      // 先森, 先声 and 女式 are what dictation makes of 先生 and 女士.
      [{ ...MAN, afterFullName: true }, '先生 先森 先声 鲜生 男士'],
      [{ ...WOMAN, afterFullName: true }, '女士 女式 小姐'],
      // Her own surname is not told.
      [{ gender: 'F' }, '太太 夫人'],
      [MAN, '大哥 哥哥 老哥 叔叔 大叔 大爷 大伯 伯伯 爷爷 老爷子 师傅 老弟 帅哥'],
      [WOMAN, '大姐 姐姐 小姐姐 阿姨 大嫂 嫂子 妹子 妹妹 大妈 奶奶 美女'],
      [{ ...MAN, short: true }, '哥 叔 兄 伯'],
      [{ ...WOMAN, short: true }, '姐 姨 嫂 婶 妹'],
      [{ short: true }, '总 董 工'],
      [{ staff: 'either' }, '经理 总监 主任 总经理'],
      [{ staff: 'staff' }, '顾问 主管 专员'],
      [
        {},
        '老板 老板娘 董事长 老师 医生 大夫 教授 科长 处长 局长 院长 校长 厂长 书记 队长 会计 律师 警官 同学 工程师 村长 所长 部长 站长',
      ],
    ] as const
  ).flatMap(([honorific, words]) => words.split(' ').map((word) => [word, honorific] as const)),
);

/** What may not follow: 总 in 总价, 工 in 工作, 姐 in 姐夫. */
const NOT_FOLLOWED: Record<string, string> = {
  总: '价共部数量体计之算额裁结店线装归统得成目销分代',
  工: '作程资人业厂地期具商会信行友序艺龄况时',
  哥: '们俩伦',
  姐: '夫妹弟俩',
  妹: '夫',
  姨: '夫',
  兄: '弟',
  董: '事秘',
  伯: '乐利',
};

/** Every form of address, longest first. */
export const HONORIFIC = new RegExp(
  [...BY_WORD.keys()]
    .sort((a, b) => b.length - a.length)
    .map((word) => (NOT_FOLLOWED[word] ? `${word}(?![${NOT_FOLLOWED[word]}])` : word))
    .join('|'),
  'g',
);

export function honorificOf(word: string): Honorific | undefined {
  return BY_WORD.get(word);
}
