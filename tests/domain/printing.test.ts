import { describe, expect, test } from 'vitest';
import type { FinishedSale } from '../../src-main/domain/state.ts';
import { PureTill } from './pure-till.ts';

const OTHER = '00000000-0000-7000-8000-0000000fffff';

/** One sale done, its receipt waiting. */
function sold(): { readonly till: PureTill; readonly jobId: string; readonly saleId: string } {
  const till = PureTill.selling();
  till.scan('47100183');
  till.payCash(50);
  const job = till.state.printJobs[0];
  return { till, jobId: job?.jobId ?? '', saleId: job?.saleId ?? '' };
}

const receiptOf = (till: PureTill): FinishedSale['receipt'] | undefined => till.state.lastSale?.receipt;

describe('a receipt', () => {
  test('goes from waiting to printing to printed and leaves the spool', () => {
    const { till, jobId } = sold();
    expect([receiptOf(till), till.state.printJobs.length]).toEqual(['waiting', 1]);
    till.must({ kind: 'print-started', jobId });
    expect(receiptOf(till)).toBe('printing');
    till.must({ kind: 'print-finished', jobId });
    expect([receiptOf(till), till.state.printJobs]).toEqual(['printed', []]);
  });

  test('that was interrupted becomes a question, is told aloud, and stays until somebody answers', () => {
    const { till, jobId } = sold();
    till.must({ kind: 'print-started', jobId });
    const decision = till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
    expect(decision).toMatchObject({
      cue: 'attention',
      refusal: { code: 'print-interrupted', params: { receipt: '2-20261121-0001' } },
    });
    expect(receiptOf(till)).toBe('question');
    till.scan('47100183');
    expect(till.state.printJobs).toMatchObject([{ jobId, status: 'question' }]);
  });

  test('is printed again as a marked copy, under a job of its own, when a person says so', () => {
    const { till, jobId, saleId } = sold();
    till.must({ kind: 'print-started', jobId });
    till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
    till.must({ kind: 'resolve-print', jobId, choice: 'reprint' });
    expect(till.state.printJobs).toMatchObject([{ saleId, copy: 'reprint', status: 'waiting' }]);
    expect(till.state.printJobs[0]?.jobId).not.toBe(jobId);
    expect(receiptOf(till)).toBe('waiting');
  });

  test('is let go when a person says so', () => {
    const { till, jobId } = sold();
    till.must({ kind: 'print-started', jobId });
    till.do({ kind: 'print-interrupted', jobId, reason: 'paper-out' });
    till.must({ kind: 'resolve-print', jobId, choice: 'skip' });
    expect([receiptOf(till), till.state.printJobs]).toEqual(['skipped', []]);
    expect(till.code({ kind: 'resolve-print', jobId, choice: 'reprint' })).toBe('print-job-not-found');
  });
});

describe('news of the printer that fits no job changes nothing', () => {
  const stray = [
    ['finished before it started', 'print-finished'],
    ['interrupted before it started', 'print-interrupted'],
  ] as const;
  for (const [name, kind] of stray) {
    test(name, () => {
      const { till, jobId } = sold();
      expect(
        till.do(kind === 'print-finished' ? { kind, jobId } : { kind, jobId, reason: 'x' }).entries,
      ).toEqual([]);
    });
  }
  test('started twice, finished twice, interrupted after the end, and a job nobody asked for', () => {
    const { till, jobId } = sold();
    till.must({ kind: 'print-started', jobId });
    expect(till.do({ kind: 'print-started', jobId }).entries).toEqual([]);
    till.must({ kind: 'print-finished', jobId });
    const before = till.state;
    till.must({ kind: 'print-started', jobId });
    till.must({ kind: 'print-finished', jobId });
    till.must({ kind: 'print-interrupted', jobId, reason: 'x' });
    till.must({ kind: 'print-started', jobId: OTHER });
    expect(till.state).toBe(before);
  });
  test('a question is answered only where there is one', () => {
    const { till, jobId } = sold();
    expect(till.code({ kind: 'resolve-print', jobId, choice: 'skip' })).toBe('print-job-not-found');
    till.must({ kind: 'print-started', jobId });
    expect(till.code({ kind: 'resolve-print', jobId, choice: 'skip' })).toBe('print-job-not-found');
  });
});

describe('a copy that a person asks for', () => {
  test('is marked as one', () => {
    const { till, jobId, saleId } = sold();
    till.must({ kind: 'print-started', jobId });
    till.must({ kind: 'print-finished', jobId });
    till.must({ kind: 'reprint', sale: { saleId, receiptNumber: '2-20261121-0001' } });
    expect(till.state.printJobs).toMatchObject([{ saleId, copy: 'reprint', status: 'waiting' }]);
  });

  test('is not made while the first still waits or is being printed: ten taps, no second paper', () => {
    const { till, jobId, saleId } = sold();
    const sale = { saleId, receiptNumber: '2-20261121-0001' };
    for (let tap = 0; tap < 5; tap += 1) till.must({ kind: 'reprint', sale });
    till.must({ kind: 'print-started', jobId });
    for (let tap = 0; tap < 5; tap += 1) till.must({ kind: 'reprint', sale });
    expect(till.state.printJobs).toHaveLength(1);
  });

  test('of a sale that is not there is refused', () => {
    expect(sold().till.code({ kind: 'reprint', sale: undefined })).toBe('print-job-not-found');
  });

  test('of an older sale does not change what is said of the last one', () => {
    const { till, jobId, saleId } = sold();
    till.must({ kind: 'print-started', jobId });
    till.must({ kind: 'print-finished', jobId });
    till.scan('4710018000003');
    till.payCash(25);
    till.must({ kind: 'reprint', sale: { saleId, receiptNumber: '2-20261121-0001' } });
    expect(receiptOf(till)).toBe('waiting');
    expect(till.state.printJobs.map((job) => job.copy)).toEqual(['original', 'reprint']);
  });
});

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
