import { element, link } from './element.js';

const INLINE =
  /\*\*(?<bold>[^\n]+?)\*\*|\[(?<label>[^\]\n]+)\]\((?<url>[^)\s]+)\)|`(?<code>[^`\n]+)`|<font color="(?<color>info|comment|warning)">(?<colored>.*?)<\/font>/s;

/** WeCom's subset (path 90236): headings, bold, links, code, quotes and three colours; all else is text. */
export function renderMarkdown(source) {
  const root = element('div', { className: 'markdown' });
  let quote;
  for (const line of source.split('\n')) {
    const quoted = /^>\s?(.*)$/.exec(line);
    if (quoted) {
      quote ??= root.appendChild(element('blockquote'));
      quote.append(element('p', {}, inline(quoted[1])));
      continue;
    }
    quote = undefined;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const tag = heading ? `h${Math.min(heading[1].length + 2, 6)}` : 'p';
    root.append(element(tag, {}, inline(heading ? heading[2] : line)));
  }
  return root;
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return [text];
  const { bold, label, url, code, color, colored } = found.groups;
  const node =
    (bold !== undefined && element('strong', {}, inline(bold))) ||
    (label !== undefined && link(url, 'link', label)) ||
    (code !== undefined && element('code', {}, code)) ||
    element('span', { className: `font-${color}` }, inline(colored));
  return [text.slice(0, found.index), node, ...inline(text.slice(found.index + found[0].length))];
}

/** A text message: line breaks stay, `<a href>` is the only markup that WeCom knows there. */
export function renderText(source) {
  const parts = source.split(/<a href="([^"]*)">([^<]*)<\/a>/);
  const nodes = [];
  for (let index = 0; index < parts.length; index += 3) {
    nodes.push(parts[index]);
    if (index + 2 < parts.length) nodes.push(link(parts[index + 1], 'link', parts[index + 2]));
  }
  return element('div', { className: 'text' }, nodes);
}
