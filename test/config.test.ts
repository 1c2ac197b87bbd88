import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig, SETTING_NAMES } from '../src/config.ts';

const APP = {
  WECOM_CORP_ID: 'wwexample0000',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'AgentSecretOfTheTest',
  WECOM_CALLBACK_TOKEN: 'TokenOfTheTest',
  WECOM_CALLBACK_AES_KEY: 'KeyOfTheTest'.padEnd(43, '0'),
};
const APP_NAMES = Object.keys(APP);
const ROBOT = { WECOM_BOT_ID: 'robot', WECOM_BOT_SECRET: 'RobotSecretOfTheTest' };

const EXAMPLE = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');

/** The one message with which a start is refused. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('.env.example', () => {
  test('names every setting and no other, each once', () => {
    const named = [...EXAMPLE.matchAll(/^#? ?([A-Z][A-Z_]*)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(SETTING_NAMES.toSorted());
  });

  test('explains every setting in the line above it', () => {
    const lines = EXAMPLE.split('\n');
    const bare = lines.filter((line, index) => {
      const isSetting = /^[A-Z_]+=/.test(line);
      return isSetting && !/^# .*\w/.test(lines[index - 1] ?? '');
    });
    expect(bare).toEqual([]);
  });

  test('copied as it is, it means what no settings at all mean', () => {
    expect(readConfig({ ...parseEnv(EXAMPLE) })).toEqual(readConfig({}));
  });
});

test('without any setting the simulator listens on this machine alone, with the defaults of the contract', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir: './data',
    wecom: undefined,
    positions: new Map(),
    schedules: new Map(),
    timezone: 'Asia/Shanghai',
    logLevel: 'info',
  } satisfies Config);
});

test('with the self-built app it listens to everybody, and talks to the real WeCom', () => {
  expect(readConfig(APP)).toMatchObject({
    host: '0.0.0.0',
    wecom: {
      apiBase: 'https://qyapi.weixin.qq.com',
      corpId: APP.WECOM_CORP_ID,
      agentId: 1_000_002,
      secret: APP.WECOM_AGENT_SECRET,
      token: APP.WECOM_CALLBACK_TOKEN,
      aesKey: APP.WECOM_CALLBACK_AES_KEY,
    },
  });
});

test('listener, database and address of the API are taken as given', () => {
  const env = {
    ...APP,
    PORT: '8080',
    HOST: '127.0.0.1',
    DATABASE_URL: 'postgres://bubu:pass@127.0.0.1:5432/bubu',
    DATA_DIR: '/srv/bubu',
    WECOM_API_BASE: 'http://127.0.0.1:9999',
    LOG_LEVEL: 'debug',
  };
  expect(readConfig(env)).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: env.DATABASE_URL,
    dataDir: '/srv/bubu',
    wecom: { apiBase: 'http://127.0.0.1:9999' },
    logLevel: 'debug',
  });
});

describe('a half-filled group', () => {
  test.each(APP_NAMES)('%s alone is refused, with the four others named', (name) => {
    const message = refusal({ [name]: APP[name as keyof typeof APP] });
    const missing = APP_NAMES.filter((other) => other !== name);
    expect(missing.filter((other) => !message.includes(other))).toEqual([]);
    expect(message).not.toContain(name);
  });

  test.each(APP_NAMES)('all but %s is refused, and it alone is named', (name) => {
    const message = refusal({ ...APP, [name]: '  ' });
    expect(APP_NAMES.filter((other) => message.includes(other))).toEqual([name]);
  });

  test.each([
    [{ WECOM_API_BASE: 'http://127.0.0.1:9999' }, APP_NAMES],
    [{ WECOM_BOT_WS_URL: 'wss://127.0.0.1' }, Object.keys(ROBOT)],
    [{ WECOM_BOT_ID: 'robot' }, ['WECOM_BOT_SECRET']],
    [{ WECOM_BOT_SECRET: ROBOT.WECOM_BOT_SECRET }, ['WECOM_BOT_ID']],
    [{ ...APP, WECOM_BOT_ID: 'robot' }, ['WECOM_BOT_SECRET']],
  ])('%j: refused, and what is missing is named', (env, missing) => {
    const message = refusal(env);
    expect(missing.filter((name) => !message.includes(name))).toEqual([]);
  });

  test('faults and missing names of all kinds come in one message', () => {
    const message = refusal({
      PORT: '70000',
      TIMEZONE: 'Asia/Tokyo',
      DATABASE_URL: 'mysql://x',
      WECOM_CORP_ID: 'ww0000',
      WECOM_BOT_ID: 'robot',
      LOG_LEVEL: 'loud',
      POSITION_ROLES: '置换专员=boss',
    });
    const expected = [
      'PORT',
      'TIMEZONE',
      'DATABASE_URL',
      'LOG_LEVEL',
      'POSITION_ROLES',
      'WECOM_AGENT_ID',
      'WECOM_AGENT_SECRET',
      'WECOM_CALLBACK_TOKEN',
      'WECOM_CALLBACK_AES_KEY',
      'WECOM_BOT_SECRET',
    ];
    expect(expected.filter((name) => !message.includes(name))).toEqual([]);
  });
});

test('no secret stands in the message, right or wrong', () => {
  const secrets = {
    WECOM_AGENT_SECRET: 'hunter-one',
    WECOM_CALLBACK_TOKEN: 'hunter-two',
    WECOM_CALLBACK_AES_KEY: 'hunter-three',
    WECOM_BOT_SECRET: 'hunter-four',
    DATABASE_URL: 'mysql://bubu:hunter-five@127.0.0.1/bubu',
  };
  const message = refusal({ ...secrets, WECOM_AGENT_ID: 'hunter-six' });
  expect(message).not.toContain('hunter');
  expect(message).toContain('WECOM_CALLBACK_AES_KEY');
  expect(message).toContain('DATABASE_URL');
});

test.each(SETTING_NAMES)('%s left empty is as good as not there', (name) => {
  expect(readConfig({ [name]: '' })).toEqual(readConfig({}));
});

test.each([
  ['PORT', '0', true],
  ['PORT', '65535', true],
  ['PORT', '65536', false],
  ['PORT', '-1', false],
  ['PORT', '80.5', false],
  ['PORT', 'http', false],
  ['DATABASE_URL', 'postgresql://127.0.0.1/bubu', true],
  ['DATABASE_URL', '127.0.0.1/bubu', false],
  ['LOG_LEVEL', 'silent', true],
  ['LOG_LEVEL', 'verbose', false],
  // Business time is Beijing's, under whichever name; a zone with other hours would split the days elsewhere.
  ['TIMEZONE', 'Asia/Shanghai', true],
  ['TIMEZONE', 'Asia/Chongqing', true],
  ['TIMEZONE', 'PRC', true],
  ['TIMEZONE', 'Asia/Hong_Kong', true],
  ['TIMEZONE', 'Asia/Taipei', true],
  ['TIMEZONE', 'Asia/Urumqi', false],
  ['TIMEZONE', 'Asia/Tokyo', false],
  ['TIMEZONE', 'UTC', false],
  ['TIMEZONE', 'Beijing', false],
])('%s=%s is accepted: %s', (name, value, accepted) => {
  if (accepted) expect(() => readConfig({ [name]: value })).not.toThrow();
  else expect(refusal({ [name]: value })).toContain(name);
});

test.each([
  ['WECOM_CALLBACK_TOKEN', 'a'.repeat(32), true],
  ['WECOM_CALLBACK_TOKEN', 'a'.repeat(33), false],
  ['WECOM_CALLBACK_TOKEN', 'with-hyphen', false],
  ['WECOM_CALLBACK_AES_KEY', 'a'.repeat(42), false],
  ['WECOM_CALLBACK_AES_KEY', 'a'.repeat(43), true],
  ['WECOM_CALLBACK_AES_KEY', 'a'.repeat(44), false],
  ['WECOM_AGENT_ID', '1000002', true],
  ['WECOM_AGENT_ID', 'main', false],
  ['WECOM_API_BASE', 'https://qyapi.weixin.qq.com', true],
  ['WECOM_API_BASE', 'qyapi.weixin.qq.com', false],
])('of the app, %s=%s is accepted: %s', (name, value, accepted) => {
  if (accepted) expect(() => readConfig({ ...APP, [name]: value })).not.toThrow();
  else expect(refusal({ ...APP, [name]: value })).toContain(name);
});

test('times of the settings are read by job', () => {
  const { schedules } = readConfig({
    SCHEDULE: 'due-reminders=53 8 * * * | 23 15 * * *; grade-summary = 53 16 * * 0;',
  });
  expect([...schedules]).toEqual([
    ['due-reminders', ['53 8 * * *', '23 15 * * *']],
    ['grade-summary', ['53 16 * * 0']],
  ]);
});

test.each([
  'due-reminders',
  'due-reminders=',
  '=53 8 * * *',
  'due-reminders=8:53',
  'due-reminders=53 8 * *',
  'due-reminders=0 53 8 * * *',
  'due-reminders=53 24 * * *',
  'due-reminders=53 8 * * *|',
])('SCHEDULE=%s is refused', (SCHEDULE) => {
  expect(refusal({ SCHEDULE })).toContain('SCHEDULE：');
});

test('no fault is told in English', () => {
  const message = refusal({
    PORT: 'http',
    LOG_LEVEL: 'loud',
    TIMEZONE: 'UTC',
    DATABASE_URL: 'x',
    SCHEDULE: 'x',
  });
  const faults = message.split('\n').filter((line) => line.includes('·'));
  expect(faults).toHaveLength(5);
  expect(faults.filter((fault) => /Invalid|expected|Too/i.test(fault))).toEqual([]);
});

test('positions of the settings are read as pairs', () => {
  const { positions } = readConfig({ POSITION_ROLES: '置换专员=consultant, 二手车经理 = supervisor,' });
  expect([...positions]).toEqual([
    ['置换专员', 'consultant'],
    ['二手车经理', 'supervisor'],
  ]);
});
