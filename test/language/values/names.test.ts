import { expect, test } from 'vitest';
import { readNameInitials } from '../../../src/language/values/name-guesses.ts';
import { readNames } from '../../../src/language/values/names.ts';
import { COMPOUND, SINGLE, soundAlike } from '../../../src/language/values/surnames.ts';

test.each<[text: string, names: string]>([
  ['王先生打了 没接', '王先生 M'],
  ['建卡 李姐 13700003456', '李女士 (李姐) F'],
  ['赵哥说价格再给点', '赵先生 (赵哥) M'],
  ['刘总出差了', '刘总'],
  ['刘总说再等等', '刘总'],
  ['老李来做保养', '李先生 (老李) either'],
  ['把老于的客户分给小刘小马', '于先生 (老于) either, 小刘 staff, 小马 staff'],
  ['张太太来了', '张太太 F'],
  ['马老板要两台', '马老板'],
  ['周师傅', '周先生 (周师傅) M'],
  ['吴阿姨给儿子看车', '吴女士 (吴阿姨) F'],
  ['高工下午来', '高工'],
  ['孙经理那边', '孙经理 either'],
  ['交给孙顾问了', '孙顾问 staff'],
  ['欧阳先生 上官女士', '欧阳先生 M, 上官女士 F'],
  ['司马大哥', '司马先生 (司马大哥) M'],
  ['姓董的,就是开途观的那个', '董'],
  ['姓高 13600001122', '高'],
  ['一个女士 姓陈 看了下', '陈女士 F'],
  ['男 姓冯 13800002211', '冯先生 M'],
  ['姓周的女士', '周女士 F'],
  ['姓欧阳', '欧阳'],
  ['免贵姓沈', '沈'],
  ['老客户李国强介绍来的', '李国强'],
  ['登记 王伟 13900001234', '王伟'],
  ['建卡王伟13900001234', '王伟'],
  ['王伟 13900001234 看风朗', '王伟'],
  ['1.王伟 13900001234\n2.张晓丽 13900001235', '王伟, 张晓丽'],
  ['姓名:张晓丽\n电话:13900001234', '张晓丽'],
  ['13900001234 张晓丽 看风朗', '张晓丽'],
  ['13900001234张晓丽看风朗', '张晓丽'],
  ['客户李国强先生', '李国强 M'],
  ['给王伟打了电话', '王伟'],
  ['不是孙女士是钱女士', '孙女士 F, 钱女士 F'],
  ['小刘总结一下', '小刘 staff'],
  ['让小孙跟李姐', '小孙 staff, 李女士 (李姐) F'],
  ['强哥 13900001234', '强哥 (强哥) M'],
  ['程老师的车到了', '程老师'],
  ['王先声 13900001234', '王先生 (王先声) M'],
])('%s', (text, names) => {
  const told = readNames(text).map(({ value: { name, alias, gender, kind } }) =>
    [name, alias && `(${alias})`, gender, kind === 'customer' ? undefined : kind].filter(Boolean).join(' '),
  );
  expect(told.join(', ')).toBe(names);
});

test.each([
  '周六来 周末有空',
  '要高配 白色 金色 黄色',
  '方向盘有点重',
  '马上到店',
  '钱多少都行',
  '明天有现车吗',
  '安全第一',
  '给时间考虑',
  '常来看看',
  '温度太低',
  '新来的顾问',
  '谢谢',
  '于是路上堵了',
  '总价18万',
  '这周总共3批',
  '经常总是说贵',
  '上周总的情况不好',
  '提高总的满意度',
  '提高工作效率',
  '帅哥一个',
  '向总经理申请',
  '和先生一起来的',
  '老客户 老顾客 老板 老婆',
  '小时 小程序 小区 小白 小米',
  '这位先生',
  '姓名:\n电话:',
  '百姓车',
  '登记 高尔夫 白',
  '建卡 马自达 13900001234',
  '高配 13900001234',
  '13900001234 全款 金色',
  '对方说再看看',
  '客户时常来 客户钟意这款',
  '客户常问起 客户于昨天到店',
  '13900001234高配有吗',
  '带小孙女来的',
  '空姐来买车',
])('no name in %s', (text) => {
  expect(readNames(text)).toEqual([]);
});

test('a full name keeps its surname and given name apart', () => {
  expect(readNames('客户欧阳明华来了')[0]?.value).toMatchObject({ surname: '欧阳', given: '明华' });
  expect(readNames('李姐')[0]?.value).toEqual({
    kind: 'customer',
    name: '李女士',
    alias: '李姐',
    surname: '李',
    honorific: '姐',
    gender: 'F',
  });
});

test.each<[text: string, guesses: string[]]>([
  ['lz 13900008765 fl 白', ['李总', '刘总', '李章']],
  ['wxs 13900001234', ['王先生', '吴先生']],
  ['zj 13900001234', ['张姐', '赵姐', '张军']],
  ['建卡 lns 13900001234', ['李女士', '刘女士']],
])('initials in %s are only guesses', (text, guesses) => {
  expect(readNameInitials(text).map(({ value }) => value.guesses)).toEqual([guesses]);
});

test.each(['fl 白', '看fl 13900001234', 'vin 2210', 'hello 13900001234'])(
  'no initials of a name in %s',
  (text) => {
    expect(readNameInitials(text)).toEqual([]);
  },
);

test.each([
  ['陈', '程', true],
  ['陈', '沈', true],
  ['成', '程', true],
  ['王', '汪', true],
  ['张', '章', true],
  ['李', '黎', true],
  ['周', '周', true],
  ['王', '张', false],
])('%s and %s sound alike: %s', (a, b, alike) => {
  expect(soundAlike(a, b)).toBe(alike);
  expect(soundAlike(b, a)).toBe(alike);
});

test('the lists of surnames are long enough', () => {
  expect(SINGLE.size).toBeGreaterThanOrEqual(400);
  expect(COMPOUND.size).toBeGreaterThanOrEqual(60);
});
