// Goal: what was asked to be printed is found again by its number alone, sale or return, on screen and on paper.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { Command } from '../../src-main/domain/command.ts';
import { NO_READERS } from '../../src-main/domain/no-readers.ts';
import type { KnownMember, Readers } from '../../src-main/domain/readers.ts';
import type { PrintJob } from '../../src-main/domain/state.ts';
import { StoredSales } from '../../src-main/engine/readers/sale-reader.ts';
import { ReceiptDesk, type ReceiptNames } from '../../src-main/engine/receipt-desk.ts';
import { Till } from '../../src-main/engine/till.ts';
import { NOON_MS, OPERATORS, OpenTill } from '../support/open-till.ts';

const profile = printerProfiles['generic-80'];
const glyphs = createGlyphSource();

const MEMBER: KnownMember = {
  memberId: 'M-0004417',
  status: 'active',
  tiers: [],
  segments: [],
  birthday: null,
  hasBought: true,
  consent: { offers: false, notes: false },
  asOfMs: NOON_MS,
};

let folder: OpenTill;
/** On the folder's files, and able to find its own sales again. */
let till: Till;
let desk: ReceiptDesk;

beforeEach(async () => {
  folder = await OpenTill.make();
  const { store, world, policy } = folder;
  const members = { ...NO_READERS.members, findByCode: () => MEMBER };
  const readers: Readers = { ...NO_READERS, members, sales: new StoredSales(store.database) };
  till = new Till({
    store,
    operators: { find: (operatorId) => OPERATORS.find((each) => each.operatorId === operatorId) },
    clock: world,
    ids: world.ids,
    log: silentLogger,
    policy,
    readers: () => readers,
  });
  desk = new ReceiptDesk(store.database, { profile, glyphs });
  must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
  must({ kind: 'open-shift', float: 3_000 });
});
afterEach(() => folder.end());

function must(command: Command): void {
  const answer = till.execute(folder.world.ids.next(), command);
  if (!answer.ok) throw new Error(`${command.kind}: ${answer.error.code}`);
}

/** The member's two coffees for 100, of which a supervisor takes one back; the print jobs of both slips. */
function sellAndReturn(): { readonly sale: PrintJob; readonly returned: PrintJob } {
  const asked: PrintJob[] = [];
  till.appended.on((entries) => {
    for (const entry of entries)
      if (entry.kind === 'print.requested') asked.push({ ...entry.payload, status: 'waiting' });
  });
  must({ kind: 'scan', code: 'M0000000004417', origin: 'scanner' });
  must({ kind: 'scan', code: '47100183', origin: 'scanner' });
  must({ kind: 'scan', code: '47100183', origin: 'scanner' });
  const { saleId = '', lines = [] } = till.state.cart ?? {};
  must({ kind: 'take-cash', saleId, amount: 100 });
  must({ kind: 'next-sale' });
  must({ kind: 'sign-out' });
  must({ kind: 'sign-in', operatorId: 'op-4', isPinRight: true });
  const returning = lines.map(({ lineId }) => ({ lineId, units: 1 }));
  must({ kind: 'return-goods', saleId, lines: returning, reason: 'wrong-item' });
  const [sale, returned] = asked;
  if (sale === undefined || returned === undefined) throw new Error('both are to be printed');
  return { sale, returned };
}

/** Rows without the blanks that place them. */
function rows(lines: readonly string[] | undefined): readonly string[] {
  return (lines ?? []).map((line) => line.replace(/\s+/gu, ' ').trim());
}

test('a print job names a sale or a return, and gets that slip', () => {
  const { sale, returned } = sellAndReturn();
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
  const { returned } = sellAndReturn();
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

test('names are asked for as they stood when the slip was made, and stand on both slips', () => {
  const { sale, returned } = sellAndReturn();
  const askedAtMs: number[] = [];
  const names: ReceiptNames = {
    programmes: (atMs) => {
      askedAtMs.push(atMs);
      return [];
    },
    memberText: (memberId) => (memberId === MEMBER.memberId ? '王○明' : undefined),
  };
  const named = new ReceiptDesk(folder.store.database, { profile, glyphs }, names);
  const soldAtMs = folder.world.nowMs();
  folder.world.advance(86_400_000);
  const who = [sale, returned].map(({ saleId }) =>
    [named, desk].map((each) =>
      rows(each.textOf(saleId, till.state)?.lines).find((row) => row.startsWith('會員')),
    ),
  );
  expect(who).toEqual([
    ['會員 王○明', '會員 尾碼 4417'],
    ['會員 王○明', '會員 尾碼 4417'],
  ]);
  expect(askedAtMs).toEqual([soldAtMs, soldAtMs]);
});
