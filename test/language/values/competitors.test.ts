import { expect, test } from 'vitest';
import { readCompetitors } from '../../../src/language/values/competitors.ts';

test.each<[text: string, rivals: string]>([
  ['卡缤 竞品缤智', '缤智'],
  ['竞品看了奇骏 CRV 意向比上次强', '奇骏, CR-V'],
  ['竞品:奇骏、逍客', '奇骏, 逍客'],
  ['对面缤智便宜8千', '缤智'],
  ['买了缤智', '缤智 bought'],
  ['钱女士买了缤智', '缤智 bought'],
  ['客户买了Model3', 'Model 3 bought'],
  ['跑去订了途观', '途观 bought'],
  ['提了个轩逸', '轩逸 bought'],
  ['买了隔壁的途观', '途观 bought'],
  ['还在看奇骏和CRV', '奇骏, CR-V'],
  ['也看凯美瑞', '凯美瑞'],
  ['跟哈弗H6对比', '哈弗H6'],
  ['在皓影和CR-V之间犹豫', '皓影, CR-V'],
  ['宝马325和奔驰C260比较中', '宝马3系, 奔驰C级'],
  ['对比哈弗H6', '哈弗H6'],
  ['和轩逸比油耗', '轩逸'],
  ['纠结秦PLUS', '秦PLUS'],
  ['犹豫 帝豪', '帝豪'],
  ['比亚迪那边便宜5000', '比亚迪'],
  ['也看大众', '大众'],
  ['别家的雅阁', '雅阁'],
  ['隔壁宋PLUS优惠更大', '宋PLUS'],
  ['看过Model Y', 'Model Y'],
  ['不如RAV4', 'RAV4荣放'],
  ['轩逸比我们便宜', '轩逸'],
  ['改买了风朗', '风朗 bought'],
])('%s', (text, rivals) => {
  const told = readCompetitors(text).map(({ value }) => (value.bought ? `${value.name} bought` : value.name));
  expect(told.join(', ')).toBe(rivals);
});

test.each([
  '看科雷傲 首次来店',
  '想看卡缤',
  '试驾风朗',
  '现在开的凯越',
  '竞品3',
  '竞品都没有',
  '要科雷嘉',
  '竞品没说。风朗 白',
])('no rival in %s', (text) => {
  expect(readCompetitors(text)).toEqual([]);
});
