type Value = string | number | bigint | Fields | readonly Value[];
export interface Fields {
  readonly [name: string]: Value;
}

/** Characters that XML 1.0 (§2.2) cannot carry in any form, lone surrogates among them. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Writes as WeCom does: strings in CDATA, numbers bare, a list as repeated elements. */
export function writeXml(fields: Fields): string {
  return `<xml>${writeFields(fields)}</xml>`;
}

function writeFields(fields: Fields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: Value) => `<${name}>${writeValue(one)}</${name}>`),
    )
    .join('');
}

function writeValue(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'object') return writeFields(value as Fields);
  // The end mark of CDATA cannot stand inside it, so the section is closed and reopened in its midst.
  return `<![CDATA[${value.replace(FORBIDDEN, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
