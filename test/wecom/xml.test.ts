import { growth, LINEAR } from '../support/growth.ts';
import { describe, expect, test } from 'vitest';
import { CallbackRefused } from '../../src/wecom/crypto.ts';
import { children, field, parseXml } from '../../src/wecom/xml.ts';

const MAX_CHARS = 64 * 1024;

test.each([
  ['bare', '<xml><A>007</A></xml>', '007'],
  ['in CDATA', '<xml><A><![CDATA[1e5]]></A></xml>', '1e5'],
  ['a number beyond 2^53', '<xml><A>9007199254740993123</A></xml>', '9007199254740993123'],
  ['a word that looks like a value', '<xml><A><![CDATA[true]]></A></xml>', 'true'],
  ['empty', '<xml><A></A></xml>', ''],
  ['self-closed', '<xml><A/></xml>', ''],
  ['absent', '<xml/>', ''],
  ['with spaces inside', '<xml><A> x </A></xml>', ' x '],
  ['in two CDATA sections', '<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>', 'a]]>b'],
  ['text and CDATA together', '<xml><A>a<![CDATA[b]]>c</A></xml>', 'abc'],
  [
    'with tags inside CDATA',
    '<xml><A><![CDATA[<B>&amp;</B><!DOCTYPE x>]]></A></xml>',
    '<B>&amp;</B><!DOCTYPE x>',
  ],
  ['with the five entities', '<xml><A>&lt;&gt;&amp;&quot;&apos;</A></xml>', '<>&"\''],
  ['with an entity spelled by an entity', '<xml><A>&amp;lt;</A></xml>', '&lt;'],
  ['with character references', '<xml><A>&#20013;&#x6587;&#x1F697;</A></xml>', '中文🚗'],
  ['with Windows line ends', '<xml><A>a\r\nb\rc</A></xml>', 'a\nb\nc'],
  ['after a declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n<A>x</A>\n</xml>\n', 'x'],
  ['after a byte order mark', '\uFEFF<xml><A>x</A></xml>', 'x'],
  ['beside strange names', '<xml><__proto__>p</__proto__><constructor>c</constructor><A>x</A></xml>', 'x'],
])('a value %s is read as it is meant', (_, xml, value) => {
  expect(field(parseXml(xml), 'A')).toBe(value);
});

test('names of JavaScript are names like others', () => {
  const xml = parseXml(
    '<xml><__proto__><polluted>yes</polluted></__proto__><constructor>c</constructor></xml>',
  );
  expect(field(xml, 'constructor')).toBe('c');
  expect(field(xml, 'toString')).toBe('');
  expect(children(xml, '__proto__')).toHaveLength(1);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('one repeated child alone is a list of one', () => {
  expect(children(parseXml('<xml><I>1</I></xml>'), 'I')).toHaveLength(1);
  expect(children(parseXml('<xml><I>1</I><I>2</I></xml>'), 'I')).toHaveLength(2);
  expect(children(parseXml('<xml/>'), 'I')).toEqual([]);
});

const nested = (depth: number) => `<xml>${'<a>'.repeat(depth - 1)}${'</a>'.repeat(depth - 1)}</xml>`;

test('eight levels are read, nine refused', () => {
  expect(parseXml(nested(8)).name).toBe('xml');
  expect(() => parseXml(nested(9))).toThrow(CallbackRefused);
});

test('64 KiB are read, one character more refused', () => {
  const longest = `<xml><A>${'x'.repeat(MAX_CHARS - 19)}</A></xml>`.padEnd(MAX_CHARS);
  expect(field(parseXml(longest), 'A')).toHaveLength(MAX_CHARS - 19);
  expect(() => parseXml(`${longest} `)).toThrow(CallbackRefused);
});

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`;

describe('refused is', () => {
  test.each([
    ['nothing', ''],
    ['blank', ' \n '],
    ['plain text', 'hello'],
    ['JSON', '{"Encrypt":"x"}'],
    ['another root', '<html><A>x</A></html>'],
    ['two roots', '<xml/><xml/>'],
    ['text after the root', '<xml/>x'],
    ['text before the root', 'x<xml/>'],
    ['CDATA outside the root', '<xml/><![CDATA[x]]>'],
    ['blank CDATA outside the root', '<xml/><![CDATA[ ]]>'],
    ['a DTD', '<!DOCTYPE xml><xml><A>x</A></xml>'],
    ['a DTD inside', '<xml><!DOCTYPE xml><A>x</A></xml>'],
    ['billion laughs', `${LAUGHS}<xml><A>&c;</A></xml>`],
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>'],
    ['an entity of its own', '<xml><A>&e;</A></xml>'],
    ['an entity named like a method', '<xml><A>&toString;&constructor;&__proto__;</A></xml>'],
    ['a bare ampersand', '<xml><A>a & b</A></xml>'],
    ['an unclosed reference', '<xml><A>&amp</A></xml>'],
    ['a reference to NUL', '<xml><A>&#0;</A></xml>'],
    ['a reference to half a pair', '<xml><A>&#xD83D;</A></xml>'],
    ['a reference beyond Unicode', '<xml><A>&#x110000;</A></xml>'],
    ['a control character', '<xml><A>\u0008</A></xml>'],
    ['NUL in CDATA', '<xml><A><![CDATA[\0]]></A></xml>'],
    ['half a surrogate pair', '<xml><A>\uD83D</A></xml>'],
    ['an attribute', '<xml><A b="c">x</A></xml>'],
    ['a namespace', '<xml xmlns="urn:x"><A>x</A></xml>'],
    ['a processing instruction', '<xml><?php x ?><A>x</A></xml>'],
    ['a comment', '<xml><A>x<!-- y --></A></xml>'],
    ['an unclosed element', '<xml><A>x</xml>'],
    ['an unclosed root', '<xml><A>x</A>'],
    ['crossed elements', '<xml><A><B>x</A></B></xml>'],
    ['a surplus end', '<xml></A></xml>'],
    ['an end that is also empty', '<xml><A></A/></xml>'],
    ['an unclosed CDATA', '<xml><A><![CDATA[x</A></xml>'],
    ['an unclosed tag', '<xml><A'],
    ['the end of CDATA in text', '<xml><A>x]]>y</A></xml>'],
    ['a CDATA in lower case', '<xml><A><![cdata[x]]></A></xml>'],
    ['text beside elements', '<xml>x<A>y</A></xml>'],
    ['a name with a space', '<xml>< A>x</A></xml>'],
  ])('%s', (_, xml) => {
    expect(() => parseXml(xml)).toThrow(CallbackRefused);
  });

  test('a single value that comes twice', () => {
    expect(() => field(parseXml('<xml><A>1</A><A>1</A></xml>'), 'A')).toThrow(CallbackRefused);
  });

  test('a value that has elements inside', () => {
    expect(() => field(parseXml('<xml><A><B>1</B></A></xml>'), 'A')).toThrow(CallbackRefused);
  });
});

describe('malice costs in proportion to its length, up to the 64 KiB that are read:', () => {
  test.each([
    ['nesting', '<a>', '', ''],
    ['siblings', '<a/>', '<xml>', '</xml>'],
    ['unclosed CDATAs', '<![CDATA[', '<xml>', ''],
    ['CDATA sections', '<![CDATA[x]]>', '<xml><A>', '</A></xml>'],
    ['less-than signs', '<', '', ''],
    ['entities', '&amp;', '<xml><A>', '</A></xml>'],
    ['ampersands', '&', '<xml><A>', '</A></xml>'],
    ['brackets', ']', '<xml><A>', '</A></xml>'],
    ['brackets in CDATA', ']', '<xml><A><![CDATA[', ']]></A></xml>'],
    ['a long name', 'a', '<', ''],
    ['spaces in a tag', ' ', '<xml', ''],
    ['attributes', 'a="b" ', '<xml ', '/>'],
    ['a DTD', '[', '<!DOCTYPE ', ''],
    ['a declaration', '?', '<?xml ', ''],
    ['line ends', '\r', '<xml>', '</xml>'],
  ])('%s', (_, part, before, after) => {
    const textOf = (length: number) =>
      before + part.repeat((length - before.length - after.length) / part.length) + after;
    const parse = (xml: string) => {
      try {
        children(parseXml(xml), 'a');
      } catch (error) {
        expect(error).toBeInstanceOf(CallbackRefused);
      }
    };
    expect(growth(textOf, parse, MAX_CHARS)).toBeLessThan(LINEAR);
  });
});
