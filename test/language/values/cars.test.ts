import { expect, test } from 'vitest';
import {
  CAR_LINES,
  createCarReader,
  parseCars,
  readBrands,
  readCars,
} from '../../../src/language/values/cars.ts';

test.each<[text: string, series: string[]]>([
  ['看科雷傲 首次来店', ['科雷傲']],
  ['看的是科雷奥', ['科雷傲']],
  ['竞品看了奇骏 CRV', ['奇骏', 'CR-V']],
  ['CR-V和cr v', ['CR-V', 'CR-V']],
  ['买了缤智', ['缤智']],
  ['fl 白', ['风朗']],
  ['开途观的那个', ['途观']],
  ['途观L和途观', ['途观L', '途观']],
  ['秦PLUS DM-i', ['秦PLUS']],
  ['秦 plus', ['秦PLUS']],
  ['宋PLUS宋Pro', ['宋PLUS', '宋Pro']],
  ['看汉EV', ['汉EV']],
  ['唐DM-i有现车吗', ['唐DM-i']],
  ['唐dmi', ['唐DM-i']],
  ['想看汉', ['汉']],
  ['试驾了宋', ['宋']],
  ['订了秦 白色', ['秦']],
  ['汉兰达', ['汉兰达']],
  ['model y', ['Model Y']],
  ['ModelY', ['Model Y']],
  ['毛豆3', ['Model 3']],
  ['H6有没有现车', ['哈弗H6']],
  ['哈佛H6', ['哈弗H6']],
  ['A4L 40', ['奥迪A4L']],
  ['奥迪a6', ['奥迪A6L']],
  ['奔驰C级', ['奔驰C级']],
  ['宝马三系', ['宝马3系']],
  ['A4L和3系', ['奥迪A4L', '宝马3系']],
  ['宝马 320', ['宝马3系']],
  ['小米su7', ['小米SU7']],
  ['问界M7 理想L7', ['问界M7', '理想L7']],
  ['ID.4', ['ID.4']],
  ['id4', ['ID.4']],
  ['瑞虎8plus', ['瑞虎8']],
  ['荣放 rav4', ['RAV4荣放', 'RAV4荣放']],
  ['UNI-V univ', ['UNI-V', 'UNI-V']],
  ['标致408', ['标致408']],
  ['CS75PLUS', ['CS75PLUS']],
  ['看高山', ['高山']],
])('cars in %s', (text, series) => {
  expect(readCars(text).map(({ value }) => value.series)).toEqual(series);
});

test.each([
  'flx 白',
  'cxfl',
  '5800元',
  '唐先生来了',
  '看唐先生',
  '宋女士',
  '元旦前提车',
  '汉字',
  '秦皇岛的',
  '阳光很好',
  '等到夏天',
  '风朗'.slice(0, 1),
  '订单3 交车1',
  '孙先生 C 2 钱女士',
  '408块钱',
  'C级车',
  'A4纸',
  '3系列',
  '小马三天没打了',
  '老马六点到',
  '今天来店3批',
  '高尔',
  'fl 13900001234',
  '喝拿铁',
  '霸道',
  'B级',
])('no car in %s', (text) => {
  expect(readCars(text)).toEqual([]);
});

test.each<[text: string, brands: string[]]>([
  ['看了丰田', ['丰田']],
  ['比亚迪那边便宜', ['比亚迪']],
  ['也看大众', ['大众']],
  ['丰田凯美瑞', []],
  ['大众接受', []],
  ['理想的价格', []],
])('brands in %s', (text, brands) => {
  expect(readBrands(text).map(({ value }) => value)).toEqual(brands);
});

test('the lexicon holds at least 150 series, each under one brand and said in its own name', () => {
  expect(new Set(CAR_LINES.map(({ series }) => series)).size).toBeGreaterThanOrEqual(150);
  expect(CAR_LINES.filter(({ brand, series }) => brand === '' || series === '')).toEqual([]);
  const unread = CAR_LINES.filter(
    ({ brand, series, cautious }) =>
      !cautious.includes(series) && readCars(`看了${brand}${series.replace(brand, '')}`).length === 0,
  );
  expect(unread.map(({ series }) => series)).toEqual([]);
});

test('a car added on one line is read by its name, its nickname and its initials', () => {
  const read = createCarReader(parseCars('新牌 | 云雀 | 小云雀 ~雀 | yq'));
  expect(read('云雀 小云雀 yq 看雀 麻雀').map(({ words }) => words)).toEqual(['云雀', '小云雀', 'yq', '雀']);
  expect(read('云雀')[0]?.value).toEqual({ series: '云雀', brand: '新牌' });
});
