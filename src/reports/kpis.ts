import type { Figures } from '../db/statistics.ts';

/** What is counted of a period, and `openBefore`: customers that were being followed when it began. */
export type Counts = Omit<Figures, 'storeId' | 'userId'> & { openBefore: number };

/** One figure of the dealer, as it is asked for by name. */
interface Kpi {
  name: string;
  /** The figure in words; a rate with what it was made of. */
  show(counts: Counts): string;
  /** By what people and stores are put in order; higher stands first. */
  rank(counts: Counts): number;
  /** 口径, where the name does not tell it. */
  definition?: string;
}

/** "75%（3/4）": a rate is never shown without what it was made of; "—" when there is nothing to divide by. */
export function rate(part: number, whole: number): string {
  return whole === 0 ? '—（0/0）' : `${Math.round((part / whole) * 100)}%（${part}/${whole}）`;
}

function count(name: string, unit: string, of: (counts: Counts) => number): Kpi {
  return { name, show: (counts) => `${of(counts)}${unit}`, rank: of };
}

function share(
  name: string,
  definition: string,
  part: (counts: Counts) => number,
  whole: (counts: Counts) => number,
): Kpi {
  return {
    name,
    definition: `${name}=${definition}`,
    show: (counts) => rate(part(counts), whole(counts)),
    rank: (counts) => (whole(counts) === 0 ? -1 : part(counts) / whole(counts)),
  };
}

/** By the codes of the glossary; formulas as dealership.md 2.6 and D24. */
const KPIS: Readonly<Record<string, Kpi>> = {
  visitBatches: {
    name: '来店',
    show: ({ visits, firstVisits }) => `${visits}批（首次 ${firstVisits}，再次 ${visits - firstVisits}）`,
    rank: ({ visits }) => visits,
  },
  calls: count('来电', '个', ({ calls }) => calls),
  orders: count('订单', '台', ({ orders }) => orders),
  deliveries: count('交车', '台', ({ deliveries }) => deliveries),
  testDrives: count('试驾', '次', ({ testDrives }) => testDrives),
  recorded: count('新建卡', '张', ({ cards }) => cards),
  lost: count('战败', '位', ({ lost }) => lost),
  callInRate: share(
    '来电率',
    '来电÷(来电+来店)',
    ({ calls }) => calls,
    ({ calls, visits }) => calls + visits,
  ),
  callConversion: share(
    '电转率',
    '来电客户的订单÷来电',
    ({ phoneOrders }) => phoneOrders,
    ({ calls }) => calls,
  ),
  recordRate: share(
    '留档率',
    '首次来店留电话÷首次来店',
    ({ firstRecorded }) => firstRecorded,
    ({ firstVisits }) => firstVisits,
  ),
  testDriveRate: share(
    '试驾率',
    '试驾次数÷来店批次',
    ({ testDrives }) => testDrives,
    ({ visits }) => visits,
  ),
  revisitRate: share(
    '二次来店率',
    '再次来店÷首次来店',
    ({ visits, firstVisits }) => visits - firstVisits,
    ({ firstVisits }) => firstVisits,
  ),
  closeRate: share(
    '成交率',
    '收订÷首次留档，退订当期扣减',
    ({ orders }) => orders,
    ({ firstRecorded }) => firstRecorded,
  ),
  lostRate: share(
    '战败率',
    '批准的战败÷(期初在手+新建卡)',
    ({ lost }) => lost,
    ({ openBefore, cards }) => openBefore + cards,
  ),
};

/** What of the figures asked for can be told; `missing` are those that nobody records yet. */
export function kpisAsked(codes: readonly string[]): { kpis: Kpi[]; missing: string[] } {
  const told = codes.filter((code) => code !== 'overview');
  return {
    kpis: told.flatMap((code) => KPIS[code] ?? []),
    missing: told.filter((code) => !(code in KPIS)).map((code) => NOT_YET[code] ?? code),
  };
}

const NOT_YET: Readonly<Record<string, string>> = {
  costPerCapture: '客单成本',
  netLeads: '网络线索',
  gradeHtoO: 'H级转化率',
  gradeAtoO: 'A级转化率',
  gradeBtoO: 'B级转化率',
  gradeCtoO: 'C级转化率',
};
