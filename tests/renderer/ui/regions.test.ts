import { expect, test } from 'vitest';
import { nearest } from '../../../src-renderer/ui/keyboard/regions.ts';

/** A grid of five columns and three rows, as quick keys are. */
const GRID = Array.from({ length: 15 }, (_, index) => ({
  left: (index % 5) * 100,
  top: Math.floor(index / 5) * 60,
  width: 90,
  height: 50,
}));
const at = (index: number) => GRID[index] ?? { left: 0, top: 0, width: 0, height: 0 };

test.each([
  [0, 'right', 1],
  [0, 'down', 5],
  [7, 'up', 2],
  [7, 'left', 6],
  [7, 'right', 8],
  [7, 'down', 12],
  [4, 'right', -1],
  [0, 'left', -1],
  [0, 'up', -1],
  [14, 'down', -1],
] as const)('from %i %s goes to %i', (from, direction, to) => {
  expect(nearest(at(from), GRID, direction)).toBe(to);
});

test('a lone control below is reached although it is not straight below', () => {
  const wide = { left: 0, top: 200, width: 500, height: 50 };
  expect(nearest(at(14), [wide], 'down')).toBe(0);
});
