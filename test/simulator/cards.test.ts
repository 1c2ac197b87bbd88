import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWecom, type Wecom } from './stand-in.ts';

let wecom: Wecom;
beforeEach(async () => {
  wecom = await startWecom();
});
afterEach(() => wecom.stop());

const ALERT = {
  card_type: 'button_interaction',
  main_title: { title: '12:20 前要发的短信没发' },
  task_id: 'alert-1@0',
  button_list: [
    { text: '已处理', style: 1, key: 'done' },
    { text: '打开', type: 1, url: 'https://a.cn' },
  ],
  button_selection: {
    question_key: 'reason',
    title: '原因',
    option_list: [
      { id: 'busy', text: '忙' },
      { id: 'gone', text: '客户已走' },
    ],
    selected_id: 'busy',
  },
};
const NOTICE = {
  card_type: 'text_notice',
  main_title: { title: '今日待办' },
  card_action: { type: 1, url: 'https://a.cn' },
};

const sendCard = (template_card: object, touser = 'zhouhaitao|wujing') =>
  wecom.post('message/send', {
    touser,
    msgtype: 'template_card',
    agentid: wecom.simulator.credentials.agentId,
    template_card,
  });
const update = (message: object) =>
  wecom.post('message/update_template_card', {
    userids: ['zhouhaitao'],
    agentid: wecom.simulator.credentials.agentId,
    button: { replace_name: '已处理' },
    ...message,
  });
const cardOf = (userId: string) => wecom.simulator.messagesOf(userId)[0];

describe('fields', () => {
  const rows = (count: number) => Array(count).fill({ keyname: '客户', value: '王先生' });
  const buttons = (count: number) =>
    Array.from({ length: count }, (_, key) => ({ text: '好', key: `${key}` }));
  const options = (count: number) => Array.from({ length: count }, (_, id) => ({ id: `${id}`, text: '好' }));
  const select = (selection: object) => ({ ...ALERT, button_selection: selection });

  test.each([
    ['a notice', NOTICE, 0],
    ['a card of no type', { ...NOTICE, card_type: 'poster' }, 42031],
    ['a notice without title', { ...NOTICE, main_title: {} }, 42033],
    ['a notice with a subtitle alone', { ...NOTICE, main_title: {}, sub_title_text: '6 位' }, 0],
    ['a notice that opens nothing', { ...NOTICE, card_action: undefined }, 42045],
    ['a notice that opens no address', { ...NOTICE, card_action: { type: 1 } }, 42028],
    ['six rows', { ...NOTICE, horizontal_content_list: rows(6) }, 0],
    ['seven rows', { ...NOTICE, horizontal_content_list: rows(7) }, 42035],
    ['a row without name', { ...NOTICE, horizontal_content_list: [{ value: '王先生' }] }, 42027],
    [
      'a member row without member',
      { ...NOTICE, horizontal_content_list: [{ type: 3, keyname: '顾问' }] },
      42050,
    ],
    ['four jumps', { ...NOTICE, jump_list: Array(4).fill({ title: '看' }) }, 42042],
    ['a notice with a menu but no task', { ...NOTICE, action_menu: { action_list: buttons(1) } }, 42014],
    ['a menu of four', { ...NOTICE, task_id: 't', action_menu: { action_list: buttons(4) } }, 40058],
    [
      'a menu with one key twice',
      { ...NOTICE, task_id: 't', action_menu: { action_list: Array(2).fill(buttons(1)[0]) } },
      42051,
    ],
    ['buttons', ALERT, 0],
    ['buttons without title', { ...ALERT, main_title: {} }, 42033],
    ['no buttons', { ...ALERT, button_list: [] }, 40058],
    ['six buttons', { ...ALERT, button_list: buttons(6) }, 0],
    ['seven buttons', { ...ALERT, button_list: buttons(7) }, 40058],
    ['a button without words', { ...ALERT, button_list: [{ key: 'a' }] }, 42038],
    ['a button without key', { ...ALERT, button_list: [{ text: '好' }] }, 42039],
    ['one key twice', { ...ALERT, button_list: Array(2).fill(buttons(1)[0]) }, 42039],
    ['a key of 1025 bytes', { ...ALERT, button_list: [{ text: '好', key: 'k'.repeat(1025) }] }, 40058],
    ['ten options', select({ question_key: 'q', option_list: options(10) }), 0],
    ['eleven options', select({ question_key: 'q', option_list: options(11) }), 42037],
    ['options without question', select({ option_list: options(1) }), 42043],
    ['an option without id', select({ question_key: 'q', option_list: [{ text: '好' }] }), 42040],
    ['an option without words', select({ question_key: 'q', option_list: [{ id: 'a' }] }), 42041],
    ['no task', { ...ALERT, task_id: undefined }, 42014],
    ['a task of 128 bytes', { ...ALERT, task_id: 'a'.repeat(128) }, 0],
    ['a task of 129 bytes', { ...ALERT, task_id: 'a'.repeat(129) }, 42014],
    ['a task with a colon', { ...ALERT, task_id: 'alert:1' }, 42014],
    [
      'a vote without submit',
      { ...ALERT, card_type: 'vote_interaction', checkbox: { question_key: 'q', option_list: options(2) } },
      42046,
    ],
    ['no picture', { ...NOTICE, card_type: 'news_notice' }, 42044],
  ])('%s', async (_, card, errcode) => {
    expect(await sendCard(card)).toMatchObject({ errcode });
  });

  test('a task_id serves once', async () => {
    await sendCard(ALERT);
    expect(await sendCard(ALERT)).toMatchObject({ errcode: 42014 });
  });

  test('only a card that can change brings a response_code', async () => {
    expect(await sendCard(NOTICE)).not.toHaveProperty('response_code');
    expect(await sendCard(ALERT)).toHaveProperty('response_code');
  });

  test('without a callback address there are no buttons', async () => {
    wecom.hasCallback('');
    expect(await sendCard(ALERT)).toMatchObject({ errcode: 43012 });
    expect(await sendCard(NOTICE)).toMatchObject({ errcode: 0 });
  });
});

describe('a click', () => {
  test('tells the bot the button, the task and the option, each time with another code', async () => {
    await sendCard(ALERT);
    await wecom.simulator.clickCard('zhouhaitao', ALERT.task_id, 'done');
    await wecom.simulator.clickCard('zhouhaitao', ALERT.task_id, 'done', { reason: 'gone' });
    expect(wecom.received).toMatchObject([
      { kind: 'card', from: 'zhouhaitao', key: 'done', taskId: 'alert-1@0', selected: { reason: ['busy'] } },
      { kind: 'card', cardType: 'button_interaction', selected: { reason: ['gone'] } },
    ]);
    const [first, second] = wecom.received.map((one) => one.kind === 'card' && one.responseCode);
    expect(first).not.toBe(second);
  });

  test.each([
    ['another key', 'zhouhaitao', ALERT.task_id, 'undone', {}],
    ['a button that opens an address', 'zhouhaitao', ALERT.task_id, '', {}],
    ['an option not offered', 'zhouhaitao', ALERT.task_id, 'done', { reason: 'sleepy' }],
    ['a question not asked', 'zhouhaitao', ALERT.task_id, 'done', { mood: 'busy' }],
    ['another task', 'zhouhaitao', 'alert-2', 'done', {}],
    ['a card of somebody else', 'liuyang', ALERT.task_id, 'done', {}],
  ])('%s cannot be clicked', async (_, userId, taskId, key, selected) => {
    await sendCard(ALERT);
    await expect(wecom.simulator.clickCard(userId, taskId, key, selected)).rejects.toThrow(RangeError);
    expect(wecom.received).toEqual([]);
  });

  test('on the menu in the corner is an event of its own', async () => {
    await sendCard({
      ...NOTICE,
      task_id: 'n-1',
      action_menu: { action_list: [{ text: '静音', key: 'mute' }] },
    });
    await wecom.simulator.clickCard('wujing', 'n-1', 'mute');
    expect(wecom.received).toMatchObject([{ kind: 'card', key: 'mute', cardType: 'text_notice' }]);
  });
});

describe('an update', () => {
  const codeOfClick = async (userId: string) => {
    await wecom.simulator.clickCard(userId, ALERT.task_id, 'done');
    const click = wecom.received.at(-1);
    return click?.kind === 'card' ? click.responseCode : '';
  };

  test('replaces the buttons of those named, whose card is then dead', async () => {
    await sendCard(ALERT);
    expect(await update({ response_code: await codeOfClick('zhouhaitao') })).toMatchObject({ errcode: 0 });
    expect(cardOf('zhouhaitao')).toMatchObject({ replacedBy: '已处理' });
    expect(cardOf('wujing')).not.toHaveProperty('replacedBy');
    await expect(wecom.simulator.clickCard('zhouhaitao', ALERT.task_id, 'done')).rejects.toThrow(RangeError);
    await wecom.simulator.clickCard('wujing', ALERT.task_id, 'done');
  });

  test('reports whom it could not reach, in lower case', async () => {
    const { response_code } = await sendCard(ALERT);
    const userids = ['ZhouHaitao', 'LiuYang'];
    expect(await update({ response_code, userids })).toMatchObject({ errcode: 0, invaliduser: ['liuyang'] });
  });

  test('may bring another card, alive or with its buttons replaced, to all', async () => {
    const { response_code } = await sendCard(ALERT);
    const next = { ...ALERT, main_title: { title: '第二步' }, button_list: [{ text: '好', key: 'next' }] };
    await update({ response_code, userids: undefined, atall: 1, button: undefined, template_card: next });
    await wecom.simulator.clickCard('wujing', ALERT.task_id, 'next');
    await expect(wecom.simulator.clickCard('wujing', ALERT.task_id, 'done')).rejects.toThrow(RangeError);
    const click = wecom.received.at(-1);
    const code = click?.kind === 'card' ? click.responseCode : '';
    await update({
      response_code: code,
      userids: ['wujing'],
      template_card: { ...next, replace_text: '吴静已处理' },
    });
    expect(cardOf('wujing')).toMatchObject({
      card: { main_title: { title: '第二步' } },
      replacedBy: '吴静已处理',
    });
  });

  test('a code works once and for 72 hours', async () => {
    const { response_code } = await sendCard(ALERT);
    wecom.pass(72 * 60);
    expect(await update({ response_code, button: {} })).toMatchObject({ errcode: 40058 });
    expect(await update({ response_code, userids: ['liuyang'] })).toMatchObject({ errcode: 81013 });
    expect(await update({ response_code })).toMatchObject({ errcode: 0 });
    expect(await update({ response_code })).toMatchObject({ errcode: 42022 });
    expect(await update({ response_code: 'guess' })).toMatchObject({ errcode: 60140 });
    const later = await codeOfClick('wujing');
    wecom.pass(72 * 60 + 1);
    expect(await update({ response_code: later, userids: ['wujing'] })).toMatchObject({ errcode: 60140 });
  });
});
