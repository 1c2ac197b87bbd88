import { createClock } from './clock.js';
import { createComposer } from './composer.js';
import { byId, element } from './element.js';
import { createGuide, GUIDE_USER } from './guide.js';
import { createChat, summaryOf } from './messages.js';
import { createPeople } from './people.js';
import { act, ask, follow } from './server.js';

const TOAST_MS = 8000;
const MOST_TOASTS = 3;
const LAST_PERSON = 'last-person';

let company = { people: [], departments: [], menu: [] };
let current = sessionStorage.getItem(LAST_PERSON) ?? GUIDE_USER;
let waiting = 0;

const personOf = (userId) => company.people.find((person) => person.userId === userId);

const clock = createClock((target) => attempt(() => act('clock', { target })));
const chat = createChat(clock, (taskId, key, selected) =>
  converse(() => act('click', { userId: current, taskId, key, selected })),
);
const people = createPeople((userId) => show(userId));
const composer = createComposer({
  onSay: (text) => converse(() => act('say', { userId: current, text })),
  onMenu(button) {
    if (button.type === 'view') window.open(button.url, '_blank', 'noopener');
    return converse(() => act('menu', { userId: current, key: button.key ?? button.url }));
  },
});
const guide = createGuide({
  clock,
  async onSay(line) {
    if (current !== GUIDE_USER) await show(GUIDE_USER);
    composer.suggest(line);
  },
  onMove: (target) => attempt(() => act('clock', { target })),
});

/** Runs an action and shows what went wrong with it. */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    toast(error.message, undefined);
  }
}

/** As `attempt`, for what the bot has to answer to: shows that it is being waited for. */
async function converse(action) {
  waiting += 1;
  drawStatus();
  await attempt(action);
  waiting -= 1;
  drawStatus();
}

function drawStatus(connection = '') {
  byId('status').textContent =
    connection || (waiting > 0 ? '步步正在输入…' : (personOf(current)?.position ?? ''));
}

async function show(userId) {
  const { messages } = await ask('chat', { userId });
  const hasChanged = userId !== current || sessionStorage.getItem(LAST_PERSON) === null;
  current = userId;
  sessionStorage.setItem(LAST_PERSON, userId);
  const person = personOf(userId);
  byId('title').textContent = `${person.name} · 步步`;
  chat.show(person, messages);
  composer.switchTo(userId);
  person.unread = 0;
  people.draw(company, current);
  drawStatus();
  if (hasChanged) converse(() => act('enter', { userId }));
  else act('read', { userId }).catch(() => undefined);
}

async function load() {
  company = await ask('state');
  byId('company').textContent = company.company;
  clock.set(company.clock);
  composer.drawMenu(company.menu);
  if (!personOf(current)) current = company.people[0].userId;
  await show(current);
}

function onMessage({ message, unread }) {
  const { userId } = message;
  const person = personOf(userId);
  if (!person) return;
  const isNew = person.last?.id !== message.id;
  person.last = message;
  // While the clock runs ahead, each message tells how far it has come.
  if (document.body.classList.contains('moving')) clock.set({ at: message.at });
  if (userId === GUIDE_USER && message.from === 'member') guide.hear(message.content.text ?? '');
  if (userId === current) {
    chat.put(message);
    act('read', { userId }).catch(() => undefined);
  } else {
    person.unread = unread;
    if (isNew && message.via === 'api') toast(summaryOf(message), person);
  }
  people.draw(company, current);
}

/** A notice of what another person got, which leads there; without a person, of what went wrong. */
function toast(line, person) {
  const toasts = byId('toasts');
  const close = () => node.remove();
  const open = () => {
    close();
    show(person.userId);
  };
  const node = element(
    'button',
    { type: 'button', className: person ? 'toast' : 'toast problem', onclick: person ? open : close },
    person ? element('span', { className: 'avatar', 'aria-hidden': true }, person.name.slice(-1)) : '',
    element(
      'span',
      {},
      person ? element('strong', {}, `${person.name}（${person.position}）收到`) : '',
      line,
    ),
  );
  toasts.append(node);
  while (toasts.childElementCount > MOST_TOASTS) toasts.firstElementChild.remove();
  setTimeout(close, TOAST_MS);
}

async function start() {
  await load();
  const person = personOf(GUIDE_USER);
  if (!person) return;
  const { messages } = await ask('chat', { userId: GUIDE_USER });
  const mine = messages.filter(({ from }) => from === 'member');
  guide.start(
    person,
    mine.map(({ content }) => content.text ?? ''),
  );
}

follow({
  onBack: () => attempt(start),
  onLost: () => drawStatus('连接断了，正在重连…'),
  onLive(live) {
    if (live.kind === 'message') onMessage(live);
    if (live.kind === 'reload') attempt(load);
    if (live.kind === 'clock') {
      clock.set(live);
      guide.draw();
    }
    if (live.kind === 'read' && personOf(live.userId)) {
      personOf(live.userId).unread = 0;
      people.draw(company, current);
    }
  },
});
