import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMenu, type MenuEntry, type MenuGroup } from '../../src/wecom/menu.ts';
import { type Api, openApi } from './api-server.ts';

let api: Api;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

test('a menu has taps, links and groups', async () => {
  await createMenu(api.wecom, [
    { name: '今日待办', key: 'today' },
    {
      name: '更多',
      entries: [
        { name: '帮助', key: 'help' },
        { name: '官网', url: 'https://example.com' },
      ],
    },
  ]);
  expect(api.callsOf('menu/create')).toMatchObject([
    {
      query: { agentid: '1000002' },
      body: {
        button: [
          { type: 'click', name: '今日待办', key: 'today' },
          {
            name: '更多',
            sub_button: [
              { type: 'click', name: '帮助', key: 'help' },
              { type: 'view', name: '官网', url: 'https://example.com' },
            ],
          },
        ],
      },
    },
  ]);
});

const tap = (name: string, key = 'k'): MenuEntry => ({ name, key });
const link = (length: number): MenuEntry => ({ name: 'x', url: `https://${'a'.repeat(length - 8)}` });
const taps = (count: number) => Array.from({ length: count }, () => tap('x'));
const group = (name: string, entries: MenuEntry[]): MenuGroup => ({ name, entries });

test.each<[string, (MenuEntry | MenuGroup)[], (MenuEntry | MenuGroup)[]]>([
  ['3 entries', taps(3), taps(4)],
  ['at least one entry', taps(1), []],
  ['5 entries in a group', [group('x', taps(5))], [group('x', taps(6))]],
  ['at least one entry in a group', [group('x', taps(1))], [group('x', [])]],
  ['16 bytes of name', [tap('中中中中中x')], [tap('中中中中中xx')]],
  ['16 bytes of a group name', [group('中中中中中x', taps(1))], [group('中中中中中xx', taps(1))]],
  ['40 bytes of name in a group', [group('x', [tap('a'.repeat(40))])], [group('x', [tap('a'.repeat(41))])]],
  ['a name', [tap('x')], [tap('')]],
  ['128 bytes of key', [tap('x', 'k'.repeat(128))], [tap('x', 'k'.repeat(129))]],
  ['1024 bytes of address', [link(1024)], [link(1025)]],
])('a menu takes %s and no more or less', async (_, good, bad) => {
  await createMenu(api.wecom, good);
  await expect(createMenu(api.wecom, bad)).rejects.toThrow(RangeError);
  expect(api.callsOf('menu/create')).toHaveLength(1);
});
