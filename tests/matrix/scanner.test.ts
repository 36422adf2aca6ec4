// Goal: peripherals.md section 7, Scanner, row by row on the whole till over a pseudo-terminal and HID reports.
// Method: the failure is made on the simulated scanner; the till must refuse aloud or mend itself, and sell on.
import { describe, expect, test } from 'vitest';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { CounterBench, MILK, TEA } from './counter-bench.ts';

/** A third article of the shop. */
const RICE_BALL = demoGtin13(3);

const bench = new CounterBench();

describe('scanner', () => {
  for (const [device, deviceId] of [
    ['scanner', 'scanner-1'],
    ['hid-scanner', 'scanner-2'],
  ] as const) {
    test(`unplugged or battery dead (${device}): the badge says so, keys go on, and it reads again when it is back`, async () => {
      await bench.till.counter.unplug(device);
      await bench.until('the badge says so', () => bench.badges.scanner === 'disconnected');
      const gone = await bench.device(deviceId);
      expect(gone.status).toBe('offline');
      expect(['disconnected', 'not-found', 'refused']).toContain(gone.reason);
      expect(gone.lastFault?.atMs).toBeGreaterThan(0);
      await bench.sell();
      await bench.till.counter.plug(device);
      await bench.untilDevice(deviceId, { status: 'enabled', reason: null });
      bench.simulators[device].scan(TEA);
      await bench.until('it reads again', () => bench.lines().length === 1);
    });
  }

  test('double read: the same code again at once is one piece and another sound; a different one is never suppressed', async () => {
    bench.simulators.scanner.burst([MILK, MILK, TEA]);
    await bench.until('both articles are there', () => bench.lines().length === 2);
    expect(bench.lines()).toEqual([
      [MILK, 1],
      [TEA, 1],
    ]);
    expect(bench.cues).toEqual(['item', 'double', 'item']);
    expect(await bench.counter('scanner-1', 'doubles')).toBe(1);
  });

  test('partial HID scan: dropped after its time, with a refusal', async () => {
    bench.simulators['hid-scanner'].halfScan(MILK);
    await bench.until('it is refused aloud', () => bench.told.includes('scan-damaged'));
    expect((await bench.device('scanner-2')).lastFault).toMatchObject({ reason: 'report-missing' });
    bench.simulators['hid-scanner'].scan(TEA);
    await bench.until('the next code is itself', () => bench.lines().length === 1);
    expect(bench.lines()).toEqual([[TEA, 1]]);
  });

  test('half serial frame: silence ends it, it is refused, and the next code is itself', async () => {
    bench.simulators.scanner.halfFrame(MILK);
    await bench.until('it is refused aloud', () => bench.told.includes('scan-damaged'));
    expect((await bench.device('scanner-1')).lastFault).toMatchObject({ reason: 'no-terminator' });
    // Whoever scans again sooner than the tail of half a code may come is refused, and scans once more.
    await bench.until('the next code is itself', async () => {
      const refusals = bench.told.length;
      bench.simulators.scanner.scan(TEA);
      const isAnswered = () => bench.lines().length > 0 || bench.told.length > refusals;
      await bench.until('it is taken or refused', isAnswered);
      return bench.lines().length > 0;
    });
    expect(bench.lines()).toEqual([[TEA, 1]]);
  });

  test('a code with a wrong check digit is not acted on', async () => {
    bench.simulators.scanner.scan(`${MILK.slice(0, -1)}${(Number(MILK.at(-1)) + 1) % 10}`, { aim: ']E0' });
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    expect([bench.told, bench.lines()]).toEqual([['scan-damaged'], []]);
  });

  test('two scans glued: rejected, never split by length', async () => {
    bench.simulators.scanner.scan(`${MILK}${TEA}`);
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    expect([bench.told, bench.lines()]).toEqual([['scan-damaged'], []]);
  });

  test('scan while a dialog is open: refused aloud, nothing is added, and nothing comes later', async () => {
    await bench.till.must('screen:show-layer', { layer: 'dialog' });
    bench.simulators.scanner.scan(MILK);
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    await bench.till.must('screen:show-layer', { layer: 'none' });
    // Not read by it just now: the same code again so soon is one read.
    bench.simulators['hid-scanner'].scan(RICE_BALL);
    await bench.until('the next one is taken', () => bench.lines().length > 0);
    expect([bench.told, bench.lines()]).toEqual([['scan-not-here'], [[RICE_BALL, 1]]]);
  });

  const settings = [
    ['Full ASCII Code 39', '!BC+123', ']A4'],
    ['keyboard layout, as from a French one', '&"é-', undefined],
    ['CapsLock', '/abc+123', undefined],
  ] as const;
  for (const [name, text, aim] of settings) {
    test(`wrong mode, ${name}: refused, and no article of another name is added`, async () => {
      bench.simulators['hid-scanner'].scan(text, aim === undefined ? {} : { aim });
      await bench.until('it is refused aloud', () => bench.told.length > 0);
      expect(['scanner-setting', 'unknown-barcode', 'scan-damaged', 'scan-not-here']).toContain(
        bench.told[0],
      );
      expect(bench.lines()).toEqual([]);
    });
  }

  test('GS separators lost: the setting is named, nothing is added', async () => {
    bench.simulators.scanner.scan('010471001800000310LOT7ABCDEFGHIJ21S42ABCDEFGHIJ', { aim: ']C1' });
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    expect([bench.told, bench.lines()]).toEqual([['scanner-setting'], []]);
  });

  test('garbage bytes: refused by length only, nothing is added', async () => {
    bench.simulators.scanner.garbage(400);
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    expect([bench.told, bench.lines()]).toEqual([['scan-damaged'], []]);
  });

  test('a configuration bar code was read: what the scanner says of itself is ignored, and counted', async () => {
    const before = await bench.counter('scanner-2', 'ignored');
    bench.simulators['hid-scanner'].makerAnswer();
    await bench.until('it is counted', async () => (await bench.counter('scanner-2', 'ignored')) > before);
    bench.simulators['hid-scanner'].scan(TEA);
    await bench.until('the next code is itself', () => bench.lines().length === 1);
    expect([bench.told, bench.lines()]).toEqual([[], [[TEA, 1]]]);
  });

  test('unknown product: told aloud with its code, nothing is skipped in silence', async () => {
    bench.simulators.scanner.scan('4799999999998');
    await bench.until('it is refused aloud', () => bench.told.length > 0);
    expect(bench.told).toEqual(['unknown-barcode']);
    expect(bench.till.view().messages[0]?.refusal).toMatchObject({ params: { code: '4799999999998' } });
  });
});
