import type { Customer } from '../db/customers.ts';
import { type ConcessionLevel, type ConcessionLimits, LEVEL_WORDS, roomOf } from '../domain/concession.ts';
import type { CardNotice } from '../domain/notice.ts';
import { fen, type Fen, formatMoney } from '../domain/money.ts';

/** 再让3000元，共让5000元; the one number where nothing was conceded before. */
export function concessionWords(prior: number, total: number): string {
  const all = `共让${formatMoney(fen(total))}`;
  return prior > 0 ? `再让${formatMoney(fen(total - prior))}，${all}` : all;
}

/** 主管5000元, 不限 */
export function roomWords(limits: ConcessionLimits | undefined, level: ConcessionLevel): string {
  const room = roomOf(limits, level);
  return `${LEVEL_WORDS[level]}${Number.isFinite(room) ? formatMoney(fen(room)) : '不限'}`;
}

/** A consultant asks for more room than he has. */
export function priceCard(
  taskId: string,
  ask: {
    asker: string;
    customer: Customer;
    priorFen: Fen;
    askFen: Fen;
    limits: ConcessionLimits | undefined;
    level: ConcessionLevel;
    /** Minutes for which nobody below has answered. */
    waited?: string;
  },
): CardNotice {
  const { asker, customer, priorFen, askFen, limits, level, waited } = ask;
  const { name, alias, series, color, grade } = customer;
  const called = alias ?? name ?? '客户';
  const facts = [[series, color].filter(Boolean).join(' '), grade && `${grade}级`].filter(Boolean);
  return {
    kind: 'card',
    taskId,
    title: `让利申请：${called}`,
    text: [
      `${asker}申请${concessionWords(priorFen, askFen)}`,
      ...(facts.length > 0 ? [facts.join('｜')] : []),
      ...(limits ? [`权限：${roomWords(limits, level)}`] : []),
      ...(waited === undefined ? [] : [`${waited}，没人答复`]),
    ].join('\n'),
    buttons: [
      { key: 'approve', text: '批', style: 'primary' },
      { key: 'counter', text: '还价', style: 'plain' },
      { key: 'refuse', text: '不批', style: 'warning' },
    ],
  };
}
