import bwip from 'bwip-js/node';
import { assert, unreachable } from '../../src-main/base/assert.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import { type Bitmap, blankBitmap, setBlack, stamp } from './bitmap.ts';
import type { BarcodeBlock, QrBlock, QrPairBlock } from './receipt-document.ts';

/** What drawing a machine symbol must know of the paper. */
export interface SymbolPaper {
  /** Printable width. */
  readonly dots: number;
  readonly dpi: number;
  readonly isModule1Ok: boolean;
}

export type SymbolBlock = BarcodeBlock | QrBlock | QrPairBlock;

/** Why a machine symbol cannot be printed as asked. Most printers drop such a symbol without a word. */
export type SymbolRefusal =
  /** It has at least so many dots and the paper fewer. */
  | { readonly kind: 'too-wide'; readonly leastDots: number; readonly paperDots: number }
  /** Characters or a length that the symbology does not have, or a wrong check digit. */
  | { readonly kind: 'not-encodable' }
  /** More text than a code of the largest version that fits can hold. */
  | { readonly kind: 'too-long' };

/**
 * Draws a machine symbol as dots, exact to the module, with its quiet zone above and below; white beside it is the
 * paper's. Sent as a picture it comes out alike on every printer, and its size is known before.
 */
export function drawSymbol(block: SymbolBlock, paper: SymbolPaper): Result<Bitmap, SymbolRefusal> {
  switch (block.kind) {
    case 'barcode':
      return drawBarcode(block, paper);
    case 'qr':
      return drawQr(block, paper);
    case 'qr-pair':
      return drawQrPair(block, paper);
    default:
      return unreachable(block);
  }
}

const bwippNames = { 'code-39': 'code39', 'code-128': 'code128', 'ean-13': 'ean13' } as const;
const encodable: Readonly<Record<BarcodeBlock['symbology'], RegExp>> = {
  'code-39': /^[0-9A-Z\-. $/+%]{1,48}$/,
  'code-128': /^[\x20-\x7e]{1,80}$/,
  'ean-13': /^\d{12,13}$/,
};

/** Dots of the narrow and the wide element of Code 39, best readable first (ISO/IEC 16388: 1 : 2 to 1 : 3). */
const code39Dots: readonly (readonly [number, number])[] = [
  [2, 6],
  [2, 5],
  [2, 4],
  [1, 3],
  [1, 2],
];
/** White at either side, in narrow elements (ISO/IEC 16388 and 15417: 10; 15420: 11 at the left). */
const quietModules = { 'code-39': 10, 'code-128': 10, 'ean-13': 11 } as const;
/** Paper that no head reaches: 5 mm of 58 and 4 mm of 80; what is white there is quiet too. */
const unprintableMm = 4;

function drawBarcode(block: BarcodeBlock, paper: SymbolPaper): Result<Bitmap, SymbolRefusal> {
  const { symbology, text } = block;
  if (!encodable[symbology].test(text)) return err({ kind: 'not-encodable' });
  const elements = elementsOf(symbology, text);
  if (elements === undefined) return err({ kind: 'not-encodable' });
  const scales: readonly ((width: number) => number)[] =
    symbology === 'code-39'
      ? code39Dots.map(
          ([narrow, wide]) =>
            (width: number) =>
              width === 1 ? narrow : wide,
        )
      : [3, 2, 1].map((dots) => (width: number) => width * dots);
  const marginDots = dotsOf(unprintableMm, paper.dpi);
  let leastDots = Number.POSITIVE_INFINITY;
  for (const scale of scales) {
    const narrow = scale(1);
    if (narrow === 1 && !paper.isModule1Ok) continue;
    const widths = elements.map(scale);
    const barsDots = widths.reduce((sum, width) => sum + width, 0);
    leastDots = Math.min(leastDots, barsDots);
    const isQuiet = barsDots + 2 * quietModules[symbology] * narrow <= paper.dots + 2 * marginDots;
    if (barsDots > paper.dots || !isQuiet) continue;
    return ok(drawBars(widths, dotsOf(Math.min(30, Math.max(3, block.heightMm)), paper.dpi)));
  }
  return err({ kind: 'too-wide', leastDots, paperDots: paper.dots });
}

/** Widths of bars and spaces in turn, in narrow elements; undefined when the text is wrong, such as its check digit. */
function elementsOf(symbology: BarcodeBlock['symbology'], text: string): readonly number[] | undefined {
  const symbol = symbolOf({ bcid: bwippNames[symbology], text });
  if (symbol === undefined) return undefined;
  assert('sbs' in symbol, 'a bar code is a row of bars');
  // Some codes end with the space that would part the last character from a further one.
  return symbol.sbs.length % 2 === 1 ? symbol.sbs : symbol.sbs.slice(0, -1);
}

/** What the library makes of it; undefined when it finds the content wrong, which is all that it throws for. */
function symbolOf(settings: { readonly bcid: string; readonly text: string }): RawSymbol | undefined {
  try {
    const symbols: readonly RawSymbol[] = bwip.raw({ ...settings });
    return symbols[0];
  } catch {
    return undefined;
  }
}

/** A row of bars and spaces, or a square of modules. */
type RawSymbol =
  | { readonly sbs: readonly number[] }
  | { readonly pixx: number; readonly pixs: readonly number[] };

function drawBars(widths: readonly number[], heightDots: number): Bitmap {
  const widthDots = widths.reduce((sum, width) => sum + width, 0);
  const bitmap = blankBitmap(widthDots, heightDots);
  let x = 0;
  widths.forEach((width, i) => {
    const isBar = i % 2 === 0;
    for (let bar = x; isBar && bar < x + width; bar += 1) {
      for (let y = 0; y < heightDots; y += 1) setBlack(bitmap, bar, y);
    }
    x += width;
  });
  return bitmap;
}

/** The e-invoice's rule wants version 6 or more, and 9 is the last of which two stand on 58 mm. */
const leastPairVersion = 6;
const greatestPairVersion = 9;
const greatestVersion = 40;
const qrQuietModules = 4;
/** Three dots at 203 dpi: what telephones read without effort. */
const qrModuleMm = 0.375;

function drawQr(block: QrBlock, paper: SymbolPaper): Result<Bitmap, SymbolRefusal> {
  const version = versionFor(block.text);
  if (version === undefined) return err({ kind: 'too-long' });
  const moduleDots = dotsOf(qrModuleMm, paper.dpi);
  const leastDots = moduleDots * (modulesOf(version) + 2 * qrQuietModules);
  if (leastDots > paper.dots) return err({ kind: 'too-wide', leastDots, paperDots: paper.dots });
  return ok(drawModules(block.text, version, moduleDots));
}

function drawQrPair(block: QrPairBlock, paper: SymbolPaper): Result<Bitmap, SymbolRefusal> {
  const versions = [block.left, block.right].map(versionFor);
  const version = versions.reduce<number>(
    (most, one) => Math.max(most, one ?? greatestVersion + 1),
    leastPairVersion,
  );
  if (version > greatestPairVersion) return err({ kind: 'too-long' });
  const moduleDots = dotsOf(qrModuleMm, paper.dpi);
  const left = drawModules(block.left, version, moduleDots);
  const right = drawModules(block.right, version, moduleDots);
  const leastDots = left.widthDots + right.widthDots;
  if (leastDots > paper.dots) return err({ kind: 'too-wide', leastDots, paperDots: paper.dots });
  const pair = blankBitmap(leastDots, left.heightDots);
  stamp(pair, left, 0, 0);
  stamp(pair, right, left.widthDots, 0);
  return ok(pair);
}

/** Level L, and bytes as they are: a mode that packs Japanese would take pairs of UTF-8's bytes for characters. */
const qrSettings = { bcid: 'qrcode', eclevel: 'L', suppresskanjimode: true } as const;

/** The smallest version that holds the text at level L; undefined when none does, or there is no text. */
function versionFor(text: string): number | undefined {
  if (text === '') return undefined;
  const symbol = symbolOf({ ...qrSettings, text });
  if (symbol === undefined) return undefined;
  assert('pixx' in symbol, 'a QR code is a square of modules');
  return (symbol.pixx - 17) / 4;
}

function modulesOf(version: number): number {
  return 17 + 4 * version;
}

function drawModules(text: string, version: number, moduleDots: number): Bitmap {
  const withVersion = { ...qrSettings, text, version };
  const symbol = symbolOf(withVersion);
  assert(symbol !== undefined && 'pixx' in symbol, 'the version was chosen so that the text fits');
  assert(symbol.pixx === modulesOf(version), 'the code has the version that was asked for');
  const { pixx, pixs } = symbol;
  const bitmap = blankBitmap(...square(moduleDots * (pixx + 2 * qrQuietModules)));
  pixs.forEach((isDark, i) => {
    if (isDark !== 1) return;
    const left = moduleDots * ((i % pixx) + qrQuietModules);
    const top = moduleDots * (Math.floor(i / pixx) + qrQuietModules);
    for (let y = top; y < top + moduleDots; y += 1) {
      for (let x = left; x < left + moduleDots; x += 1) setBlack(bitmap, x, y);
    }
  });
  return bitmap;
}

function square(dots: number): [number, number] {
  return [dots, dots];
}

function dotsOf(millimetres: number, dpi: number): number {
  return Math.max(1, Math.round((millimetres * dpi) / 25.4));
}
