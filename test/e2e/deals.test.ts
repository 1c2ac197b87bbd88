import { beforeEach, describe, expect, test } from 'vitest';
import { startBot, WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { cardOf, everyRow, historyOf } from './rows.ts';

const bot = await startBot();
const { db, say } = bot;
beforeEach(() => bot.sleepUntil(WEDNESDAY_AFTERNOON));

let registered = 0;
async function register(name: string, grade = 'A', owner = 'liuyang'): Promise<string> {
  const phone = `1390000${3000 + ++registered}`;
  await say(owner, `登记 ${name} ${phone} 科雷傲 ${grade}`);
  return phone;
}

describe('appointments', () => {
  test.each([
    ['赵先生', '赵先生约周六下午2点来店', 'visit', '2026-04-11', '14:00'],
    ['钱女士', '约钱女士周六上午10点到店', 'visit', '2026-04-11', '10:00'],
    ['孙先生', '孙先生约了下周二下午三点半过来看车', 'visit', '2026-04-14', '15:30'],
    ['李女士', '李女士约明天试驾', 'testDrive', '2026-04-09', null],
    ['周先生', '周先生 周日来', 'visit', '2026-04-12', null],
  ])('%s: %s', async (name, text, kind, on, time) => {
    const phone = await register(name);
    const answer = await say('liuyang', text);
    expect((await historyOf(db, phone)).appointments).toMatchObject([{ kind, on, time, state: 'open' }]);
    expect(answer).toContain(`4/${Number(on.slice(8))}`);
    if (time) expect(answer).toMatch(new RegExp(`${Number(time.slice(0, 2))}|下午`));
  });

  test('a new time moves the appointment, and the old one is kept as moved', async () => {
    const phone = await register('吴先生');
    await say('liuyang', '吴先生约周六下午2点来店');
    await say('liuyang', '吴先生改周日上午10点来');
    expect((await historyOf(db, phone)).appointments).toMatchObject([
      { on: '2026-04-11', state: 'moved' },
      { on: '2026-04-12', time: '10:00', state: 'open' },
    ]);
  });

  test('is no visit: nothing is counted until he comes, and then it is kept', async () => {
    const phone = await register('郑先生');
    await say('liuyang', '郑先生约周六下午2点来店');
    expect((await historyOf(db, phone)).visits).toHaveLength(1);
    bot.sleepUntil('2026-04-11T14:20:00+08:00');
    await say('liuyang', '郑先生到店了');
    const { visits, appointments } = await historyOf(db, phone);
    expect(visits).toHaveLength(2);
    expect(appointments).toMatchObject([{ state: 'kept' }]);
  });

  test('a visit that is agreed on does not move the appointment for the delivery', async () => {
    const phone = await register('窦女士');
    await say('liuyang', '窦女士订车 订金5000');
    await say('liuyang', '1');
    await say('liuyang', '窦女士下周二交车');
    await say('liuyang', '窦女士约周日来店选装饰');
    const { appointments } = await historyOf(db, phone);
    expect(appointments.find(({ kind }) => kind === 'delivery')).toMatchObject({
      on: '2026-04-14',
      state: 'open',
    });
  });

  test('without a day asks for one and writes nothing', async () => {
    await register('王女士');
    const before = await everyRow(db);
    const asked = await say('liuyang', '约王女士来店');
    expect(asked).toMatch(/哪天|什么时候|几号|时间/);
    expect((await everyRow(db)).appointments).toEqual(before.appointments);
    await say('liuyang', '周六下午3点');
    expect((await everyRow(db)).appointments).toHaveLength(before.appointments.length + 1);
  });

  test.each(['冯先生约昨天来店', '冯先生约4月1号来店'])('never in the past: %s', async (text) => {
    await say('liuyang', '登记 冯先生 13900003900 风朗 B');
    const before = await everyRow(db);
    await say('liuyang', text);
    const open = (await everyRow(db)).appointments.filter(
      ({ state, on }) => state === 'open' && on < '2026-04-08',
    );
    expect(open).toEqual([]);
    expect((await everyRow(db)).appointments.length - before.appointments.length).toBeLessThanOrEqual(1);
  });

  test('"周末有空再看" names no day: nothing is booked', async () => {
    const phone = await register('陈女士', 'B');
    await say('liuyang', '陈女士微信回了 说周末有空再说吧');
    expect((await historyOf(db, phone)).appointments).toEqual([]);
  });
});

test('a test drive is logged with its length', async () => {
  const phone = await register('褚先生');
  const answer = await say('liuyang', '褚先生试驾了 30分钟 挺满意');
  expect((await historyOf(db, phone)).testDrives).toMatchObject([{ minutes: 30, by: 'liuyang' }]);
  expect(answer).toContain('褚先生');
  expect(answer).toContain('试驾');
});

describe('orders', () => {
  test.each([
    ['卫先生', '卫先生订车 订金5000', 500_000, '订金'],
    ['蒋女士', '蒋女士定了！定金1万 白色 月底提', 1_000_000, '定金'],
    ['沈先生', '沈先生下订了 收了3000订金', 300_000, '订金'],
    ['韩女士', '韩女士 交了2000块定金', 200_000, '定金'],
  ])('%s: "%s" is read back, and written only after 1', async (name, text, amountFen, term) => {
    const phone = await register(name);
    const readBack = await say('liuyang', text);
    expect(readBack).toContain(name);
    expect(readBack.replaceAll(',', '')).toMatch(new RegExp(`${amountFen / 100}|${amountFen / 1_000_000}万`));
    expect(readBack).toContain(term);
    expect((await historyOf(db, phone)).orders).toEqual([]);
    expect((await cardOf(db, phone)).state).toBe('open');
    const receipt = await say('liuyang', '1');
    const { orders, payments, grades } = await historyOf(db, phone);
    expect(orders).toMatchObject([{ state: 'open', by: 'liuyang' }]);
    expect(payments).toMatchObject([{ kind: 'deposit', term, amountFen }]);
    expect(grades.at(-1)).toMatchObject({ from: 'A', to: 'O' });
    expect(await cardOf(db, phone)).toMatchObject({ state: 'ordered', grade: 'O' });
    expect(receipt).toMatch(/O/);
  });

  test.each(['2', '不对', '取消', '不是'])(
    '"%s" writes nothing, and a late 1 confirms nothing',
    async (no) => {
      const name = { 2: '杨先生', 不对: '朱先生', 取消: '秦先生', 不是: '尤先生' }[no] ?? '';
      const phone = await register(name);
      await say('liuyang', `${name}订车 订金5000`);
      await say('liuyang', no);
      await say('liuyang', '1');
      expect((await historyOf(db, phone)).orders).toEqual([]);
      expect((await cardOf(db, phone)).grade).toBe('A');
    },
  );

  test('a confirmation in other words counts too', async () => {
    const phone = await register('许女士');
    await say('liuyang', '许女士订车 订金5000');
    await say('liuyang', '对');
    expect((await historyOf(db, phone)).orders).toHaveLength(1);
  });

  test('small talk in between confirms nothing', async () => {
    const phone = await register('何女士');
    await say('liuyang', '何女士订车 订金5000');
    await say('liuyang', '哈哈终于开单了');
    await say('liuyang', '谢谢大家');
    expect((await historyOf(db, phone)).orders).toEqual([]);
  });

  test('a 1 on the next day confirms nothing that was read back today', async () => {
    const phone = await register('戚女士');
    await say('liuyang', '戚女士订车 订金5000');
    bot.sleepUntil('2026-04-09T09:00:00+08:00');
    await say('liuyang', '1');
    expect((await historyOf(db, phone)).orders).toEqual([]);
  });

  test('two orders read back one after the other are not mixed up by one 1', async () => {
    const first = await register('谢女士');
    const second = await register('邹女士');
    await say('liuyang', '谢女士订车 订金5000');
    await say('liuyang', '邹女士订车 订金8000');
    await say('liuyang', '1');
    expect((await historyOf(db, first)).orders).toEqual([]);
    expect((await historyOf(db, second)).payments).toMatchObject([{ amountFen: 800_000 }]);
  });

  test('another task in between is done and the order is not confirmed by it', async () => {
    const phone = await register('吕女士');
    const other = await register('施女士');
    await say('liuyang', '吕女士订车 订金5000');
    await say('liuyang', '施女士打了 没接');
    expect((await historyOf(db, other)).contacts).toHaveLength(1);
    expect((await historyOf(db, phone)).orders).toEqual([]);
  });

  test('more money goes onto the same order', async () => {
    const phone = await register('张女士');
    await say('liuyang', '张女士订车 订金5000');
    await say('liuyang', '1');
    await say('liuyang', '张女士又交了2万');
    await say('liuyang', '1');
    const { orders, payments } = await historyOf(db, phone);
    expect(orders).toHaveLength(1);
    expect(payments.map(({ amountFen }) => Number(amountFen))).toEqual([500_000, 2_000_000]);
  });

  test('money taken today is not called the balance that is still to come', async () => {
    const phone = await register('柏女士');
    await say('liuyang', '柏女士订车 定金5000');
    await say('liuyang', '1');
    await say('liuyang', '柏女士刷了两万 尾款周五到');
    await say('liuyang', '1');
    const { payments } = await historyOf(db, phone);
    expect(payments.filter(({ kind, amountFen }) => kind === 'balance' && amountFen === 2_000_000)).toEqual(
      [],
    );
  });

  test('without an amount asks for it', async () => {
    const phone = await register('孔女士');
    const asked = await say('liuyang', '孔女士订车了');
    expect(asked).toMatch(/多少|金额|订金|定金/);
    expect((await historyOf(db, phone)).orders).toEqual([]);
    await say('liuyang', '5000');
    await say('liuyang', '1');
    expect((await historyOf(db, phone)).payments).toMatchObject([{ amountFen: 500_000 }]);
  });
});

describe('delivery', () => {
  test('closes the order and starts the owner care on days 3, 7 and 30', async () => {
    const phone = await register('曹先生');
    await say('liuyang', '曹先生订车 订金5000');
    await say('liuyang', '1');
    bot.sleepUntil('2026-04-20T11:00:00+08:00');
    const answer = await say('liuyang', '曹先生交车了');
    const after = await historyOf(db, phone);
    if (after.deliveries.length === 0) await say('liuyang', '1');
    expect((await historyOf(db, phone)).deliveries).toHaveLength(1);
    expect((await historyOf(db, phone)).orders).toMatchObject([{ state: 'delivered' }]);
    expect(await cardOf(db, phone)).toMatchObject({
      state: 'delivered',
      deliveredOn: '2026-04-20',
      nextDueOn: '2026-04-23',
    });
    expect(answer).toContain('4/23');
    bot.sleepUntil('2026-04-23T10:00:00+08:00');
    await say('liuyang', '曹先生打了 通了 车挺好的 没有什么问题');
    expect((await cardOf(db, phone)).nextDueOn).toBe('2026-04-27');
    bot.sleepUntil('2026-04-27T10:00:00+08:00');
    await say('liuyang', '曹先生打了 通了 说同事也想来看看车 过几天联系');
    expect((await cardOf(db, phone)).nextDueOn).toBe('2026-05-20');
  });

  test('told together with the plate is a delivery, and the plate goes onto the card', async () => {
    const phone = await register('曾先生');
    await say('liuyang', '曾先生订车 订金5000');
    await say('liuyang', '1');
    const answer = await say('liuyang', '曾先生车提走了 车牌粤B12345');
    expect((await historyOf(db, phone)).deliveries).toHaveLength(1);
    expect(await cardOf(db, phone)).toMatchObject({ state: 'delivered', plate: '粤B12345' });
    expect(answer).toMatch(/交车[^]*车牌粤B12345/);
    expect(answer).not.toContain('车牌鲁E12345');
  });

  test('without an order is not written, and the order is asked for', async () => {
    const phone = await register('严先生');
    const answer = await say('liuyang', '严先生交车了');
    expect((await historyOf(db, phone)).deliveries).toEqual([]);
    expect(answer).toMatch(/订/);
  });

  test('of a car sold on the spot follows the order that the full price makes', async () => {
    await say('liuyang', '现订现交一台 风朗 白 马女士 13900003988 全款 12.58万 今天开走');
    await say('liuyang', '1');
    const { orders, payments, deliveries } = await historyOf(db, '13900003988');
    expect(orders).toHaveLength(1);
    expect(payments).toMatchObject([{ kind: 'full', amountFen: 12_580_000 }]);
    expect(deliveries).toHaveLength(1);
  });
});

describe('a question for a reason', () => {
  test.each([
    ['鲁先生', '查 鲁先生', '鲁先生 1390000'],
    ['韦先生', '登记 蒋女士 13900005991 卡缤 B 抖音', '已建卡：蒋女士'],
    ['昌先生', '待办', '今天没有要打的客户'],
  ])('about %s is left by %s, which is no reason', async (name, text, answer) => {
    await register(name);
    await say('liuyang', `${name}订车 定金5000`);
    await say('liuyang', '1');
    expect(await say('liuyang', `${name}要退订`)).toContain(`${name}为什么退订？`);
    const said = await say('liuyang', text);
    expect(said).toContain(answer);
    expect(said).not.toContain('请核对');
  });
});

test('what 撤销 takes back is called by what was done', async () => {
  await register('苗先生');
  await say('liuyang', '苗先生不要再打电话了');
  expect(await say('liuyang', '撤销')).toContain('已撤销：免打扰 苗先生');
});
