import { describe, expect, test } from 'vitest';
import { interpret } from '../../src/language/interpret.ts';
import type { Meaning } from '../../src/language/meaning.ts';
import type { Role } from '../../src/domain/staff.ts';

const read = (text: string, role: Role): Meaning =>
  interpret(text, { now: new Date('2026-04-08T10:00:00+08:00'), roles: [role], context: [] });

describe('an extension: a yes, a no, or an order of his own', () => {
  test.each<[string, Partial<Meaning>]>([
    ['马先生延期同意', { intents: ['decideExtension'], verdict: 'accept' }],
    ['马先生可以延期', { intents: ['decideExtension'], verdict: 'accept' }],
    ['批准马先生延期', { intents: ['decideExtension'], verdict: 'accept' }],
    ['马先生不能延', { intents: ['decideExtension'], verdict: 'reject' }],
    ['马先生别延了', { intents: ['decideExtension'], verdict: 'reject' }],
    ['马先生的延期我不批', { intents: ['decideExtension'], verdict: 'reject' }],
    ['马先生延期 等年终奖', { intents: ['extendWindow'], reason: '等年终奖' }],
    ['马先生延期 客户说年底可以', { intents: ['extendWindow'] }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'supervisor')).toMatchObject(meaning);
  });
});

describe('whoever is to stay is not handed over', () => {
  test.each(['李姐先别给小马', '李姐暂时不转给小马', '李姐别换给马辉', '李姐给小马打电话了'])(
    '%s',
    (text) => {
      expect(read(text, 'supervisor').intents).toEqual(['none']);
    },
  );

  test.each(['李姐转给小马', '李姐给小马跟', '李姐让小马打电话', '小刘没打 李姐转给小马'])('%s', (text) => {
    expect(read(text, 'supervisor')).toMatchObject({ intents: ['reassign'], to: { staff: '小马' } });
  });
});

describe('a rule holds for the company, and hearsay is no order', () => {
  test.each(['二店A级改2天', '他们店A级改2天', '二店B级5天打一次', '一店建卡时限改20分钟'])('%s', (text) => {
    expect(read(text, 'salesManager')).toMatchObject({
      intents: ['setRule'],
      ruleUnknown: { isStore: true },
    });
  });

  test.each(['听说二店A级改2天了', '好像A级改成2天了', '周主一说A级改2天'])('%s', (text) => {
    expect(read(text, 'salesManager').intents).toEqual(['queryRules']);
  });

  test.each<[string, Meaning['intents'][number]]>([
    ['A级改2天', 'setRule'],
    ['二店C级30天没联系的收回', 'recallBulk'],
    ['A级超过5天没回访直接报我', 'setAlertRule'],
  ])('%s: %s', (text, intent) => {
    expect(read(text, 'salesManager').intents).toEqual([intent]);
  });
});

describe('what a manager says of spot checks, recalls, rules and leavers', () => {
  test.each<[string, Partial<Meaning>]>([
    [
      '1真 2存疑',
      {
        intents: ['answerSpotCheck'],
        spotChecks: [
          { choice: 1, verdict: 'true' },
          { choice: 2, verdict: 'doubtful' },
        ],
      },
    ],
    ['1真', { intents: ['answerSpotCheck'], choice: 1, spotCheck: 'true' }],
    ['收回 郭姐', { intents: ['answerRecall'], verdict: 'accept', customerRef: { alias: '郭姐' } }],
    ['钱姐收回', { intents: ['answerRecall'], verdict: 'accept', customerRef: { alias: '钱姐' } }],
    ['收回', { intents: ['answerRecall'], verdict: 'accept' }],
    ['一个月没联系的都收回', { intents: ['recallBulk'], noContactDaysOver: 30 }],
    ['规则 收回', { intents: ['queryRules'], ruleGroup: '收回' }],
    ['主管多久不回报经理', { intents: ['askTerm'], ruleAsked: 'supervisorSilent' }],
    ['安静时间改成21点到8点', { intents: ['setRule'], ruleUnknown: { name: '安静时间' } }],
    ['于四海离职了', { intents: ['reassignBulk'], from: '于四海' }],
    ['于四海离职 客户都给孙三省', { intents: ['reassignBulk'], from: '于四海', to: { staff: '孙三省' } }],
  ])('%s', (text, meaning) => {
    expect(read(text, 'salesManager')).toMatchObject(meaning);
  });
});
