import { z } from 'zod';
import type { Wecom } from './client.ts';

/** A tap on `key` comes back as an `Incoming` of kind `menu`. */
export type MenuEntry = { name: string; key: string } | { name: string; url: string };

export type MenuGroup = { name: string; entries: MenuEntry[] };

/** In bytes of UTF-8. Source: 创建菜单, https://developer.work.weixin.qq.com/document/path/90231 */
const LIMITS = { top: 16, sub: 40, key: 128, url: 1024 };

/** Replaces the app's menu: 1 to 3 entries, of which each may hold 1 to 5. Throws `RangeError` beyond the limits. */
export async function createMenu(wecom: Wecom, menu: readonly (MenuEntry | MenuGroup)[]): Promise<void> {
  if (menu.length < 1 || menu.length > 3) throw new RangeError(`menu: ${menu.length} entries, not 1 to 3`);
  const button = menu.map((item) => {
    if (!('entries' in item)) return toButton(item, LIMITS.top);
    const { name, entries } = item;
    if (entries.length < 1 || entries.length > 5) {
      throw new RangeError(`menu ${name}: ${entries.length} entries, not 1 to 5`);
    }
    return {
      name: fitting(name, LIMITS.top),
      sub_button: entries.map((entry) => toButton(entry, LIMITS.sub)),
    };
  });
  await wecom.post('menu/create', { button }, z.object({}), { agentid: wecom.agentId });
}

function toButton(entry: MenuEntry, maxNameBytes: number) {
  const name = fitting(entry.name, maxNameBytes);
  return 'key' in entry
    ? { type: 'click', name, key: fitting(entry.key, LIMITS.key) }
    : { type: 'view', name, url: fitting(entry.url, LIMITS.url) };
}

function fitting(text: string, maxBytes: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes < 1 || bytes > maxBytes)
    throw new RangeError(`menu ${text}: ${bytes} bytes, not 1 to ${maxBytes}`);
  return text;
}
