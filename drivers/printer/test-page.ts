import { columnsOfProfile, type PrinterProfile } from './profiles.ts';
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';

/**
 * What a technician prints at installation. Each line shows at a glance whether one setting of the profile is right:
 * the ruler ends at the paper's edge, Chinese reads as Chinese, the codes are there and can be read, the cut is below
 * the last line.
 */
export function testPage(profile: PrinterProfile): ReceiptDocument {
  const columns = columnsOfProfile(profile);
  const blocks: ReceiptBlock[] = [
    { kind: 'text', text: '測試列印', align: 'center', size: 2, isBold: true },
    { kind: 'text', text: profile.name, align: 'center' },
    { kind: 'columns', left: profile.id, right: `${profile.dots} 點 ${profile.dpi} dpi` },
    { kind: 'rule', style: 'single' },
    { kind: 'text', text: tens(columns) },
    { kind: 'text', text: ruler(columns) },
    { kind: 'columns', left: '靠左', right: '靠右' },
    { kind: 'text', text: '置中', align: 'center' },
    { kind: 'columns', left: '雙倍字', right: 'NT$1,234', size: 2 },
    { kind: 'text', text: '粗體 ABC abc 0123456789', isBold: true },
    { kind: 'text', text: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
    { kind: 'text', text: '中文：統一發票 台灣 許功蓋 ，。！？（）「」' },
    { kind: 'text', text: 'ETEN 字：碁恒裏粧' },
    { kind: 'text', text: '罕用字：堃喆峯 游錫堃 😀' },
    { kind: 'rule', style: 'double' },
    { kind: 'rule', style: 'dashed' },
    { kind: 'barcode', symbology: 'code-39', text: testBarcode, heightMm: 8, isTextShown: true },
    { kind: 'qr-pair', left: 'DAYBOOK 左碼 測試', right: 'DAYBOOK 右碼 測試' },
    { kind: 'text', text: '條碼與 QR 碼請以掃描器及手機讀取。', align: 'center' },
  ];
  return { blocks: narrowed(blocks, profile), cut: 'partial' };
}

/** As long as the proof's bar code, the widest that a till prints. */
const testBarcode = '11511AB123456781234';

/** A head that cannot print one-dot bars has no room for the long code on narrow paper: a short one is shown then. */
function narrowed(blocks: readonly ReceiptBlock[], profile: PrinterProfile): readonly ReceiptBlock[] {
  if (profile.isModule1Ok || profile.dots >= longBarcodeDots) return blocks;
  return blocks.map((block) => (block.kind === 'barcode' ? { ...block, text: 'DAYBOOK' } : block));
}

/** 19 characters with bars of two and four dots, and white on both sides. */
const longBarcodeDots = 576;

/** `         1         2` above the ruler. */
function tens(columns: number): string {
  return Array.from({ length: Math.floor(columns / 10) }, (_, i) => String(i + 1).padStart(10)).join('');
}

function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, i) => String((i + 1) % 10)).join('');
}
