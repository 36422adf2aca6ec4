// ui.md, Scan routing: a scan is taken or refused aloud, by the screen first; never dropped, never kept for later.
import { describe, expect, test } from 'vitest';
import type { UiState } from '../../src-main/domain/context.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { screenOf } from '../../src-main/domain/screen.ts';
import { COFFEE, EGGS, GREEN_TEA } from '../support/open-till.ts';
import { PureTill } from './pure-till.ts';

const PRODUCT = '4710018000003';

/** Ways to each screen on which nothing may be scanned. */
const CLOSED: readonly { readonly name: string; readonly make: () => PureTill }[] = [
  { name: 'signed out, before any shift', make: () => PureTill.started() },
  {
    name: 'locked in the middle of a sale',
    make: () => {
      const till = PureTill.selling();
      till.scan(PRODUCT);
      till.must({ kind: 'sign-out' });
      return till;
    },
  },
  {
    name: 'signed in, the float not counted yet',
    make: () => {
      const till = PureTill.started();
      till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
      return till;
    },
  },
  {
    name: 'during recovery',
    make: () => {
      const till = PureTill.selling();
      till.scan(PRODUCT);
      till.must({ kind: 'start', program: 'test', host: 'none' });
      till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
      expect(screenOf(till.state, till.ui)).toBe('recovery');
      return till;
    },
  },
  { name: 'before the till is enrolled', make: () => new PureTill() },
  ...(['dialog', 'drawer'] as const).map((layer) => ({
    name: `a ${layer} over the sale`,
    make: () => {
      const till = PureTill.selling();
      till.scan(PRODUCT);
      till.must({ kind: 'show-layer', layer });
      return till;
    },
  })),
];

describe('a scan where nothing may be scanned is refused aloud and changes nothing', () => {
  for (const { name, make } of CLOSED) {
    for (const [code, kind] of [
      [PRODUCT, 'product'],
      ['/ABC+123', 'carrier'],
      ['123456789012345678', 'wallet'],
      ['9999999999994', 'unknown'],
    ] as const) {
      test(`${name}: ${kind}`, () => {
        const till = make();
        const before = till.state;
        const ui = till.ui;
        const decision = till.scan(code);
        expect(decision).toMatchObject({
          entries: [],
          cue: 'refused',
          refusal: { code: 'scan-not-here', params: { kind } },
        });
        expect([till.state, till.ui]).toEqual([before, ui]);
      });
    }
  }

  test('it is not kept: the next screen starts without it', () => {
    const till = PureTill.started();
    till.scan(PRODUCT);
    till.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    till.must({ kind: 'open-shift', float: 0 });
    expect(till.state.cart).toBeNull();
  });
});

const OPEN_SCREENS: readonly { readonly name: string; readonly ui: Partial<UiState> }[] = [
  { name: 'sell', ui: { phase: 'sell' } },
  { name: 'a panel over sell', ui: { phase: 'sell', layer: 'panel' } },
  { name: 'pay, nothing taken', ui: { phase: 'pay' } },
];

describe('a product on an open screen is added, and the till is back at selling', () => {
  for (const { name, ui } of OPEN_SCREENS) {
    test(name, () => {
      const till = PureTill.selling();
      till.scan('47100183');
      till.ui = { ...till.ui, ...ui };
      expect(till.scan(PRODUCT)).toMatchObject({ cue: 'item', entries: [{ kind: 'line.added' }] });
      expect(till.ui).toEqual({ phase: 'sell', layer: 'none', multiplier: 1 });
      expect(till.state.cart?.lines.map((line) => line.sku)).toEqual(['A01', 'T01']);
    });
  }

  test('on the done screen it starts the next sale; the last one stays in sight', () => {
    const till = PureTill.selling();
    till.scan(PRODUCT);
    till.payCash(100);
    const { lastSale } = till.state;
    till.scan('47100183');
    expect(till.state.cart?.lines).toHaveLength(1);
    expect(till.state.lastSale).toEqual(lastSale);
    expect(screenOf(till.state, till.ui)).toBe('sell');
  });
});

describe('on sell a code that is no product is refused with what it is', () => {
  const cases = [
    ['/ABC+123', 'scan-not-here', { kind: 'carrier' }],
    ['11512AB123456799031', 'scan-not-here', { kind: 'own-invoice' }],
    ['1506306Y9', 'scan-not-here', { kind: 'bill' }],
    ['4710018000034', 'unknown-barcode', { code: '4710018000034' }],
    ['x'.repeat(60), 'unknown-barcode', { code: `${'x'.repeat(20)}…` }],
    ['x'.repeat(1_025), 'scan-damaged', { length: 1_025 }],
    ['', 'scan-damaged', { length: 0 }],
    ['   ', 'scan-damaged', { length: 3 }],
    ['\u0000\u0001\u00ff\u0080', 'scan-damaged', { length: 4 }],
    ['4710018000003\r\n', 'scan-damaged', { length: 15 }],
  ] as const;
  for (const [code, refusal, params] of cases) {
    test(JSON.stringify(code.slice(0, 24)), () => {
      const till = PureTill.selling();
      const before = till.state;
      expect(till.scan(code)).toMatchObject({
        entries: [],
        cue: 'refused',
        refusal: { code: refusal, params },
      });
      expect(till.state).toBe(before);
    });
  }

  test('a read that a device found damaged, and a double read, ring nothing', () => {
    const till = PureTill.selling();
    expect(till.do({ kind: 'damaged-scan', length: 7 })).toMatchObject({
      entries: [],
      refusal: { code: 'scan-damaged', params: { length: 7 } },
    });
    expect(till.do({ kind: 'double-scan' })).toEqual({ entries: [], cue: 'double' });
  });
});

describe('never a partial match', () => {
  const near = [
    '471001800000',
    '710018000003',
    '47100180000031',
    '4710018000004',
    '4710018',
    ' 4710018000003',
  ];
  for (const code of near) {
    test(`"${code}" is not "${PRODUCT}"`, () => {
      expect(PureTill.selling().scan(code).refusal?.code).toBe('unknown-barcode');
    });
  }

  test('the same GTIN at any length is the same article', () => {
    const till = PureTill.selling();
    for (const code of ['4710018000003', '04710018000003', '47100183', '0000047100183', '00000047100183']) {
      expect(till.scan(code).refusal).toBeUndefined();
    }
    expect(till.state.cart?.lines.map((line) => [line.sku, line.quantity])).toEqual([
      ['T01', 2],
      ['A01', 3],
    ]);
  });

  test('a code longer than any product has is not looked up, even when a product claims it', () => {
    const long: Product = { ...EGGS, barcodes: ['E'.repeat(49)] };
    expect(PureTill.selling([long]).scan('E'.repeat(49)).refusal?.code).toBe('unknown-barcode');
    const fitting: Product = { ...EGGS, barcodes: ['E'.repeat(48)] };
    expect(PureTill.selling([fitting]).scan('E'.repeat(48)).refusal).toBeUndefined();
  });
});

describe('short codes are for people', () => {
  for (const origin of ['scanner', 'wedge'] as const) {
    test(`a ${origin} that reads "12" has read no product`, () => {
      expect(PureTill.selling().do({ kind: 'scan', code: '12', origin }).refusal?.code).toBe(
        'unknown-barcode',
      );
    });
  }

  test('typed, "12" is the article with that short code, and "012" is none', () => {
    const till = PureTill.selling();
    till.must({ kind: 'scan', code: '12', origin: 'keys' });
    expect(till.entries.at(-1)).toMatchObject({ payload: { sku: 'T01', code: '12', origin: 'keys' } });
    expect(till.code({ kind: 'scan', code: '012', origin: 'keys' })).toBe('unknown-barcode');
  });

  test('typed, a barcode goes before a short code of the same digits', () => {
    const shop: Product = { ...COFFEE, barcodes: ['12'] };
    const till = PureTill.selling([GREEN_TEA, shop]);
    till.must({ kind: 'scan', code: '12', origin: 'keys' });
    expect(till.state.cart?.lines[0]?.sku).toBe('A01');
  });
});

test('no scan, whatever its content, changes a quantity that is being typed or an amount', () => {
  const till = PureTill.selling();
  till.must({ kind: 'set-multiplier', quantity: 3 });
  till.scan('9999999999994');
  till.scan('');
  expect(till.ui.multiplier).toBe(3);
  till.scan(PRODUCT);
  expect(till.state.cart?.lines[0]?.quantity).toBe(3);
  expect(till.ui.multiplier).toBe(1);
});

test('a till without a catalog says unknown to everything', () => {
  expect(PureTill.selling([]).scan(PRODUCT).refusal?.code).toBe('unknown-barcode');
});
