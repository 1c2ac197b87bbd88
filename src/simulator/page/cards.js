import { element, link } from './element.js';

/** A template card as WeCom draws it; `onClick(taskId, key, selected)` resolves when the bot has been told. */
export function renderCard(message, onClick) {
  const card = message.card ?? message.content.card;
  const title = card.main_title ?? {};
  return element(
    'article',
    { className: 'card', 'aria-label': title.title ?? '卡片' },
    card.source?.desc &&
      element('p', { className: `card-source tone-${card.source.desc_color ?? 0}` }, card.source.desc),
    title.title && element('h2', {}, title.title),
    title.desc && element('p', { className: 'card-desc' }, title.desc),
    renderEmphasis(card.emphasis_content),
    renderQuote(card.quote_area),
    card.sub_title_text && element('p', { className: 'card-sub' }, card.sub_title_text),
    renderRows(card.horizontal_content_list),
    renderJumps(card.jump_list),
    renderButtons(message, card, onClick),
    card.card_type !== 'button_interaction' && renderOpen(card.card_action),
  );
}

function renderEmphasis(emphasis) {
  if (!emphasis) return '';
  return element(
    'p',
    { className: 'card-emphasis' },
    element('strong', {}, emphasis.title ?? ''),
    element('span', {}, emphasis.desc ?? ''),
  );
}

function renderQuote(quote) {
  if (!quote) return '';
  return element(
    'blockquote',
    { className: 'card-quote' },
    quote.title && element('strong', {}, quote.title),
    element('p', {}, quote.quote_text ?? ''),
  );
}

function renderRows(rows) {
  if (!Array.isArray(rows) || rows.length === 0) return '';
  const cells = rows.flatMap(({ type, keyname, value, url }) => [
    element('dt', {}, keyname),
    element('dd', {}, type === 1 ? link(url, 'link', value || url) : (value ?? '')),
  ]);
  return element('dl', { className: 'card-rows' }, cells);
}

function renderJumps(jumps) {
  if (!Array.isArray(jumps)) return '';
  return jumps.map(({ type, title, url }) => link(type === 1 ? url : '', 'card-jump', title));
}

function renderOpen(action) {
  return action?.type === 1 ? link(action.url, 'card-open', '查看详情') : '';
}

function renderButtons(message, card, onClick) {
  if (message.replacedBy !== undefined)
    return element(
      'div',
      { className: 'card-buttons' },
      element('button', { className: 'style-dead', type: 'button', disabled: true }, message.replacedBy),
    );
  if (!Array.isArray(card.button_list)) return '';

  const select = renderSelect(card.button_selection);
  const buttons = card.button_list.map((button) => {
    const className = `style-${[2, 3, 4].includes(button.style) ? button.style : 1}`;
    if (button.type === 1) return link(button.url, className, button.text);
    return element('button', { className, type: 'button', onclick: () => click(button.key) }, button.text);
  });
  const click = async (key) => {
    const controls = buttons.filter((button) => button instanceof HTMLButtonElement);
    for (const control of controls) control.disabled = true;
    const selected = select ? { [card.button_selection.question_key]: select.value } : {};
    await onClick(message.content.taskId, key, selected);
    for (const control of controls) control.disabled = false;
  };
  const row = element('div', { className: 'card-buttons' }, buttons);
  return select ? [renderQuestion(card.button_selection, select), row] : row;
}

function renderSelect(selection) {
  if (!selection) return undefined;
  const options = selection.option_list.map(({ id, text }) =>
    element('option', { value: id, selected: id === selection.selected_id }, text),
  );
  return element('select', { disabled: selection.disable === true }, options);
}

function renderQuestion(selection, select) {
  return element(
    'label',
    { className: 'card-select' },
    element('span', {}, selection.title ?? '请选择'),
    select,
  );
}
