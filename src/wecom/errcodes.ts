/**
 * What a failed call means to us: `token` renew it and call again; `retry` WeCom was busy or out of reach; `blocked`
 * wait until the window passes; `configuration` somebody must act in the admin console; `recipient` this member
 * cannot be reached; `payload` a fault in our code; `late` the chance has passed.
 */
export type WecomErrorKind =
  'token' | 'retry' | 'blocked' | 'configuration' | 'recipient' | 'payload' | 'late' | 'other';

/** Source: 全局错误码, https://developer.work.weixin.qq.com/document/path/90313, for the calls that we make. */
const CODES: Record<Exclude<WecomErrorKind, 'other'>, readonly number[]> = {
  // Invalid and expired access_token; WeCom may void one before its time.
  token: [40014, 42001],
  // Busy, data conflict, too many parallel calls, conflicting parallel calls, another app is at it.
  retry: [-1, 6000, 45033, 45035, 41096],
  // Too often: blocked for as long as the window (minute, hour, rest of the day, 30 days); robot limited.
  blocked: [45009, 846607],
  configuration: [
    40001, 40013, 40056, 301002, 48001, 48002, 48004, 48005, 48006, 48009, 48010, 48011, 50001, 50002, 50003,
    60011, 60020, 43012, 80001, 85005, 93000, 846601, 853000,
  ],
  recipient: [81013, 82001, 82002, 82003, 40003, 40031, 40032, 60111, 60021, 60031, 60123, 84061, 40096],
  payload: [
    40004, 40005, 40006, 40007, 40008, 40033, 40035, 40039, 40054, 40055, 40057, 40058, 40063, 40066, 40068,
    40074, 40123, 40146, 41002, 41004, 41006, 41008, 41009, 41010, 41011, 41016, 41033, 41102, 42014, 42017,
    42018, 42019, 42020, 44001, 44004, 45001, 45002, 45007, 45008, 45034, 82004, 301017, 301019, 830001,
    830002, 830003, 90207, 90208,
  ],
  late: [42015, 42016, 42022, 42052, 60140, 40145, 41050, 41051, 846604, 846605, 846606, 846608],
};

/** First and last code of a block: menu fields, card fields. */
const PAYLOAD_RANGES: readonly (readonly [number, number])[] = [
  [40016, 40027],
  [42027, 42051],
];

const KINDS = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind as WecomErrorKind])),
);

export function kindOf(errcode: number): WecomErrorKind {
  const inRange = PAYLOAD_RANGES.some(([first, last]) => first <= errcode && errcode <= last);
  return inRange ? 'payload' : (KINDS.get(errcode) ?? 'other');
}

/** For the log: what a person should do, where the code alone has sent many searching. */
export const HINTS: ReadonlyMap<number, string> = new Map([
  [40001, 'the secret is not this app’s, or the app is disabled'],
  [40013, 'the corp id is wrong'],
  [43012, 'cards with buttons need the callback URL (接收消息 > 设置API接收) in the admin console'],
  [60020, 'the address of this server is not in 企业可信IP of the app; a change takes about a minute'],
]);
