import { asList, asRecord, asText, byteLength, type Json, Refusal } from './endpoint.ts';

/**
 * Required fields, list lengths and byte limits of 模板卡片. Lengths in characters are advice, not limits.
 * Source: https://developer.work.weixin.qq.com/document/path/90236, codes path 90313. Where no code of its
 * own is listed, the general 40058 stands in.
 */
export function checkCard(card: Json): void {
  const check = CHECKS[asText(card.card_type)];
  if (!check) throw new Refusal(42031, 'invalid card_type');
  check(card);
  checkHorizontalList(card.horizontal_content_list);
  checkJumpList(card.jump_list);
  checkActionMenu(card.action_menu);
}

const CHECKS: Readonly<Record<string, (card: Json) => void>> = {
  text_notice(card) {
    if (titleOf(card) === '' && asText(card.sub_title_text) === '')
      throw new Refusal(42033, 'main_title.title and sub_title_text missing');
    checkCardAction(card.card_action);
  },
  news_notice(card) {
    requireTitle(card);
    checkCardAction(card.card_action);
    const vertical = asList(card.vertical_content_list);
    if (vertical.length > 4) throw new Refusal(42036, 'vertical_content_list too long');
    if (vertical.some((row) => asText(asRecord(row).title) === '')) throw new Refusal(42033, 'title missing');
    const picture = asText(asRecord(card.card_image).url) || asText(asRecord(card.image_text_area).image_url);
    if (picture === '') throw new Refusal(42044, 'card_image.url missing');
  },
  button_interaction(card) {
    requireTitle(card);
    checkButtons(asList(card.button_list));
    if (card.button_selection !== undefined) checkOptions(asRecord(card.button_selection), 10);
  },
  vote_interaction(card) {
    requireTitle(card);
    checkOptions(asRecord(card.checkbox), 20);
    checkSubmit(card.submit_button);
  },
  multiple_interaction(card) {
    requireTitle(card);
    const selects = asList(card.select_list);
    if (selects.length < 1 || selects.length > 3) throw new Refusal(42047, 'select_list of 1 to 3');
    for (const select of selects) checkOptions(asRecord(select), 10);
    checkSubmit(card.submit_button);
  },
};

/** Cards that the members' clicks or the app may change; they get a response_code and need a task_id. */
export function isUpdatable(card: Json): boolean {
  return (
    ['button_interaction', 'vote_interaction', 'multiple_interaction'].includes(asText(card.card_type)) ||
    card.action_menu !== undefined
  );
}

/** Characters and length of a task_id; that it is new is for the caller to see. */
export function checkTaskId(taskId: unknown): string {
  const text = asText(taskId);
  if (!/^[\w@-]{1,128}$/.test(text)) throw new Refusal(42014, 'invalid task_id');
  return text;
}

function titleOf(card: Json): string {
  return asText(asRecord(card.main_title).title);
}

function requireTitle(card: Json): void {
  if (titleOf(card) === '') throw new Refusal(42033, 'main_title.title missing');
}

function checkCardAction(value: unknown): void {
  const action = asRecord(value);
  if (action.type !== 1 && action.type !== 2) throw new Refusal(42045, 'invalid card_action');
  checkTarget(action);
}

/** Type 1 opens a page, type 2 a mini program. */
function checkTarget(target: Json): void {
  if (target.type === 1 && asText(target.url) === '') throw new Refusal(42028, 'url missing');
  if (target.type === 2 && asText(target.appid) === '') throw new Refusal(42030, 'appid missing');
}

function checkButtons(buttons: readonly unknown[]): void {
  if (buttons.length < 1 || buttons.length > 6) throw new Refusal(40058, 'button_list of 1 to 6');
  const keys = new Set<string>();
  for (const button of buttons.map(asRecord)) {
    if (asText(button.text) === '') throw new Refusal(42038, 'button text missing');
    if (button.type === 1) {
      checkTarget(button);
      continue;
    }
    const key = asText(button.key);
    if (key === '' || keys.has(key)) throw new Refusal(42039, 'button key missing or repeated');
    checkBytes(key, 1024);
    keys.add(key);
  }
}

function checkOptions(selection: Json, most: number): void {
  const questionKey = asText(selection.question_key);
  if (questionKey === '') throw new Refusal(42043, 'question_key missing');
  checkBytes(questionKey, 1024);
  const options = asList(selection.option_list).map(asRecord);
  if (options.length < 1 || options.length > most) throw new Refusal(42037, `option_list of 1 to ${most}`);
  const ids = new Set<string>();
  for (const option of options) {
    const id = asText(option.id);
    if (id === '' || ids.has(id)) throw new Refusal(42040, 'option id missing or repeated');
    checkBytes(id, 128);
    ids.add(id);
    if (asText(option.text) === '') throw new Refusal(42041, 'option text missing');
  }
}

function checkSubmit(value: unknown): void {
  const key = asText(asRecord(value).key);
  if (key === '') throw new Refusal(42046, 'submit_button.key missing');
  checkBytes(key, 1024);
}

function checkHorizontalList(value: unknown): void {
  const rows = asList(value).map(asRecord);
  if (rows.length > 6) throw new Refusal(42035, 'horizontal_content_list too long');
  for (const row of rows) {
    if (asText(row.keyname) === '') throw new Refusal(42027, 'keyname missing');
    if (row.type === 1) checkTarget(row);
    if (row.type === 2 && asText(row.media_id) === '') throw new Refusal(42029, 'media_id missing');
    if (row.type === 3 && asText(row.userid) === '') throw new Refusal(42050, 'userid missing');
  }
}

function checkJumpList(value: unknown): void {
  const jumps = asList(value).map(asRecord);
  if (jumps.length > 3) throw new Refusal(42042, 'jump_list too long');
  for (const jump of jumps) {
    if (asText(jump.title) === '') throw new Refusal(42033, 'title missing');
    checkTarget(jump);
  }
}

function checkActionMenu(value: unknown): void {
  if (value === undefined) return;
  const actions = asList(asRecord(value).action_list).map(asRecord);
  if (actions.length < 1 || actions.length > 3) throw new Refusal(40058, 'action_list of 1 to 3');
  const keys = actions.map(({ key }) => asText(key));
  for (const key of keys) checkBytes(key, 1024);
  if (keys.includes('') || new Set(keys).size < keys.length)
    throw new Refusal(42051, 'action_menu key missing or repeated');
}

function checkBytes(text: string, limit: number): void {
  if (byteLength(text) > limit) throw new Refusal(40058, `longer than ${limit} bytes`);
}
