import { byId, element } from './element.js';
import { summaryOf } from './messages.js';

/** The colleagues by department, stores first, each with what is unread and the last line. */
export function createPeople(onPick) {
  const drawer = byId('people');
  const opener = byId('open-people');
  const list = byId('people-list');

  const setOpen = (isOpen) => {
    document.body.classList.toggle('people-open', isOpen);
    opener.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) drawer.querySelector('[aria-current]')?.focus();
  };
  opener.addEventListener('click', () => setOpen(true));
  byId('backdrop').addEventListener('click', () => setOpen(false));
  drawer.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    setOpen(false);
    opener.focus();
  });

  const renderPerson = (person, current) => {
    const isCurrent = person.userId === current;
    return element(
      'button',
      {
        type: 'button',
        className: 'person',
        'data-user': person.userId,
        'aria-current': isCurrent ? 'true' : undefined,
        onclick() {
          setOpen(false);
          onPick(person.userId);
        },
      },
      element('span', { className: 'avatar', 'aria-hidden': true }, person.name.slice(-1)),
      element('span', { className: 'person-name' }, person.name),
      element('span', { className: 'person-role' }, person.position),
      element('span', { className: 'person-last' }, person.last ? summaryOf(person.last) : '还没有消息'),
      person.unread > 0 && !isCurrent ? renderBadge(person.unread) : '',
    );
  };

  return {
    draw({ departments, people }, current) {
      const focused = document.activeElement?.dataset?.user;
      // The headquarters last: who tries the page begins in a store.
      const ordered = [...departments].sort((a, b) => (a.parentId === 0) - (b.parentId === 0));
      list.replaceChildren(
        ...ordered.map(({ id, name }) =>
          element(
            'section',
            { 'aria-label': name },
            element('h2', {}, name),
            people
              .filter(({ departmentId }) => departmentId === id)
              .map((person) => renderPerson(person, current)),
          ),
        ),
      );
      if (focused) list.querySelector(`[data-user="${CSS.escape(focused)}"]`)?.focus();

      const others = people.filter(({ userId }) => userId !== current);
      const unread = others.reduce((sum, person) => sum + person.unread, 0);
      const badge = byId('other-unread');
      badge.hidden = unread === 0;
      badge.textContent = unread > 99 ? '99+' : String(unread);
      document.title = `${unread > 0 ? `(${unread}) ` : ''}步步 · 模拟企业微信`;
    },
  };
}

function renderBadge(count) {
  const label = `${count} 条未读`;
  return element('span', { className: 'badge', 'aria-label': label }, count > 99 ? '99+' : String(count));
}
