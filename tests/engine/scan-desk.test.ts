// Goal: every code is understood in one place, whoever read it, and goes to the sale or to the scanner test.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScanNews } from '../../src-main/engine/devices.ts';
import { ScanDesk } from '../../src-main/engine/scan-desk.ts';
import { ScanTest } from '../../src-main/engine/scan-test.ts';
import { GREEN_TEA, OpenTill } from '../support/open-till.ts';

const LABELS = [
  { prefix: '28', itemStart: 2, itemLength: 5, valueStart: 7, valueLength: 5, kind: 'weight', decimals: 3 },
] as const;

let till: OpenTill;
let scanTest: ScanTest;
let desk: ScanDesk;
let told: string[];
beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  scanTest = new ScanTest(till.world);
  desk = new ScanDesk({
    till: till.till,
    ids: till.world.ids,
    clock: till.world,
    scanTest,
    inStoreLayouts: LABELS,
  });
  told = [];
  till.till.events.on((event) => {
    if (event.kind === 'refusal') told.push(event.refusal.code);
  });
});
afterEach(() => till.end());

function read(text: string, aimId?: string): ScanNews {
  return {
    kind: 'scan',
    text,
    raw: new TextEncoder().encode(`${aimId ?? ''}${text}`),
    ...(aimId === undefined ? {} : { aimId }),
    source: 'scanner-1',
    tookMs: 12,
  };
}

const lines = () => till.state.cart?.lines.map(({ sku, quantity }) => [sku, quantity]) ?? [];

describe('to the sale', () => {
  test('an EAN, a GS1 DataMatrix and a Digital Link of one article are three pieces of it', () => {
    desk.heard(read('4710018000003', ']E0'));
    desk.heard(read('https://id.example.tw/01/04710018000003', ']Q1'));
    desk.heard(read('0104710018000003', ']d2'));
    expect([lines(), told]).toEqual([[[GREEN_TEA.sku, 3]], []]);
  });

  const refused: readonly (readonly [string, ScanNews, readonly string[]])[] = [
    ['an article past its day', read('010471001800000317261120', ']d2'), ['product-expired']],
    ['a carrier that Full ASCII has altered', read('!BC+123', ']A4'), ['scanner-setting']],
    [
      'GS1 data whose separators were lost',
      read('010471001800000310LOT7ABCDEFGHIJ21S42ABCDEFGHIJ', ']C1'),
      ['scanner-setting'],
    ],
    ['an article by weight', read('010471001800000331030002503920150', ']e0'), ['measured-goods']],
    [
      'digits whose last was not sent, though a product has them',
      read('4710018000003', ']I3'),
      ['scanner-setting'],
    ],
    ['a product of another shop', read('4710018999995', ']E0'), ['unknown-barcode']],
    [
      'half a code',
      { kind: 'damaged', reason: 'no-terminator', length: 7, source: 'scanner-1' },
      ['scan-damaged'],
    ],
    ['what the scanner says of itself', read('Product Name: Scanner', ']X0'), []],
    ['the same code twice', { kind: 'double', text: '4710018000003', source: 'scanner-1' }, []],
  ];
  for (const [name, news, codes] of refused) {
    test(`${name} adds nothing: ${codes[0] ?? 'silent'}`, () => {
      desk.heard(news);
      expect([lines(), told]).toEqual([[], codes]);
    });
  }

  test('a typing scanner’s identifier is no part of the code', () => {
    const commandId = till.world.ids.next();
    expect(desk.entered({ commandId, code: '4710018000003', aimId: ']E0', origin: 'wedge' }).ok).toBe(true);
    desk.entered({ commandId, code: '4710018000003', aimId: ']E0', origin: 'wedge' });
    expect(lines()).toEqual([[GREEN_TEA.sku, 1]]);
  });

  test('a typing scanner that reads an article twice in one sighting sells it once', () => {
    const typed = () =>
      desk.entered({ commandId: till.world.ids.next(), code: '4710018000003', origin: 'wedge' });
    typed();
    till.world.advance(200);
    expect(typed().ok).toBe(true);
    expect(lines()).toEqual([[GREEN_TEA.sku, 1]]);
    till.world.advance(300);
    typed();
    expect(lines()).toEqual([[GREEN_TEA.sku, 2]]);
  });

  test('a typing scanner’s stammer is told as one, and what it says of itself is nothing', () => {
    const enter = (code: string, aimId: string) =>
      desk.entered({ commandId: till.world.ids.next(), code, aimId, origin: 'wedge' });
    expect(enter('4710018000004', ']E0')).toMatchObject({ error: { code: 'scan-damaged' } });
    expect(enter('Product Name: Scanner', ']X0').ok).toBe(true);
    expect(lines()).toEqual([]);
  });

  test('a person’s short code is taken as typed', () => {
    expect(desk.entered({ commandId: till.world.ids.next(), code: '12', origin: 'keys' }).ok).toBe(true);
    expect(lines()).toEqual([[GREEN_TEA.sku, 1]]);
  });
});

describe('to the scanner test', () => {
  beforeEach(() => scanTest.keepOn());

  test('nothing reaches the sale, from any way in', () => {
    desk.heard(read('4710018000003', ']E0'));
    desk.heard({ kind: 'double', text: '4710018000003', source: 'scanner-1' });
    desk.heard({ kind: 'damaged', reason: 'no-terminator', length: 7, source: 'scanner-1' });
    desk.entered({ commandId: till.world.ids.next(), code: '4710018000003', origin: 'wedge' });
    expect([lines(), told]).toEqual([[], []]);
    expect(scanTest.rows.map(({ source, readAs, advice }) => [source, readAs, advice])).toEqual([
      ['wedge', 'product', null],
      ['scanner-1', 'damaged', 'no-terminator'],
      ['scanner-1', 'double', null],
      ['scanner-1', 'product', null],
    ]);
  });

  test('what was no whole code is shown by its bytes', () => {
    const raw = Uint8Array.of(0x34, 0x37, 0x1d, 0xfe);
    desk.heard({ kind: 'damaged', reason: 'not-text', length: 4, raw, source: 'scanner-1' });
    expect(scanTest.rows[0]).toMatchObject({
      shown: '47<GS>·',
      hex: '34371DFE',
      length: 4,
      advice: 'not-text',
    });
  });

  test('a person may go on typing', () => {
    desk.entered({ commandId: till.world.ids.next(), code: '12', origin: 'keys' });
    expect(lines()).toEqual([[GREEN_TEA.sku, 1]]);
  });

  const shown: readonly (readonly [string, ScanNews, object])[] = [
    [
      'the parts of a GS1 code, its separator visible',
      read('010471001800000310LOT7\x1d17261231', ']C1'),
      {
        shown: '010471001800000310LOT7<GS>17261231',
        aimId: ']C1',
        readAs: 'product',
        parts: [
          { name: '01', text: '04710018000003' },
          { name: '10', text: 'LOT7' },
          { name: '17', text: '261231' },
        ],
        tookMs: 12,
      },
    ],
    [
      'the weight of a label',
      read('2854321003756', ']E0'),
      {
        readAs: 'in-store',
        parts: [
          { name: 'item', text: '54321' },
          { name: 'weight', text: '375' },
        ],
      },
    ],
    [
      'what to set on the scanner',
      read('!BC+123', ']A4'),
      { readAs: 'scanner-setting', advice: 'code-39-full-ascii' },
    ],
    ['a wrong check digit', read('4710018000004', ']E0'), { readAs: 'damaged', advice: 'check-digit' }],
    ['the bytes', read('AB'), { hex: '4142', length: 2, readAs: 'text', parts: [] }],
  ];
  for (const [name, news, row] of shown) {
    test(`${name}`, () => {
      desk.heard(news);
      expect(scanTest.rows[0]).toMatchObject(row);
    });
  }

  test('a screen that asks no more gives the scans back after a few seconds', () => {
    till.world.advance(3_000);
    expect(scanTest.isOn).toBe(true);
    till.world.advance(1_000);
    desk.heard(read('4710018000003', ']E0'));
    expect([scanTest.isOn, lines()]).toEqual([false, [[GREEN_TEA.sku, 1]]]);
  });

  test('twenty rows are kept, the newest first, and a new test begins without the old ones', () => {
    for (let n = 0; n < 25; n += 1) desk.heard(read(`CODE-${n}`));
    expect([scanTest.rows.length, scanTest.rows[0]?.shown, scanTest.rows.at(-1)?.shown]).toEqual([
      20,
      'CODE-24',
      'CODE-5',
    ]);
    scanTest.end();
    scanTest.keepOn();
    expect(scanTest.rows).toEqual([]);
  });

  test('a code as long as a code can be is shown shortened', () => {
    desk.heard(read('x'.repeat(8_000)));
    expect([scanTest.rows[0]?.shown.length, scanTest.rows[0]?.hex.length, scanTest.rows[0]?.length]).toEqual([
      200, 128, 8_000,
    ]);
  });
});
