import { expect, test } from 'vitest';
import { PureTill } from './pure-till.ts';

test('the recovery list is acknowledged by somebody, not by a till at which nobody is signed in', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  till.must({ kind: 'start', program: 'test', host: 'none' });
  expect(till.code({ kind: 'continue-after-recovery' })).toBe('signed-out');
  expect(till.state.recovery).not.toBeNull();
});

test('a shift is not closed past a recovery list that nobody has looked at', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  till.payCash(45);
  till.must({ kind: 'print-started', jobId: till.state.printJobs[0]?.jobId ?? '' });
  till.must({ kind: 'start', program: 'test', host: 'none' });
  till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
  expect(till.code({ kind: 'close-shift', counted: 3_045 })).toBe('recovery-first');
});

test('a technician, who may open no shift, takes no money and closes no shift of another', () => {
  const till = PureTill.selling();
  till.must({ kind: 'sign-out' });
  till.do({ kind: 'sign-in', operatorId: 'op-6', isPinRight: true });
  till.scan('47100183');
  expect(till.state.cart).toBeNull();
  expect(till.do({ kind: 'close-shift', counted: 0 }).refusal).toBeDefined();
});
