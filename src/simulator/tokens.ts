import { alphanumeric, type Credentials } from './credentials.ts';
import { type Endpoints, Refusal } from './endpoint.ts';
import type { Faults } from './faults.ts';

const LIFETIME_SECONDS = 7200;
/** Many wrong secrets block the caller for an hour; how many is not published, 20 is ours. */
const WRONG_SECRETS_TO_BLOCK = 20;
const BLOCK_MS = 60 * 60 * 1000;

/** gettoken and the check of what it gave: https://developer.work.weixin.qq.com/document/path/91039 */
export function createTokens(credentials: Credentials, now: () => Date, faults: Faults) {
  let current: { text: string; expiresAt: number } | undefined;
  const expired = new Set<string>();
  let wrongSecrets: number[] = [];

  const voidOnDemand = () => {
    if (faults.takeVoidToken()) current = undefined;
  };
  const isCurrent = () => current !== undefined && current.expiresAt > now().getTime();

  const endpoints: Endpoints = {
    gettoken: {
      method: 'GET',
      answer({ query }) {
        const corpId = query.get('corpid') ?? '';
        const secret = query.get('corpsecret') ?? '';
        if (secret === '') throw new Refusal(41004, 'corpsecret missing');
        if (corpId === '') throw new Refusal(41002, 'corpid missing');
        if (corpId !== credentials.corpId) throw new Refusal(40013, 'invalid corpid');
        const since = now().getTime() - BLOCK_MS;
        wrongSecrets = wrongSecrets.filter((at) => at > since);
        if (wrongSecrets.length >= WRONG_SECRETS_TO_BLOCK)
          throw new Refusal(45009, 'api freq out of limit, too many wrong secrets');
        if (secret !== credentials.secret) {
          wrongSecrets.push(now().getTime());
          throw new Refusal(40001, 'invalid credential');
        }
        voidOnDemand();
        if (!isCurrent()) {
          if (current) expired.add(current.text);
          current = { text: alphanumeric(214), expiresAt: now().getTime() + LIFETIME_SECONDS * 1000 };
        }
        const { text, expiresAt } = current ?? { text: '', expiresAt: 0 };
        return { access_token: text, expires_in: Math.ceil((expiresAt - now().getTime()) / 1000) };
      },
    },
  };

  return {
    endpoints,
    /** The error in the token of a call, undefined if it may go on. */
    check(token: string | null): Refusal | undefined {
      if (!token) return new Refusal(41001, 'access_token missing');
      voidOnDemand();
      if (token === current?.text && isCurrent()) return undefined;
      return token === current?.text || expired.has(token)
        ? new Refusal(42001, 'access_token expired')
        : new Refusal(40014, 'invalid access_token');
    },
  };
}
