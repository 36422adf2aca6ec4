import { expect, test } from 'vitest';
import { heroSizeOf } from '../../../src-renderer/ui/hero-size.ts';

test.each([
  ['0', 'three'],
  ['9', 'three'],
  ['291', 'three'],
  ['1,234', 'five'],
  ['12,345', 'six'],
  ['123,456', 'seven'],
  ['9,999,999', 'more'],
  ['−13', 'three'],
])('%s takes the step of %s characters (ui.md, Type)', (figure, size) => {
  expect(heroSizeOf(figure)).toBe(size);
});
