import { unreachable } from '../../src-main/base/assert.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { Bitmap } from './bitmap.ts';
import { columnsOfProfile, type PrinterProfile } from './profiles.ts';
import type { ReceiptBlock, ReceiptDocument } from './receipt-document.ts';
import { drawSymbol, type SymbolBlock, type SymbolRefusal } from './symbols.ts';
import { columnsOf, padEnd, padStart, printableText, wrapColumns } from './text-columns.ts';

export type Alignment = 'left' | 'center' | 'right';
export type RuleStyle = 'single' | 'double' | 'dashed';

/** What a printer puts on paper in one go. A text line fits: its columns times its size are at most the paper's. */
export type PaperLine =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: Alignment;
      readonly size: 1 | 2;
      readonly isBold: boolean;
    }
  | { readonly kind: 'rule'; readonly style: RuleStyle }
  | { readonly kind: 'feed'; readonly lines: number }
  /** A bar code or QR code, or two, centred. */
  | { readonly kind: 'symbol'; readonly bitmap: Bitmap; readonly placeholder: string };

/** Why a receipt cannot be printed on this paper as it is; everything else is wrapped until it fits. */
export interface ReceiptRefusal {
  /** Which of the document's blocks, from 0. */
  readonly block: number;
  readonly symbol: SymbolBlock['kind'];
  readonly why: SymbolRefusal;
}

/** Breaks a document into lines for this printer's paper (32 columns on 58 mm, 42 or 48 on 80 mm). */
export function layOutReceipt(
  document: ReceiptDocument,
  profile: PrinterProfile,
): Result<readonly PaperLine[], ReceiptRefusal> {
  const columns = columnsOfProfile(profile);
  const lines: PaperLine[] = [];
  for (const [index, block] of document.blocks.entries()) {
    if (isSymbol(block)) {
      const drawn = drawSymbol(block, profile);
      if (!drawn.ok) return err({ block: index, symbol: block.kind, why: drawn.error });
      lines.push({ kind: 'symbol', bitmap: drawn.value, placeholder: placeholderOf(block) });
      if (block.kind === 'barcode' && block.isTextShown) lines.push(...textBelow(block.text, columns));
    } else lines.push(...linesOfBlock(block, columns));
  }
  return ok(lines);
}

function isSymbol(block: ReceiptBlock): block is SymbolBlock {
  return block.kind === 'barcode' || block.kind === 'qr' || block.kind === 'qr-pair';
}

/** Stands for the symbol wherever the receipt is shown as text. What a QR code holds is for machines, so its length is enough. */
function placeholderOf(block: SymbolBlock): string {
  switch (block.kind) {
    case 'barcode':
      return block.isTextShown ? '[條碼]' : `[條碼 ${block.text}]`;
    case 'qr':
      return `[QR 碼 ${block.text.length} 字]`;
    case 'qr-pair':
      return `[QR 碼 ${block.left.length} 字] [QR 碼 ${block.right.length} 字]`;
    default:
      return unreachable(block);
  }
}

function textBelow(text: string, columns: number): PaperLine[] {
  const look = { kind: 'text', align: 'center', size: 1, isBold: false } as const;
  return wrapColumns(text, columns).map((line) => ({ ...look, text: line }));
}

function linesOfBlock(block: Exclude<ReceiptBlock, SymbolBlock>, columns: number): PaperLine[] {
  switch (block.kind) {
    case 'text': {
      const size = block.size ?? 1;
      const line = {
        kind: 'text',
        align: block.align ?? 'left',
        size,
        isBold: block.isBold ?? false,
      } as const;
      return wrapColumns(printableText(block.text), Math.floor(columns / size)).map((text) => ({
        ...line,
        text,
      }));
    }
    case 'columns': {
      const size = block.size ?? 1;
      const line = { kind: 'text', align: 'left', size, isBold: block.isBold ?? false } as const;
      const width = Math.floor(columns / size);
      return setColumns(oneLine(block.left), oneLine(block.right), width).map((text) => ({ ...line, text }));
    }
    case 'rule':
      return [{ kind: 'rule', style: block.style }];
    case 'feed':
      return [{ kind: 'feed', lines: Math.min(Math.max(0, Math.trunc(block.lines)), 50) }];
    default:
      return unreachable(block);
  }
}

function oneLine(text: string): string {
  return printableText(text).replace(/\n/g, ' ');
}

/**
 * Words at the left, figure flush right on the last line. The words keep clear of the figures' column when they wrap,
 * so that the eye finds the figures in one edge; a figure wider than half the paper gets lines of its own.
 */
function setColumns(left: string, right: string, width: number): string[] {
  const rightColumns = columnsOf(right);
  if (columnsOf(left) + 1 + rightColumns <= width) return [padEnd(left, width - rightColumns) + right];
  if (rightColumns + 2 > width / 2) {
    return [...wrapColumns(left, width), ...wrapColumns(right, width).map((line) => padStart(line, width))];
  }
  const lines = wrapColumns(left, width - rightColumns - 2);
  const last = lines.pop() ?? '';
  return [...lines, padEnd(last, width - rightColumns) + right];
}

/** The receipt as plain text in columns, for people, logs and tests. Double-size lines show their words once. */
export function textOfLines(lines: readonly PaperLine[], columns: number): string {
  const shown = lines.flatMap((line): string[] => {
    switch (line.kind) {
      case 'text':
        return [placed(line.text, line.align, columns, line.size)];
      case 'rule':
        return [ruleText[line.style].repeat(columns).slice(0, columns)];
      case 'feed':
        return Array.from({ length: line.lines }, () => '');
      case 'symbol':
        return wrapColumns(line.placeholder, columns).map((text) => placed(text, 'center', columns, 1));
      default:
        return unreachable(line);
    }
  });
  return `${shown.map((line) => line.trimEnd()).join('\n')}\n`;
}

const ruleText: Readonly<Record<RuleStyle, string>> = { single: '-', double: '=', dashed: '- ' };

function placed(text: string, align: Alignment, columns: number, size: 1 | 2): string {
  if (align === 'left') return text;
  const free = Math.max(0, columns - columnsOf(text) * size);
  return ' '.repeat(align === 'right' ? free : Math.floor(free / 2)) + text;
}
