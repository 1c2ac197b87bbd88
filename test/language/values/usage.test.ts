import { expect, test } from 'vitest';
import { readUsages } from '../../../src/language/values/usage.ts';

test.each<[text: string, usages: string[]]>([
  ['fl 白 zy b', ['自用']],
  ['自用', ['自用']],
  ['自己开', ['自用']],
  ['家用', ['家用']],
  ['上下班代步', ['代步', '代步']],
  ['通勤用', ['代步']],
  ['接送孩子', ['接送孩子']],
  ['接娃', ['接送孩子']],
  ['商务接待', ['商务']],
  ['公司用', ['公司用']],
  ['刘总 公司买2台', ['公司用']],
  ['跑滴滴', ['网约车']],
  ['跑网约车', ['网约车']],
  ['拉货', ['营运']],
  ['营运', ['营运']],
  ['结婚用', ['婚车']],
  ['婚车', ['婚车']],
  ['跑长途', ['长途']],
  ['自驾游', ['长途']],
  ['练手', ['练手']],
  ['刚拿驾照', ['练手']],
  ['跑山路', ['越野']],
  ['送老婆', ['送人']],
])('usage in %s', (text, usages) => {
  expect(readUsages(text).map(({ value }) => value)).toEqual(usages);
});

test.each(['商务车', 'GL8商务车', '公务员', '越野版', '非营运', '长途电话', 'zyb', '送膜送脚垫'])(
  'no usage in %s',
  (text) => {
    expect(readUsages(text)).toEqual([]);
  },
);
