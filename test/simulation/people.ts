import type { StoreId } from '../../src/domain/ids.ts';
import type { UserId } from '../../src/domain/staff.ts';

/** How a consultant works: shares of his duties that he does, and does in time. */
export interface Consultant {
  userId: UserId;
  name: string;
  storeId: StoreId;
  diligence: number;
  /** Monday 1 … Sunday 7. */
  restsOn: number;
}

export const FIRST_STORE = 2 as StoreId;
export const SECOND_STORE = 3 as StoreId;
const DESK = 4 as StoreId;

const consultant = (
  userId: string,
  name: string,
  storeId: StoreId,
  diligence: number,
  restsOn: number,
): Consultant => ({ userId: userId as UserId, name, storeId, diligence, restsOn });

/** Eight, from the one who does everything to the one who has to be driven. */
export const CONSULTANTS: readonly Consultant[] = [
  consultant('k1', '刘一鸣', FIRST_STORE, 0.97, 1),
  consultant('k2', '马双喜', FIRST_STORE, 0.85, 2),
  consultant('k3', '孙三省', FIRST_STORE, 0.65, 3),
  consultant('k4', '于四海', FIRST_STORE, 0.35, 4),
  consultant('k5', '何五福', SECOND_STORE, 0.95, 1),
  consultant('k6', '郑六合', SECOND_STORE, 0.8, 2),
  consultant('k7', '钱七宝', SECOND_STORE, 0.6, 4),
  consultant('k8', '冯八方', SECOND_STORE, 0.45, 5),
];

export const SUPERVISORS: ReadonlyMap<StoreId, UserId> = new Map([
  [FIRST_STORE, 's1' as UserId],
  [SECOND_STORE, 's2' as UserId],
]);
export const DESK_AGENTS = ['d1', 'd2'] as UserId[];
export const MANAGER = 'm1' as UserId;
export const BOSS = 'b1' as UserId;

const STORES = [
  { id: FIRST_STORE, name: '一店', kind: 'showroom' },
  { id: SECOND_STORE, name: '二店', kind: 'showroom' },
  { id: DESK, name: '电网部', kind: 'desk' },
] as const;

/** The company as the contacts tell it; who has left is not in it any more. */
export function companyWithout(left: readonly UserId[]) {
  const person = (
    userId: string,
    name: string,
    position: string,
    roles: readonly string[],
    storeId: StoreId | null,
    leader: string | null,
  ) => ({
    userId: userId as UserId,
    name,
    alias: null,
    position,
    roles: [...roles] as ('consultant' | 'supervisor' | 'deskAgent' | 'salesManager' | 'generalManager')[],
    storeId,
    storeIds: storeId === null ? [] : [storeId],
    directLeaders: leader === null ? [] : [leader as UserId],
  });
  const staff = [
    ...CONSULTANTS.map(({ userId, name, storeId }) =>
      person(userId, name, '销售顾问', ['consultant'], storeId, SUPERVISORS.get(storeId) ?? null),
    ),
    person('s1', '周主一', '销售主管', ['supervisor'], FIRST_STORE, 'm1'),
    person('s2', '吴主二', '销售主管', ['supervisor'], SECOND_STORE, 'm1'),
    person('d1', '林电一', '电网专员', ['deskAgent'], DESK, 'm1'),
    person('d2', '徐电二', '电网专员', ['deskAgent'], DESK, 'm1'),
    person('m1', '赵经理', '销售经理', ['salesManager'], null, 'b1'),
    person('b1', '陈总', '总经理', ['generalManager'], null, null),
  ];
  return { stores: [...STORES], staff: staff.filter(({ userId }) => !left.includes(userId)) };
}
