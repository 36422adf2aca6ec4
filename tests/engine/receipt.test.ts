import { describe, expect, test } from 'vitest';
import type { ReceiptDocument } from '../../drivers/printer/receipt-document.ts';
import type { SaleCompleted, SaleReturned } from '../../src-main/domain/sale-payloads.ts';
import { receiptOf } from '../../src-main/engine/receipt.ts';
import { returnReceiptOf } from '../../src-main/engine/receipt-return.ts';
import { basketOf, pieces, price } from '../domain/pricing/helpers.ts';
import { cardReturn, memberReturn } from './receipt-return-samples.ts';
import {
  measuresSale,
  memberSale,
  offer,
  promotionsSale,
  saleOf,
  voucherSale,
  WORDS,
} from './receipt-samples.ts';

const head = { storeName: '信義松仁門市', registerNumber: '2' };
const scene = {
  head,
  isReprint: false,
  completedAtMs: Date.UTC(2026, 10, 21, 4),
  returnedAtMs: Date.UTC(2026, 10, 22, 4),
};

/** Rows of words and figures, without what only places them. */
function rowsOf({ blocks }: ReceiptDocument): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'columns') return [`${block.left} | ${block.right}`.replaceAll('　', ' ').trim()];
    return block.kind === 'text' ? [block.text.replaceAll('　', ' ').trim()] : [];
  });
}

const saleRows = (sale: SaleCompleted, words = WORDS) => rowsOf(receiptOf(sale, { ...scene, ...words }));
const returnRows = (returned: SaleReturned, sale?: SaleCompleted) =>
  rowsOf(returnReceiptOf(returned, { ...scene, ...WORDS, sale }));

describe('a sale says why it costs what it costs', () => {
  test('a line’s own reductions stand under it, those of the sale once, under the last line', () => {
    const rows = saleRows(promotionsSale());
    const from = rows.indexOf('瓶裝綠茶');
    expect(
      rows.slice(
        from,
        rows.findIndex((row) => row.startsWith('信用卡')),
      ),
    ).toEqual([
      '瓶裝綠茶',
      '25 × 3 | 75 TX',
      '瓶裝任選2件8折 | -15',
      '洗髮精 750 ml | 199 TX',
      '店員折扣 | -10',
      '瓶裝烏龍茶 | 30 TX',
      '瓶裝任選2件8折 | -6',
      '鮮雞蛋10入 | 79 免',
      '全店滿300折30 | -30',
      '小計 6 件 | 383',
      '優惠合計 | -61',
      '合計 | NT$322',
    ]);
    expect(rows).toContain('本次為您省下 NT$61');
  });

  test('weight, label and another price are told with what they come from; gifts cost nothing', () => {
    const rows = saleRows(measuresSale());
    expect(rows.slice(rows.indexOf('富士蘋果'), rows.indexOf('小計 6 件 | 354'))).toEqual([
      '富士蘋果',
      '0.312 kg × 240/kg | 75 TX',
      '鮭魚切片',
      '1.204 kg | 50 TX',
      '改價（原價 300/kg）',
      '熟食便當',
      '標價 | 89 TX',
      '生菜沙拉 | 60 TX',
      '改價（原價 65）',
      '美式咖啡 中杯',
      '40 × 2 | 80 TX',
      '改價（原價 45）',
      '贈品 玻璃杯 × 2 | 0',
      '滿150送玻璃杯',
      '贈品 毛巾 | 缺貨',
      '滿300送毛巾',
    ]);
    expect(rows.join()).not.toContain('省下');
  });

  test('points lower the price or pay, and are no saving; what waits says so', () => {
    const rows = saleRows(memberSale());
    expect(rows.slice(rows.indexOf('折價券 全店折30 | -30'))).toEqual([
      '折價券 全店折30 | -30',
      '整筆折扣 | -5',
      '小計 4 件 | 308',
      '優惠合計 | -55',
      '隅角點數折抵 6,000 點 | -20',
      '合計 | NT$233',
      '夥伴點數 40.00 點 | 40',
      '現金 | 200',
      '找零 | 7',
      '應稅銷售額 TX | 222',
      '營業稅 5% | 11',
      '會員 王○明',
      '使用 隅角點數 | 6,000 點',
      '使用 夥伴點數 | 40.00 點',
      '使用 廚具集點 | 20 枚',
      '累積 隅角點數 | 289 點',
      '累積 夥伴點數 | 5.50 點',
      '刷卡請款後入帳',
      '累積 廚具集點 | 1 枚',
      '點數以總部入帳為準',
      '本次為您省下 NT$55',
      '謝謝光臨',
    ]);
  });

  test('two promotions of the whole sale are two rows, whichever lines they touch', () => {
    const basket = basketOf([pieces('A1', 100), pieces('B1', 100)]);
    const every = { kind: 'every-amount', every: 100, off: 10, max: 1 };
    const priced = price(basket, [
      offer('E1', '滿百折十', every),
      offer('E2', '飲料滿百折十', { ...every, within: { categories: ['B'] }, every: 50 }),
    ]);
    const sale = saleOf(basket, priced, { names: {} }, { tenders: [{ type: 'card', amount: 180 }] });
    const rows = saleRows(sale);
    expect(rows.slice(rows.indexOf('B1 | 100 TX') + 1, rows.indexOf('小計 2 件 | 200'))).toEqual([
      '滿百折十 | -10',
      '飲料滿百折十 | -10',
    ]);
  });

  test('a voucher gives no change, and what is lost is said', () => {
    expect(saleRows(voucherSale())).toEqual(
      expect.arrayContaining(['合計 | NT$89', '禮券 | 100', '找零 | 0', '禮券餘額不找零 | 11']),
    );
  });

  test('without names programmes stand by id and the member by four characters; no more of the id, no coupon’s', () => {
    const rows = saleRows(memberSale(), {});
    expect(rows).toEqual(
      expect.arrayContaining([
        '會員 尾碼 4417',
        'CROSS 4,000 點 | 40',
        '累積 OWN | 289 點',
        // The part carries its own name.
        '隅角點數折抵 6,000 點 | -20',
      ]),
    );
    expect(rows.join()).not.toMatch(/0000004417|C-0001/);
  });

  test('points that wait for nothing are told without a warning', () => {
    const sale = memberSale();
    const earned = (sale.points?.earned ?? []).map((each) => ({ ...each, awaits: null }));
    const points = { burns: [], entries: [], earned };
    const text = saleRows({ ...sale, points }).join();
    expect(text).toContain('累積 隅角點數 | 289 點');
    expect(text).not.toMatch(/以總部入帳為準|請款後/);
  });

  test('a reduction that no part explains is shown all the same', () => {
    const [line, ...rest] = promotionsSale().lines;
    if (line === undefined) throw new Error('the sale has lines');
    const { parts: _, ...bare } = line;
    const rows = saleRows({ ...promotionsSale(), lines: [{ ...bare, discount: 20, net: 55 }, ...rest] });
    expect(rows[rows.indexOf('25 × 3 | 75 TX') + 1]).toBe('優惠 | -20');
  });
});

describe('a return', () => {
  test('names its sale, who allowed it and why, and shows each share that stays with the shop', () => {
    expect(returnRows(cardReturn(), promotionsSale()).slice(1)).toEqual([
      '退貨明細',
      '2026-11-22 12:00:00 | 機 2',
      '序號 2-20261122-0003 | 林雅婷',
      '原交易 | 2-20261121-0007',
      '核准 | 張志豪',
      '退貨原因 | 瑕疵',
      '瓶裝綠茶',
      '2 件 | 49 TX',
      '瓶裝任選2件8折 | -10',
      '全店滿300折30 | -3',
      '鮮雞蛋10入 | 79 免',
      '全店滿300折30 | -7',
      '小計 3 件 | 128',
      '優惠分攤 | -20',
      '合計 | NT$108',
      '退刷卡 | 108',
      '折讓未稅金額 TX | 34',
      '折讓稅額 | 2',
      '折讓免稅金額 免 | 72',
      '客戶簽名',
    ]);
  });

  test('gives points back and takes points back; what was paid with points is no money', () => {
    const rows = returnRows(memberReturn(), memberSale());
    expect(rows.slice(rows.indexOf('小計 4 件 | 308'))).toEqual([
      '小計 4 件 | 308',
      '優惠分攤 | -55',
      '點數折抵 | -20',
      '合計 | NT$233',
      '退夥伴點數 | 40',
      '退現金 | 193',
      '退款（不含點數） | 193',
      '折讓未稅金額 TX | 222',
      '折讓稅額 | 11',
      '會員 王○明',
      '退還 隅角點數 | 6,000 點',
      '退還 夥伴點數 | 40.00 點',
      '退還 廚具集點 | 20 枚',
      '收回 隅角點數 | 289 點',
      '收回 廚具集點 | 1 枚',
      '點數以總部入帳為準',
      '客戶簽名',
    ]);
  });

  test('of a sale that is not at hand calls reductions by their kind; a reason in words stays as it is', () => {
    const rows = returnRows({ ...cardReturn(), reason: '包裝破損' });
    expect(rows).toEqual(
      expect.arrayContaining(['退貨原因 | 包裝破損', '商品優惠 | -10', '滿額優惠 | -3', '滿額優惠 | -7']),
    );
  });

  test('printed again says so', () => {
    expect(rowsOf(returnReceiptOf(cardReturn(), { ...scene, isReprint: true }))).toContain(
      '退貨明細（補印）',
    );
  });
});
