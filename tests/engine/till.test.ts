import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalRows } from '../../src-main/store/journal.ts';
import { digestViews, rebuildViews } from '../../src-main/store/rebuild.ts';
import { OpenTill } from '../support/open-till.ts';

let till: OpenTill;
beforeEach(async () => {
  till = await OpenTill.make();
});
afterEach(() => till.end());

test('a cash sale: scanned, paid, change given, and everything about it in the journal', () => {
  till.openShift();
  till.scan('47100183');
  till.scan('47100183');
  till.scan('4710018000003');
  expect(till.state.cart?.lines.map((line) => [line.sku, line.quantity])).toEqual([
    ['A01', 2],
    ['T01', 1],
  ]);
  const answer = till.payCash(200);
  expect(answer).toMatchObject({
    ok: true,
    value: { due: 115, change: 85, receiptNumber: '2-20261121-0001' },
  });
  expect(till.state.cart).toBeNull();
  expect(till.state.lastSale).toMatchObject({ due: 115, change: 85, pieces: 3, receipt: 'waiting' });
  const kinds = till.store.journal.readAfter(0, { maxRows: 100, maxBytes: 1e6 }).map((row) => row.kind);
  expect(kinds).toEqual([
    'till.enrolled',
    'till.started',
    'operator.signed-in',
    'shift.opened',
    'line.added',
    'line.quantity-set',
    'line.added',
    'tender.captured',
    'sale.completed',
    'drawer.requested',
    'print.requested',
  ]);
});

test('the same command id is answered as before and does nothing twice', () => {
  till.openShift();
  till.scan('47100183');
  const command = { kind: 'take-cash', saleId: till.saleId, amount: 100 } as const;
  const commandId = till.world.ids.next();
  const first = till.do(command, commandId);
  const seq = till.store.journal.head().seq;
  expect(till.do(command, commandId)).toEqual(first);
  expect(till.store.journal.head().seq).toBe(seq);
});

test('views written again from the journal are the same, byte for byte', async () => {
  till.openShift();
  for (let sale = 0; sale < 40; sale += 1) {
    till.scan('47100183');
    till.scan('4710018000010');
    till.payCash(sale % 2 === 0 ? 124 : 500);
    till.do({ kind: 'next-sale' });
  }
  const before = digestViews(till.store.database);
  rebuildViews(till.store.database);
  expect(digestViews(till.store.database)).toBe(before);
  const { state } = till;
  await till.reopen();
  expect(till.state).toEqual(state);
  expect(new JournalRows(till.store.database).verify().brk).toBeNull();
});
