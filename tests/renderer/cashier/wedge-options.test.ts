import { expect, test } from 'vitest';
import { wedgeOptions } from '../../../src-renderer/cashier/desk/wedge-options.ts';

test.each([
  ['no view yet', null, {}],
  ['a core that says nothing of it', { screen: 'sell' }, {}],
  ['all of it', { wedge: { maxGapMs: 120, prefix: '~' } }, { maxGapMs: 120, prefix: '~' }],
  ['what a newer core adds is left', { wedge: { prefix: ']', tone: 3 } }, { prefix: ']' }],
  ['values of other kinds', { wedge: { maxGapMs: '50', prefix: 7 } }, {}],
  ['no number', { wedge: { maxGapMs: Number.NaN } }, {}],
  ['a prefix that is a mistake', { wedge: { prefix: 'much too long' } }, {}],
  ['no settings', { wedge: null }, {}],
])('%s', (_, view, options) => {
  expect(wedgeOptions(view)).toEqual(options);
});
