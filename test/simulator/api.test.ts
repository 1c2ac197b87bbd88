import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWecom, type Wecom } from './stand-in.ts';

let wecom: Wecom;
beforeEach(async () => {
  wecom = await startWecom();
});
afterEach(() => wecom.stop());

test.each(['user/delete', 'message', 'constructor', ''])(
  'an unknown path answers 404 with nothing: %s',
  async (path) => {
    expect(await wecom.call(path)).toEqual({ status: 404, body: '' });
  },
);

describe('gettoken', () => {
  test.each([
    ['nothing given', {}, 41004],
    ['no secret', { corpid: 'known' }, 41004],
    ['no corp', { corpsecret: 'known' }, 41002],
    ['another corp', { corpid: 'ww0', corpsecret: 'known' }, 40013],
    ['a wrong secret', { corpid: 'known', corpsecret: 'guess' }, 40001],
    ['both right', { corpid: 'known', corpsecret: 'known' }, 0],
  ])('%s', async (_, given: { corpid?: string; corpsecret?: string }, errcode) => {
    const { corpId, secret } = wecom.simulator.credentials;
    const query = {
      ...(given.corpid && { corpid: given.corpid === 'known' ? corpId : given.corpid }),
      ...(given.corpsecret && { corpsecret: given.corpsecret === 'known' ? secret : given.corpsecret }),
    };
    expect(await wecom.get('gettoken', query)).toMatchObject({ errcode });
  });

  test('the token stays the same while it is valid, and expires after two hours', async () => {
    const first = await wecom.token();
    wecom.pass(119);
    expect(await wecom.token()).toBe(first);
    expect(await wecom.get('getcallbackip', { access_token: first })).toMatchObject({ errcode: 0 });
    wecom.pass(1);
    expect(await wecom.get('getcallbackip', { access_token: first })).toMatchObject({ errcode: 42001 });
    expect(await wecom.token()).not.toBe(first);
    expect(await wecom.get('getcallbackip', { access_token: first })).toMatchObject({ errcode: 42001 });
  });

  test('too many wrong secrets block even the right one for an hour', async () => {
    const { corpId } = wecom.simulator.credentials;
    for (let guess = 0; guess < 20; guess++)
      await wecom.get('gettoken', { corpid: corpId, corpsecret: `guess${guess}` });
    const right = { corpid: corpId, corpsecret: wecom.simulator.credentials.secret };
    expect(await wecom.get('gettoken', right)).toMatchObject({ errcode: 45009 });
    wecom.pass(60);
    expect(await wecom.get('gettoken', right)).toMatchObject({ errcode: 0 });
  });

  test('two processes have different credentials', async () => {
    const other = await startWecom();
    expect(other.simulator.credentials).not.toEqual(wecom.simulator.credentials);
    expect(other.simulator.credentials.callbackAesKey).toMatch(/^[a-zA-Z0-9]{43}$/);
    await other.stop();
  });
});

describe('every other call', () => {
  test('the token is checked before the parameters and counts only in the query', async () => {
    const body = JSON.stringify({ access_token: await wecom.token() });
    const headers = { authorization: `Bearer ${await wecom.token()}` };
    const answer = await wecom.call('message/send', { method: 'POST', body, headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ errcode: 41001 });
    expect(await wecom.get('user/get', { access_token: 'x' })).toMatchObject({ errcode: 40014 });
  });

  test('an error carries a hint, the address and the empty fields of the call', async () => {
    expect(await wecom.get('user/get')).toEqual({
      errcode: 41001,
      errmsg: expect.stringMatching(/, hint: \[\w+\], from ip: 127\.0\.0\.1, more info at .*e=41001$/),
      department: [],
      order: [],
      is_leader_in_dept: [],
      direct_leader: [],
    });
  });

  test('GET where POST is expected is refused', async () => {
    expect(await wecom.getSigned('message/send')).toMatchObject({ errcode: 40058 });
  });

  test('broken JSON gets a warning in errmsg and counts as nothing', async () => {
    expect(await wecom.post('message/send', '{"touser":')).toMatchObject({
      errcode: 40008,
      errmsg: expect.stringMatching(/^Warning: wrong json format\. /),
    });
  });

  test('a voided token is refused once, and a new one works', async () => {
    const token = await wecom.token();
    wecom.simulator.faults.voidToken();
    expect(await wecom.get('getcallbackip', { access_token: token })).toMatchObject({
      errcode: 40014,
      ip_list: [],
    });
    expect(await wecom.getSigned('getcallbackip')).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
  });

  test('faults are used up one per call, those with a path only there', async () => {
    wecom.simulator.faults.failCalls({ kind: 'errcode', errcode: -1 }, { times: 2 });
    wecom.simulator.faults.failCalls({ kind: 'errcode', errcode: 45009 }, { path: 'user/get' });
    const call = async () => (await wecom.getSigned('getcallbackip')).errcode;
    expect([await call(), await call(), await call()]).toEqual([-1, -1, 0]);
    expect(await wecom.getSigned('user/get', { userid: 'liuyang' })).toMatchObject({ errcode: 45009 });
  });
});

describe('a connection that breaks', () => {
  const text = () => ({
    touser: 'liuyang',
    msgtype: 'text',
    agentid: wecom.simulator.credentials.agentId,
    text: { content: '在吗' },
  });

  test.each([
    ['dropBefore', 0],
    ['dropAfter', 1],
  ] as const)('%s leaves %i message', async (kind, count) => {
    wecom.simulator.faults.failCalls({ kind }, { path: 'message/send' });
    await expect(wecom.post('message/send', text())).rejects.toThrow('fetch failed');
    expect(wecom.simulator.messagesOf('liuyang')).toHaveLength(count);
    expect(await wecom.post('message/send', text())).toMatchObject({ errcode: 0 });
  });

  test('a delay holds the answer back', async () => {
    const token = await wecom.token();
    wecom.simulator.faults.failCalls({ kind: 'delay', delayMs: 1000 });
    const slow = wecom.call(`getcallbackip?access_token=${token}`, { signal: AbortSignal.timeout(50) });
    await expect(slow).rejects.toThrow('timeout');
  });
});

describe('contacts', () => {
  test('departments, with their leaders', async () => {
    expect(await wecom.getSigned('department/list', { id: '2' })).toMatchObject({
      department: [{ id: 2, name: '一店', parentid: 1, department_leader: ['zhouhaitao'] }],
    });
    const { department_id: all } = await wecom.getSigned('department/simplelist');
    expect(all).toMatchObject([
      { id: 1, parentid: 0 },
      { id: 2, parentid: 1 },
      { id: 3, parentid: 1 },
      { id: 4, parentid: 1 },
    ]);
    expect(await wecom.getSigned('department/list', { id: '9' })).toMatchObject({
      errcode: 60003,
      department: [],
    });
  });

  test('a member, found whatever the case of the userid', async () => {
    const user = await wecom.getSigned('user/get', { userid: 'ZhouHaitao' });
    expect(user).toMatchObject({
      userid: 'zhouhaitao',
      name: '周海涛',
      department: [2],
      is_leader_in_dept: [1],
      direct_leader: ['zhaomingyuan'],
      position: '销售主管',
      status: 1,
    });
    expect(Object.keys(user)).not.toContain('mobile');
    expect(await wecom.getSigned('user/get', { userid: 'nobody' })).toMatchObject({ errcode: 60111 });
  });

  test('a list holds the members of that department, not those below it', async () => {
    const { userlist } = await wecom.getSigned('user/list', { department_id: '4' });
    expect(userlist).toMatchObject([{ userid: 'linxiao' }, { userid: 'xudan' }]);
    const group = await wecom.getSigned('user/simplelist', { department_id: '1' });
    expect(group.userlist).not.toContainEqual(expect.objectContaining({ userid: 'liuyang' }));
    expect(await wecom.getSigned('user/list')).toMatchObject({ errcode: 40058, userlist: [] });
  });
});

describe('the menu', () => {
  const click = (name: string, key: string) => ({ type: 'click', name, key });
  const agentid = () => ({ agentid: String(wecom.simulator.credentials.agentId) });

  test.each([
    ['no button', [], 40016],
    ['three buttons', [click('今日待办', 'a'), click('统计', 'b'), click('帮助', 'c')], 0],
    ['four buttons', ['a', 'b', 'c', 'd'].map((key) => click('帮助', key)), 40016],
    ['a name of 15 bytes', [click('今日待办吧', 'a')], 0],
    ['a name of 17 bytes', [click('今日待办吧hi', 'a')], 40018],
    ['a key of 128 bytes', [click('帮助', 'k'.repeat(128))], 0],
    ['a key of 129 bytes', [click('帮助', 'k'.repeat(129))], 40019],
    ['an unknown type', [{ type: 'press', name: '帮助', key: 'a' }], 40017],
    ['a view without address', [{ type: 'view', name: '官网' }], 40020],
    ['five below', [{ name: '更多', sub_button: Array(5).fill(click('帮助', 'a')) }], 0],
    ['six below', [{ name: '更多', sub_button: Array(6).fill(click('帮助', 'a')) }], 40023],
    ['a long name below', [{ name: '更多', sub_button: [click('客'.repeat(14), 'a')] }], 40025],
    [
      'a menu two levels below',
      [{ name: '更', sub_button: [{ name: '再', sub_button: [click('帮', 'a')] }] }],
      40022,
    ],
  ])('%s', async (_, button, errcode) => {
    expect(await wecom.post('menu/create', { button }, agentid())).toMatchObject({ errcode });
  });

  test('is created, read, clicked and deleted', async () => {
    const button = [click('今日待办', 'due'), { name: '更多', sub_button: [click('帮助', 'help')] }];
    await wecom.post('menu/create', { button }, agentid());
    expect(await wecom.getSigned('menu/get', agentid())).toMatchObject({ button });
    await wecom.simulator.clickMenu('liuyang', 'help');
    expect(wecom.received).toMatchObject([{ kind: 'menu', from: 'liuyang', key: 'help' }]);
    await expect(wecom.simulator.clickMenu('liuyang', 'gone')).rejects.toThrow(RangeError);
    await wecom.getSigned('menu/delete', agentid());
    expect(await wecom.getSigned('menu/get', agentid())).toMatchObject({ errcode: 46003 });
    expect(await wecom.getSigned('menu/get', { agentid: '1' })).toMatchObject({ errcode: 301002 });
    expect(await wecom.getSigned('menu/get')).toMatchObject({ errcode: 40056 });
  });
});
