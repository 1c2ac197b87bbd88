import cron from 'node-cron';
import { z } from 'zod';
import { ROLES, type Role } from './domain/staff.ts';

const optional = z.string().trim().optional();

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting, with the names of `.env.example`. What is left empty does not get here. */
const Env = z.object({
  PORT: z
    .string()
    .trim()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= 65_535, { message: '是 0 到 65535 的整数' })
    .transform(Number)
    .default(3000),
  HOST: optional,
  DATABASE_URL: optional.refine((url) => url === undefined || /^postgres(ql)?:\/\//.test(url), {
    message: '要以 postgres:// 开头，或留空用内置数据库',
  }),
  DATA_DIR: z.string().trim().default('./data'),
  WECOM_CORP_ID: optional,
  WECOM_AGENT_ID: optional.refine((id) => id === undefined || /^\d+$/.test(id), {
    message: '应用的 AgentId 是数字',
  }),
  WECOM_AGENT_SECRET: optional,
  WECOM_CALLBACK_TOKEN: optional.refine((token) => token === undefined || /^[A-Za-z0-9]{1,32}$/.test(token), {
    message: '是 1-32 位字母和数字',
  }),
  WECOM_CALLBACK_AES_KEY: optional.refine((key) => key === undefined || /^[A-Za-z0-9]{43}$/.test(key), {
    message: '是 43 位字母和数字',
  }),
  WECOM_API_BASE: optional.refine((url) => url === undefined || /^https?:\/\/\S+$/.test(url), {
    message: '要以 https:// 开头',
  }),
  WECOM_BOT_ID: optional,
  WECOM_BOT_SECRET: optional,
  WECOM_BOT_WS_URL: optional,
  POSITION_ROLES: z
    .string()
    .default('')
    .transform((text, context) =>
      readPositions(text, (message) => context.addIssue({ code: 'custom', message })),
    ),
  SCHEDULE: z
    .string()
    .default('')
    .transform((text, context) =>
      readSchedules(text, (message) => context.addIssue({ code: 'custom', message })),
    ),
  TIMEZONE: z.string().trim().default('Asia/Shanghai').refine(isBeijingTime, {
    message: '步步按北京时间算日子，只能填与北京同时的时区，如 Asia/Shanghai',
  }),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `是 ${LOG_LEVELS.join('、')} 之一` }).default('info'),
});

export const SETTING_NAMES = Object.keys(Env.shape);

/** The self-built app's settings: all of them, or none. */
const APP_GROUP = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_AGENT_SECRET',
  'WECOM_CALLBACK_TOKEN',
  'WECOM_CALLBACK_AES_KEY',
] as const;
const ROBOT_GROUP = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] as const;
const OFFICIAL_API = 'https://qyapi.weixin.qq.com';

export interface WecomApp {
  apiBase: string;
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  aesKey: string;
}

export interface Config {
  port: number;
  host: string;
  databaseUrl: string | undefined;
  dataDir: string;
  /** Undefined: no WeCom setting at all, so the simulator takes its place. */
  wecom: WecomApp | undefined;
  positions: ReadonlyMap<string, Role>;
  /** By job name: the cron patterns that take the place of its own. Whether there is such a job is not checked here. */
  schedules: ReadonlyMap<string, readonly string[]>;
  timezone: string;
  logLevel: string;
}

/** Reads the settings from the environment. Throws one `ConfigError` that names every fault and every missing name. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const isSet = (name: string) => (env[name] ?? '').trim() !== '';
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(env).filter(([name]) => isSet(name))));
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`);
  const anyWecom = SETTING_NAMES.some((name) => name.startsWith('WECOM_') && isSet(name));
  const anyRobot = [...ROBOT_GROUP, 'WECOM_BOT_WS_URL'].some(isSet);
  const anyApp = [...APP_GROUP, 'WECOM_API_BASE'].some(isSet);
  if (anyRobot) faults.push(...missingOf(ROBOT_GROUP, isSet, '智能机器人'));
  if (anyApp || anyRobot) faults.push(...missingOf(APP_GROUP, isSet, '自建应用'));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);

  const settings = parsed.data;
  return {
    port: settings.PORT,
    host: settings.HOST ?? (anyWecom ? '0.0.0.0' : '127.0.0.1'),
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    wecom: anyWecom
      ? {
          apiBase: settings.WECOM_API_BASE ?? OFFICIAL_API,
          corpId: settings.WECOM_CORP_ID ?? '',
          agentId: Number(settings.WECOM_AGENT_ID),
          secret: settings.WECOM_AGENT_SECRET ?? '',
          token: settings.WECOM_CALLBACK_TOKEN ?? '',
          aesKey: settings.WECOM_CALLBACK_AES_KEY ?? '',
        }
      : undefined,
    positions: settings.POSITION_ROLES,
    schedules: settings.SCHEDULE,
    timezone: settings.TIMEZONE,
    logLevel: settings.LOG_LEVEL,
  };
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(faults: readonly string[]) {
    super(
      ['设置有误，没有启动：', ...faults.map((fault) => `  · ${fault}`), '每一项的说明见 .env.example'].join(
        '\n',
      ),
    );
  }
}

function missingOf(group: readonly string[], isSet: (name: string) => boolean, what: string): string[] {
  const missing = group.filter((name) => !isSet(name));
  return missing.length === 0 ? [] : [`${what}的设置要填就要填全，还缺：${missing.join('、')}`];
}

/** Reads "置换专员=consultant,二手车经理=supervisor". */
function readPositions(text: string, fault: (message: string) => void): ReadonlyMap<string, Role> {
  const positions = new Map<string, Role>();
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [word = '', roleName = ''] = pair.split('=').map((part) => part.trim());
    const role = ROLES.find((known) => known === roleName);
    if (word === '' || !role)
      fault(`“${pair.trim()}”看不懂，要写成 职务=角色，角色是 ${ROLES.join('、')} 之一`);
    else positions.set(word, role);
  }
  return positions;
}

/** Reads "due-reminders=53 8 * * *|23 15 * * *;grade-summary=53 16 * * 0". */
function readSchedules(
  text: string,
  fault: (message: string) => void,
): ReadonlyMap<string, readonly string[]> {
  const schedules = new Map<string, readonly string[]>();
  for (const entry of text.split(';').filter((part) => part.trim() !== '')) {
    const [job = '', times = ''] = entry.split('=').map((part) => part.trim());
    const patterns = times.split('|').map((pattern) => pattern.trim());
    if (job === '' || !patterns.every(isPattern))
      fault(`“${entry.trim()}”看不懂，要写成 任务=分 时 日 月 周，如 due-reminders=53 8 * * *`);
    else schedules.set(job, patterns);
  }
  return schedules;
}

/** Five fields: a sixth would be seconds, and the clockwork looks once a minute. */
function isPattern(pattern: string): boolean {
  return pattern.split(/\s+/).length === 5 && cron.validate(pattern);
}

/** Days are reckoned at UTC+8 the year round; a zone that keeps other hours would split them elsewhere. */
function isBeijingTime(zone: string): boolean {
  try {
    return ['2026-01-15', '2026-07-15'].every((day) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
        .format(new Date(`${day}T00:00:00Z`))
        .endsWith('GMT+08:00'),
    );
  } catch {
    return false;
  }
}
