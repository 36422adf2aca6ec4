import type { SaleLine } from './sale-payloads.ts';

/** What a customer saved on these lines, whole NT$: every reduction but their own points, which they gave for it. */
export function savedOn(lines: readonly Pick<SaleLine, 'parts'>[]): number {
  return lines.reduce(
    (sum, { parts = [] }) =>
      parts.reduce((all, { step, amount }) => (step === 'reduction' ? all : all + amount), sum),
    0,
  );
}
