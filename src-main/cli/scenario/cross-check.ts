import type { HeadOffice } from '../../../fixtures/head-office/head-office.ts';
import { assert } from '../../base/assert.ts';
import type { CashierView, CustomerView } from '../../contract/views.ts';
import type { JournalRow } from '../../domain/entry.ts';
import type { SaleCompleted } from '../../domain/sale-payloads.ts';
import { savedOn } from '../../domain/sale-savings.ts';
import { type Difference, differencesBetween, isWithin } from './compare.ts';
import type { SaleScreens } from './counter.ts';
import type { JournalFacts } from './journal-facts.ts';
import { type Mark, START } from './mark.ts';

/** What the windows showed against what the journal says of a sale. */
export function screenDifferences(
  sale: SaleCompleted,
  screens: SaleScreens | undefined,
): readonly Difference[] {
  if (screens === undefined) {
    return [{ name: 'screen', field: sale.receiptNumber, expected: 'a finished sale', actual: null }];
  }
  const { cart, cashier, customer } = screens;
  return [
    ...(cart === null ? [] : named('screen', 'cart', cartOf(sale), cartShown(cart))),
    ...named('screen', 'lastSale', lastSaleOf(sale), lastSaleShown(cashier)),
    // After a crash or the next scan the customer's screen has moved on.
    ...(customer.sale === null
      ? []
      : named('screen', 'customer', customerOf(sale), customerShown(customer.sale))),
  ];
}

function cartOf(sale: SaleCompleted) {
  return {
    lines: sale.lines.map((line) => ({ sku: line.sku, quantity: line.quantity, amount: line.net })),
    pieces: sale.pieces,
    subtotal: sale.gross,
    savings: savedOn(sale.lines),
    due: sale.due,
    taxIncluded: sale.tax.tax,
  };
}

function cartShown({ lines, pieces, subtotal, savings, due, taxIncluded }: NonNullable<SaleScreens['cart']>) {
  const shown = lines.map(({ sku, quantity, amount }) => ({ sku, quantity, amount }));
  return { lines: shown, pieces, subtotal, savings, due, taxIncluded };
}

function lastSaleOf({ due, pieces, change, receiptNumber, tenders }: SaleCompleted) {
  return { due, pieces, change, receiptNumber, tenders: tenders.map((tender) => tender.amount) };
}

function lastSaleShown({ lastSale }: CashierView) {
  if (lastSale === null) return null;
  const { due, pieces, change, receiptNumber, tenders } = lastSale;
  return { due, pieces, change, receiptNumber, tenders: tenders.map((tender) => tender.amount) };
}

function customerOf({ due, tenders, change }: SaleCompleted) {
  return { due, received: tenders.reduce((sum, tender) => sum + tender.amount, 0), change };
}

function customerShown({ due, received, change }: NonNullable<CustomerView['sale']>) {
  return { due, received, change };
}

/**
 * What can be read on the drawn paper against what the journal says of a sale: total, tenders, change, tax and the
 * amount of each line, at the right edge of a line that begins with the right word.
 */
export function paperDifferences(sale: SaleCompleted, papers: readonly string[]): readonly Difference[] {
  const slips = papers.flatMap(slipsOn).filter(([first]) => first?.startsWith(`序號 ${sale.receiptNumber} `));
  if (slips.length === 0) {
    return [{ name: 'paper', field: sale.receiptNumber, expected: 'a receipt', actual: null }];
  }
  const found = slips.map((slip) => missingOn(slip, sale));
  // A receipt that broke off and one printed anew may both be there: one of them must be whole.
  return found.find((missing) => missing.length === 0) ?? found.at(-1) ?? [];
}

/** The receipts on a piece of paper, each from its number on. There are several where one broke off and was not cut. */
function slipsOn(paper: string): readonly (readonly string[])[] {
  const lines = linesOf(paper);
  const starts = lines.flatMap((line, place) => (line.startsWith('序號 ') ? [place] : []));
  return starts.map((start, index) => lines.slice(start, starts[index + 1]));
}

function missingOn(slip: readonly string[], sale: SaleCompleted): readonly Difference[] {
  const sums = slip.findIndex((line) => line.startsWith('小計'));
  const goods = sums < 0 ? slip : slip.slice(0, sums);
  const below = sums < 0 ? [] : slip.slice(sums);
  return [
    ...goodsMissingOn(goods, sale),
    ...[...wordsOf(sale)].flatMap(([word, expected]) => {
      const actual = below.filter((line) => line.startsWith(word)).map((line) => line.split(' ').at(-1));
      return named('paper', word, expected, actual);
    }),
  ];
}

/** The amounts at the lines' right edge. Lines drawn as pictures cannot be read; each may hold one of the amounts. */
function goodsMissingOn(goods: readonly string[], sale: SaleCompleted): readonly Difference[] {
  const expected = sale.lines.map((line) => `${money(line.gross)} ${TAX_MARKS[line.tax]}`);
  const shown = goods.flatMap((line) => /[0-9,]+ (?:TX|免|＊)$/u.exec(line)?.[0] ?? []);
  const pictures = goods.filter((line) => line.startsWith('[image ')).length;
  const isComplete = isWithin(shown, expected) && shown.length + pictures >= expected.length;
  return isComplete ? [] : [{ name: 'paper', field: '品項', expected, actual: shown }];
}

const TAX_MARKS = { taxable: 'TX', exempt: '免', 'not-invoiced': '＊' } as const;

/** Word at the left edge → the figures that must stand at the right edge of such lines, in order. */
function wordsOf(sale: SaleCompleted): ReadonlyMap<string, readonly string[]> {
  const { tax } = sale;
  return new Map([
    ['合計', [`NT$${money(sale.due)}`]],
    ['現金', sale.tenders.filter(({ type }) => type === 'cash').map((tender) => money(tender.amount))],
    ['找零', [money(sale.change)]],
    ['應稅銷售額', [money(tax.taxableNet)]],
    ['營業稅', [money(tax.tax)]],
    ['免稅銷售額', tax.exempt === 0 ? [] : [money(tax.exempt)]],
    ['不開發票', tax.notInvoiced === 0 ? [] : [money(tax.notInvoiced)]],
  ]);
}

/** Lines without the blanks that only place them. */
export function linesOf(paper: string): readonly string[] {
  return paper.split('\n').map((line) => line.replace(/\s+/gu, ' ').trim());
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function money(amount: number): string {
  return grouped.format(amount);
}

/**
 * What head office holds and has booked against the journal: every entry as it was written, every sale booked or
 * waiting there for a person, and nothing beside.
 */
export async function headOfficeDifferences(
  office: Pick<HeadOffice, 'report' | 'entriesOf'>,
  journal: Pick<JournalFacts, 'rows' | 'sales'>,
  since: Pick<Mark, 'seq' | 'booked'> = START,
): Promise<readonly Difference[]> {
  const report = await office.report();
  const [till] = report.tills;
  assert(till !== undefined && report.tills.length === 1, 'a scenario has one till');
  const held = await office.entriesOf(till.tillId, since.seq, journal.rows.length + 1);
  const parked = new Set(report.parked.map((entry) => entry.seq));
  const booked = journal.sales.filter(({ seq }) => !parked.has(seq));
  return [
    ...entryDifferences(journal.rows, held),
    ...named('headOffice', 'sales', booked.length, report.sales - since.booked.sales),
    ...named(
      'headOffice',
      'total',
      booked.reduce((sum, { sale }) => sum + sale.due, 0),
      report.total - since.booked.total,
    ),
    ...named('headOffice', 'sequenceGaps', 0, report.sequenceGaps),
    ...named('headOffice', 'divergences', 0, till.divergences),
  ];
}

/** The first entry that is not held there as it was written, if there is one. */
function entryDifferences(
  written: readonly JournalRow[],
  held: readonly JournalRow[],
): readonly Difference[] {
  const length = Math.max(written.length, held.length);
  const place = Array.from({ length }, (_, index) => index).find(
    (index) => written[index]?.hash !== held[index]?.hash,
  );
  if (place === undefined) return [];
  const [expected, actual] = [written[place]?.hash ?? null, held[place]?.hash ?? null];
  return [{ name: 'headOffice', field: `entry ${place + 1}`, expected, actual }];
}

function named(name: string, field: string, expected: unknown, actual: unknown): readonly Difference[] {
  return differencesBetween(expected, actual, field).map((difference) => ({
    name,
    field: difference.name,
    expected: difference.expected,
    actual: difference.actual,
  }));
}
