import { expect, test } from 'vitest';
import { readInteractions } from '../../../src-renderer/ui/state/member-answers.ts';

const WHOLE = { atMs: 1, channel: 'store', text: '咖啡少糖' };

test('the last interactions, without those that are not whole', () => {
  const value = {
    maskedName: '王○明',
    interactions: [WHOLE, { atMs: '1', channel: 'store', text: 'x' }, null],
  };
  expect(readInteractions(value)).toEqual([WHOLE]);
});

test.each([null, [], 'x', {}, { interactions: 'none' }])('%j is not what was asked for', (value) => {
  expect(readInteractions(value)).toBeUndefined();
});
