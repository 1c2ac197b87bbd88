import type { Meaning } from '../meaning.ts';
import { matchesOf } from '../matches.ts';

/** 优惠上限, 风朗优惠权限: the limits are asked for. */
export const SHOW_LIMITS = /^(?:查|看)?看?[^\s\d]{0,6}(?:优惠|让利)(?:上限|权限)(?:表|是多少|多少)?[?？]?$/;

const LEVELS = [
  [/总经理|老总|GM/i, 'generalManagerCny'],
  [/销售经理|经理/, 'salesManagerCny'],
  [/主管/, 'supervisorCny'],
  [/顾问|销售(?!经理)/, 'consultantCny'],
] as const;
const LIMIT =
  /(总经理|老总|GM|销售经理|经理|主管|销售顾问|顾问|销售)(?:的)?(?:优惠)?(?:权限|上限)?(?:改(?:成|为)?|到|为|是|最多|[:：\s])*(\d+(?:\.\d+)?)\s*(万|千|k|K)?/gi;
const TIMES: Record<string, number> = { 万: 10_000, 千: 1000, k: 1000, K: 1000 };
/** A1024这台, 库存号A1024, 车架号后六位 … */
const CAR =
  /(?:库存号|车架号|车号|VIN)(?:后.位)?\s*[:：]?\s*([A-Z\d]{4,17})|([A-Z]{1,3}\d{3,8})(?=这台|那台|[\s,，])/i;

/** 风朗优惠上限 顾问3000 主管5000 经理8000 总经理12000: one level, or several. */
export function limitsSaid(text: string, series: string | undefined): Partial<Meaning> | undefined {
  const said: NonNullable<Meaning['concessionLimits']> = {};
  for (const [, who = '', number = '', unit = ''] of matchesOf(text, LIMIT)) {
    const level = LEVELS.find(([word]) => word.test(who))?.[1];
    if (level) said[level] = Number(number) * (TIMES[unit] ?? 1);
  }
  if (Object.keys(said).length === 0 && !SHOW_LIMITS.test(text)) return undefined;
  return {
    ...(Object.keys(said).length > 0 && { concessionLimits: said }),
    ...(series !== undefined && { interest: { series } }),
    ...carSaid(text),
  };
}

/** The one car that is spoken of. */
export function carSaid(text: string): Pick<Meaning, 'car'> {
  const [, byNumber, byPlace] = CAR.exec(text) ?? [];
  const car = byNumber ?? byPlace;
  return car === undefined ? {} : { car: car.toUpperCase() };
}

/** 一共批5000: not on top of what was conceded before; 再让500 is. */
export function isInAll(text: string): Pick<Meaning, 'amountInAll'> {
  if (/一共|总共|共[批让给]|合计|[让给批降放价]到/.test(text)) return { amountInAll: true };
  return /再(?:多)?[批让给降放优便]/.test(text) ? { amountInAll: false } : {};
}

/** 批3000，今天必须签: what the consultant is to know. */
export function remarkAfter(text: string): Pick<Meaning, 'remark'> {
  const remark = /(?:\d|元|批了?|同意|准了)[\s,，。]+([^\d\s,，][^,，]{2,60})$/.exec(text)?.[1];
  return remark && !/^(?:批|准|同意|给他|可以)/.test(remark) ? { remark } : {};
}
