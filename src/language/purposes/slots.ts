/** One of several words, as a part of a pattern: `anyOf('打 拨')` is `(?:打|拨)`. The longest that fits is taken. */
export function anyOf(words: string): string {
  const longestFirst = words
    .trim()
    .split(/\s+/)
    .sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.join('|')})`;
}
