import { describe, expect, test } from 'vitest';
import { type ButtonInteraction, fitCard, type TextNotice } from '../../src/wecom/cards.ts';

const URL = 'https://example.com/a';
const NOTICE: TextNotice = {
  card_type: 'text_notice',
  main_title: { title: '昨日战报', desc: '星河店' },
  card_action: { type: 1, url: URL },
};
const BUTTONS: ButtonInteraction = {
  card_type: 'button_interaction',
  task_id: 't-1_@A',
  main_title: { title: '回访' },
  button_list: [
    { text: '已联系', key: 'done' },
    { type: 1, text: '打开', style: 4, url: URL },
  ],
};
const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ text: `按钮${n}`, key: `k${n}` }));
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `o${n}`, text: `选项${n}` }));
const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ keyname: `行${n}` }));

test('a card within the limits stays as it is', () => {
  const full: ButtonInteraction = {
    ...BUTTONS,
    source: { desc: '步步', desc_color: 0 },
    action_menu: { desc: '更多', action_list: [{ text: '静音', key: 'mute' }] },
    quote_area: { type: 1, url: URL, title: '原文', quote_text: '引'.repeat(500) },
    sub_title_text: '明天上午',
    horizontal_content_list: [
      { keyname: '客户', value: '张女士' },
      { keyname: '顾问', type: 3, userid: 'WangWei' },
    ],
    button_selection: { question_key: 'q', title: '结果', option_list: options(10), selected_id: 'o9' },
    card_action: { type: 0 },
  };
  expect(fitCard(full)).toEqual(full);
  expect(fitCard(NOTICE)).toEqual(NOTICE);
});

describe('texts are cut to the advised number of characters, ending in an ellipsis:', () => {
  const long = (count: number) => '🚗'.repeat(count);
  test.each<[string, number, (text: string) => object]>([
    ['main_title.title', 36, (title) => fitCard({ ...NOTICE, main_title: { title } })],
    ['main_title.desc', 44, (desc) => fitCard({ ...NOTICE, main_title: { title: 'x', desc } })],
    ['source.desc', 20, (desc) => fitCard({ ...NOTICE, source: { desc } })],
    ['sub_title_text', 160, (sub_title_text) => fitCard({ ...NOTICE, sub_title_text })],
    ['emphasis_content.title', 14, (title) => fitCard({ ...NOTICE, emphasis_content: { title } })],
    ['emphasis_content.desc', 22, (desc) => fitCard({ ...NOTICE, emphasis_content: { desc } })],
    ['keyname', 5, (keyname) => fitCard({ ...NOTICE, horizontal_content_list: [{ keyname }] })],
    ['value', 30, (value) => fitCard({ ...NOTICE, horizontal_content_list: [{ keyname: 'x', value }] })],
    ['jump_list.title', 18, (title) => fitCard({ ...NOTICE, jump_list: [{ title }] })],
    ['button_list.text', 10, (text) => fitCard({ ...BUTTONS, button_list: [{ text, key: 'k' }] })],
    [
      'option_list.text',
      16,
      (text) =>
        fitCard({ ...BUTTONS, button_selection: { question_key: 'q', option_list: [{ id: 'o', text }] } }),
    ],
  ])('%s to %i', (_, limit, fit) => {
    expect(JSON.stringify(fit(long(limit)))).toContain(`"${long(limit)}"`);
    expect(JSON.stringify(fit(long(limit + 1)))).toContain(`"${long(limit - 1)}…"`);
  });

  test('not keys, addresses and ids', () => {
    const key = 'k'.repeat(1024);
    const url = `https://example.com/${'a'.repeat(500)}`;
    const card: ButtonInteraction = {
      ...BUTTONS,
      task_id: 't'.repeat(128),
      button_list: [{ text: 'x', key }],
      card_action: { type: 1, url },
    };
    expect(fitCard(card)).toEqual(card);
  });
});

test('the card given is not changed', () => {
  const card = structuredClone({ ...NOTICE, sub_title_text: '长'.repeat(200) });
  const before = structuredClone(card);
  fitCard(card);
  expect(card).toEqual(before);
});

describe('accepted at the limit and refused beyond it:', () => {
  const choice = (count: number) => ({ question_key: 'q', option_list: options(count) });
  test.each<[string, TextNotice | ButtonInteraction, TextNotice | ButtonInteraction]>([
    ['buttons', { ...BUTTONS, button_list: keys(6) }, { ...BUTTONS, button_list: keys(7) }],
    ['no button', { ...BUTTONS, button_list: keys(1) }, { ...BUTTONS, button_list: [] }],
    ['key bytes', withKey('键'.repeat(341)), withKey(`${'键'.repeat(341)}xx`)],
    ['an empty key', withKey('x'), withKey('')],
    ['options', { ...BUTTONS, button_selection: choice(10) }, { ...BUTTONS, button_selection: choice(11) }],
    ['no option', { ...BUTTONS, button_selection: choice(1) }, { ...BUTTONS, button_selection: choice(0) }],
    ['option id bytes', withOption('i'.repeat(128)), withOption('i'.repeat(129))],
    [
      'rows',
      { ...NOTICE, horizontal_content_list: rows(6) },
      { ...NOTICE, horizontal_content_list: rows(7) },
    ],
    ['task id length', { ...BUTTONS, task_id: 't'.repeat(128) }, { ...BUTTONS, task_id: 't'.repeat(129) }],
    ['jumps', { ...NOTICE, jump_list: jumps(3) }, { ...NOTICE, jump_list: jumps(4) }],
    ['menu entries', withMenu(3), withMenu(4)],
    ['no menu entry', withMenu(1), withMenu(0)],
  ])('%s', (_, good, bad) => {
    expect(() => fitCard(good)).not.toThrow();
    expect(() => fitCard(bad)).toThrow(RangeError);
  });

  function withKey(key: string): ButtonInteraction {
    return { ...BUTTONS, button_list: [{ text: 'x', key }] };
  }
  function withOption(id: string): ButtonInteraction {
    return { ...BUTTONS, button_selection: { question_key: 'q', option_list: [{ id, text: 'x' }] } };
  }
  function jumps(count: number) {
    return Array.from({ length: count }, () => ({ type: 1 as const, title: '看', url: URL }));
  }
  function withMenu(count: number): TextNotice {
    return { ...NOTICE, task_id: 't', action_menu: { action_list: keys(count) } };
  }
});

describe('refused is', () => {
  const twice = [
    { text: '一', key: 'same' },
    { text: '二', key: 'same' },
  ];
  test.each<[string, TextNotice | ButtonInteraction]>([
    ['a key used twice', { ...BUTTONS, button_list: twice }],
    ['an empty task id', { ...BUTTONS, task_id: '' }],
    ['a task id with another sign', { ...BUTTONS, task_id: 'a:b' }],
    ['a task id in Chinese', { ...BUTTONS, task_id: '任务' }],
    ['a task id with a newline', { ...BUTTONS, task_id: 'a\n' }],
    ['a menu without a task id', { ...NOTICE, action_menu: { action_list: keys(1) } }],
    ['a menu key used twice', { ...NOTICE, task_id: 't', action_menu: { action_list: twice } }],
    ['a notice without any title', { card_type: 'text_notice', card_action: NOTICE.card_action }],
    ['a blank title', { ...BUTTONS, main_title: { title: ' ' } }],
    ['a blank button', { ...BUTTONS, button_list: [{ text: ' ', key: 'k' }] }],
    ['a button to nowhere', { ...BUTTONS, button_list: [{ type: 1, text: 'x', url: 'example.com' }] }],
    ['a card to nowhere', { ...NOTICE, card_action: { type: 1, url: '' } }],
    ['a script as address', { ...NOTICE, card_action: { type: 1, url: 'javascript:alert(1)' } }],
    ['a jump to nowhere', { ...NOTICE, jump_list: [{ type: 1, title: 'x', url: '/a' }] }],
    ['a row to nowhere', { ...NOTICE, horizontal_content_list: [{ type: 1, keyname: 'x', url: 'a' }] }],
    ['a row of nobody', { ...NOTICE, horizontal_content_list: [{ type: 3, keyname: 'x', userid: '' }] }],
    ['a row without a name', { ...NOTICE, horizontal_content_list: [{ keyname: '' }] }],
    ['a quote of nowhere', { ...NOTICE, quote_area: { type: 1 } }],
    ['emphasis beside a quote', { ...NOTICE, emphasis_content: { title: '9' }, quote_area: { title: 'x' } }],
    [
      'an option id used twice',
      { ...BUTTONS, button_selection: { question_key: 'q', option_list: [...options(1), ...options(1)] } },
    ],
    [
      'a choice that is no option',
      { ...BUTTONS, button_selection: { question_key: 'q', option_list: options(1), selected_id: 'o1' } },
    ],
    [
      'a question without a key',
      { ...BUTTONS, button_selection: { question_key: '', option_list: options(1) } },
    ],
  ])('%s', (_, card) => expect(() => fitCard(card)).toThrow(RangeError));
});
