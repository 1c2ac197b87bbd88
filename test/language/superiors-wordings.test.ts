import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/staff.ts';
import { interpret } from '../../src/language/interpret.ts';

/** Wednesday. */
const NOW = new Date('2026-04-08T11:00:00+08:00');
const read = (text: string, role: Role) => interpret(text, { now: NOW, roles: [role], context: [] });

describe('what a supervisor or manager decides', () => {
  test.each([
    ['还价2200', { intents: ['rejectDiscount'], amountCny: 2200 }],
    ['还一千五', { intents: ['rejectDiscount'], amountCny: 1500 }],
    ['只能再让500', { intents: ['rejectDiscount'], amountCny: 500, amountInAll: false }],
    ['还有2500没收', { intents: ['none'] }],
    ['赵先生还价2500', { intents: ['none'] }],
    ['批3000', { intents: ['approveDiscount'], amountCny: 3000 }],
    ['行 给他4000', { intents: ['approveDiscount'], amountCny: 4000 }],
    ['只能让2000', { intents: ['rejectDiscount'], counter: '让2000' }],
    ['于四海离职 他的客户都给小孙', { intents: ['reassignBulk'], from: '于四海', to: { staff: '小孙' } }],
    ['于四海走了，他的客户都转给孙三省', { from: '于四海', to: { staff: '孙三省' } }],
    [
      '于四海离职 他的客户给小孙和小马平分',
      { from: '于四海', rules: [{ rest: '均分', to: ['小孙', '小马'] }] },
    ],
    ['张三的客户都转给李四', { intents: ['reassignBulk'], from: '张三', to: { staff: '李四' } }],
    ['李姐以后小郑跟', { intents: ['reassign'], customerRef: { alias: '李姐' }, to: { staff: '小郑' } }],
    ['A级改2天 试算', { intents: ['setRule'], ruleChange: { key: 'gapA', value: 2, trial: true } }],
    ['B级回访改5天', { intents: ['setRule'], ruleChange: { key: 'gapB', value: 5 } }],
    [
      'A级超过5天没回访报总经理',
      { intents: ['setAlertRule'], rule: { grade: 'A', overdueDays: 5, to: '总经理' } },
    ],
    [
      'B级超期3天的报经理',
      { intents: ['setAlertRule'], rule: { grade: 'B', overdueDays: 3, to: '销售经理' } },
    ],
    ['A级超过5天没回访', { intents: ['queryOverdue'] }],
    ['恢复原来的', { intents: ['setAlertRule'], rule: { restored: true } }],
    ['驳回 再打3次', { intents: ['rejectLost'], require: { attempts: 3 } }],
    ['不同意 换个时间再打两通', { intents: ['rejectLost'], require: { attempts: 2 } }],
    ['就这么改', { intents: ['none'] }],
    ['小马周六不休了', { intents: ['dropRestDay'], staff: '小马', restDays: ['2026-04-11'] }],
    ['马辉周六休', { intents: ['setRestDay'], staff: '马辉', restDays: ['2026-04-11'] }],
    ['周末不休 全员上班', { intents: ['setSchedule'], scope: '全员' }],
    ['已督导 聊过了', { intents: ['answerAlert'], answer: 'coached' }],
    ['第3条误报', { intents: ['answerAlert'], answer: 'falseAlarm', choice: 3 }],
    ['催一下', { intents: ['answerAlert'], answer: 'urged' }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'supervisor')).toMatchObject(meaning);
  });
});

test.each([
  ['鲁先生这个战败我不同意换小裴再打两次', ['rejectLost', 'reassign']],
  ['鲁先生不同意换小裴', ['rejectLost']],
])('%s is %j', (text, intents) => {
  expect(read(text, 'supervisor').intents).toEqual(intents);
});

describe('the rules', () => {
  test.each([
    ['战败要打几次', 'lostAttempts'],
    ['战败前要联系几次才能申请', 'lostAttempts'],
    ['建卡时限多少', 'cardMinutes'],
    ['A级回访间隔是几天', 'gapA'],
    ['多久没回访会收回', 'recallDays'],
  ])('%s asks for a number', (text, ruleAsked) => {
    expect(read(text, 'consultant')).toMatchObject({ intents: ['askTerm'], ruleAsked });
  });

  test.each(['A级几个', '今天战败几个', '战败多少个'])('%s counts customers', (text) => {
    expect(read(text, 'salesManager').ruleAsked).toBeUndefined();
  });

  test('a number that is none, or not in that unit, is no visit and no change', () => {
    expect(read('首次回访改48小时', 'salesManager')).toEqual({
      intents: ['setRule'],
      ruleUnknown: { name: '首次回访' },
    });
    expect(read('建卡时限改2天', 'salesManager').ruleUnknown).toEqual({
      name: '建卡时限',
      key: 'cardMinutes',
    });
    expect(read('战败审批改48小时', 'salesManager').ruleChange).toEqual({
      key: 'lostDecisionHours',
      value: 48,
    });
  });
});
