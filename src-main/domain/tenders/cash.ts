/** What the pad shows while cash is being entered: change as soon as it covers what remains. Whole NT$. */
export function previewCash(
  remaining: number,
  amount: number,
): {
  readonly received: number;
  readonly remaining: number;
  readonly change: number | null;
  readonly short: number | null;
} {
  const isEnough = amount >= remaining;
  return {
    received: amount,
    remaining,
    change: isEnough ? amount - remaining : null,
    short: isEnough ? null : remaining - amount,
  };
}

/** The exact amount, then up to three amounts that a person would hand over: to the next 100, 500, 1,000 or 2,000. */
export function quickAmounts(remaining: number): readonly number[] {
  const notes = [100, 500, 1_000, 2_000].map((note) => Math.ceil(remaining / note) * note);
  const sensible = [...new Set(notes)].filter((amount) => amount > remaining).sort((a, b) => a - b);
  return [remaining, ...sensible.slice(0, 3)];
}
