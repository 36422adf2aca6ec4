// Goal: what was asked to be printed is found again by its number alone, sale or return, on screen and on paper.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import type { PrintJob } from '../../src-main/domain/state.ts';
import { ReceiptDesk, type ReceiptNames } from '../../src-main/engine/receipt-desk.ts';
import { OpenTill } from '../support/open-till.ts';

const profile = printerProfiles['generic-80'];
const glyphs = createGlyphSource();

let till: OpenTill;
let desk: ReceiptDesk;

beforeEach(async () => {
  till = await OpenTill.make();
  till.openShift();
  desk = new ReceiptDesk(till.store.database, { profile, glyphs });
});
afterEach(() => till.end());

/** Two coffees for 100, of which one comes back; the jobs of both slips, in order. */
function sellAndReturn(): readonly PrintJob[] {
  till.scan('47100183');
  till.scan('47100183');
  const { saleId } = till;
  const lineId = till.state.cart?.lines[0]?.lineId ?? '';
  const asked: PrintJob[] = [];
  till.till.appended.on((entries) => {
    for (const entry of entries)
      if (entry.kind === 'print.requested') asked.push({ ...entry.payload, status: 'waiting' });
  });
  till.payCash(100);
  till.do({ kind: 'next-sale' });
  till.do({ kind: 'sign-out' });
  till.must({ kind: 'sign-in', operatorId: 'op-4', isPinRight: true });
  till.must({ kind: 'return-goods', saleId, lines: [{ lineId, units: 1 }], reason: 'wrong-item' });
  return asked;
}

/** Rows without the blanks that place them. */
function rows(lines: readonly string[] | undefined): readonly string[] {
  return (lines ?? []).map((line) => line.replace(/\s+/gu, ' ').trim());
}

test('a print job names a sale or a return, and gets that slip', () => {
  const [sale, returned] = sellAndReturn();
  if (sale === undefined || returned === undefined) throw new Error('both were printed');
  expect([desk.receiptNumberOf(sale.saleId), desk.receiptNumberOf(returned.saleId)]).toEqual([
    '2-20261121-0001',
    '2-20261121-0002',
  ]);
  expect(rows(desk.textOf(sale.saleId, till.state)?.lines)).toEqual(
    expect.arrayContaining([
      '交易明細',
      '序號 2-20261121-0001 林雅婷',
      '45 × 2 90 TX',
      '合計 NT$90',
      '找零 10',
    ]),
  );
  expect(rows(desk.textOf(returned.saleId, till.state)?.lines)).toEqual(
    expect.arrayContaining([
      '退貨明細',
      '序號 2-20261121-0002 張志豪',
      '原交易 2-20261121-0001',
      '退貨原因 買錯',
      '美式咖啡 中杯 45 TX',
      '合計 NT$45',
      '退現金 45',
      '折讓未稅金額 TX 43',
      '折讓稅額 2',
    ]),
  );
});

test('the bytes of a job are those of its slip, and a copy says that it is one', () => {
  const [, returned] = sellAndReturn();
  if (returned === undefined) throw new Error('the return was printed');
  const titles = (['original', 'reprint'] as const).map((copy) => {
    const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs });
    printer.receive(desk.bytesOf({ ...returned, copy }, till.state));
    return /退貨明細\S*/u.exec(printer.papers[0]?.text ?? '')?.[0];
  });
  expect(titles).toEqual(['退貨明細', '退貨明細（補印）']);
});

test('what nobody sold is not found', () => {
  const id = '01930000-0000-7000-8000-000000000999';
  expect([desk.receiptNumberOf(id), desk.textOf(id, till.state)]).toEqual([undefined, undefined]);
});

test('programmes are asked for as they stood when the slip was made', () => {
  const [sale] = sellAndReturn();
  const asked: number[] = [];
  const names: ReceiptNames = {
    programmes: (atMs) => {
      asked.push(atMs);
      return [];
    },
    memberText: () => undefined,
  };
  const named = new ReceiptDesk(till.store.database, { profile, glyphs }, names);
  const soldAtMs = till.world.nowMs();
  till.world.advance(86_400_000);
  named.textOf(sale?.saleId ?? '', till.state);
  expect(asked).toEqual([soldAtMs]);
});
