import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserId } from '../../src/domain/staff.ts';
import type { ButtonInteraction } from '../../src/wecom/cards.ts';
import { sendCard, sendMarkdown, sendText, splitText, updateCard } from '../../src/wecom/messages.ts';
import { type Api, openApi } from './api-server.ts';

const WANG = 'WangWei' as UserId;
const LI = 'LiNa' as UserId;
const CARD: ButtonInteraction = {
  card_type: 'button_interaction',
  task_id: 't-1',
  main_title: { title: '回访张女士' },
  button_list: [{ text: '已联系', key: 'done' }],
};

let api: Api;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const sent = () => api.callsOf('message/send').map(({ body }) => body);

test('a text goes to all at once', async () => {
  expect(await sendText(api.wecom, [WANG, LI], '早上好')).toEqual({ unreached: [] });
  expect(sent()).toEqual([
    { touser: 'WangWei|LiNa', agentid: 1000002, msgtype: 'text', text: { content: '早上好' } },
  ]);
});

test('markdown goes as markdown', async () => {
  await sendMarkdown(api.wecom, [WANG], '**H级** 3 位');
  expect(sent()).toMatchObject([{ msgtype: 'markdown', markdown: { content: '**H级** 3 位' } }]);
});

test('what is to arrive once is checked by WeCom for four hours', async () => {
  await sendText(api.wecom, [WANG], '一次', { once: true });
  await sendCard(api.wecom, [WANG], CARD, { once: true });
  const once = { enable_duplicate_check: 1, duplicate_check_interval: 14_400 };
  expect(sent()).toMatchObject([once, once]);
  await sendText(api.wecom, [WANG], '多次', { once: false });
  expect(sent()[2]).not.toHaveProperty('enable_duplicate_check');
});

test('those not reached are told as we name them, whatever the case', async () => {
  api.answer('message/send', {
    errcode: 0,
    invaliduser: 'wangwei|nobody',
    unlicenseduser: 'LINA',
    msgid: 'm',
  });
  const zhao = 'ZhaoLei' as UserId;
  expect(await sendText(api.wecom, [WANG, zhao, LI], '在吗')).toEqual({ unreached: [WANG, LI] });
});

test('a card brings its response code', async () => {
  api.answer('message/send', { errcode: 0, response_code: 'RC' });
  expect(await sendCard(api.wecom, [WANG], CARD)).toEqual({ unreached: [], responseCode: 'RC' });
  expect(sent()).toEqual([{ touser: WANG, agentid: 1000002, msgtype: 'template_card', template_card: CARD }]);
});

test('a card is cut to length on its way', async () => {
  await sendCard(api.wecom, [WANG], { ...CARD, main_title: { title: '长'.repeat(37) } });
  expect(sent()).toMatchObject([{ template_card: { main_title: { title: `${'长'.repeat(35)}…` } } }]);
});

test.each([
  ['buttons renamed', { replaceName: '已处理' }, { button: { replace_name: '已处理' } }],
  ['a new card', { card: CARD }, { template_card: CARD }],
  [
    'a new card with dead buttons',
    { card: CARD, replaceText: '已处理' },
    { template_card: { ...CARD, replace_text: '已处理' } },
  ],
])('a card is updated to %s', async (_, change, expected) => {
  api.answer('message/update_template_card', { errcode: 0, invaliduser: ['wangwei'] });
  expect(await updateCard(api.wecom, [WANG, LI], 'RC', change)).toEqual({ unreached: [WANG] });
  expect(api.callsOf('message/update_template_card').map(({ body }) => body)).toEqual([
    { userids: [WANG, LI], agentid: 1000002, response_code: 'RC', ...expected },
  ]);
});

describe('is refused before it is sent:', () => {
  const many = (count: number) => Array.from({ length: count }, (_, number) => `u${number}` as UserId);

  test('more than 1000 recipients, or none', async () => {
    expect(await sendText(api.wecom, many(1000), 'x')).toEqual({ unreached: [] });
    for (const to of [many(1001), []]) {
      await expect(async () => sendText(api.wecom, to, 'x')).rejects.toThrow(RangeError);
      await expect(async () => updateCard(api.wecom, to, 'RC', { replaceName: 'x' })).rejects.toThrow(
        RangeError,
      );
    }
    expect(sent()).toHaveLength(1);
  });

  test('more than 2048 bytes, or none', async () => {
    await sendText(api.wecom, [WANG], `${'中'.repeat(682)}xx`);
    for (const content of [`${'中'.repeat(682)}xxx`, '']) {
      await expect(async () => sendText(api.wecom, [WANG], content)).rejects.toThrow(RangeError);
      await expect(async () => sendMarkdown(api.wecom, [WANG], content)).rejects.toThrow(RangeError);
    }
    expect(sent()).toHaveLength(1);
  });
});

describe('a text is split', () => {
  test.each<[string, string, number, string[]]>([
    ['not at all when it fits', '一二三', 9, ['一二三']],
    ['not at all when it is empty', '', 9, []],
    ['one byte past the limit', '一二三x', 9, ['一二三', 'x']],
    ['after a line', '一\n二三四', 9, ['一\n', '二三四']],
    ['after the last line that fits', 'a\nb\nc\nd', 4, ['a\nb\n', 'c\nd']],
    ['after a sentence where a line is too long', '好。一二三', 9, ['好。', '一二三']],
    ['after the closing quote of a sentence', '“好。”一二', 15, ['“好。”', '一二']],
    ['rather after a line than after a sentence', 'a\n好。一二', 9, ['a\n', '好。', '一二']],
    ['after a question', 'ok?ab', 4, ['ok?', 'ab']],
    ['between two characters otherwise', '一二三四', 10, ['一二三', '四']],
    ['never inside a character', '🚗🚗🚗', 7, ['🚗', '🚗', '🚗']],
    ['never inside a character at the least size', 'a🚗b', 4, ['a', '🚗', 'b']],
  ])('%s', (_, text, maxBytes, parts) => expect(splitText(text, maxBytes)).toEqual(parts));

  test('at 2048 bytes unless told otherwise', () => {
    expect(splitText('x'.repeat(2048))).toHaveLength(1);
    expect(splitText('x'.repeat(2049))).toHaveLength(2);
  });

  test('into nothing that could not hold a character', () => {
    expect(() => splitText('x', 3)).toThrow(RangeError);
  });

  test('without loss, into parts that fit and are whole', () => {
    const unit = fc.constantFrom('中', '🚗', 'a', '\n', '。', '？', '”', '\r\n', ' ', 'é', '!');
    fc.assert(
      fc.property(fc.array(unit), fc.integer({ min: 4, max: 64 }), (units, maxBytes) => {
        const text = units.join('');
        const parts = splitText(text, maxBytes);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part).not.toBe('');
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
