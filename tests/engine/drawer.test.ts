// what-goes-wrong.md row 27: the drawer opens for cash, once, and a stuck one is told.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDrawerOnRequest } from '../../src-main/engine/drawer.ts';
import { FakePrinter, turnOfTheLoop } from '../support/fake-printer.ts';
import { COFFEE, OpenTill } from '../support/open-till.ts';

let till: OpenTill;
let printer: FakePrinter;
let dispose: () => void;
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  printer = new FakePrinter();
  dispose = openDrawerOnRequest(till.till, printer, till.world.ids);
});
afterEach(async () => {
  dispose();
  await till.end();
});

const openings = () =>
  till.store.database.prepare('SELECT status, count(*) AS count FROM drawer_openings GROUP BY status').all();

test('a cash sale opens it once, after the sale is on disk, and the journal says that it opened', async () => {
  till.scan('47100183');
  till.payCash(50);
  expect(printer.kicks).toBe(1);
  await turnOfTheLoop();
  expect([till.state.drawerRequests, openings()]).toEqual([[], [{ status: 'opened', count: 1 }]]);
});

test('nothing but cash opens it: no scan, no refusal, no sale without money, no repeated command', async () => {
  await till.publish([COFFEE, { ...COFFEE, sku: 'F', barcodes: ['FREE'], unitPrice: 0 }]);
  till.scan('FREE');
  till.payCash(0);
  till.scan('47100183');
  till.payCash(1);
  const id = till.world.ids.next();
  const pay = { kind: 'take-cash', saleId: till.saleId, amount: 45 } as const;
  for (let tap = 0; tap < 10; tap += 1) till.do(pay, id);
  await turnOfTheLoop();
  expect(printer.kicks).toBe(1);
});

test('one that stays shut is told, and the sale stands', async () => {
  const told: string[] = [];
  till.till.events.on((event) => {
    if (event.kind === 'refusal') told.push(event.refusal.code);
  });
  printer.isDrawerWell = false;
  till.scan('47100183');
  expect(till.payCash(50).ok).toBe(true);
  await turnOfTheLoop();
  expect([told, openings()]).toEqual([['drawer-stuck'], [{ status: 'failed', count: 1 }]]);
});

test('a request that a crash left open is closed and not kicked again', async () => {
  dispose();
  till.scan('47100183');
  till.payCash(50);
  await till.reopen();
  dispose = openDrawerOnRequest(till.till, printer, till.world.ids);
  till.must({ kind: 'start', program: 'test', host: 'none' });
  await turnOfTheLoop();
  expect([printer.kicks, openings()]).toEqual([0, [{ status: 'failed', count: 1 }]]);
});
