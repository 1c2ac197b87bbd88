import type { MenuButton } from './chat-record.ts';
import type { Credentials } from './credentials.ts';
import { asList, asRecord, asText, byteLength, type Endpoints, type Json, Refusal } from './endpoint.ts';
import type { State } from './state.ts';

const TYPES_WITH_KEY = [
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
];

/** The menu under the app's chat: https://developer.work.weixin.qq.com/document/path/90231 */
export function menuEndpoints(credentials: Credentials, state: State): Endpoints {
  const checkAgent = (query: URLSearchParams) => {
    const agentId = query.get('agentid') ?? '';
    if (!/^\d+$/.test(agentId)) throw new Refusal(40056, 'invalid agentid');
    if (Number(agentId) !== credentials.agentId) throw new Refusal(301002, 'not allow operate another agent');
  };
  return {
    'menu/create': {
      method: 'POST',
      answer({ query, json }) {
        checkAgent(query);
        const buttons = asList(json.button);
        if (buttons.length < 1 || buttons.length > 3) throw new Refusal(40016, 'invalid button size');
        state.record({ kind: 'menu', buttons: buttons.map((button) => readTopButton(asRecord(button))) });
        return {};
      },
    },
    'menu/get': {
      method: 'GET',
      answer({ query }) {
        checkAgent(query);
        if (state.menu().length === 0) throw new Refusal(46003, 'menu not exist');
        return { button: state.menu().map(writeButton) };
      },
    },
    'menu/delete': {
      method: 'GET',
      answer({ query }) {
        checkAgent(query);
        state.record({ kind: 'menu', buttons: [] });
        return {};
      },
    },
  };
}

function readTopButton(button: Json): MenuButton {
  const name = asText(button.name);
  if (name === '' || byteLength(name) > 16) throw new Refusal(40018, 'invalid button name size');
  const subButtons = asList(button.sub_button).map(asRecord);
  if (subButtons.length === 0) return readLeaf(button, { type: 40017, key: 40019, url: 40020 });
  if (subButtons.length > 5) throw new Refusal(40023, 'invalid sub button size');
  const readSub = (sub: Json) => {
    const subName = asText(sub.name);
    if (subName === '' || byteLength(subName) > 40) throw new Refusal(40025, 'invalid sub button name size');
    if (asList(sub.sub_button).length > 0) throw new Refusal(40022, 'invalid sub button level');
    return readLeaf(sub, { type: 40024, key: 40026, url: 40027 });
  };
  return { name, subButtons: subButtons.map(readSub) };
}

function readLeaf(button: Json, codes: { type: number; key: number; url: number }): MenuButton {
  const type = asText(button.type);
  const key = asText(button.key);
  const url = asText(button.url);
  const leaf = { name: asText(button.name), type, subButtons: [] };
  if (TYPES_WITH_KEY.includes(type)) {
    if (key === '' || byteLength(key) > 128) throw new Refusal(codes.key, 'invalid button key size');
    return { ...leaf, key };
  }
  if (type === 'view') {
    if (url === '' || byteLength(url) > 1024) throw new Refusal(codes.url, 'invalid button url size');
    return { ...leaf, url };
  }
  if (type !== 'view_miniprogram') throw new Refusal(codes.type, 'invalid button type');
  return leaf;
}

function writeButton({ subButtons, ...button }: MenuButton): object {
  return { ...button, sub_button: subButtons.map(writeButton) };
}
