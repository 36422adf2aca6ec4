import { encodeReceipt } from '../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import { assert } from '../../src-main/base/assert.ts';

const RECEIPT: ReceiptDocument = {
  blocks: [
    { kind: 'text', text: '信義松仁門市', align: 'center', size: 2, isBold: true },
    { kind: 'text', text: '交易明細', align: 'center' },
    { kind: 'feed', lines: 1 },
    { kind: 'columns', left: '2026-11-21 12:14:06', right: '收銀機 2' },
    { kind: 'columns', left: '02-1121-0107', right: '收銀 陳○妤' },
    { kind: 'rule', style: 'dashed' },
    { kind: 'columns', left: '美式咖啡 中杯 熱', right: '45' },
    { kind: 'columns', left: '御飯糰 鮪魚', right: '32' },
    { kind: 'columns', left: '熱狗 單支', right: '30' },
    { kind: 'rule', style: 'double' },
    { kind: 'columns', left: '合計 3 件', right: '107', size: 2, isBold: true },
    { kind: 'columns', left: '現金', right: '110' },
    { kind: 'columns', left: '找零', right: '3' },
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: '謝謝光臨', align: 'center' },
  ],
  cut: 'partial',
};

/** A receipt as the printer simulator draws it, for the workbench to show. */
export function samplePaper(): { readonly paperPng: string; readonly paperText: string } {
  const glyphs = createGlyphSource();
  const printer = new VirtualPrinter({ widthDots: 576, glyphs });
  printer.receive(encodeReceipt(RECEIPT, printerProfiles['generic-80'], glyphs).bytes);
  const paper = printer.papers.at(-1);
  assert(paper !== undefined, 'a receipt that ends with a cut leaves a piece of paper');
  return { paperPng: `data:image/png;base64,${paper.png.toString('base64')}`, paperText: paper.text };
}
