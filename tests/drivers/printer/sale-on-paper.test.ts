// What went wrong elsewhere, row 19: a sale as the journal holds it, through the engine's own receipt, to dots on paper;
// every figure at the right edge of the paper is the journal's.
import { expect, test } from 'vitest';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { SaleCompleted } from '../../../src-main/domain/entries.ts';
import { receiptOf } from '../../../src-main/engine/receipt.ts';
import { figuresOf, readPaper } from '../../support/read-paper.ts';

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
  const head = { storeName: '信義松仁門市', registerNumber: '2' };
  const document = receiptOf(sale, { completedAtMs: Date.UTC(2026, 10, 21, 4), head, isReprint: false });
  const glyphs = createGlyphSource();
  for (const profile of Object.values(printerProfiles)) {
    const { bytes, text } = encodeReceipt(document, profile, glyphs);
    const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs });
    printer.receive(bytes);
    const lines = readPaper(printer.papers[0]?.png ?? Buffer.of(), glyphs, text).map((read) => read.text);
    const from = lines.findIndex((read) => read.includes('瓶裝綠茶'));
    const lastFigures = lines.slice(from).flatMap((read) => figuresOf(read.replace('NT$', ' ')).slice(-1));
    expect(lastFigures, profile.id).toEqual([100, 1_045, 1_145, 1_145, 2_000, 855, 1_090, 55]);
  }
});
