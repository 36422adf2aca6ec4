// What went wrong elsewhere, row 19: a sale as the journal holds it, through the engine's own receipt, to dots on paper;
// every figure at the right edge of the paper is the journal's.
import { describe, expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { columnsOfProfile, type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { SaleCompleted, type SaleReturned, type StoredPart } from '../../../src-main/domain/sale-payloads.ts';
import { receiptOf } from '../../../src-main/engine/receipt.ts';
import { returnReceiptOf } from '../../../src-main/engine/receipt-return.ts';
import { cardReturn, memberReturn } from '../../engine/receipt-return-samples.ts';
import {
  longLabelsSale,
  measuresSale,
  memberSale,
  promotionsSale,
  voucherSale,
  WORDS,
} from '../../engine/receipt-samples.ts';
import { figuresOf, type ReadLine, readPaper } from '../../support/read-paper.ts';

const glyphs = createGlyphSource();
const head = { storeName: '信義松仁門市', registerNumber: '2' };
const scene = { head, isReprint: false, completedAtMs: Date.UTC(2026, 10, 21, 4), ...WORDS };

/** The lines that can be read from the dots that a printer makes of it. */
function readBack(document: ReceiptDocument, profile: PrinterProfile): readonly ReadLine[] {
  const { bytes, text } = encodeReceipt(document, profile, glyphs);
  const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs });
  printer.receive(bytes);
  return readPaper(printer.papers[0]?.png ?? Buffer.of(), glyphs, text);
}

const id = '01930000-0000-7000-8000-000000000001';
const line = { lineId: id, sku: 'A', discount: 0, tax: 'taxable', category: 'DRINK' };
// 25 × 4 + 1,045 = 1,145, of which 5/105 is tax: 54.5, rounded 55; paid with 2,000.
const sale = SaleCompleted.parse({
  saleId: id,
  receiptNumber: '2-20261121-0007',
  lines: [
    { ...line, name: '瓶裝綠茶', unitPrice: 25, quantity: 4, gross: 100, net: 100 },
    { ...line, name: '游錫堃簽名書', unitPrice: 1_045, quantity: 1, gross: 1_045, net: 1_045 },
  ],
  pieces: 5,
  gross: 1_145,
  discount: 0,
  due: 1_145,
  tax: { taxableTotal: 1_145, taxableNet: 1_090, tax: 55, exempt: 0, invoiceTotal: 1_145, notInvoiced: 0 },
  tenders: [{ tenderId: id, type: 'cash', amount: 2_000, state: 'captured' }],
  change: 855,
  operatorName: '林雅婷',
});

test('every figure of a sale stands on the paper as it stands in the journal', () => {
  const document = receiptOf(sale, scene);
  for (const profile of Object.values(printerProfiles)) {
    const lines = readBack(document, profile).map((read) => read.text);
    const from = lines.findIndex((read) => read.includes('瓶裝綠茶'));
    const lastFigures = lines.slice(from).flatMap((read) => figuresOf(read.replace('NT$', ' ')).slice(-1));
    expect(lastFigures, profile.id).toEqual([100, 1_045, 1_145, 1_145, 2_000, 855, 1_090, 55]);
  }
});

/** What stands flush with the paper's right edge: `-15`, `79 免`, `NT$322`, `6,000 點`; words there are left out. */
function rightEdge(lines: readonly ReadLine[], profile: PrinterProfile): readonly string[] {
  return lines.flatMap(({ text, size }) => {
    const found = /(?: |^)((?:NT\$)?-?[0-9][0-9,.]*(?: (?:TX|免|＊|點|枚))?)$/.exec(text)?.[1];
    return found === undefined || columnsOf(text) * size !== columnsOfProfile(profile) ? [] : [found];
  });
}

const grouped = (figure: number) => figure.toLocaleString('en-US');
const MARKS = { taxable: 'TX', exempt: '免', 'not-invoiced': '＊' } as const;
const sumOf = (parts: readonly { readonly amount: number }[]) =>
  parts.reduce((sum, { amount }) => sum + amount, 0);
const unlessNone = (...figures: readonly number[]) => figures.filter((figure) => figure !== 0).map(grouped);

/** What must stand there of a sale, in order, as its entry has it. */
function figuresOfSale(of: SaleCompleted, points: readonly string[]): readonly string[] {
  const parts = of.lines.flatMap((each) => each.parts ?? []);
  const [whole, own] = [['transaction', 'coupon', 'manual-sale'], 'reduction'];
  const bySource = whole.flatMap((step) => [
    ...Map.groupBy(
      parts.filter((part) => part.step === step),
      (part: StoredPart) => part.couponId ?? part.promotionId,
    ).values(),
  ]);
  const burned = sumOf(parts.filter(({ step }) => step === own));
  const { tax } = of;
  return [
    ...of.lines.flatMap((each) => [
      `${grouped(each.gross)} ${MARKS[each.tax]}`,
      ...(each.parts ?? [])
        .filter(({ step }) => !whole.includes(step) && step !== own)
        .map((part) => grouped(-part.amount)),
    ]),
    ...bySource.map((shares) => grouped(-sumOf(shares))),
    ...(of.gifts ?? []).flatMap(({ isOutOfStock }) => (isOutOfStock ? [] : ['0'])),
    grouped(of.gross),
    ...unlessNone(-(of.discount - burned), -burned),
    `NT$${grouped(of.due)}`,
    ...of.tenders.map(({ amount }) => grouped(amount)),
    grouped(of.change),
    ...unlessNone(of.breakage ?? 0),
    grouped(tax.taxableNet),
    grouped(tax.tax),
    ...unlessNone(tax.exempt, tax.notInvoiced),
    ...points,
  ];
}

function figuresOfReturn(of: SaleReturned, points: readonly string[]): readonly string[] {
  const parts = of.lines.flatMap((each) => each.parts);
  const burned = sumOf(parts.filter(({ step }) => step === 'reduction'));
  const total = of.tenders.reduce((sum, { amount }) => sum + amount, 0);
  const { allowance } = of;
  return [
    ...of.lines.flatMap((each) => [
      `${grouped(each.gross)} ${MARKS[each.tax]}`,
      ...each.parts.map((part) => grouped(-part.amount)),
    ]),
    grouped(of.lines.reduce((sum, { gross }) => sum + gross, 0)),
    ...unlessNone(-(sumOf(parts) - burned), -burned),
    `NT$${grouped(total)}`,
    ...of.tenders.map(({ amount }) => grouped(amount)),
    ...(of.refund === total ? [] : [grouped(of.refund)]),
    ...unlessNone(allowance.net, allowance.tax, allowance.exempt, allowance.notInvoiced),
    ...points,
  ];
}

describe('why it costs that much', () => {
  // Points by programme and direction, with the decimals that each programme shows.
  const memberPoints = ['6,000 點', '40.00 點', '20 枚', '289 點', '5.50 點', '1 枚'];
  const sales: readonly (readonly [string, SaleCompleted, readonly string[]])[] = [
    ['promotions', promotionsSale(), []],
    ['a member with coupon and points', memberSale(), memberPoints],
    ['a voucher', voucherSale(), []],
    ['weighed and labelled goods, other prices and gifts', measuresSale(), []],
    ['long names and labels', longLabelsSale(), []],
  ];
  const returns: readonly (readonly [string, SaleReturned, readonly string[]])[] = [
    ['a return to the card', cardReturn(), []],
    ['a return with points', memberReturn(), ['6,000 點', '40.00 點', '20 枚', '289 點', '1 枚']],
  ];
  /** Under the last row of the head; receipt numbers have figures too. */
  const below = (lines: readonly ReadLine[], last: string) =>
    lines.slice(1 + lines.findIndex(({ text }) => text.startsWith(last)));

  for (const profile of [printerProfiles['generic-58'], printerProfiles['epson-512']]) {
    test.each(sales)(`every figure of %s is the journal’s on ${profile.id}`, (_, of, points) => {
      const lines = below(readBack(receiptOf(of, scene), profile), '序號');
      expect(rightEdge(lines, profile)).toEqual(figuresOfSale(of, points));
    });

    test.each(returns)(`every figure of %s is the journal’s on ${profile.id}`, (_, of, points) => {
      const document = returnReceiptOf(of, { ...scene, returnedAtMs: Date.UTC(2026, 10, 22, 4) });
      const lines = below(readBack(document, profile), '退貨原因');
      expect(rightEdge(lines, profile)).toEqual(figuresOfReturn(of, points));
    });
  }
});
