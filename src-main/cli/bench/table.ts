import type { BenchResult } from './bench.ts';

const HEADINGS = ['what', 'measured', 'floor', 'ratio', 'aim'] as const;

/** The results for a person: one line each, columns aligned. */
export function tableOf(results: readonly BenchResult[]): string {
  const rows = [HEADINGS, ...results.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === HEADINGS.length - 1 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function cellsOf({ name, value, unit, floor, ratio, aim }: BenchResult): readonly string[] {
  return [
    name,
    `${figure(value)} ${unit}`,
    floor === null ? '' : `${figure(floor)} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    typeof aim === 'number' ? `ratio ≤ ${aim}` : aim,
  ];
}

const grouped = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

function figure(value: number): string {
  return grouped.format(value);
}
