/**
 * Makes a DOM node. Strings become text nodes, never markup, so nothing the bot says can become HTML.
 * Properties with a dash are attributes; empty and missing children are left out.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.includes('-') || name === 'role') node.setAttribute(name, String(value));
    else node[name] = value;
  }
  node.append(...children.flat().filter(Boolean));
  return node;
}

/** A link that cannot run code or tell where it was clicked; plain text unless the address is http(s). */
export function link(url, className, ...children) {
  if (!/^https?:\/\//i.test(url)) return element('span', { className }, ...children);
  return element('a', { className, href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

export function byId(id) {
  return document.getElementById(id);
}
