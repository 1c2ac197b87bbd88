/** One line of the result. */
export interface Row {
  what: string;
  floor?: number | undefined;
  product: number;
  ratio?: number;
  goal?: { of: 'ratio' | 'product' } & ({ atLeast: number } | { atMost: number });
}

/** A machine that others use as well measures a fifth off on a bad day: only more than that is a failure. */
const NOISE = 0.8;

export function printTable(rows: readonly Row[]): void {
  const lines = [
    ['what', 'floor', 'product', 'ratio', 'goal', 'met'],
    ...rows.map((row) => [
      row.what,
      figure(row.floor),
      figure(row.product),
      figure(row.ratio),
      !row.goal ? '' : 'atLeast' in row.goal ? `≥ ${row.goal.atLeast}` : `≤ ${row.goal.atMost}`,
      !row.goal ? '' : isMet(row, 1) ? 'yes' : isMet(row, NOISE) ? 'nearly' : 'NO',
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths?.[column] ?? 0) : cell.padStart(widths?.[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ')}\n`);
  }
}

/** Whether no goal is missed by more than noise explains. */
export function isGoodEnough(rows: readonly Row[]): boolean {
  return rows.every((row) => isMet(row, NOISE));
}

function isMet({ goal, ratio, product }: Row, tolerance: number): boolean {
  if (!goal) return true;
  const value = goal.of === 'ratio' ? (ratio ?? Number.NaN) : product;
  return 'atLeast' in goal ? value >= goal.atLeast * tolerance : value <= goal.atMost / tolerance;
}

function figure(value: number | undefined): string {
  if (value === undefined) return '';
  return value.toFixed(Number.isInteger(value) || value >= 1000 ? 0 : value >= 100 ? 1 : 2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
