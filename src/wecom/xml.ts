import { SaxesParser } from 'saxes';
import { CallbackRefused } from './crypto.ts';

/** Text stays text: `007` and 64-bit ids come through unchanged. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

/** Ours: WeCom's deepest message (xml/SelectedItems/SelectedItem/OptionIds/OptionId) has 5 levels. */
const MAX_DEPTH = 8;
const MAX_CHARS = 64 * 1024;
/** Markup that WeCom never sends: DTDs and the entities they declare, comments, processing instructions. */
const FOREIGN_MARKUP = /<!(?!\[CDATA\[)|<\?(?!xml )/;
/** What XML 1.0 (§2.2) cannot carry in any form, lone surrogates among them. */
export const NOT_A_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Reads a message whose root is `<xml>`, strictly: besides what is no XML at all, foreign markup, attributes and
 * text beside elements make it throw `CallbackRefused`.
 */
export function parseXml(xml: string): XmlElement {
  if (xml.length > MAX_CHARS || FOREIGN_MARKUP.test(withoutCdata(xml))) throw new CallbackRefused();
  const parser = new SaxesParser({ xmlns: false, position: false });
  const outside: XmlElement = { name: '', text: '', children: [] };
  const open = [outside];
  const say = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('error', refuse);
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > MAX_DEPTH || Object.keys(attributes).length > 0) refuse();
    const element: XmlElement = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && element.children.length > 0 && element.text.trim() !== '') refuse();
  });
  parser.write(xml).close();
  const [root] = outside.children;
  if (root?.name !== 'xml') throw new CallbackRefused();
  return root;
}

function refuse(): never {
  throw new CallbackRefused();
}

/** In CDATA everything is text, `<!` too. Linear: an unclosed section is left to the parser, which refuses it. */
function withoutCdata(xml: string): string {
  const parts = xml.split('<![CDATA[');
  return parts.map((part, index) => (index === 0 ? part : part.slice(part.indexOf(']]>') + 1))).join('');
}

/** All children of that name: one alone still makes a list. */
export function children(of: XmlElement | undefined, name: string): XmlElement[] {
  return of?.children.filter((child) => child.name === name) ?? [];
}

/** The child of that name, undefined if absent. Throws `CallbackRefused` if it comes twice: which one is meant? */
export function child(of: XmlElement, name: string): XmlElement | undefined {
  const [first, second] = children(of, name);
  if (second) throw new CallbackRefused();
  return first;
}

/** The text of a child without children of its own, empty if absent. Throws `CallbackRefused` as `child` does. */
export function field(of: XmlElement, name: string): string {
  const found = child(of, name);
  if (found && found.children.length > 0) throw new CallbackRefused();
  return found?.text ?? '';
}
