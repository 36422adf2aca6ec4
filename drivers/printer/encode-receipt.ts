import { assert, unreachable } from '../../src-main/base/assert.ts';
import { ok, type Result } from '../../src-main/base/result.ts';
import { big5CodeOf } from './big5-font.ts';
import { type Bitmap, blankBitmap, setBlack, stamp } from './bitmap.ts';
import {
  chineseOff,
  disableRealTimePulse,
  feedDots,
  initialise,
  padding,
  plainAscii,
} from './escpos-commands.ts';
import { EscPosWriter } from './escpos-writer.ts';
import { columnDots, fontHeightDots, type Glyph, type GlyphSource } from './glyph-source.ts';
import {
  layOutReceipt,
  type PaperLine,
  type ReceiptRefusal,
  type RuleStyle,
  textOfLines,
} from './layout-receipt.ts';
import { columnsOfProfile, type PrinterProfile } from './profiles.ts';
import { rasterBands } from './raster.ts';
import type { ReceiptDocument } from './receipt-document.ts';
import { charactersOf, columnsOf, columnsOfCharacter } from './text-columns.ts';

export interface EncodedReceipt {
  /** A whole print job: initialises the printer and ends with the cut that the document asks for. Never a drawer pulse. */
  readonly bytes: Uint8Array;
  /** The same receipt in plain text, as wide as the paper has columns. */
  readonly text: string;
}

type TextLine = PaperLine & { readonly kind: 'text' };

/**
 * Turns a receipt into what this printer understands. Same input, same bytes.
 * A line that holds a character the printer's font lacks goes out as a picture, so that a name is never printed as `?`.
 * Only a bar code or QR code can be refused, and then nothing is encoded.
 */
export function tryEncodeReceipt(
  document: ReceiptDocument,
  profile: PrinterProfile,
  glyphs: GlyphSource,
): Result<EncodedReceipt, ReceiptRefusal> {
  const laidOut = layOutReceipt(document, profile);
  if (!laidOut.ok) return laidOut;
  const lines = laidOut.value;
  const pictures = drawPictureLines(lines, profile, glyphs);
  const writer = new EscPosWriter();
  writer.raw(padding, initialise);
  const hasPictures =
    pictures.size > 0 || lines.some((line) => line.kind === 'rule' || line.kind === 'symbol');
  if (profile.isRealtimeDisableSupported && hasPictures) writer.raw(disableRealTimePulse);
  writer.raw(plainAscii, chineseOff);
  for (const line of lines) writeLine(writer, line, profile, pictures.get(line));
  writeCut(writer, document.cut, profile);
  return ok({ bytes: writer.takeBytes(), text: textOfLines(lines, columnsOfProfile(profile)) });
}

/** As {@link tryEncodeReceipt}, for documents without symbols or with symbols that are known to fit. */
export function encodeReceipt(
  document: ReceiptDocument,
  profile: PrinterProfile,
  glyphs: GlyphSource,
): EncodedReceipt {
  const encoded = tryEncodeReceipt(document, profile, glyphs);
  assert(encoded.ok, 'every symbol of this document fits the paper');
  return encoded.value;
}

function writeLine(
  writer: EscPosWriter,
  line: PaperLine,
  profile: PrinterProfile,
  picture: Bitmap | undefined,
): void {
  switch (line.kind) {
    case 'text':
      if (picture === undefined) writeTextLine(writer, line, profile);
      else writePictureLine(writer, picture, line.size, profile);
      break;
    case 'rule':
      writeRule(writer, line.style, profile);
      break;
    case 'feed':
      writer.size(1);
      writer.lineSpacing(profile.lineSpacingDots);
      writer.feed(line.lines);
      break;
    case 'symbol':
      writeSymbol(writer, line.bitmap, profile);
      break;
    default:
      unreachable(line);
  }
}

function writeTextLine(writer: EscPosWriter, line: TextLine, profile: PrinterProfile): void {
  writeAirAbove(writer, line.size, profile);
  writer.lineSpacing(linePitchDots(line.size, profile));
  writer.align(line.align);
  writer.size(line.size);
  writer.bold(line.isBold);
  writer.textLine(line.text);
}

function writeCut(writer: EscPosWriter, cut: ReceiptDocument['cut'], profile: PrinterProfile): void {
  writer.align('left');
  writer.size(1);
  writer.bold(false);
  writer.lineSpacing(profile.lineSpacingDots);
  if (cut === 'none') return;
  writer.feed(profile.linesBeforeCut);
  writer.raw(profile.cut[cut]);
}

/** A double-size line has its share of air on both sides; an ordinary one has it all below. */
function writeAirAbove(writer: EscPosWriter, size: 1 | 2, profile: PrinterProfile): void {
  if (size === 2) writer.raw(feedDots(profile.lineSpacingDots - fontHeightDots));
}

/** From the top of a line to the top of the next. */
function linePitchDots(size: 1 | 2, profile: PrinterProfile): number {
  return fontHeightDots * size + profile.lineSpacingDots - fontHeightDots;
}

/** The lines that this printer's font cannot show, drawn; all in one call, since each call of the renderer is dear. */
function drawPictureLines(
  lines: readonly PaperLine[],
  profile: PrinterProfile,
  glyphs: GlyphSource,
): ReadonlyMap<PaperLine, Bitmap> {
  const pictures = lines.flatMap((line) =>
    line.kind === 'text' && !isInFont(line.text, profile) ? [line] : [],
  );
  const glyphsOf = (line: TextLine): Glyph[] =>
    charactersOf(line.text).map((character) => ({
      character,
      columns: columnsOfCharacter(character),
      isBold: line.isBold,
      size: line.size,
    }));
  const cells = glyphs.draw(pictures.flatMap(glyphsOf))[Symbol.iterator]();
  return new Map(
    pictures.map((line) => {
      const bitmap = blankBitmap(profile.dots, fontHeightDots * line.size);
      const widthDots = columnsOf(line.text) * columnDots * line.size;
      const free = Math.max(0, profile.dots - widthDots);
      let x = { left: 0, center: Math.floor(free / 2), right: free }[line.align];
      for (const glyph of glyphsOf(line)) {
        const cell = cells.next();
        if (cell.done !== true) stamp(bitmap, cell.value, x, 0);
        x += glyph.columns * columnDots * line.size;
      }
      return [line, bitmap];
    }),
  );
}

function isInFont(text: string, profile: PrinterProfile): boolean {
  return charactersOf(text).every((character) => {
    if (columnsOfCharacter(character) === 1) return true;
    return (
      profile.chineseEncoding === 'big5' && big5CodeOf(character, profile.hasEtenExtension) !== undefined
    );
  });
}

function writePictureLine(writer: EscPosWriter, picture: Bitmap, size: 1 | 2, profile: PrinterProfile): void {
  writer.align('left');
  writeAirAbove(writer, size, profile);
  const airBelowDots = linePitchDots(size, profile) - picture.heightDots;
  writer.raw(...rasterBands(picture, profile.bandRows), feedDots(airBelowDots));
}

/** White above and below the symbol, so that a reader's beam that stands askew meets no text. */
const airAroundSymbolDots = 8;
/** Room for the picture to move to the right when its bytes would read as a command (`raster.ts`). */
const roomToMoveDots = 2;

function writeSymbol(writer: EscPosWriter, symbol: Bitmap, profile: PrinterProfile): void {
  const left = Math.floor((profile.dots - symbol.widthDots) / 2);
  const widthDots = Math.min(profile.dots, left + symbol.widthDots + roomToMoveDots);
  const picture = blankBitmap(widthDots, symbol.heightDots);
  stamp(picture, symbol, left, 0);
  writer.align('left');
  const air = feedDots(airAroundSymbolDots);
  writer.raw(air, ...rasterBands(picture, profile.bandRows), air);
}

const ruleThicknessDots = 2;
const ruleGapDots = 3;
/** From the line above to the rule: the line spacing has left some air there already, below it none. */
const airAboveRuleDots = 4;
const airBelowRuleDots = 12;

/** Rules are drawn, two dots thick: box characters differ from font to font, and some leave gaps. */
function writeRule(writer: EscPosWriter, style: RuleStyle, profile: PrinterProfile): void {
  const stroke = rasterBands(ruleStroke(style, profile.dots), profile.bandRows);
  writer.align('left');
  writer.raw(feedDots(airAboveRuleDots), ...stroke);
  if (style === 'double') writer.raw(feedDots(ruleGapDots), ...stroke);
  writer.raw(feedDots(airBelowRuleDots));
}

function ruleStroke(style: RuleStyle, dots: number): Bitmap {
  const stroke = blankBitmap(dots, ruleThicknessDots);
  for (let x = 0; x < dots; x += 1) {
    if (style === 'dashed' && x % columnDots >= 8) continue;
    for (let y = 0; y < ruleThicknessDots; y += 1) setBlack(stroke, x, y);
  }
  return stroke;
}
