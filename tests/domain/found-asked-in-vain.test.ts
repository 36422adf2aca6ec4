import { expect, test } from 'vitest';
import { PureTill } from './pure-till.ts';

test('a copy asked for while the receipt is in question is made or refused, not passed over in silence', () => {
  const till = PureTill.selling();
  till.scan('47100183');
  till.payCash(45);
  const { jobId, saleId, receiptNumber } = till.state.printJobs[0] ?? {
    jobId: '',
    saleId: '',
    receiptNumber: '',
  };
  till.must({ kind: 'print-started', jobId });
  till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
  const decision = till.do({ kind: 'reprint', sale: { saleId, receiptNumber } });
  expect(decision.refusal !== undefined || decision.entries.length > 0).toBe(true);
});
