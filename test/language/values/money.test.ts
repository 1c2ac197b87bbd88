import { expect, test } from 'vitest';
import { readAmounts } from '../../../src/language/values/money.ts';
import { readPercents } from '../../../src/language/values/percents.ts';

test.each<[text: string, amounts: string]>([
  ['3万2', '32000'],
  ['3.2万', '32000'],
  ['3w2', '32000'],
  ['2w', '20000'],
  ['5800元', '5800'],
  ['5千', '5000'],
  ['5k', '5000'],
  ['1千5', '1500'],
  ['八千', '8000'],
  ['两万', '20000'],
  ['一万五', '15000'],
  ['十八万八', '188000'],
  ['十九万二千八', '192800'],
  ['18万8', '188000'],
  ['19万整', '190000'],
  ['二十来万', '200000'],
  ['¥5,800', '5800'],
  ['3000块', '3000'],
  ['预算18左右', '180000? budget'],
  ['预算18个', '180000? budget'],
  ['预算15到18万', '150000? budget, 180000'],
  ['10万左右的预算', '100000 budget'],
  ['便宜2000', '2000? discount'],
  ['对面缤智便宜8千 让我再申请3000', '8000 discount, 3000? discount'],
  ['优惠6000封顶', '6000? discount'],
  ['优惠后19.28 送膜', '192800? price'],
  ['客户要19万整 我权限到19.3 差3000谁批', '190000 price, 193000? price, 3000? gap'],
  ['定金5000', '5000? deposit'],
  ['5000定金', '5000? deposit'],
  ['全款 12.58 今天开走', '125800? full'],
  ['落地21.5', '215000? full'],
  ['首付5万', '50000 downPayment'],
  ['月供2300', '2300? monthly'],
  ['尾款12万', '120000 balance'],
  ['刷了两万', '20000 paid'],
  ['估了3万2 客户要4万', '32000 appraisal, 40000 price'],
  ['收35000', '35000? appraisal'],
  ['保险按5800算的', '5800? insurance'],
  ['花了3万8', '38000 cost'],
  ['共18.6万', '186000 order'],
  ['批了 3000', '3000? discount'],
])('amounts in %s', (text, amounts) => {
  const told = readAmounts(text).map(({ value: { fen, unitSaid, role } }) =>
    [`${fen / 100}${unitSaid ? '' : '?'}`, role].filter(Boolean).join(' '),
  );
  expect(told.join(', ')).toBe(amounts);
});

test.each<[text: string, yuan: number[]]>([
  ['19.28', [192_800]],
  ['12.58 今天开走', [125_800]],
  ['18左右', [180_000]],
  ['18个', [180_000]],
  ['5800', [5800]],
  ['2台', []],
  ['18', []],
  ['2026', []],
  ['2.0T', []],
  ['4.11来', []],
  ['138 0000 5678', []],
])('beside a car, %s is a price where it looks like one', (text, yuan) => {
  expect(readAmounts(text, { carPrice: true }).map(({ value }) => value.fen / 100)).toEqual(yuan);
  if (/^[\d.]+/.test(text)) expect(readAmounts(text)).toEqual([]);
});

test.each([
  '13900001234',
  'CS75',
  '看H6',
  '2.0T',
  '1.6L自动',
  '2.5四驱',
  '5座',
  '2015年',
  '15年的车',
  '8万公里',
  '3万2公里',
  '下午3点',
  '4月11号',
  '2026-04-11',
  '14:30',
  '尾号5678',
  '3批 留了2个',
  '超3天没打',
  '36期',
  '优惠2个点',
  '首付三成',
  '千万别打',
  '一百多个客户',
  '几万块钱',
  '价格3 竞品2',
  '已收3',
  '二店上旬',
  'cxx_2210',
  '百分之五',
  '10分钟走的',
  '5台',
  '12号之前',
])('no amount in %s', (text) => {
  expect(readAmounts(text)).toEqual([]);
});

test.each<[text: string, basisPoints: number[]]>([
  ['两个点', [200]],
  ['优惠3个点', [300]],
  ['一个半点', [150]],
  ['3%', [300]],
  ['3.99%', [399]],
  ['首付三成', [3000]],
  ['两成', [2000]],
  ['一成半', [1500]],
  ['百分之五', [500]],
  ['首付20%', [2000]],
  ['下午两点', []],
  ['3点半', []],
  ['三成交', []],
  ['九点', []],
  ['完成', []],
])('percentages in %s', (text, basisPoints) => {
  expect(readPercents(text).map(({ value }) => value.basisPoints)).toEqual(basisPoints);
});
