import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareStructure } from '../../../src-renderer/ui/state/share-structure.ts';

test('a part that did not change is the same object, and what holds a changed one is not', () => {
  const before = {
    cart: {
      lines: [
        { id: 1, quantity: 1 },
        { id: 2, quantity: 1 },
      ],
    },
    badges: { printer: 'ok' },
  };
  const next = {
    cart: {
      lines: [
        { id: 1, quantity: 1 },
        { id: 2, quantity: 2 },
      ],
    },
    badges: { printer: 'ok' },
  };
  const shared = shareStructure(before, next);
  expect(shared).toEqual(next);
  expect(shared.badges).toBe(before.badges);
  expect(shared.cart.lines[0]).toBe(before.cart.lines[0]);
  expect(shared.cart.lines[1]).not.toBe(before.cart.lines[1]);
  expect(shared.cart).not.toBe(before.cart);
});

test.each([
  ['a shorter list', [1, 2, 3], [1, 2]],
  ['a longer list', [1], [1, 2]],
  ['a part that went away', { a: 1, b: 2 }, { a: 1 }],
  ['a part that is now null', { a: { b: 1 } }, { a: null }],
  ['an undefined that is not an absence', { a: 1 }, { a: undefined }],
  ['a list that became an object', [1], { 0: 1 }],
  ['a key that every object inherits', {}, JSON.parse('{"__proto__":"","toString":{}}')],
  ['such a key that was there before', JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":2}')],
])('%s is taken as it is', (_, before, next) => {
  const shared = shareStructure<unknown>(before, next);
  expect(shared).toEqual(next);
  expect(JSON.stringify(shared)).toBe(JSON.stringify(next));
});

test('the result always equals what arrived, and equal views are one object', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      expect(shareStructure(before, next)).toEqual(next);
      const again = structuredClone(before);
      expect(Object.is(shareStructure(before, again), before)).toBe(true);
    }),
  );
});
