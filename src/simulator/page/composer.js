import { byId, element } from './element.js';

const KEYBOARD = '键盘';
const MENU = '菜单';

/** The bar below the chat: a line to write in, or the app's menu. */
export function createComposer({ onSay, onMenu }) {
  const [bar, form, text, menu, toggle] = ['composer', 'entry', 'text', 'menu', 'switch'].map(byId);
  const drafts = new Map();
  let person;

  const fit = () => {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
    form.classList.toggle('has-text', text.value.trim() !== '');
  };
  const fill = (value) => {
    text.value = value;
    fit();
  };
  const closePopups = () => {
    for (const button of menu.querySelectorAll('[aria-expanded=true]'))
      button.setAttribute('aria-expanded', 'false');
  };
  const showMenu = (isMenu) => {
    form.hidden = isMenu;
    menu.hidden = !isMenu;
    toggle.setAttribute('aria-label', isMenu ? '切换到键盘' : '切换到菜单');
    toggle.title = isMenu ? KEYBOARD : MENU;
    toggle.className = `switch to-${isMenu ? 'keyboard' : 'menu'}`;
  };

  const send = () => {
    const line = text.value.trim();
    if (line === '') return;
    fill('');
    onSay(line);
  };
  text.addEventListener('input', fit);
  text.addEventListener('keydown', (event) => {
    // Enter that only confirms a word of the input method is not meant to send; Safari reports it as 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
    text.focus();
  });
  toggle.addEventListener('click', () => {
    showMenu(menu.hidden);
    if (menu.hidden) text.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (!bar.contains(target)) closePopups();
  });
  menu.addEventListener('keydown', ({ key }) => key === 'Escape' && closePopups());

  const press = (button) => {
    closePopups();
    onMenu(button);
  };
  const renderEntry = (button) => {
    if (button.subButtons.length === 0)
      return element(
        'div',
        { className: 'menu-entry' },
        element('button', { type: 'button', onclick: () => press(button) }, button.name),
      );
    const opener = element(
      'button',
      {
        type: 'button',
        'aria-haspopup': 'true',
        'aria-expanded': 'false',
        onclick() {
          const isOpen = opener.getAttribute('aria-expanded') === 'true';
          closePopups();
          opener.setAttribute('aria-expanded', String(!isOpen));
        },
      },
      element('span', { className: 'lines', 'aria-hidden': true }),
      button.name,
    );
    const popup = element(
      'div',
      { className: 'popup' },
      button.subButtons.map((sub) =>
        element('button', { type: 'button', onclick: () => press(sub) }, sub.name),
      ),
    );
    return element('div', { className: 'menu-entry' }, opener, popup);
  };

  return {
    /** Another person's chat: his half-written line comes back. */
    switchTo(userId) {
      if (person !== undefined) drafts.set(person, text.value);
      person = userId;
      fill(drafts.get(userId) ?? '');
    },
    suggest(line) {
      showMenu(false);
      fill(line);
      text.focus();
    },
    drawMenu(buttons) {
      toggle.hidden = buttons.length === 0;
      menu.replaceChildren(...buttons.map(renderEntry));
      showMenu(!menu.hidden && buttons.length > 0);
    },
  };
}
