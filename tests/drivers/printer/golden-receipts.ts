import {
  type PrinterProfile,
  type PrinterProfileId,
  printerProfiles,
} from '../../../drivers/printer/profiles.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import { testPage } from '../../../drivers/printer/test-page.ts';
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
import { plainSale, rareNames } from './sample-receipts.ts';

export interface GoldenReceipt {
  readonly name: string;
  readonly profile: PrinterProfile;
  readonly document: ReceiptDocument;
  /** What stands in double size at the foot, worked by hand. */
  readonly due?: number;
  /** What a scanner and a telephone must read, in any order. */
  readonly codes?: readonly string[];
}

const columns = (left: string, right: string): ReceiptBlock => ({ kind: 'columns', left, right });
const centred = (text: string): ReceiptBlock => ({ kind: 'text', text, align: 'center' });
const total = (right: string): ReceiptBlock => ({
  kind: 'columns',
  left: '合計',
  right,
  size: 2,
  isBold: true,
});
const dashed: ReceiptBlock = { kind: 'rule', style: 'dashed' };
const double: ReceiptBlock = { kind: 'rule', style: 'double' };

/** Sixty lines of 11 to 70 dollars: 60 × (11 + 70) / 2 = 2,430. */
const longSale: ReceiptDocument = {
  blocks: [
    centred('信義松仁門市'),
    dashed,
    ...Array.from({ length: 60 }, (_, i) => columns(`品項 ${i + 1} 號 袋裝`, `${11 + i} TX`)),
    dashed,
    columns('小計　60 件', '2,430'),
    total('NT$2,430'),
    double,
    columns('現金', '2,500'),
    columns('找零', '70'),
  ],
  cut: 'partial',
};

/** 90 - 10 = 80; 3 × 35 - 35 = 70; 80 + 70 = 150; less 15 of the whole: 135. */
const discounts: ReceiptDocument = {
  blocks: [
    centred('交易明細'),
    dashed,
    columns('美式咖啡 大杯 2 杯', '90 TX'),
    columns('　第二杯折價', '-10'),
    { kind: 'text', text: '御茶園 550 ml' },
    columns('　35 × 3', '105 TX'),
    columns('　買二送一', '-35'),
    dashed,
    columns('小計　5 件', '150'),
    columns('會員 9 折', '-15'),
    total('NT$135'),
    double,
    columns('現金', '135'),
    columns('找零', '0'),
  ],
  cut: 'partial',
};

const refund: ReceiptDocument = {
  blocks: [
    centred('信義松仁門市'),
    { kind: 'text', text: '退貨單', align: 'center', size: 2, isBold: true },
    columns('原交易 0000231', '2026-11-21'),
    dashed,
    columns('義美小泡芙 牛奶口味', '-125 TX'),
    total('NT$-125'),
    double,
    columns('退現金', '-125'),
    { kind: 'feed', lines: 2 },
    { kind: 'text', text: '客戶簽名' },
    { kind: 'feed', lines: 2 },
    { kind: 'rule', style: 'single' },
  ],
  cut: 'partial',
};

const reprint: ReceiptDocument = {
  ...plainSale,
  blocks: [{ kind: 'text', text: '交易明細（補印）', align: 'center', isBold: true }, ...plainSale.blocks],
};

const leftCode =
  'AB11223344115112102311c4a90000005500000000000000001234567812345678ydXZt4LAN1UHN/j1juVcRA==:**********:2:2:1:美式咖啡:1:45';
const rightCode = '**:御飯糰:1:32';
/** Laid out like the proof of an e-invoice: year and month, number, bar code, two QR codes of one size. */
const proof: ReceiptDocument = {
  blocks: [
    { kind: 'text', text: '信義松仁門市', align: 'center', size: 2 },
    centred('電子發票證明聯'),
    { kind: 'text', text: '115年11-12月', align: 'center', size: 2, isBold: true },
    { kind: 'text', text: 'AB-11223344', align: 'center', size: 2, isBold: true },
    columns('2026-11-21 12:18:06', '格式 25'),
    columns('隨機碼 9999', '總計 77'),
    columns('賣方 12345678', ''),
    { kind: 'barcode', symbology: 'code-39', text: '11512AB112233449999', heightMm: 8, isTextShown: false },
    { kind: 'qr-pair', left: leftCode, right: rightCode },
  ],
  cut: 'full',
};

/** One of each that the proof has not. */
const codes: ReceiptDocument = {
  blocks: [
    { kind: 'barcode', symbology: 'ean-13', text: '4710018000003', heightMm: 10, isTextShown: true },
    { kind: 'barcode', symbology: 'code-128', text: 'Daybook-0000231', heightMm: 10, isTextShown: true },
    { kind: 'qr', text: 'https://example.com/rate?s=1&t=0000231' },
  ],
  cut: 'full',
};

const shop = {
  head: { storeName: '信義松仁門市', registerNumber: '2', sellerTaxId: '12345678' },
  isReprint: false,
  completedAtMs: Date.UTC(2026, 10, 21, 4, 18, 6),
  returnedAtMs: Date.UTC(2026, 10, 22, 2, 30),
  ...WORDS,
};

function on(ids: readonly PrinterProfileId[], receipt: Omit<GoldenReceipt, 'profile'>): GoldenReceipt[] {
  return ids.map((id) => ({ ...receipt, profile: printerProfiles[id] }));
}

const testCodes = ['11511AB123456781234', 'DAYBOOK 左碼 測試', 'DAYBOOK 右碼 測試'];

/** Every kind of slip, on the papers where it may come out differently. */
export const goldenReceipts: readonly GoldenReceipt[] = [
  ...on(['generic-58', 'generic-80', 'gb18030-80', 'epson-512'], {
    name: 'plain-sale',
    document: plainSale,
    due: 1_370,
  }),
  ...on(['generic-58', 'generic-80', 'eten-58'], { name: 'rare-names', document: rareNames, due: 1_520 }),
  ...on(['generic-58'], { name: 'long-sale', document: longSale, due: 2_430 }),
  ...on(['generic-58', 'gb18030-58'], { name: 'discounts', document: discounts, due: 135 }),
  ...on(['generic-58'], { name: 'refund', document: refund, due: -125 }),
  ...on(['generic-80'], { name: 'reprint', document: reprint, due: 1_370 }),
  ...on(['generic-58', 'generic-80'], {
    name: 'sale-promotions',
    document: receiptOf(promotionsSale(), shop),
    due: 322,
  }),
  ...on(['generic-58', 'generic-80', 'gb18030-58'], {
    name: 'sale-member',
    document: receiptOf(memberSale(), shop),
    due: 233,
  }),
  ...on(['generic-58'], { name: 'sale-voucher', document: receiptOf(voucherSale(), shop), due: 89 }),
  ...on(['generic-58', 'epson-512'], {
    name: 'sale-measures',
    document: receiptOf(measuresSale(), shop),
    due: 354,
  }),
  ...on(['generic-58', 'generic-80'], {
    name: 'sale-long-labels',
    document: receiptOf(longLabelsSale(), shop),
    due: 2_203,
  }),
  ...on(['generic-58', 'generic-80'], {
    name: 'return-card',
    document: returnReceiptOf(cardReturn(), { ...shop, sale: promotionsSale() }),
    due: 108,
  }),
  ...on(['generic-58'], {
    name: 'return-member-reprint',
    document: returnReceiptOf(memberReturn(), { ...shop, isReprint: true, sale: memberSale() }),
    due: 233,
  }),
  ...on(['generic-58', 'generic-80', 'epson-512'], {
    name: 'proof',
    document: proof,
    codes: ['11512AB112233449999', leftCode, rightCode],
  }),
  ...on(['generic-58'], {
    name: 'codes',
    document: codes,
    codes: ['4710018000003', 'Daybook-0000231', 'https://example.com/rate?s=1&t=0000231'],
  }),
  ...(['generic-58', 'eten-80', 'gb18030-58', 'epson-512'] as const).map((id) => ({
    name: 'test-page',
    profile: printerProfiles[id],
    document: testPage(printerProfiles[id]),
    codes: testCodes,
  })),
];
