import type { Role } from './staff.ts';

/**
 * Words in a WeCom position that give a role. All that occur count: 销售经理兼管理员 holds two. Longer words are
 * taken out first, so that 总经理 is not also read as another kind of 经理. An assistant
 * has none of his chief's roles.
 */
const POSITION_WORDS: readonly (readonly [RegExp, Role])[] = [
  [/总经理(?!助理|秘书)/g, 'generalManager'],
  [/(销售经理|销售总监|展厅经理)(?!助理|秘书)/g, 'salesManager'],
  [/市场部?(经理|专员|主管)?/g, 'marketing'],
  [/电网(专员|主管|组长)?|DCC(专员|主管)?|邀约(专员|员)?|网销(专员|顾问)?/gi, 'deskAgent'],
  [/主管|展厅主任/g, 'supervisor'],
  [/销售顾问|销售人员|销售员/g, 'consultant'],
  [/管理员/g, 'admin'],
];

/** The roles that a position means; `extra` holds further words from the settings, e.g. 置换专员=consultant. */
export function rolesOf(position: string, extra: ReadonlyMap<string, Role> = new Map()): Role[] {
  const roles = new Set<Role>();
  let rest = position;
  for (const [word, role] of extra) {
    if (!rest.includes(word)) continue;
    roles.add(role);
    rest = rest.replaceAll(word, '');
  }
  for (const [words, role] of POSITION_WORDS) {
    const left = rest.replace(words, '');
    if (left !== rest) roles.add(role);
    // A desk or marketing lead is no showroom supervisor, but he leads his own people.
    if (role === 'deskAgent' && /(电网|DCC)(主管|组长)/i.test(rest)) roles.add('supervisor');
    rest = left;
  }
  return [...roles];
}
