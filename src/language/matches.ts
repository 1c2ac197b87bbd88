/**
 * All matches of a pattern with the flag `g`, in order. `String.matchAll` finds the same with a copy of the pattern made
 * for each call, and copying the long patterns of this language costs several times what searching a message does.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return matches;
}

/** What stands between the matches of a pattern with the flag `g`; `String.split` copies it as `matchAll` does. */
export function partsBetween(text: string, pattern: RegExp): string[] {
  const matches = matchesOf(text, pattern);
  const ends = [0, ...matches.map((match) => match.index + match[0].length)];
  return ends.map((end, at) => text.slice(end, matches[at]?.index));
}
