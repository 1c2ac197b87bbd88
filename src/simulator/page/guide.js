import { byId, element } from './element.js';

/** Whose chat the first minute is played in. */
export const GUIDE_USER = 'liuyang';

const STEPS = [
  { say: '登记 王先生 13900001234 科雷傲 B 汽车之家', isDone: (line) => /^登记.*13900001234/.test(line) },
  { say: '王先生打了 没接', isDone: (line) => /没接/.test(line) },
  { say: '王先生通了 说周六来看', isDone: (line) => /通了/.test(line) },
  { say: '为什么', isDone: (line) => line.startsWith('为什么') },
  { move: 'morning', label: '第二天早上' },
];
const NUMBERS = '12345';
const DISMISSED = 'guide-dismissed';

/** The first minute: lines to tap, ticked off by what was really said. */
export function createGuide({ clock, onSay, onMove }) {
  const root = byId('guide');
  let said = [];
  let name = '';

  const isDone = (step) => (step.move ? clock.isMoved() : said.some((line) => step.isDone(line)));
  const draw = () => {
    const current = STEPS.findIndex((step) => !isDone(step));
    root.hidden = localStorage.getItem(DISMISSED) !== null || name === '';
    root.classList.toggle('all-done', current < 0);
    const steps = STEPS.map((step, index) => {
      const state = (isDone(step) && 'done') || (index === current && 'current') || 'later';
      const tick = state === 'done' ? '√' : NUMBERS[index];
      const button = element(
        'button',
        { type: 'button', onclick: () => (step.move ? onMove(step.move) : onSay(step.say)) },
        element('span', { className: 'tick', 'aria-hidden': true }, tick),
        element('span', {}, step.say ?? step.label),
        state === 'done' && element('span', { className: 'sr-only' }, '（已试）'),
      );
      return element('li', { className: state }, button);
    });
    const end = element('p', { className: 'guide-end' }, '都试过了，换成主管看看。');
    root.replaceChildren(
      element('p', { className: 'guide-title' }, '试试：', element('span', {}, `用${name}的身份`)),
      element('ol', {}, steps),
      current < 0 ? end : '',
      element(
        'button',
        { type: 'button', className: 'guide-close', 'aria-label': '收起引导', onclick: dismiss },
        '×',
      ),
    );
  };
  const dismiss = () => {
    localStorage.setItem(DISMISSED, '1');
    draw();
  };

  return {
    draw,
    start(person, lines) {
      name = person.name;
      said = [...lines];
      draw();
    },
    hear(line) {
      said.push(line);
      draw();
    },
  };
}
