import type { ReceiptBlock, ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';

const shopHead: readonly ReceiptBlock[] = [
  { kind: 'text', text: '信義松仁門市', align: 'center', size: 2, isBold: true },
  { kind: 'feed', lines: 1 },
  { kind: 'text', text: '台北市信義區松仁路 28 號', align: 'center' },
  { kind: 'text', text: '電話 (02) 8101-0101', align: 'center' },
  { kind: 'feed', lines: 1 },
  { kind: 'columns', left: '2026-11-21 12:18:06', right: '收銀機 2' },
  { kind: 'columns', left: '交易 0000231', right: '收銀員 林○如' },
  { kind: 'rule', style: 'dashed' },
];

const tail: readonly ReceiptBlock[] = [
  { kind: 'feed', lines: 1 },
  { kind: 'text', text: '謝謝光臨，請保留明細以便退換貨', align: 'center' },
];

/** An ordinary sale: promotion under its lines, double rule under the total, two tenders, change. */
export const plainSale: ReceiptDocument = {
  blocks: [
    ...shopHead,
    { kind: 'columns', left: '美式咖啡 中杯 熱', right: '45 TX' },
    { kind: 'columns', left: '御飯糰 鮪魚', right: '32 TX' },
    { kind: 'columns', left: '瑞穗鮮乳 936 ml', right: '' },
    { kind: 'columns', left: '  2 × 92', right: '184 TX' },
    { kind: 'columns', left: '  第二件 8 折', right: '-18' },
    { kind: 'columns', left: '義美小泡芙 牛奶口味 分享包 12 入 超值組合', right: '1,125 TX' },
    { kind: 'columns', left: '購物袋（大）', right: '2 TX' },
    { kind: 'rule', style: 'single' },
    { kind: 'columns', left: '小計 6 件', right: '1,370' },
    { kind: 'columns', left: '其中營業稅', right: '65' },
    { kind: 'columns', left: '合計', right: 'NT$1,370', size: 2, isBold: true },
    { kind: 'rule', style: 'double' },
    { kind: 'columns', left: 'LINE Pay 尾碼 4417', right: '370' },
    { kind: 'columns', left: '現金', right: '1,100' },
    { kind: 'columns', left: '找零', right: '100', isBold: true },
    ...tail,
  ],
  cut: 'partial',
};

/** Names that no Big5 font holds (堃 喆 峯), that only some hold (碁), and one that is in no font at all. */
export const rareNames: ReceiptDocument = {
  blocks: [
    { kind: 'text', text: '堃記商行', align: 'center', size: 2, isBold: true },
    { kind: 'feed', lines: 1 },
    { kind: 'columns', left: '會員 陶○喆', right: '收銀員 峯' },
    { kind: 'rule', style: 'dashed' },
    { kind: 'columns', left: '宏碁滑鼠 M501', right: '390 TX' },
    { kind: 'columns', left: '游錫堃簽名書', right: '420 TX' },
    { kind: 'columns', left: '阿里山高峯烏龍茶 150 g', right: '650 TX' },
    { kind: 'columns', left: '笑臉餅乾 😀 6 入', right: '60 TX' },
    { kind: 'rule', style: 'single' },
    { kind: 'columns', left: '合計', right: 'NT$1,520', size: 2, isBold: true },
    { kind: 'rule', style: 'double' },
    { kind: 'columns', left: '現金', right: '1,520' },
  ],
  cut: 'full',
};
