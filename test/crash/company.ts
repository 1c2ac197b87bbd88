import type { CallbackKeys } from '../../src/wecom/crypto.ts';

/** Of the app, as WeCom and the bot know them. */
export const KEYS: CallbackKeys = {
  token: 'crashtoken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveId: 'ww0000000000000002',
};

const STORES = [2, 3, 4];
export const CONSULTANTS = STORES.flatMap((store) =>
  ['a', 'b', 'c', 'd'].map((letter) => `${letter}${store}`),
);
export const COMPANY = {
  departments: STORES.map((id) => ({ id, name: `${id}店` })),
  people: [
    ...STORES.map((id) => ({
      userId: `boss${id}`,
      name: `主管${id}`,
      position: '销售主管',
      departmentId: id,
    })),
    ...CONSULTANTS.map((userId) => ({
      userId,
      name: `顾问${userId}`,
      position: '销售顾问',
      departmentId: Number(userId.slice(1)),
    })),
  ],
};

/** What the bot needs to serve this company. */
export function settings(apiBase: string): Record<string, string> {
  return {
    WECOM_API_BASE: apiBase,
    WECOM_CORP_ID: KEYS.receiveId,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'secret',
    WECOM_CALLBACK_TOKEN: KEYS.token,
    WECOM_CALLBACK_AES_KEY: KEYS.aesKey,
  };
}
