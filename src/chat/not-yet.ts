import type { Intent } from '../language/intents.ts';

/** What people ask for and the bot understands but cannot do yet; it says so and writes nothing of it. */
export const NOT_YET: Partial<Record<Intent, string>> = {
  reclassifyVisit: '把来店改成非意向',
  invalidateLead: '标无效线索',
  mergeLead: '合并重复客户',
  requestAssign: '指派顾问',
  planBatchCalls: '批量安排回访',
  draftMessage: '写短信',
  suggestGrade: '按旧车进度建议级别',
  logTradeIn: '记旧车评估',
  setFinance: '记贷款',
  setInsurance: '记保险',
  recordAudit: '记抽查',
  setSchedule: '排班',
  addStaff: '加同事（请管理员在企业微信通讯录里加）',
  setTarget: '定目标',
  setFocusCars: '设主推车',
  createActivity: '报活动方案',
  recordCost: '记费用',
  exportCustomers: '导出名单',
  requestBrief: '早会材料',
  requestForecast: '收集预测',
  dailyReport: '日报对账',
  dailyTraffic: '流量对账',
  tallyLeads: '线索汇总',
  tallyPoolCalls: '战败池汇总',
  tenDayCollection: '十日收款预定',
  tenDayLost: '十日失控分析',
  queryStock: '查库存',
  askPolicy: '答金融和上牌政策',
};

/** 记贷款、记保险还不会，这部分没有记。 */
export function notYetLine(intents: readonly Intent[], wroteElse: boolean): string | undefined {
  const names = [...new Set(intents.flatMap((intent) => NOT_YET[intent] ?? []))];
  if (names.length === 0) return undefined;
  return `${names.join('、')}还不会，${wroteElse ? '这部分没有记' : '什么都没有记'}。`;
}
