import { renderCard } from './cards.js';
import { partsOf } from './clock.js';
import { byId, element } from './element.js';
import { renderMarkdown, renderText } from './markup.js';

/** A pause of five minutes gets a line with the time. */
const PAUSE_MS = 5 * 60 * 1000;

/** The chat in the middle: whose it is, and every message of it once. */
export function createChat(clock, onCardClick) {
  const list = byId('chat');
  let person;
  let messages = [];

  const draw = () => {
    let before = -Infinity;
    const rows = messages.flatMap((message) => {
      const at = Date.parse(message.at);
      const separator = at - before > PAUSE_MS ? [renderTime(at, clock.now())] : [];
      before = at;
      return [...separator, renderMessage(message, person, onCardClick)];
    });
    const empty = element('li', { className: 'empty' }, '还没有消息。像在微信里一样，跟步步说一句话。');
    list.replaceChildren(...(rows.length > 0 ? rows : [empty]));
  };
  const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  // The phone's keyboard and a wrapped line make the chat lower; its end stays in sight.
  let followsEnd = true;
  list.addEventListener('scroll', () => (followsEnd = isAtEnd()), { passive: true });
  new ResizeObserver(() => followsEnd && toEnd()).observe(list);

  return {
    show(next, itsMessages) {
      person = next;
      messages = itsMessages;
      draw();
      toEnd();
    },
    /** A new message, or a card that has changed. */
    put(message) {
      const index = messages.findIndex(({ id }) => id === message.id);
      if (index >= 0) messages[index] = message;
      else messages.push(message);
      const follow = isAtEnd() || message.from === 'member';
      draw();
      if (follow) toEnd();
    },
  };
}

function renderTime(at, now) {
  const [then, today] = [partsOf(at), partsOf(now)];
  const age = today.day - then.day;
  const date = then.year === today.year ? then.date : `${then.year}年${then.date}`;
  const label =
    (age === 0 && then.time) || (age === 1 && `昨天 ${then.time}`) || `${date} ${then.weekday} ${then.time}`;
  return element('li', { className: 'time' }, element('time', {}, label));
}

function renderMessage(message, person, onCardClick) {
  const { content, from } = message;
  if (message.recalled) return element('li', { className: 'time' }, '步步撤回了一条消息');
  const isMine = from === 'member';
  const speaker = isMine ? person.name : '步步';
  const body =
    content.type === 'card'
      ? renderCard(message, onCardClick)
      : element('div', { className: 'bubble' }, renderContent(content));
  return element(
    'li',
    { className: `message ${isMine ? 'mine' : 'theirs'} is-${content.type}` },
    element('span', { className: 'avatar', 'aria-hidden': true }, isMine ? person.name.slice(-1) : '步'),
    element('span', { className: 'sr-only' }, `${speaker}：`),
    body,
  );
}

function renderContent(content) {
  if (content.type === 'markdown') return renderMarkdown(content.text);
  return content.type === 'text' ? renderText(content.text) : content.label;
}

/** One line for the list of people and the notice. */
export function summaryOf(message) {
  const { content } = message;
  if (message.recalled) return '步步撤回了一条消息';
  if (content.type === 'card') return `[卡片] ${(message.card ?? content.card).main_title?.title ?? ''}`;
  if (content.type === 'other') return content.label;
  const plain =
    content.type === 'markdown' ? content.text.replace(/<\/?font[^>]*>|[*`]|^[#>]+\s*/gm, '') : content.text;
  return plain
    .replace(/<a href="[^"]*">([^<]*)<\/a>/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
