// what-goes-wrong.md rows 15 and 16: a thousand scans from a serial and a HID scanner through screens, panels and dialogs.
// Each is one event, in order, with its bytes exact; each is taken or refused aloud; none changes an amount or a quantity
// but that of its own article. What a typing scanner does to fields and focus is tests/e2e/wedge.spec.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReconnectingLink } from '../../drivers/link/reconnecting-link.ts';
import { gtinCheckDigit } from '../../drivers/scanner/gtin.ts';
import { HidCodec } from '../../drivers/scanner/hid-codec.ts';
import { hidReportProfiles } from '../../drivers/scanner/hid-report.ts';
import { VirtualHidScanner } from '../../fixtures/simulators/hid-scanner.ts';
import { MemoryWire } from '../../fixtures/simulators/memory-wire.ts';
import { VirtualScanner } from '../../fixtures/simulators/scanner-simulator.ts';
import { SeededRandom } from '../../fixtures/world/test-world.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { ScanNews } from '../../src-main/engine/devices.ts';
import { HubScanners } from '../../src-main/engine/hub/hub-scanners.ts';
import { ScanDesk } from '../../src-main/engine/scan-desk.ts';
import { ScanTest } from '../../src-main/engine/scan-test.ts';
import { ManualTime, settle } from '../drivers/support/time.ts';
import { COFFEE, EGGS, GREEN_TEA, OpenTill } from '../support/open-till.ts';

const SCANS = 1_000;
const SEED = 16;

const CODES = [
  GREEN_TEA.barcodes[0] ?? '',
  COFFEE.barcodes[0] ?? '',
  EGGS.barcodes[0] ?? '',
  `479999999999${gtinCheckDigit('479999999999')}`,
  '/ABC+123',
  'AB12345678901234',
  '11505AB123456781234',
  '012345678901234567',
];
const LAYERS = ['none', 'panel', 'dialog', 'drawer'] as const;

let till: OpenTill;
beforeAll(async () => {
  till = await OpenTill.make();
  till.openShift(3_000);
});
afterAll(() => till.end());

test('a thousand scans over serial and HID: a thousand events in order, bytes exact, each taken or refused aloud', async () => {
  const time = new ManualTime();
  const deps = { clock: time, timers: time, log: silentLogger };
  const serial = new VirtualScanner();
  const hid = new VirtualHidScanner({ profile: hidReportProfiles.generic });
  const setting = (name: string, wire: MemoryWire) => {
    const link = wire.link(name, deps);
    if (!(link instanceof ReconnectingLink)) throw new Error('a wire gives a link that opens again');
    return { link, connection: name, profile: name };
  };
  const ports = {
    connect: () => {
      throw new Error('there is no port here');
    },
    list: async () => [],
    close: async () => {},
  };
  const scanners = new HubScanners(
    [
      { ...setting('serial', new MemoryWire(serial)), options: { doubleReadWindowMs: 250 } },
      {
        ...setting('hid', new MemoryWire(hid)),
        options: { codec: new HidCodec({ profile: hid.profile }), doubleReadWindowMs: 250 },
      },
    ],
    { ...deps, ports },
  );
  const scanTest = new ScanTest(till.world);
  const desk = new ScanDesk({
    till: till.till,
    ids: till.world.ids,
    clock: till.world,
    scanTest,
    inStoreLayouts: [],
  });
  const heard: ScanNews[] = [];
  scanners.onScan((news) => {
    heard.push(news);
    desk.heard(news);
  });
  const told: string[] = [];
  till.till.events.on((event) => {
    if (event.kind === 'cue') told.push(event.cue);
    if (event.kind === 'refusal') told.push(event.refusal.code);
  });
  scanners.open();
  await settle();
  const random = new SeededRandom(SEED);
  const sent: { readonly code: string; readonly source: string }[] = [];
  let soldPieces = 0;
  let taken = 0;
  for (let scan = 1; scan <= SCANS; scan += 1) {
    const layer = LAYERS[random.below(LAYERS.length)] ?? 'none';
    const phase = random.below(12);
    const { cart } = till.state;
    if (phase === 0 && cart !== null) till.do({ kind: 'begin-payment', saleId: cart.saleId });
    if (phase === 1 && cart !== null) {
      const inCart = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
      if (till.do({ kind: 'take-cash', saleId: cart.saleId, amount: 10_000 }).ok) soldPieces += inCart;
    }
    if (phase === 2) till.do({ kind: 'next-sale' });
    if (phase === 3) till.do({ kind: 'sign-out' });
    if (phase > 8 && till.state.operator === null)
      till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    if (phase === 5 && cart !== null) till.do({ kind: 'suspend-cart', saleId: cart.saleId });
    if (phase === 6 && till.state.suspended[0] !== undefined)
      till.do({ kind: 'resume-cart', saleId: till.state.suspended[0].cart.saleId });
    till.do({ kind: 'show-layer', layer });
    const code = CODES[random.below(CODES.length)] ?? '';
    const isHid = random.below(2) === 0;
    sent.push({ code, source: isHid ? 'scanner-2' : 'scanner-1' });
    told.length = 0;
    const before = pieces();
    if (isHid) hid.scan(code);
    else serial.scan(code);
    await settle();
    const where = `scan ${scan}, ${code} on ${layer}`;
    expect(heard.length, where).toBe(scan);
    const isTaken = told[0] === 'item';
    if (isTaken) taken += 1;
    expect(told, where).toEqual(isTaken ? ['item'] : ['refused', expect.any(String)]);
    expect(pieces(), where).toBe(before + (isTaken ? 1 : 0));
    await time.advance(300);
  }
  expect(
    heard.map((news) => (news.kind === 'scan' ? { code: news.text, source: news.source } : news)),
  ).toEqual(sent);
  for (const [index, news] of heard.entries())
    if (news.kind === 'scan') expect(Buffer.from(news.raw).toString()).toContain(sent[index]?.code);
  const closing = scanners.close();
  await time.advance(1_000);
  await closing;
  expect(taken).toBeGreaterThan(SCANS / 20);
  expect(taken).toBe(pieces() + soldPieces);

  /** In all carts that are open or parked. */
  function pieces(): number {
    const carts = [till.state.cart, ...till.state.suspended.map((parked) => parked.cart)];
    return carts.reduce(
      (sum, cart) => sum + (cart?.lines.reduce((lines, line) => lines + line.quantity, 0) ?? 0),
      0,
    );
  }
}, 120_000);
