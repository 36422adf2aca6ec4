// what-goes-wrong.md row 27: a drawer pulse is on the wire for a cash sale and for an allowed no-sale, once each, and for
// nothing else. Method: every byte that the till sends to the printer over a whole run is kept and searched for the two
// forms of a pulse, ESC p (1B 70) and DLE DC4 1 (10 14 01).
// Tenders other than cash come later; then a row here says that they send none.
import { describe, expect, test } from 'vitest';
import { CounterBench, MILK, TEA } from './counter-bench.ts';

const bench = new CounterBench();

/** Counts the pulses in what the till sends from now on until it is asked. */
function listenToWire(at: CounterBench): () => number {
  const { printer } = at.simulators;
  const received: number[] = [];
  const receive = printer.receive.bind(printer);
  printer.receive = (bytes) => {
    const taken = receive(bytes);
    received.push(...bytes.subarray(0, taken));
    return taken;
  };
  return () => {
    printer.receive = receive;
    const wire = Buffer.from(received);
    return count(wire, [0x1b, 0x70]) + count(wire, [0x10, 0x14, 0x01]);
  };
}

function count(wire: Buffer, sequence: readonly number[]): number {
  const wanted = Buffer.from(sequence);
  let found = 0;
  for (let at = wire.indexOf(wanted); at >= 0; at = wire.indexOf(wanted, at + 1)) found += 1;
  return found;
}

const opened = (times: number) => () =>
  bench.entries.filter((kind) => kind === 'drawer.opened' || kind === 'drawer.failed').length >= times;

describe('pulses on the wire', () => {
  test('none for what moves no cash: scans, holding, voiding, paying begun and left, a reprint, a test page', async () => {
    await bench.sell();
    await bench.untilReceipt('printed');
    await bench.until('its drawer is done with', opened(1));
    bench.simulators.printer.closeDrawer();
    const pulses = listenToWire(bench);
    bench.simulators.scanner.burst([MILK, TEA]);
    await bench.until('both are there', () => bench.lines().length === 2);
    await bench.till.must('pay:begin', { saleId: bench.till.saleId });
    await bench.till.call('pay:take-cash', { saleId: bench.till.saleId, amount: 1 });
    await bench.till.must('pay:leave', { saleId: bench.till.saleId });
    await bench.till.must('cart:suspend', { saleId: bench.till.saleId });
    const [parked] = bench.till.view().suspended;
    await bench.till.must('cart:resume', { saleId: parked?.saleId });
    await bench.till.must('cart:void', { saleId: bench.till.saleId });
    const { lastSale } = bench.till.view();
    await bench.till.must('receipt:reprint', { saleId: lastSale?.saleId });
    await bench.until(
      'the copy is out',
      () => bench.paper.of(lastSale?.receiptNumber ?? '').wholeReprints === 1,
    );
    await bench.till.test('printer', 'test-print');
    await bench.till.must('receipt:retry');
    expect(pulses()).toBe(0);
  });

  test('one for each cash sale, however often Enter is pressed; the receipt carries none', async () => {
    const pulses = listenToWire(bench);
    for (let sale = 1; sale <= 3; sale += 1) {
      await bench.till.must('cart:enter-code', { code: MILK, origin: 'keys' });
      const ask = { commandId: crypto.randomUUID(), saleId: bench.till.saleId, amount: 100 };
      for (let press = 0; press < 10; press += 1) await bench.till.service.answer('pay:take-cash', ask);
      await bench.until('the drawer has had its turn', opened(sale));
      await bench.untilReceipt('printed');
      bench.simulators.printer.closeDrawer();
      await bench.till.must('sale:next');
    }
    expect([pulses(), bench.pulses]).toEqual([3, 3]);
  });
});

describe('pulses on the wire, with a cashier at the till', () => {
  const cashier = new CounterBench({ operatorId: '101' });

  test('one for a no-sale that somebody allowed, none for one that nobody did', async () => {
    const pulses = listenToWire(cashier);
    const ask = (approval?: object) =>
      cashier.till.call('drawer:open', approval === undefined ? {} : { approval });
    expect((await ask()).ok).toBe(false);
    expect((await ask({ operatorId: '201', pin: '000000' })).ok).toBe(false);
    expect((await ask({ operatorId: '102', pin: '123456' })).ok).toBe(false);
    expect((await cashier.till.noSale()).ok).toBe(true);
    await cashier.until('the drawer has had its turn', () => cashier.entries.includes('drawer.opened'));
    expect([pulses(), cashier.pulses]).toEqual([1, 1]);
  });
});
