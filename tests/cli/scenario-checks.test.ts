// Goal: a figure that screen, paper or head office has differently from the journal is found, whichever it is.
// Method: what a sound till shows, prints and sends, with one thing changed at a time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import type { Report } from '../../fixtures/head-office/report.ts';
import { differencesBetween, isWithin } from '../../src-main/cli/scenario/compare.ts';
import type { SaleScreens } from '../../src-main/cli/scenario/counter.ts';
import {
  headOfficeDifferences,
  paperDifferences,
  screenDifferences,
} from '../../src-main/cli/scenario/cross-check.ts';
import { readJournal } from '../../src-main/cli/scenario/journal-facts.ts';
import type { SaleCompleted } from '../../src-main/domain/sale-payloads.ts';
import { cashierView, customerView, type ViewSources } from '../../src-main/engine/cashier-view.ts';
import { receiptOf } from '../../src-main/engine/receipt.ts';
import { journalPath } from '../../src-main/store/store.ts';
import { BARE_PRICING } from '../support/bare-pricing.ts';
import { NOON_MS, OpenTill } from '../support/open-till.ts';

const HEAD = { storeName: '信義松仁門市', registerNumber: '2' };

let till: OpenTill;
let sale: SaleCompleted;
let screens: SaleScreens;
let paper: string;

/** Tea twice, eggs and a gift card: 50 taxable, 79 exempt, 500 on no invoice; 700 in cash. */
beforeAll(async () => {
  till = await OpenTill.make();
  till.openShift();
  for (const code of ['4710018000003', '4710018000003', '4710018000010', 'GC-500']) till.scan(code);
  const { cart } = cashierView(sources(), 1);
  till.payCash(700);
  screens = { cart, cashier: cashierView(sources(), 2), customer: customerView(sources(), 3) };
  const [finished] = readJournal(journalPath(till.folder)).sales;
  if (finished === undefined) throw new Error('the sale is finished');
  sale = finished.sale;
  paper = printed(sale);
});
afterAll(() => till.end());

function sources(): ViewSources {
  const { state, ui } = till.till;
  return {
    state,
    ui,
    stopped: null,
    pricing: BARE_PRICING,
    nowMs: NOON_MS,
    operators: [],
    badges: {
      headOffice: { state: 'offline', backlog: 0, sinceMs: 0 },
      printer: { state: 'none', waiting: 0 },
      scanner: 'none',
      pole: 'none',
      scale: 'none',
      terminal: 'none',
      drawer: 'unknown',
      storage: 'ok',
      clockOffsetSeconds: null,
    },
    messages: [],
    quickKeys: [],
    journal: { entries: 0, isVerified: true },
    catalog: { products: 0, updatedAtMs: null },
    wedge: {},
  };
}

function printed(completed: SaleCompleted): string {
  const document = receiptOf(completed, { completedAtMs: NOON_MS, head: HEAD, isReprint: false });
  return encodeReceipt(document, printerProfiles['generic-80'], createGlyphSource()).text;
}

/** Where differences were found, without what they are. */
function places(
  differences: readonly { readonly name: string; readonly field?: string }[],
): readonly string[] {
  return differences.map(({ name, field }) => `${name} ${field ?? ''}`.trim());
}

describe('screen', () => {
  test('agrees with the journal', () => {
    expect(screenDifferences(sale, screens)).toEqual([]);
  });

  const changes: readonly (readonly [string, (seen: SaleScreens) => SaleScreens, readonly string[]])[] = [
    [
      'the cart’s due',
      (seen) => ({ ...seen, cart: seen.cart && { ...seen.cart, due: 628 } }),
      ['screen cart.due'],
    ],
    [
      'the tax in the cart',
      (seen) => ({ ...seen, cart: seen.cart && { ...seen.cart, taxIncluded: 3 } }),
      ['screen cart.taxIncluded'],
    ],
    [
      'a line that is missing',
      (seen) => ({ ...seen, cart: seen.cart && { ...seen.cart, lines: seen.cart.lines.slice(1) } }),
      ['screen cart.lines'],
    ],
    [
      'the change of the finished sale',
      ({ cashier, ...seen }) => ({
        ...seen,
        cashier: { ...cashier, lastSale: cashier.lastSale && { ...cashier.lastSale, change: 70 } },
      }),
      ['screen lastSale.change'],
    ],
    [
      'the customer’s change',
      ({ customer, ...seen }) => ({
        ...seen,
        customer: { ...customer, sale: customer.sale && { ...customer.sale, change: 0 } },
      }),
      ['screen customer.change'],
    ],
  ];
  for (const [name, change, told] of changes) {
    test(`differs in ${name}`, () => {
      expect(places(screenDifferences(sale, change(screens)))).toEqual(told);
    });
  }

  test('that never showed the sale', () => {
    expect(places(screenDifferences(sale, undefined))).toEqual([`screen ${sale.receiptNumber}`]);
  });
});

describe('paper', () => {
  test('agrees with the journal, alone and among others', () => {
    const other = printed({ ...sale, receiptNumber: '2-20261121-0009', due: 1 });
    expect(paperDifferences(sale, [paper])).toEqual([]);
    expect(paperDifferences(sale, [other, paper])).toEqual([]);
  });

  const changes: readonly (readonly [
    string,
    (completed: SaleCompleted) => SaleCompleted,
    readonly string[],
  ])[] = [
    ['total', (completed) => ({ ...completed, due: 628 }), ['paper 合計.0']],
    ['change', (completed) => ({ ...completed, change: 72 }), ['paper 找零.0']],
    [
      'tender',
      (completed) => ({
        ...completed,
        tenders: completed.tenders.map((tender) => ({ ...tender, amount: 701 })),
      }),
      ['paper 現金.0'],
    ],
    ['tax', (completed) => ({ ...completed, tax: { ...completed.tax, tax: 3 } }), ['paper 營業稅.0']],
    ['exempt', (completed) => ({ ...completed, tax: { ...completed.tax, exempt: 0 } }), ['paper 免稅銷售額']],
    [
      'amount of a line',
      (completed) => ({
        ...completed,
        lines: completed.lines.map((line) => ({ ...line, gross: line.gross + 1 })),
      }),
      ['paper 品項'],
    ],
    ['line', (completed) => ({ ...completed, lines: completed.lines.slice(1) }), ['paper 品項']],
  ];
  for (const [name, change, told] of changes) {
    test(`differs in its ${name}`, () => {
      expect(places(paperDifferences(sale, [printed(change(sale))]))).toEqual(told);
    });
  }

  test('that is missing, or another sale’s', () => {
    const other = printed({ ...sale, receiptNumber: `${sale.receiptNumber}1` });
    expect(places(paperDifferences(sale, []))).toEqual([`paper ${sale.receiptNumber}`]);
    expect(places(paperDifferences(sale, [other]))).toEqual([`paper ${sale.receiptNumber}`]);
  });

  test('that broke off is made good by a whole one, on the same piece or another', () => {
    const torn = paper.slice(0, paper.indexOf('合計'));
    expect(paperDifferences(sale, [torn])).not.toEqual([]);
    expect(paperDifferences(sale, [torn, paper])).toEqual([]);
    expect(paperDifferences(sale, [`${torn}\n${paper}`])).toEqual([]);
  });

  test('may hold lines that are pictures, as many as cannot be read', () => {
    const lines = paper.split('\n');
    const drawn = lines.map((line) => (/免$/u.test(line.trim()) ? '[image 576x24]' : line)).join('\n');
    expect(drawn).not.toBe(paper);
    expect(paperDifferences(sale, [drawn])).toEqual([]);
    expect(places(paperDifferences(sale, [drawn.replace('[image 576x24]\n', '')]))).toEqual(['paper 品項']);
  });
});

describe('head office', () => {
  const TILL = {
    storeId: 'S1',
    tillId: 'till-1',
    registerNumber: '2',
    status: 'active',
    entries: 0,
    lastSeq: 0,
    sales: 1,
    total: 629,
    parked: [],
    sequenceGaps: 0,
    duplicatesSuppressed: 0,
    divergences: 0,
  };

  async function told(report: Partial<Report>, change: 'none' | 'altered' | 'missing' = 'none') {
    const journal = readJournal(journalPath(till.folder));
    const rows = journal.rows.map((row) =>
      change === 'altered' && row.seq === 3 ? { ...row, hash: 'f'.repeat(64) } : row,
    );
    const office = {
      report: async () => ({
        tills: [TILL],
        sales: 1,
        total: 629,
        duplicatesSuppressed: 0,
        sequenceGaps: 0,
        parked: [],
        ...report,
      }),
      entriesOf: async () => (change === 'missing' ? rows.slice(0, -1) : rows),
    };
    return places(await headOfficeDifferences(office, journal));
  }

  test('agrees with the journal', async () => {
    expect(await told({})).toEqual([]);
  });

  test('differs in what it booked, what it misses, what it holds', async () => {
    const { rows } = readJournal(journalPath(till.folder));
    expect(await told({ sales: 0, total: 0 })).toEqual(['headOffice sales', 'headOffice total']);
    expect(await told({ total: 630 })).toEqual(['headOffice total']);
    expect(await told({ sequenceGaps: 1 })).toEqual(['headOffice sequenceGaps']);
    expect(await told({ tills: [{ ...TILL, divergences: 1 }] })).toEqual(['headOffice divergences']);
    expect(await told({}, 'altered')).toEqual(['headOffice entry 3']);
    expect(await told({}, 'missing')).toEqual([`headOffice entry ${rows.length}`]);
  });

  test('a sale that waits there for a person is not booked', async () => {
    const seq = readJournal(journalPath(till.folder)).sales[0]?.seq ?? 0;
    const parked = [{ tillId: 'till-1', seq, kind: 'sale.completed', reason: 'schema', detail: '' }];
    expect(await told({ parked, sales: 0, total: 0 })).toEqual([]);
    expect(await told({ parked })).toEqual(['headOffice sales', 'headOffice total']);
  });
});

describe('comparing', () => {
  const cases: readonly (readonly [unknown, unknown, readonly unknown[]])[] = [
    [1, 1, []],
    [0, null, [{ name: 'x', expected: 0, actual: null }]],
    [null, { due: 1 }, [{ name: 'x', expected: null, actual: { due: 1 } }]],
    [{ a: 1 }, { a: 1, b: 2 }, []],
    [
      { a: 1, c: 3 },
      { a: 2 },
      [
        { name: 'x.a', expected: 1, actual: 2 },
        { name: 'x.c', expected: 3, actual: null },
      ],
    ],
    [[{ a: 1 }], [{ a: 1, b: 2 }], []],
    [[1, 2], [1, 3], [{ name: 'x.1', expected: 2, actual: 3 }]],
    [[1], [1, 2], [{ name: 'x', expected: [1], actual: [1, 2] }]],
    [[], null, [{ name: 'x', expected: [], actual: null }]],
  ];
  for (const [expected, actual, told] of cases) {
    test(`${JSON.stringify(expected)} with ${JSON.stringify(actual)}`, () => {
      expect(differencesBetween(expected, actual, 'x')).toEqual(told);
    });
  }

  test('a part stands in a whole in order, each place used once', () => {
    expect(isWithin(['a', 'c'], ['a', 'b', 'c'])).toBe(true);
    expect(isWithin([], ['a'])).toBe(true);
    expect(isWithin(['c', 'a'], ['a', 'b', 'c'])).toBe(false);
    expect(isWithin(['a', 'a'], ['a', 'b'])).toBe(false);
  });
});
