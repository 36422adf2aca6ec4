// Goal: what the views show in rows is what the journal says in entries, figure by figure.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOON_MS, OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
});
afterEach(() => till.end());

const all = (table: string) => till.store.database.prepare(`SELECT * FROM ${table}`).all();

test('a sale with its lines and tenders, a shift, a receipt, a drawer', () => {
  till.scan('47100183');
  till.scan('47100183');
  till.scan('4710018000010');
  till.payCash(200);
  const { saleId, tenders } = till.state.lastSale ?? { saleId: '', tenders: [] };
  expect(all('sales')).toEqual([
    {
      sale_id: saleId,
      seq: till.store.journal.head().seq - 2,
      receipt_number: '2-20261121-0001',
      business_date: '2026-11-21',
      completed_at: NOON_MS,
      pieces: 3,
      gross: 169,
      discount: 0,
      due: 169,
      tax: 4,
      change_due: 31,
      member_id: null,
    },
  ]);
  const line = { sale_id: saleId, unit_price: 45, quantity: 2, net: 90, tax_kind: 'taxable' };
  expect(all('sale_lines')).toEqual([
    { ...line, number: 1, sku: 'A01', name: '美式咖啡 中杯' },
    {
      ...line,
      number: 2,
      sku: 'EG1',
      name: '鮮雞蛋10入',
      unit_price: 79,
      quantity: 1,
      net: 79,
      tax_kind: 'exempt',
    },
  ]);
  expect(all('tenders')).toEqual([
    { tender_id: tenders[0]?.tenderId, sale_id: saleId, type: 'cash', amount: 200, state: 'captured' },
  ]);
  expect(all('print_jobs')).toEqual([
    { job_id: till.state.printJobs[0]?.jobId, sale_id: saleId, copy: 'original', status: 'waiting' },
  ]);
  expect(all('drawer_openings')).toEqual([
    {
      request_id: till.state.drawerRequests[0],
      sale_id: saleId,
      reason: 'cash-sale',
      approved_by: null,
      status: 'asked',
    },
  ]);
});

test('a shift is there from its opening and is filled in when it is closed', () => {
  const opened = {
    shift_id: till.state.shift?.shiftId,
    operator_id: 'op-1',
    business_date: '2026-11-21',
    opened_at: NOON_MS,
    float_amount: 3_000,
  };
  expect(all('shifts')).toEqual([
    { ...opened, closed_at: null, expected: null, counted: null, variance: null },
  ]);
  till.world.advance(1_000);
  till.must({ kind: 'close-shift', counted: 2_990 });
  expect(all('shifts')).toEqual([
    { ...opened, closed_at: NOON_MS + 1_000, expected: 3_000, counted: 2_990, variance: -10 },
  ]);
});

describe('a receipt’s row says where it stands', () => {
  for (const [status, way] of [
    ['started', []],
    ['printed', ['print-finished']],
    ['question', ['print-interrupted']],
    ['skipped', ['print-interrupted', 'skip']],
    ['reprinted', ['print-interrupted', 'reprint']],
  ] as const) {
    test(status, () => {
      till.scan('47100183');
      till.payCash(45);
      const jobId = till.state.printJobs[0]?.jobId ?? '';
      till.must({ kind: 'print-started', jobId });
      for (const step of way) {
        if (step === 'skip' || step === 'reprint') till.must({ kind: 'resolve-print', jobId, choice: step });
        else if (step === 'print-interrupted') till.do({ kind: step, jobId, reason: 'paper-out' });
        else till.do({ kind: step, jobId });
      }
      const row = till.store.database
        .prepare('SELECT status FROM print_jobs WHERE job_id = ?')
        .pluck()
        .get(jobId);
      expect(row).toBe(status);
      expect(all('print_jobs')).toHaveLength(status === 'reprinted' ? 2 : 1);
    });
  }
});

test('a drawer’s row says whether it opened', () => {
  for (const kind of ['drawer-opened', 'drawer-failed'] as const) {
    till.scan('47100183');
    till.payCash(45);
    const requestId = till.state.drawerRequests[0] ?? '';
    till.do(kind === 'drawer-opened' ? { kind, requestId } : { kind, requestId, reason: 'still-closed' });
  }
  expect(
    till.store.database.prepare('SELECT status FROM drawer_openings ORDER BY status').pluck().all(),
  ).toEqual(['failed', 'opened']);
});

test('an exception of head office is kept with its words', () => {
  const body = { seq: 4, why: '會員不明', nested: [1, null, { '2': 'b', a: true }] };
  till.must({ kind: 'receive-mail', mail: { mailId: '7', mailKind: 'exception', body } });
  expect(all('exceptions')).toEqual([
    { mail_id: '7', seq: till.store.journal.head().seq, kind: 'exception', body: JSON.stringify(body) },
  ]);
});

test('a no-sale’s row has who allowed it, and one that a hand opened has its place in the journal', () => {
  till.do({ kind: 'open-drawer', approval: { operatorId: 'op-4', isPinRight: true } });
  till.do({ kind: 'drawer-opened-by-hand' });
  const rows = till.store.database
    .prepare('SELECT reason, approved_by, status FROM drawer_openings ORDER BY reason')
    .all();
  expect(rows).toEqual([
    { reason: 'by-hand', approved_by: null, status: 'opened' },
    { reason: 'no-sale', approved_by: 'op-4', status: 'asked' },
  ]);
});
