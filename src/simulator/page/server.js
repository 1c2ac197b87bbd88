const API = '/simulator/api/';

/** Rejects with an `Error` whose message can be shown. */
export async function ask(name, query = {}) {
  return answerOf(await fetch(`${API}${name}?${new URLSearchParams(query)}`).catch(unreachable));
}

/** Rejects as `ask` does, also when the bot did not answer as it should. */
export async function act(name, body) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return answerOf(await fetch(API + name, request).catch(unreachable));
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({ problem: '出错了，请看运行日志。' }));
  if (answer.problem) throw new Error(answer.problem);
  return answer;
}

function unreachable() {
  throw new Error('连不上程序，它还在运行吗？');
}

/** Follows what happens; `onBack` is called when the connection is there (again). */
export function follow({ onLive, onLost, onBack }) {
  const events = new EventSource(`${API}events`);
  events.addEventListener('open', onBack);
  events.addEventListener('error', onLost);
  events.addEventListener('message', ({ data }) => onLive(JSON.parse(data)));
}
