import { growth, LINEAR } from '../../support/growth.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Found } from '../../../src/language/found.ts';
import { readBrands, readCars } from '../../../src/language/values/cars.ts';
import { readColours } from '../../../src/language/values/colours.ts';
import { readCompetitors } from '../../../src/language/values/competitors.ts';
import { readConcerns } from '../../../src/language/values/concerns.ts';
import { readContactResults } from '../../../src/language/values/contact-results.ts';
import { readDecisionMakers } from '../../../src/language/values/decision-makers.ts';
import { readDurations } from '../../../src/language/values/durations.ts';
import { readGrades } from '../../../src/language/values/grades.ts';
import { readLoanFacts } from '../../../src/language/values/loan.ts';
import { readAmounts } from '../../../src/language/values/money.ts';
import { readNameInitials } from '../../../src/language/values/name-guesses.ts';
import { readNames } from '../../../src/language/values/names.ts';
import { readPayments } from '../../../src/language/values/payment.ts';
import { readPercents } from '../../../src/language/values/percents.ts';
import { readLastDigits, readPhones } from '../../../src/language/values/phones.ts';
import { readSources } from '../../../src/language/values/sources.ts';
import { readTradeIns } from '../../../src/language/values/trade-in.ts';
import { readTrims } from '../../../src/language/values/trims.ts';
import { readUsages } from '../../../src/language/values/usage.ts';

const readers: [name: string, read: (text: string) => Found<unknown>[]][] = [
  ['amounts', readAmounts],
  ['amounts beside a car', (text) => readAmounts(text, { carPrice: true })],
  ['brands', readBrands],
  ['cars', readCars],
  ['colours', readColours],
  ['competitors', readCompetitors],
  ['concerns', readConcerns],
  ['contact results', readContactResults],
  ['decision makers', readDecisionMakers],
  ['durations', readDurations],
  ['grades', readGrades],
  ['initials', readNameInitials],
  ['last digits', readLastDigits],
  ['loan facts', readLoanFacts],
  ['names', readNames],
  ['payments', readPayments],
  ['percentages', readPercents],
  ['phones', readPhones],
  ['sources', readSources],
  ['trade-ins', readTradeIns],
  ['trims', readTrims],
  ['usages', readUsages],
];

/** Pieces of messages in any order: nearer to what could go wrong than random letters. */
const piece = fc.constantFrom(
  ...'王先生 李姐 老周 小孙 姓董 138 0000 5678 13900001234 幺三九 零零零零 二三四五 +86 - . , 。 : ; ! ? ( ) \n / % ¥ 万 千 百 元 块 个 点 成 期 年 月 号 座 台 公里 18 19.28 3万2 两万 2.0 1.6L 自动 顶配 四驱 DM-i A B C a级 升 降 是 还是 不是 吧 吗 风朗 科雷傲 CR-V 秦 PLUS 汉 白 灰色 珍珠白 全款 分期 首付 三成 建行 定金 预算 优惠 便宜 左右 没接 通了 挂了 微信 短信 回了 没回 打了 让我 再打 介绍 来电 路过 抖音 竞品 买了 对面 媳妇 商量 置换 旧车 估了 聊 分钟 半小时 尾号 最后四位 客户 建卡 lz fl zy 给 看 要 的 了 İ ＡＢ 𠮷 👍'.split(
    ' ',
  ),
  ' ',
);
const message = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test.each(readers)('%s: never throws, offsets hold, in order, no overlaps, same again', (_name, read) => {
  fc.assert(
    fc.property(message, (text) => {
      const found = read(text);
      let end = 0;
      for (const one of found) {
        expect(one.start).toBeGreaterThanOrEqual(end);
        expect(one.end).toBeGreaterThan(one.start);
        expect(text.slice(one.start, one.end)).toBe(one.words);
        end = one.end;
      }
      expect(read(text)).toEqual(found);
    }),
    { numRuns: 400 },
  );
});

const DICTATED = ['0零〇○洞', '1幺一', '2二两', '3三', '4四', '5五', '6六', '7七拐', '8八', '9九勾'];

test('every phone returned stands in the text, digit by digit', () => {
  fc.assert(
    fc.property(message, (text) => {
      for (const { value, words } of readPhones(text)) {
        const digits =
          value.kind === 'mobile' ? value.phone : value.kind === 'wrongLength' ? value.digits : undefined;
        if (digits === undefined || /个/.test(words)) continue;
        const told = [...words.replace(/[^0-9零〇○洞幺一二两三四五六七拐八九勾]/g, '')].map((sign) =>
          DICTATED.findIndex((signs) => signs.includes(sign)),
        );
        expect(told.join('').endsWith(digits)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test('every amount returned has its number in the text', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1000, max: 999_999 }),
      fc.constantFrom('优惠', '定金', '便宜', '首付'),
      (yuan, word) => {
        expect(readAmounts(`风朗 ${word}${yuan}元 白`).map(({ value, words }) => [value.fen, words])).toEqual(
          [[yuan * 100, `${yuan}元`]],
        );
      },
    ),
  );
  fc.assert(
    fc.property(message, (text) => {
      for (const { words } of readAmounts(text, { carPrice: true })) {
        expect(words).toMatch(/[\d一二两三四五六七八九十百千万半俩仨]/);
      }
    }),
  );
});

const REPEATED = [
  '王先生 13900001234 看科雷傲 首次来店 2.0两驱 预算18左右 国庆前买 B ',
  '13900001234',
  '1 ',
  '1-',
  '三万',
  '一',
  '138 0000 ',
  '姓王',
  'A',
  '升A降B还是C',
  '2.0T四驱',
  '置换',
  '竞品',
  '聊',
  '让我',
  '买了',
  '李姐',
  '个',
  ' ',
  '客户王伟',
];

test.each(readers)('%s: its cost grows linearly', (_name, read) => {
  for (const piece of REPEATED) {
    const textOf = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    expect(growth(textOf, read, 16_000), piece).toBeLessThan(LINEAR);
  }
});
