import { seesAll } from '../chat/access.ts';
import { colleagueCalled, receiverCalled } from '../chat/colleagues.ts';
import { defineCommand, type Outcome, type Talk, UserError } from '../chat/command.ts';
import { handOver, type Move } from '../chat/handing-over.ts';
import { recordAudit } from '../db/audit.ts';
import type { Customer } from '../db/customers.ts';
import { listLookedAfter, passOnTasks } from '../db/handovers.ts';
import { listEverybody, type StaffRow } from '../db/staff.ts';
import { type ShareRule, shareOut } from '../domain/handover.ts';
import { calledBy } from '../domain/staff.ts';
import { supervisorOf } from '../domain/supervision.ts';
import type { Meaning } from '../language/meaning.ts';
import { countsByGrade } from '../reports/handover-brief.ts';

export default defineCommand({
  name: '分客户',
  rank: 156,
  takes: ['reassignBulk'],
  about: 'nobody',
  allow: ['supervisor', 'salesManager', 'generalManager'],
  help: '把一个人的客户全部转给别人，可按级别分、平分',
  examples: [
    {
      say: '把老于的客户分给小刘小马 一人一半 A的给小刘',
      means: {
        intents: ['reassignBulk'],
        from: '老于',
        rules: [
          { grade: 'A', to: '小刘' },
          { rest: '均分', to: ['小刘', '小马'] },
        ],
      },
    },
    {
      say: '小赵离职 客户都给小孙',
      means: { intents: ['reassignBulk'], from: '小赵', to: { staff: '小孙' } },
    },
    {
      say: '刘洋的客户平分给马辉、孙婷',
      means: { intents: ['reassignBulk'], from: '刘洋', rules: [{ rest: '均分', to: ['马辉', '孙婷'] }] },
    },
  ],
  async handle(talk, meaning) {
    const plan = await planOf(talk, meaning);
    if (!talk.confirmed) return { lines: readBack(plan), confirm: true };
    const { from, moves } = plan;
    const given = await handOver(talk, moves, from.isActive ? 'reassigned' : 'left');
    const { db, member, at, messageId } = talk;
    // What a leaver was to do for customers of others is his supervisor's until he gives it on.
    if (!from.isActive) await passOnTasks(db, from.userId, plan.supervisor?.userId ?? member.userId);
    await recordAudit(db, {
      at,
      actorId: member.userId,
      action: 'reassignBulk',
      messageId,
      facts: { from: from.userId, customers: given.length },
    });
    return {
      lines: [
        `已转 ${calledBy(from)}的${given.length}位客户：${receiversLine(moves)}`,
        '已告诉接手的人，太满的日子已错开',
      ],
    };
  },
});

interface Plan {
  from: StaffRow;
  moves: Move[];
  staying: Customer[];
  supervisor: StaffRow | undefined;
}

async function planOf(talk: Talk, meaning: Meaning): Promise<Plan> {
  const { db, member } = talk;
  const everybody = await listEverybody(db);
  const called =
    typeof meaning.from === 'string' ? meaning.from : (meaning.from?.alias ?? meaning.from?.name);
  if (!called) throw new UserError('分谁的客户？请说：小赵的客户平分给小刘小马');
  const [home] = member.storeIds;
  const from = colleagueCalled(everybody, called, home);
  const inReach = (person: StaffRow) =>
    seesAll(member) || person.storeIds.some((id) => member.storeIds.includes(id));
  if (!inReach(from)) throw new UserError(`${calledBy(from)}不在您店里，请找销售经理。`);
  const receiver = (word: string) => {
    const to = receiverCalled(everybody, word, from.storeId ?? home);
    if (to.userId === from.userId) throw new UserError(`${calledBy(to)}的客户不能转给他自己，请换一位。`);
    if (!inReach(to)) throw new UserError(`${calledBy(to)}不在您店里，跨店转客户请找销售经理。`);
    return to;
  };
  const rules = rulesOf(meaning, receiver);
  if (rules.length === 0) throw new UserError(`${calledBy(from)}的客户转给谁？请说：${called}的客户都给小马`);
  const customers = await listLookedAfter(db, from.userId);
  if (customers.length === 0) throw new UserError(`${calledBy(from)}手上没有要转的客户。`);
  const moves = shareOut(customers, rules);
  if (moves.length === 0) throw new UserError(`${calledBy(from)}手上没有这样的客户，没有转。`);
  const moved = new Set(moves.map(({ customer }) => customer.id));
  const active = everybody.filter(({ isActive }) => isActive);
  const storeId = customers[0]?.storeId;
  return {
    from,
    moves,
    staying: customers.filter(({ id }) => !moved.has(id)),
    supervisor: storeId === undefined ? undefined : supervisorOf(active, from.userId, storeId),
  };
}

/** Grades that are named come first, then all others. */
function rulesOf({ rules = [], to }: Meaning, receiver: (word: string) => StaffRow): ShareRule<StaffRow>[] {
  const word = typeof to === 'object' ? to.staff : to;
  if (rules.length === 0) return word ? [{ to: [receiver(word)] }] : [];
  const byGrade = rules.flatMap((rule) =>
    'grade' in rule ? [{ grade: rule.grade, to: [receiver(rule.to)] }] : [],
  );
  const rest = rules.flatMap((rule) => ('rest' in rule ? [{ to: rule.to.map(receiver) }] : []));
  return [...byGrade, ...rest];
}

/** 小刘 3位（A级1，B级2）；小马 2位（B级2） */
function receiversLine(moves: readonly Move[]): string {
  const receivers = [...new Set(moves.map(({ to }) => to))];
  return receivers
    .map((to) => {
      const theirs = moves.flatMap((move) => (move.to === to ? [move.customer] : []));
      return `${calledBy(to)} ${theirs.length}位（${countsByGrade(theirs)}）`;
    })
    .join('；');
}

function readBack({ from, moves, staying }: Plan): Outcome['lines'] {
  const stays = staying.length > 0 ? [`不动：${staying.length}位（${countsByGrade(staying)}）`] : [];
  return [
    `请核对：${calledBy(from)}的${moves.length}位客户转走`,
    ...receiversLine(moves).split('；'),
    ...stays,
    '对回 1，不对回 2',
  ];
}
