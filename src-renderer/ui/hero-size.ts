/** Steps of the hero by how many characters it has; it steps down and never wraps (ui.md, Type). */
export type HeroSize = 'three' | 'five' | 'six' | 'seven' | 'more';

/** The step for a formatted figure: `291` 128 px, `1,234` 100, `12,345` 84, `123,456` 72, longer ones 58. */
export function heroSizeOf(figure: string): HeroSize {
  const length = [...figure].length;
  if (length <= 3) return 'three';
  if (length <= 5) return 'five';
  if (length === 6) return 'six';
  return length === 7 ? 'seven' : 'more';
}
