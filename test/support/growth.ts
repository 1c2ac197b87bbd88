/**
 * How many times longer `work` takes on eight times the text: about 8 where cost grows linearly, 64 where it grows with
 * the square. The best of some rounds of each, interleaved, and counted in
 * time of the processor: on a busy machine a long run is interrupted more often than a short one.
 */
export function growth(
  textOf: (length: number) => string,
  work: (text: string) => void,
  length = 40_000,
): number {
  const texts = [textOf(length / 8), textOf(length)];
  const best = [Infinity, Infinity];
  for (let round = 0; round < 9; round++) {
    for (const [index, text] of texts.entries()) {
      const before = process.cpuUsage();
      work(text);
      const { user, system } = process.cpuUsage(before);
      best[index] = Math.min(best[index] ?? Infinity, (user + system) / 1000);
    }
  }
  const [short = 1, long = 1] = best;
  // Below this the clock measures itself.
  return long / Math.max(short, 0.05);
}

/** Between linear and quadratic, with room for garbage collection. */
export const LINEAR = 28;
