import { expect, test } from 'vitest';
import { readColours } from '../../../src/language/values/colours.ts';

test.each<[text: string, colours: string[]]>([
  ['风朗 白的 想分期', ['白']],
  ['卡缤 自动顶配 红 全款', ['红']],
  ['颜色要灰 价格还在谈', ['灰']],
  ['赵先生(风朗白那个)', ['白']],
  ['科雷傲灰的还有现车没', ['灰']],
  ['要那个蓝色的,不对灰色的', ['蓝', '灰']],
  ['红色顶配 月底提', ['红']],
  ['fl 白 zy b', ['白']],
  ['珍珠白', ['白']],
  ['深灰', ['灰']],
  ['酒红色', ['红']],
  ['黑的白的都行', ['黑', '白']],
  ['银色', ['银']],
  ['棕色', ['棕']],
  ['香槟金', ['金']],
  ['香槟色', ['香槟']],
  ['墨绿', ['绿']],
  ['白色或者黑色', ['白', '黑']],
  ['要黑', ['黑']],
  ['卡罗拉白', ['白']],
  ['白 1.5L', ['白']],
  ['极光蓝', ['蓝']],
  ['咖啡色', ['棕']],
  ['橘色', ['橙']],
  ['黑顶白身'.slice(0, 1), ['黑']],
  ['红旗H5 黑', ['黑']],
])('colours in %s', (text, colours) => {
  expect(readColours(text).map(({ value }) => value.colour)).toEqual(colours);
});

test("the maker's shade is kept beside the plain colour", () => {
  expect(readColours('珍珠白的')[0]).toEqual({
    value: { colour: '白', shade: '珍珠白' },
    start: 0,
    end: 3,
    words: '珍珠白',
  });
  expect(readColours('白色的')[0]?.value).toEqual({ colour: '白' });
});

test.each([
  '白菜价',
  '发红包',
  '红旗那边便宜',
  '拉黑了',
  '黑名单',
  '上蓝牌',
  '绿牌',
  '小白一个',
  '白跑一趟',
  '明白了',
  '白天没空',
  '按揭走建银',
  '银行贷款',
  '定金5000',
  '这单黄了',
  '黄先生',
  '白女士',
  '小红书看到的',
  '粉丝群',
  '金融方案',
  '白户',
  '红绿灯',
  '客户灰心了',
  '网红',
  '资金紧张',
  '意向金5000',
])('no colour in %s', (text) => {
  expect(readColours(text)).toEqual([]);
});
