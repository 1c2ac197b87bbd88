import { expect, test } from 'vitest';
import { readSources } from '../../../src/language/values/sources.ts';

test.each<[text: string, sources: string]>([
  ['老客户李国强介绍来的', 'referral'],
  ['马女士介绍的同事', 'referral'],
  ['转介绍', 'referral'],
  ['老客户介绍', 'referral'],
  ['朋友介绍来的', 'referral/朋友介绍'],
  ['李国强介绍了个客户', 'referral'],
  ['老李来做保养顺便看车', 'serviceCustomer'],
  ['400来电 男', 'callIn'],
  ['来电 外地的', 'callIn'],
  ['打电话来问优惠', 'callIn'],
  ['汽车之家看的', '/汽车之家'],
  ['懂车帝线索5条', '/懂车帝'],
  ['易车留的电话', '/易车'],
  ['抖音上刷到的', '/抖音'],
  ['快手直播', '/快手'],
  ['小红书看到', '/小红书'],
  ['看朋友圈来的', '/朋友圈'],
  ['户外广告牌', '/户外广告'],
  ['听电台', '/电台'],
  ['车展上留的', 'event/车展'],
  ['路过进来看看', 'walkIn/路过'],
  ['自然到店', 'walkIn'],
  ['自己来的', 'walkIn'],
  ['官网留资', 'online'],
  ['二网的客户', 'subDealer'],
  ['来电 汽车之家', 'callIn, /汽车之家'],
  ['老带新', 'referral'],
])('%s', (text, sources) => {
  const told = readSources(text).map(({ value }) =>
    value.heardFrom === undefined ? value.source : `${value.source ?? ''}/${value.heardFrom}`,
  );
  expect(told.join(', ')).toBe(sources);
});

test.each([
  '本周来电率多少',
  '发朋友圈了',
  '他是懂车的',
  '给他介绍了配置',
  '介绍一下车',
  '58万',
  '400块',
  '1400元',
  '来电没显示',
  '户外运动用',
  '13900004000',
  '电视机',
])('no source in %s', (text) => {
  expect(readSources(text)).toEqual([]);
});
