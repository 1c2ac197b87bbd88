import { byId } from './element.js';

const SHANGHAI_MS = 8 * 60 * 60 * 1000;
const WEEKDAYS = '日一二三四五六';

/** Date and time in China, whatever the browser's zone. */
export function partsOf(at) {
  const shifted = new Date(at + SHANGHAI_MS);
  return {
    day: Math.floor((at + SHANGHAI_MS) / 86_400_000),
    year: shifted.getUTCFullYear(),
    date: `${shifted.getUTCMonth() + 1}月${shifted.getUTCDate()}日`,
    weekday: `周${WEEKDAYS[shifted.getUTCDay()]}`,
    time: shifted.toISOString().slice(11, 16),
  };
}

/** Shows the simulated time; its buttons ask to move it. */
export function createClock(onMove) {
  const buttons = [...document.querySelectorAll('.clock-moves button')];
  const note = byId('clock-note');
  const idle = note.textContent;
  let base = { at: 0, since: 0 };
  let moved = false;

  const now = () => base.at + performance.now() - base.since;
  const draw = () => {
    const { date, weekday, time } = partsOf(now());
    byId('clock-day').textContent = `${date} ${weekday}`;
    byId('clock-time').textContent = time;
  };
  for (const button of buttons) button.addEventListener('click', () => onMove(button.dataset.target));
  setInterval(draw, 1000);

  return {
    now,
    isMoved: () => moved,
    set(clock) {
      base = { at: Date.parse(clock.at), since: performance.now() };
      moved ||= clock.moved === true;
      if (clock.busy !== undefined) {
        for (const button of buttons) button.disabled = clock.busy;
        document.body.classList.toggle('moving', clock.busy);
        note.textContent = clock.busy ? '时间在走，正在补跑提醒和检查…' : idle;
      }
      draw();
    },
  };
}
