/** Chance that comes out the same for the same seed (mulberry32). */
export interface Chance {
  /** Between 0 and 1, 1 excluded. */
  next(): number;
  /** Whether something of that probability happens. */
  happens(probability: number): boolean;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  one<T>(choices: readonly [T, ...T[]]): T;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (probability) => next() < probability,
    below: (count) => Math.floor(next() * count),
    one: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}
