import { expect, test } from 'vitest';
import { readContactResults } from '../../../src/language/values/contact-results.ts';

test.each<[text: string, results: string]>([
  ['王先生打了 没接', 'dialled phone, no_answer phone'],
  ['又打了 还是没人接 晚上再打', 'dialled phone, no_answer phone'],
  ['通了 说跟媳妇商量', 'connected phone effective'],
  ['李姐回访了 价格嫌贵', 'connected phone effective'],
  ['微信聊了 发了配置表 没回', 'replied wechat effective, sent_no_reply wechat'],
  ['陈女士微信回了 周日有空', 'replied wechat effective'],
  ['打给孙先生 空号', 'dead_number phone'],
  ['电话接了听说是卖车的就挂了', 'connected phone effective, hung_up phone'],
  ['让我下周二再打', 'call_later phone'],
  ['让我晚点打', 'call_later phone'],
  ['在开会', 'call_later phone'],
  ['让我下午三点给他回电话', 'call_later phone'],
  ['刚跟周先生聊20分钟', 'connected phone effective'],
  ['打了5次都不接', 'dialled phone, no_answer phone'],
  ['三次都没人接 13900006543', 'no_answer phone'],
  ['无人接听', 'no_answer phone'],
  ['没打通', 'no_answer phone'],
  ['没接通', 'no_answer phone'],
  ['接了就挂', 'hung_up phone'],
  ['被挂断', 'hung_up phone'],
  ['停机', 'dead_number phone'],
  ['关机', 'no_answer phone'],
  ['占线', 'no_answer phone'],
  ['错号', 'wrong_number phone'],
  ['说打错了', 'wrong_number phone'],
  ['加了微信没通过', 'sent_no_reply wechat'],
  ['短信没回', 'sent_no_reply sms'],
  ['短信回了', 'replied sms effective'],
  ['微信没理我', 'sent_no_reply wechat'],
  ['他现在不方便接', 'call_later phone'],
  ['到店了', 'visited visit effective'],
  ['打通了 聊了半小时', 'connected phone effective, connected phone effective'],
  ['已读不回', 'sent_no_reply wechat'],
])('%s', (text, results) => {
  const told = readContactResults(text).map(({ value: { result, channel, effective } }) =>
    [result, channel, effective ? 'effective' : ''].join(' ').trim(),
  );
  expect(told.join(', ')).toBe(results);
});

test.each([
  '超3天没打的',
  '还没打',
  '展厅来客户了没人接',
  '没人接待',
  '沟通一下',
  '微信开通了',
  '审核没通过',
  '收回了',
  '挂牌',
  '打了折',
  '打错了 刚才那个是钱女士',
  '王先生上次聊的啥',
  '打了没',
  '接了吗',
  '交接了',
  '不接受按揭',
  '说了算',
  '没回来',
  '不理想',
  '想通了再说',
  '接了个客户',
  '回了趟家',
  '短信发了',
  '让我打听一下',
  '今天要打谁',
  '没看上',
])('no result of a contact in %s', (text) => {
  expect(readContactResults(text)).toEqual([]);
});
