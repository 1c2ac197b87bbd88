import { expect, test } from 'vitest';
import { fromYuan } from '../../../src/domain/money.ts';
import { readTradeIns, type TradeIn } from '../../../src/language/values/trade-in.ts';

test.each<[text: string, tradeIn: TradeIn]>([
  [
    '置换 老款轩逸 2015年 8万公里 估了3万2 客户要4万',
    {
      model: '轩逸',
      older: true,
      year: 2015,
      mileageKm: 80_000,
      appraisedFen: fromYuan(32_000),
      expectedFen: fromYuan(40_000),
    },
  ],
  ['想给儿子换 现在开的09年凯越', { model: '凯越', year: 2009 }],
  ['旧车评估师看过了 收35000 客户同意', { agreedFen: fromYuan(35_000) }],
  ['姓董的,就是开途观的那个', { model: '途观' }],
  [
    '置换 2018年朗逸 6万多公里 评估4.5万 客户想要5万',
    {
      model: '朗逸',
      year: 2018,
      mileageKm: 60_000,
      appraisedFen: fromYuan(45_000),
      expectedFen: fromYuan(50_000),
    },
  ],
  ['旧车是14款凯越 跑了12万公里', { model: '凯越', year: 2014, mileageKm: 120_000 }],
  ['看科雷傲 要置换', {}],
  ['二手车估了5万', { appraisedFen: fromYuan(50_000) }],
  ['家里有台轩逸想换掉', { model: '轩逸' }],
  ['旧车一六年的速腾', { model: '速腾', year: 2016 }],
  ['原来开捷达', { model: '捷达' }],
  ['开了8年的速腾 里程11万', { model: '速腾', mileageKm: 110_000 }],
  ['置换 里程:6.5万公里', { mileageKm: 65_000 }],
  ['置换 凯越 10万km', { model: '凯越', mileageKm: 100_000 }],
  ['旧车98年的桑塔纳', { model: '桑塔纳', year: 1998 }],
])('%s', (text, tradeIn) => {
  expect(readTradeIns(text).map(({ value }) => value)).toEqual([tradeIn]);
});

test.each([
  '王先生 看科雷傲',
  '2015年买的房',
  '8万公里保修',
  '收35000',
  '客户要4万',
  '换台自动的',
  '试驾轩逸',
  '开会',
  '今天开走',
  '估计周六来',
  '老客户介绍',
  '刚开业',
])('no used car in %s', (text) => {
  expect(readTradeIns(text)).toEqual([]);
});
