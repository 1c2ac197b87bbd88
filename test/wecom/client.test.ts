import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { WecomError } from '../../src/wecom/client.ts';
import { type Answer, type Api, cutOff, openApi, SECRET } from './api-server.ts';

const Answered = z.object({ value: z.number() });
const MINUTE_MS = 60_000;

let api: Api;
beforeEach(async () => {
  api = await openApi();
  api.answer('user/get', { errcode: 0, errmsg: 'ok', value: 1 });
});
afterEach(() => api.close());

const get = () => api.wecom.get('user/get', { userid: 'a b&c' }, Answered);
const send = (extra: object = {}) =>
  api.wecom.post('message/send', { touser: 'WangWei', ...extra }, z.object({}));

async function failure(call: Promise<unknown>): Promise<Error> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect.assert(outcome instanceof Error);
  return outcome;
}

const kindOf = async (call: Promise<unknown>) => {
  const error = await failure(call);
  return error instanceof WecomError ? error.kind : 'unknown';
};

describe('a call', () => {
  test('carries its query and the token, and answers what was asked for', async () => {
    expect(await get()).toEqual({ value: 1 });
    expect(api.callsOf('gettoken')[0]).toMatchObject({ method: 'GET', query: { corpsecret: SECRET } });
    expect(api.callsOf('user/get')).toEqual([
      {
        path: 'user/get',
        method: 'GET',
        query: { access_token: 'TOKEN-1', userid: 'a b&c' },
        body: undefined,
      },
    ]);
  });

  test('of POST carries its body as raw UTF-8', async () => {
    let raw = '';
    api.answer('message/send', (response, request) => {
      raw = request.headers['content-length'] ?? '';
      response.end('{"errcode":0,"errmsg":"ok"}');
    });
    await send({ text: '步步🚗' });
    expect(api.callsOf('message/send')[0]).toMatchObject({ method: 'POST', body: { text: '步步🚗' } });
    expect(Number(raw)).toBe(Buffer.byteLength(JSON.stringify({ touser: 'WangWei', text: '步步🚗' })));
  });

  test('of POST may have a query', async () => {
    await api.wecom.post('menu/create', {}, z.object({}), { agentid: 7 });
    expect(api.callsOf('menu/create')[0]?.query).toEqual({ access_token: 'TOKEN-1', agentid: '7' });
  });

  test.each(['', '/', '//'])('goes to the same place with %j after the address', async (end) => {
    const wecom = api.connect(`${api.apiBase}${end}`);
    expect(await wecom.get('user/get', {}, Answered)).toEqual({ value: 1 });
  });

  test('succeeds without an errcode', async () => {
    api.answer('user/get', { value: 2 });
    expect(await get()).toEqual({ value: 2 });
  });
});

test('an address that is none is refused at start', () => {
  expect(() => api.connect('nowhere')).toThrow(TypeError);
});

describe('the token', () => {
  test('is fetched once for calls at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, get));
    expect(api.callsOf('gettoken')).toHaveLength(1);
    expect(api.callsOf('user/get')).toHaveLength(20);
  });

  test.each([
    ['kept', 115 * MINUTE_MS - 1, 1],
    ['renewed five minutes before its end', 115 * MINUTE_MS, 2],
  ])('is %s', async (_, ms, fetched) => {
    await get();
    api.pass(ms);
    await get();
    expect(api.callsOf('gettoken')).toHaveLength(fetched);
  });

  test('of a short life is kept for half of it', async () => {
    api.answer('gettoken', { access_token: 'SHORT', expires_in: 60 });
    await get();
    api.pass(29_999);
    await get();
    expect(api.callsOf('gettoken')).toHaveLength(1);
    api.pass(1);
    await get();
    expect(api.callsOf('gettoken')).toHaveLength(2);
  });

  test.each([40014, 42001])('is renewed once and the call repeated once on %i', async (errcode) => {
    api.answer('user/get', { errcode, errmsg: 'x' }, { value: 3 });
    expect(await get()).toEqual({ value: 3 });
    expect(api.callsOf('gettoken')).toHaveLength(2);
    expect(api.callsOf('user/get').map(({ query }) => query['access_token'])).toEqual(['TOKEN-1', 'TOKEN-2']);
    expect(api.waits).toEqual([]);
  });

  test('that is refused anew is not renewed again', async () => {
    api.answer('user/get', { errcode: 42001, errmsg: 'x' });
    expect(await kindOf(get())).toBe('token');
    expect(api.callsOf('gettoken')).toHaveLength(2);
    expect(api.callsOf('user/get')).toHaveLength(2);
  });

  test('that is refused to many calls at the same time is renewed once', async () => {
    await get();
    const stale: Answer = (response, request) => {
      const isStale = request.url?.includes('TOKEN-1');
      response.end(JSON.stringify(isStale ? { errcode: 40014, errmsg: 'x' } : { value: 4 }));
    };
    api.answer('user/get', stale);
    expect(await Promise.all(Array.from({ length: 20 }, get))).toEqual(Array(20).fill({ value: 4 }));
    expect(api.callsOf('gettoken')).toHaveLength(2);
  });

  test('refused for the secret is not asked for again within a minute', async () => {
    api.answer('gettoken', { errcode: 40001, errmsg: 'invalid secret' });
    const kinds = await Promise.all(Array.from({ length: 5 }, () => kindOf(get())));
    expect(kinds).toEqual(Array(5).fill('configuration'));
    api.pass(MINUTE_MS - 1);
    expect(await kindOf(get())).toBe('configuration');
    expect(api.callsOf('gettoken')).toHaveLength(1);
    api.answer('gettoken', { access_token: 'GOOD', expires_in: 7200 });
    api.pass(1);
    expect(await get()).toEqual({ value: 1 });
  });

  test('that could not be fetched is asked for by the next call', async () => {
    api.answer('gettoken', cutOff);
    await failure(get());
    api.answer('gettoken', { access_token: 'GOOD', expires_in: 7200 });
    expect(await get()).toEqual({ value: 1 });
  });
});

describe('a second and a third try', () => {
  test.each([-1, 6000, 45033, 45035, 41096])('are made on %i, with pauses', async (errcode) => {
    api.answer('user/get', { errcode, errmsg: 'x' }, { errcode, errmsg: 'x' }, { value: 5 });
    expect(await get()).toEqual({ value: 5 });
    expect(api.waits).toEqual([500, 2000]);
  });

  test('are the last', async () => {
    api.answer('user/get', { errcode: -1, errmsg: 'busy' });
    expect(await kindOf(get())).toBe('retry');
    expect(api.callsOf('user/get')).toHaveLength(3);
  });

  test.each([40001, 40013, 45009, 60020, 81013, 40058, 42022, 99999])(
    'are not made on %i',
    async (errcode) => {
      api.answer('user/get', { errcode, errmsg: 'x' });
      await failure(get());
      expect(api.callsOf('user/get')).toHaveLength(1);
      expect(api.callsOf('gettoken')).toHaveLength(1);
    },
  );

  test('are made when the connection is cut', async () => {
    api.answer('user/get', cutOff, { value: 6 });
    expect(await get()).toEqual({ value: 6 });
    expect(api.waits).toEqual([500]);
  });

  test('of a message are made after a cut only if WeCom can tell it from a new one', async () => {
    api.answer('message/send', cutOff);
    await failure(send());
    expect(api.callsOf('message/send')).toHaveLength(1);
    await failure(send({ enable_duplicate_check: 0 }));
    expect(api.callsOf('message/send')).toHaveLength(2);
    await failure(send({ enable_duplicate_check: 1 }));
    expect(api.callsOf('message/send')).toHaveLength(5);
  });

  test('of a message are made when WeCom says that it was busy', async () => {
    api.answer('message/send', { errcode: -1, errmsg: 'busy' }, { errcode: 0, errmsg: 'ok' });
    await send();
    expect(api.callsOf('message/send')).toHaveLength(2);
  });
});

describe('a failure', () => {
  test.each<[number, string]>([
    [40014, 'token'],
    [-1, 'retry'],
    [45009, 'blocked'],
    [846607, 'blocked'],
    [40001, 'configuration'],
    [60020, 'configuration'],
    [43012, 'configuration'],
    [81013, 'recipient'],
    [60111, 'recipient'],
    [40015, 'other'],
    [40016, 'payload'],
    [40027, 'payload'],
    [40028, 'other'],
    [42014, 'payload'],
    [42026, 'other'],
    [42027, 'payload'],
    [42051, 'payload'],
    [42022, 'late'],
    [60140, 'late'],
    [12345, 'other'],
  ])('with %i is of the kind %s', async (errcode, kind) => {
    api.answer('user/get', { errcode, errmsg: 'no' });
    const error = await failure(get());
    expect(error).toMatchObject({ name: 'WecomError', path: 'user/get', errcode, kind });
    expect(error.message).toBe(`user/get: ${errcode} no`);
  });

  test('may come with errcode 0: JSON that WeCom did not understand', async () => {
    api.answer('message/send', { errcode: 0, errmsg: 'ok Warning: wrong json format. ' });
    expect(await kindOf(send())).toBe('payload');
  });

  test('with the empty lists of a success is a failure', async () => {
    api.answer('user/get', { errcode: 60111, errmsg: 'no', value: 0 });
    expect(await kindOf(get())).toBe('recipient');
  });

  test.each<[string, Answer]>([
    ['404', (response) => response.writeHead(404).end()],
    ['500 with good JSON', (response) => response.writeHead(500).end('{"errcode":0,"value":1}')],
    ['a page', (response) => response.end('<html></html>')],
    ['nothing', (response) => response.end()],
    ['null', (response) => response.end('null')],
    ['a list', (response) => response.end('[]')],
    ['an errcode that is text', { errcode: '0', value: 1 }],
    ['no value', { errcode: 0 }],
    ['a value of another type', { errcode: 0, value: 'TOKEN-1' }],
  ])('is an answer with %s', async (_, answer) => {
    api.answer('user/get', answer);
    const error = await failure(get());
    expect(error).not.toBeInstanceOf(WecomError);
    expect(error.message).toMatch(/^user\/get: unexpected answer/);
    expect(api.callsOf('user/get')).toHaveLength(1);
  });

  test('is a redirection, which is not followed', async () => {
    api.answer('user/get', (response) => {
      response.writeHead(302, { location: `${api.apiBase}/cgi-bin/elsewhere` }).end();
    });
    expect((await failure(get())).message).toContain('HTTP 302');
    expect(api.callsOf('elsewhere')).toHaveLength(0);
  });
});

test('neither token nor secret nor address is in any log line or error', async () => {
  const echo: Answer = (response, request) => {
    response.end(JSON.stringify({ errcode: 40058, errmsg: `bad parameter ${request.url}` }));
  };
  const expired: Answer = (response, request) => {
    response.end(JSON.stringify({ errcode: 42001, errmsg: `expired ${request.url}` }));
  };
  const errors: Error[] = [];
  const attempts: [string, Answer][] = [
    ['user/get', echo],
    ['user/get', cutOff],
    ['user/get', (response) => response.writeHead(500).end()],
    ['user/get', { errcode: 0, value: 'TOKEN-1' }],
    ['user/get', expired],
  ];
  for (const [path, answer] of attempts) {
    api.answer(path, answer);
    errors.push(await failure(get()));
  }
  for (const answer of [cutOff, echo] satisfies Answer[]) {
    api.answer('gettoken', answer);
    errors.push(await failure(api.connect().get('user/get', {}, Answered)));
  }
  await api.close();
  errors.push(await failure(api.connect().get('user/get', {}, Answered)));
  api = await openApi();

  expect(errors).toHaveLength(8);
  for (const error of errors) {
    const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
    expect(told).not.toMatch(/TOKEN-\d|SECRET|127\.0\.0\.1/);
    expect(error.message).toMatch(/^(user\/get|gettoken): /);
  }
});

test('log lines tell what was called and what came of it, and nothing else', async () => {
  api.answer('user/get', cutOff, {
    errcode: 60020,
    errmsg: `not allow to access from your ip, TOKEN-1 ${SECRET}`,
  });
  await failure(get());
  const lines = api.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ msg, path, errcode }) => [msg, path, errcode])).toEqual([
    ['wecom.called', 'gettoken', 0],
    ['wecom.missed', 'user/get', undefined],
    ['wecom.called', 'user/get', 60020],
  ]);
  expect(lines.at(-1)?.['hint']).toContain('可信IP');
  for (const line of lines) {
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const known = ['level', 'time', 'msg', 'path', 'errcode', 'reason', 'status', 'hint'];
    expect(known).toEqual(expect.arrayContaining(Object.keys(line)));
  }
  expect(api.lines.join('')).not.toMatch(/TOKEN|SECRET|127\.0\.0\.1|access_token/);
});
