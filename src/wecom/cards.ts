/**
 * Template cards of an app as WeCom's JSON has them, the two kinds that the bot sends.
 * Source of all limits: 发送应用消息, https://developer.work.weixin.qq.com/document/path/90236
 */
export type Card = TextNotice | ButtonInteraction;

interface CardParts {
  source?: { icon_url?: string; desc?: string; desc_color?: 0 | 1 | 2 | 3 };
  /** The menu in the corner; a card with one needs a task id and can be updated. */
  action_menu?: { desc?: string; action_list: { text: string; key: string }[] };
  quote_area?: { type?: 0 | 1; url?: string; title?: string; quote_text?: string };
  sub_title_text?: string;
  horizontal_content_list?: CardRow[];
}

export type CardRow =
  | { keyname: string; value?: string; type?: 0 }
  | { keyname: string; value?: string; type: 1; url: string }
  | { keyname: string; value?: string; type: 3; userid: string };

interface CardTitle {
  title?: string;
  desc?: string;
}

export interface TextNotice extends CardParts {
  card_type: 'text_notice';
  task_id?: string;
  main_title?: CardTitle;
  emphasis_content?: { title?: string; desc?: string };
  jump_list?: ({ type?: 0; title: string } | { type: 1; title: string; url: string })[];
  card_action: { type: 1; url: string };
}

export interface ButtonInteraction extends CardParts {
  card_type: 'button_interaction';
  /** At most 128 of `0-9A-Za-z_-@`; unique in the app for all time, a repeated one is refused (42014). */
  task_id: string;
  main_title: CardTitle & { title: string };
  button_selection?: {
    question_key: string;
    title?: string;
    option_list: { id: string; text: string }[];
    selected_id?: string;
  };
  button_list: CardButton[];
  card_action?: { type: 0 } | { type: 1; url: string };
}

/** `style`: the four looks of the page, 1 unless given. A click on type 0 comes back as its `key`. */
export type CardButton =
  | { type?: 0; text: string; style?: 1 | 2 | 3 | 4; key: string }
  | { type: 1; text: string; style?: 1 | 2 | 3 | 4; url: string };

/** In characters. The page advises them; how a client shows more is not documented. */
const TEXT_LIMITS: Readonly<Record<string, number>> = {
  'source.desc': 20,
  'main_title.title': 36,
  'main_title.desc': 44,
  'emphasis_content.title': 14,
  'emphasis_content.desc': 22,
  sub_title_text: 160,
  'horizontal_content_list.keyname': 5,
  'horizontal_content_list.value': 30,
  'jump_list.title': 18,
  'button_list.text': 10,
  'button_selection.option_list.text': 16,
};

const TASK_ID = /^[\w@-]{1,128}$/;
const MAX_KEY_BYTES = 1024;
const MAX_OPTION_ID_BYTES = 128;

/**
 * The card with over-long texts cut to end in an ellipsis. Throws `RangeError` for what WeCom would refuse (42014,
 * 42027 to 42051): a list too long or empty, a key missing, too long or repeated, a bad task id or address.
 */
export function fitCard<C extends Card>(card: C): C {
  checkParts(card);
  if (card.card_type === 'text_notice') checkNotice(card);
  else checkButtons(card);
  return shorten(card, '') as C;
}

function shorten(part: unknown, path: string): unknown {
  if (typeof part === 'string') return cut(part, TEXT_LIMITS[path] ?? Infinity);
  if (Array.isArray(part)) return part.map((item) => shorten(item, path));
  if (typeof part !== 'object' || part === null) return part;
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, shorten(value, inside(name))]),
  );
}

function cut(text: string, limit: number): string {
  const characters = [...text];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
}

function checkParts(card: Card): void {
  const { task_id, action_menu, horizontal_content_list, quote_area, card_action } = card;
  if (task_id !== undefined) must(TASK_ID.test(task_id), 'task_id: 1 to 128 of 0-9A-Za-z_-@');
  if (action_menu) {
    must(task_id !== undefined, 'task_id: required beside action_menu');
    const { action_list } = action_menu;
    count(action_list, 1, 3, 'action_list');
    unique(
      action_list.map(({ key }) => key),
      MAX_KEY_BYTES,
      'action_list.key',
    );
  }
  count(horizontal_content_list, 0, 6, 'horizontal_content_list');
  for (const row of horizontal_content_list ?? []) {
    must(row.keyname.trim() !== '', 'horizontal_content_list.keyname: missing');
    if (row.type === 1) checkUrl(row.url);
    if (row.type === 3) must(row.userid !== '', 'horizontal_content_list.userid: missing');
  }
  if (quote_area?.type === 1) checkUrl(quote_area.url);
  if (card_action?.type === 1) checkUrl(card_action.url);
}

function checkNotice(card: TextNotice): void {
  const { main_title, sub_title_text, emphasis_content, quote_area, jump_list } = card;
  must(Boolean(main_title?.title?.trim() || sub_title_text?.trim()), 'main_title.title: missing');
  must(!(emphasis_content && quote_area), 'emphasis_content: not beside quote_area');
  count(jump_list, 0, 3, 'jump_list');
  for (const jump of jump_list ?? []) {
    must(jump.title.trim() !== '', 'jump_list.title: missing');
    if (jump.type === 1) checkUrl(jump.url);
  }
}

function checkButtons(card: ButtonInteraction): void {
  const { main_title, button_list, button_selection } = card;
  must(main_title.title.trim() !== '', 'main_title.title: missing');
  count(button_list, 1, 6, 'button_list');
  unique(
    button_list.flatMap((button) => (button.type === 1 ? [] : [button.key])),
    MAX_KEY_BYTES,
    'button_list.key',
  );
  for (const button of button_list) {
    must(button.text.trim() !== '', 'button_list.text: missing');
    if (button.type === 1) checkUrl(button.url);
  }
  if (!button_selection) return;
  const { question_key, option_list, selected_id } = button_selection;
  unique([question_key], MAX_KEY_BYTES, 'question_key');
  count(option_list, 1, 10, 'option_list');
  const ids = option_list.map(({ id }) => id);
  unique(ids, MAX_OPTION_ID_BYTES, 'option_list.id');
  if (selected_id !== undefined) must(ids.includes(selected_id), 'selected_id: not an option');
}

function must(holds: boolean, fault: string): void {
  if (!holds) throw new RangeError(`card: ${fault}`);
}

function count(list: readonly unknown[] | undefined, least: number, most: number, name: string): void {
  const length = list?.length ?? 0;
  must(least <= length && length <= most, `${name}: ${length} instead of ${least} to ${most}`);
}

function unique(keys: readonly string[], maxBytes: number, name: string): void {
  must(
    keys.every((key) => key !== '' && Buffer.byteLength(key) <= maxBytes),
    `${name}: 1 to ${maxBytes} bytes`,
  );
  must(new Set(keys).size === keys.length, `${name}: repeated`);
}

function checkUrl(url: string | undefined): void {
  must(/^https?:\/\/\S+$/.test(url ?? ''), 'url: http or https required');
}
