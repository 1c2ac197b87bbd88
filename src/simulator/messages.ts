import { createHash } from 'node:crypto';
import { isUpdatable, checkCard, checkTaskId } from './card-checks.ts';
import type { ChatMessage, Content } from './chat-record.ts';
import { type Company, findPerson, subtree } from './company.ts';
import { alphanumeric, type Credentials } from './credentials.ts';
import { type ApiCall, asList, asRecord, asText, type Endpoints, type Json, Refusal } from './endpoint.ts';
import { readContent } from './message-checks.ts';
import type { State } from './state.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const PER_MINUTE = 30;
const PER_HOUR = 1000;
const RECALL_MS = 24 * HOUR_MS;
const CODE_MS = 72 * HOUR_MS;
const LONGEST_REPEAT_SECONDS = 4 * 60 * 60;

interface Sender {
  company: Company;
  credentials: Credentials;
  state: State;
  now: () => Date;
  callbackUrl: () => string;
}

/**
 * Sending, recalling and updating messages.
 * Source: https://developer.work.weixin.qq.com/document/path/90236, 94867, 94888
 */
export function messageEndpoints(sender: Sender): Endpoints {
  return {
    'message/send': {
      method: 'POST',
      empty: { invaliduser: '', invalidparty: '', invalidtag: '', unlicenseduser: '' },
      answer: (call) => send(sender, call),
    },
    'message/recall': { method: 'POST', answer: ({ json }) => recall(sender, json) },
    'message/update_template_card': {
      method: 'POST',
      empty: { invaliduser: [] },
      answer: ({ json }) => updateCard(sender, json),
    },
  };
}

/** A code that lets the app change that card once, within 72 hours. */
export function issueCode({ state, now }: Pick<Sender, 'state' | 'now'>, messageId: string): string {
  const code = alphanumeric(48);
  state.record({ kind: 'code', code, messageId, at: now().toISOString() });
  return code;
}

function send(sender: Sender, { json, body }: ApiCall): object {
  const { state, now } = sender;
  const content = readContent(json);
  checkAgent(sender, json.agentid);
  const { userIds, invalid } = readRecipients(sender.company, json);
  const result = {
    invaliduser: invalid.users.join('|'),
    invalidparty: invalid.parties.join('|'),
    invalidtag: invalid.tags.join('|'),
    unlicenseduser: '',
  };
  if (userIds.length === 0) throw new Refusal(81013, 'user & party & tag all invalid');

  const digest = createHash('sha256').update(body).digest('hex');
  const repeated = findRepeat(sender, json, digest);
  if (repeated !== undefined) return { ...result, msgid: repeated };

  const taskId = content.type === 'card' ? readTaskId(sender, content.card) : undefined;
  const messageId = alphanumeric(40);
  const at = now().toISOString();
  const identified = taskId === undefined ? {} : { taskId };
  state.record({ kind: 'sent', messageId, at, recipients: userIds, digest, ...identified });
  for (const userId of userIds)
    deliver(sender, {
      id: messageId,
      userId,
      from: 'app',
      via: 'api',
      at,
      content: content.type === 'card' ? { ...content, ...identified } : content,
    });
  const code = needsCode(content) ? { response_code: issueCode(sender, messageId) } : {};
  return { ...result, msgid: messageId, ...code };
}

/** Beyond 30 a minute or 1000 an hour WeCom drops the message and still answers errcode 0 (path 90236). */
function deliver({ state, now }: Sender, message: ChatMessage): void {
  const since = (windowMs: number) => new Date(now().getTime() - windowMs);
  if (state.countSentTo(message.userId, since(MINUTE_MS)) >= PER_MINUTE)
    return state.record({ kind: 'dropped', message, window: 'minute' });
  if (state.countSentTo(message.userId, since(HOUR_MS)) >= PER_HOUR)
    return state.record({ kind: 'dropped', message, window: 'hour' });
  state.record({ kind: 'message', message });
}

/** The msgid of the same request JSON inside its interval, which must not be delivered again. */
function findRepeat({ state, now }: Sender, json: Json, digest: string): string | undefined {
  if (json.enable_duplicate_check !== 1) return undefined;
  const seconds = json.duplicate_check_interval ?? 1800;
  if (typeof seconds !== 'number' || !(seconds > 0) || seconds > LONGEST_REPEAT_SECONDS)
    throw new Refusal(40058, 'invalid duplicate_check_interval');
  const earlier = state.findRepeat(digest);
  const isRepeat = earlier && now().getTime() - Date.parse(earlier.at) < seconds * 1000;
  return isRepeat ? earlier.messageId : undefined;
}

function readTaskId({ state, callbackUrl }: Sender, card: Json): string | undefined {
  if (isUpdatable(card) && callbackUrl() === '') throw new Refusal(43012, 'callback url not set');
  if (card.task_id === undefined && !isUpdatable(card)) return undefined;
  const taskId = checkTaskId(card.task_id);
  if (state.findTask(taskId) !== undefined) throw new Refusal(42014, 'task_id repeated');
  return taskId;
}

function needsCode(content: Content): boolean {
  return content.type === 'card' && isUpdatable(content.card);
}

function checkAgent({ credentials }: Sender, agentId: unknown): void {
  if (!Number.isInteger(agentId)) throw new Refusal(40056, 'invalid agentid');
  if (agentId !== credentials.agentId) throw new Refusal(301002, 'not allow operate another agent');
}

function readRecipients(company: Company, request: Json) {
  const split = (value: unknown) => asText(value).split('|').filter(Boolean);
  const [users, parties, tags] = [split(request.touser), split(request.toparty), split(request.totag)];
  if (users.length + parties.length + tags.length === 0) throw new Refusal(82001, 'no recipient given');
  if (users.length > 1000) throw new Refusal(40032, 'more than 1000 users');
  if (parties.length > 100) throw new Refusal(82002, 'more than 100 departments');
  if (tags.length > 100) throw new Refusal(82003, 'more than 100 tags');
  if (users.includes('@all'))
    return {
      userIds: company.people.map(({ userId }) => userId),
      invalid: { users: [], parties: [], tags: [] },
    };

  const invalid = {
    users: users.filter((id) => !findPerson(company, id)).map((id) => id.toLowerCase()),
    parties: parties.filter((id) => subtree(company, Number(id)).length === 0),
    // The sample company has no tags.
    tags,
  };
  const departments = new Set(parties.flatMap((id) => subtree(company, Number(id))).map(({ id }) => id));
  const named = new Set(users.map((id) => findPerson(company, id)?.userId));
  const userIds = company.people
    .filter(({ userId, departmentId }) => named.has(userId) || departments.has(departmentId))
    .map(({ userId }) => userId);
  return { userIds, invalid };
}

function recall({ state, now }: Sender, json: Json): object {
  const sent = state.findSent(asText(json.msgid));
  if (!sent) throw new Refusal(40058, 'invalid msgid');
  if (now().getTime() - Date.parse(sent.at) > RECALL_MS)
    throw new Refusal(42052, 'sent more than 24 hours ago');
  state.record({ kind: 'recalled', messageId: sent.messageId });
  return {};
}

function updateCard(sender: Sender, json: Json): object {
  const { state, now } = sender;
  checkAgent(sender, json.agentid);
  const change = readChange(json);
  const code = state.findCode(asText(json.response_code));
  if (!code) throw new Refusal(60140, 'invalid response_code');
  if (code.used) throw new Refusal(42022, 'response_code used');
  // Which code an expired one gets is not documented; 60140 is the general one.
  if (now().getTime() - Date.parse(code.at) > CODE_MS) throw new Refusal(60140, 'response_code expired');

  const receivers = state.findSent(code.messageId)?.recipients ?? [];
  const { wanted, invalid } = readUpdateTargets(sender.company, json, receivers);
  if (wanted.length === 0) throw new Refusal(81013, 'no user has this card');
  state.record({ kind: 'codeUsed', code: asText(json.response_code) });
  for (const userId of wanted) state.record({ kind: 'card', messageId: code.messageId, userId, change });
  return { invaliduser: invalid };
}

function readUpdateTargets(company: Company, json: Json, receivers: readonly string[]) {
  if (json.atall === 1) return { wanted: [...receivers], invalid: [] };
  const users = asList(json.userids).map(asText);
  const parties = asList(json.partyids);
  if (users.length > 1000) throw new Refusal(40032, 'more than 1000 users');
  if (parties.length > 100) throw new Refusal(82002, 'more than 100 departments');
  if (users.length + parties.length + asList(json.tagids).length === 0)
    throw new Refusal(82001, 'no recipient given');
  const departments = new Set(parties.flatMap((id) => subtree(company, Number(id))).map(({ id }) => id));
  const named = new Set(users.map((id) => id.toLowerCase()));
  const wanted = receivers.filter(
    (userId) => named.has(userId) || departments.has(findPerson(company, userId)?.departmentId ?? 0),
  );
  return { wanted, invalid: [...named].filter((id) => !receivers.includes(id)) };
}

/** Either new words for the dead buttons, or a whole new card. */
function readChange(json: Json) {
  if (json.template_card !== undefined) {
    const card = asRecord(json.template_card);
    checkCard(card);
    const replacedBy = asText(card.replace_text);
    return replacedBy === '' ? { card } : { card, replacedBy };
  }
  const replacedBy = asText(asRecord(json.button).replace_name);
  if (replacedBy === '') throw new Refusal(40058, 'button.replace_name or template_card missing');
  return { replacedBy };
}
