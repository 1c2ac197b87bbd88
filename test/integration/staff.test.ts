import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createBot } from '../../src/bot.ts';
import { listStaff, listStores } from '../../src/db/staff.ts';
import { jobRuns } from '../../src/db/schema/records.ts';
import { staff, stores } from '../../src/db/schema/company.ts';
import type { StoreId } from '../../src/domain/ids.ts';
import type { UserId } from '../../src/domain/staff.ts';
import { addMinutes } from '../../src/domain/time.ts';
import { createLog } from '../../src/log.ts';
import { type Company, SAMPLE_COMPANY } from '../../src/simulator/company.ts';
import { createFaults } from '../../src/simulator/faults.ts';
import { createMemoryStore } from '../../src/simulator/store.ts';
import { createSimulator } from '../../src/simulator/wecom-server.ts';
import { WEDNESDAY_AFTERNOON } from '../support/bot.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

const { db } = await testDatabase();
const faults = createFaults();
const now = () => WEDNESDAY_AFTERNOON;

// The contacts change while the bot runs: each request is answered from the company as it is then.
let company: Company = SAMPLE_COMPANY;
const simulatorOf = () =>
  createSimulator({ company, now, callbackUrl: () => '', store: createMemoryStore(), faults });
let simulator = simulatorOf();
const server = createServer((request, response) => void simulator.app.callback()(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

let run = 0;
/** Syncs with that company; answers what the job did. */
async function sync(
  people: Company['people'],
  departments = SAMPLE_COMPANY.departments,
  positions = new Map(),
) {
  company = { ...SAMPLE_COMPANY, people, departments };
  simulator = simulatorOf();
  const { credentials } = simulator;
  const bot = await createBot({
    db,
    wecom: {
      apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      corpId: credentials.corpId,
      agentId: credentials.agentId,
      secret: credentials.secret,
      token: credentials.callbackToken,
      aesKey: credentials.callbackAesKey,
    },
    log: createLog('silent'),
    now,
    timezone: 'Asia/Shanghai',
    schedules: new Map(),
    positions,
  });
  return bot.run('sync-staff', addMinutes(now(), ++run * 60));
}

beforeEach(() => emptyTables(db));

const PEOPLE = SAMPLE_COMPANY.people;
const without = (...userIds: string[]) => PEOPLE.filter(({ userId }) => !userIds.includes(userId));
const changed = (userId: string, change: Partial<(typeof PEOPLE)[number]>) =>
  PEOPLE.map((person) => (person.userId === userId ? { ...person, ...change } : person));
const person = async (userId: string) =>
  (
    await db
      .select()
      .from(staff)
      .where(eq(staff.userId, userId as UserId))
  )[0];

describe('the contacts', () => {
  test('give two stores, a phone desk, and everybody his roles and his store', async () => {
    expect(await sync(PEOPLE)).toMatch(/3家店.*14人/);
    expect((await listStores(db)).map(({ id, name, kind }) => `${id} ${name} ${kind}`)).toEqual([
      '2 一店 showroom',
      '3 二店 showroom',
      '4 电网部 desk',
    ]);
    const roles = (await listStaff(db)).map(
      ({ userId, roles: held, storeId }) => `${userId} ${held.join('+')} ${storeId}`,
    );
    expect(roles).toEqual(
      [
        'chenguodong generalManager null',
        'fengli  null',
        'gaoxiang marketing null',
        'hejia consultant 3',
        'linxiao deskAgent 4',
        'liuyang consultant 2',
        'mahui consultant 2',
        'qiancheng admin null',
        'sunting consultant 2',
        'wujing supervisor 3',
        'xudan deskAgent 4',
        'zhaomingyuan salesManager null',
        'zhengnan consultant 3',
        'zhouhaitao supervisor 2',
      ].toSorted(),
    );
    expect(await person('liuyang')).toMatchObject({ directLeaders: ['zhouhaitao'], isActive: true });
  });

  test('read twice change nothing', async () => {
    await sync(PEOPLE);
    const before = [await db.select().from(staff).orderBy(staff.userId), await listStores(db)];
    expect(await sync(PEOPLE)).toMatch(/新0.*离开0/);
    expect([await db.select().from(staff).orderBy(staff.userId), await listStores(db)]).toEqual(before);
  });

  test('are known by role and by store', async () => {
    await sync(PEOPLE);
    const ids = (rows: { userId: string }[]) => rows.map(({ userId }) => userId);
    expect(ids(await listStaff(db, { role: 'supervisor' }))).toEqual(['wujing', 'zhouhaitao']);
    expect(ids(await listStaff(db, { storeId: 3 as StoreId }))).toEqual(['hejia', 'wujing', 'zhengnan']);
  });

  test('a new consultant in a department makes it a store', async () => {
    const departments = [...SAMPLE_COMPANY.departments, { id: 5, name: '三店', parentId: 1 }];
    await sync(PEOPLE, departments);
    expect((await listStores(db)).map(({ id }) => id)).toEqual([2, 3, 4]);
    await sync(
      [...PEOPLE, { userId: 'new', name: '新来', position: '销售顾问', departmentId: 5 }],
      departments,
    );
    expect((await listStores(db)).map(({ id }) => id)).toEqual([2, 3, 4, 5]);
    expect(await person('new')).toMatchObject({ roles: ['consultant'], storeId: 5 });
  });
});

describe('changes', () => {
  test('somebody who leaves becomes inactive, and comes back as he was', async () => {
    await sync(PEOPLE);
    expect(await sync(without('liuyang'))).toMatch(/新0.*离开1/);
    expect(await person('liuyang')).toMatchObject({ isActive: false, name: '刘洋' });
    expect((await listStaff(db)).map(({ userId }) => userId)).not.toContain('liuyang');
    expect(await sync(PEOPLE)).toMatch(/新1.*离开0/);
    expect(await person('liuyang')).toMatchObject({ isActive: true });
  });

  test('a new name, position and store are taken over', async () => {
    await sync(PEOPLE);
    await sync(changed('mahui', { name: '马小辉', position: '销售主管', departmentId: 3 }));
    expect(await person('mahui')).toMatchObject({
      name: '马小辉',
      roles: ['supervisor'],
      storeId: 3,
      storeIds: [3],
    });
  });

  test('two roles in one position are both held', async () => {
    await sync(changed('zhaomingyuan', { position: '销售经理兼管理员' }));
    expect((await person('zhaomingyuan'))?.roles.toSorted()).toEqual(['admin', 'salesManager']);
    const admins = await listStaff(db, { role: 'admin' });
    expect(admins.map(({ userId }) => userId)).toEqual(['qiancheng', 'zhaomingyuan']);
  });

  test('words of the settings give roles too', async () => {
    await sync(changed('fengli', { position: '置换专员' }), undefined, new Map([['置换专员', 'consultant']]));
    expect(await person('fengli')).toMatchObject({ roles: ['consultant'] });
  });

  test('a position taken away leaves no role behind', async () => {
    await sync(PEOPLE);
    await sync(changed('qiancheng', { position: '' }));
    expect(await person('qiancheng')).toMatchObject({ roles: [], isActive: true });
  });

  test('a department whose consultants all left is a store no more, and its name stays with its rows', async () => {
    await sync(PEOPLE);
    await sync(without('hejia', 'zhengnan'));
    expect((await listStores(db)).map(({ id }) => id)).toEqual([2, 4]);
    expect(
      await db
        .select()
        .from(stores)
        .where(eq(stores.id, 3 as StoreId)),
    ).toMatchObject([{ name: '二店', isActive: false }]);
  });
});

describe('an answer that cannot be right', () => {
  const everybody = async () => (await listStaff(db)).length;

  test('with nobody in it drops nobody and no store', async () => {
    await sync(PEOPLE);
    expect(await sync([])).toContain('failed');
    expect([await everybody(), (await listStores(db)).length]).toEqual([14, 3]);
  });

  test.each([
    ['department/list', 60011],
    ['user/list', 60020],
    ['user/list', 48002],
  ])('refused at %s with %i drops nobody', async (path, errcode) => {
    await sync(PEOPLE);
    faults.failCalls({ kind: 'errcode', errcode }, { path });
    expect(await sync(PEOPLE)).toContain('failed');
    expect(await everybody()).toBe(14);
  });

  test('is noted with its run, without the secret', async () => {
    faults.failCalls({ kind: 'errcode', errcode: 60011 }, { path: 'department/list' });
    await sync(PEOPLE);
    const [failed] = await db.select().from(jobRuns);
    expect(failed).toMatchObject({
      job: 'sync-staff',
      outcome: null,
      error: expect.stringContaining('60011'),
    });
    expect(failed?.error).not.toContain(simulator.credentials.secret);
  });
});
