import { PNG } from 'pngjs';
import { type Bitmap, blankBitmap, isBlack, setBlack } from '../../drivers/printer/bitmap.ts';
import {
  columnDots,
  fontHeightDots,
  type Glyph,
  type GlyphSource,
} from '../../drivers/printer/glyph-source.ts';
import { charactersOf, columnsOfCharacter } from '../../drivers/printer/text-columns.ts';

/** One line as the eye sees it. */
export interface ReadLine {
  /** A character that is not in the alphabet reads as `□` for each two columns. */
  readonly text: string;
  readonly size: 1 | 2;
  /** Of its ink, from the paper's upper edge. */
  readonly topDots: number;
}

/** White that `pngOf` puts at either side. */
const marginDots = 32;
const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');
/** Whatever is higher than a double-size line is a picture of something else, such as a QR code. */
const highestLineDots = 2 * fontHeightDots + 2;
/** Ink thinner than this is a rule. */
const thinnestLineDots = 4;

/**
 * Reads the dots of a drawn receipt back into text: each cell must be, dot for dot, a glyph of the font. It knows
 * nothing of what was sent to the printer, so what it reads is what stands on the paper.
 * @param alphabet characters to know besides ASCII.
 */
export function readPaper(png: Buffer, glyphs: GlyphSource, alphabet = ''): ReadLine[] {
  const paper = paperOf(png);
  const font = fontOf(glyphs, alphabet);
  const page: Page = { dots: dotsOf(paper), widthDots: paper.widthDots };
  return bandsOf(paper).flatMap(([top, bottom]) => {
    const isLine = bottom - top >= thinnestLineDots && bottom - top <= highestLineDots;
    const line = isLine ? readBand(page, top, bottom, font) : undefined;
    return line === undefined ? [] : [line];
  });
}

/** The figures of a line: digits with commas between thousands and perhaps a sign, and nothing glued to them. */
export function figuresOf(text: string): number[] {
  const figures = text.match(/(?<![\d,A-Za-z/.:-])-?\d{1,3}(,\d{3})*(?![\d,A-Za-z/.:-])/g) ?? [];
  return figures.map((figure) => Number(figure.replaceAll(',', '')));
}

function paperOf(png: Buffer): Bitmap {
  const { width, height, data } = PNG.sync.read(png);
  const paper = blankBitmap(width - 2 * marginDots, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < paper.widthDots; x += 1) {
      if ((data[4 * (y * width + x + marginDots)] ?? 255) < 128) setBlack(paper, x, y);
    }
  }
  return paper;
}

/** Rows of ink between white ones. */
function bandsOf(paper: Bitmap): (readonly [number, number])[] {
  const bands: (readonly [number, number])[] = [];
  let top: number | undefined;
  for (let y = 0; y <= paper.heightDots; y += 1) {
    const row = paper.data.subarray(y * paper.bytesPerRow, (y + 1) * paper.bytesPerRow);
    const isInk = row.some((byte) => byte !== 0);
    if (isInk) top ??= y;
    else if (top !== undefined) {
      bands.push([top, y]);
      top = undefined;
    }
  }
  return bands;
}

/** Glyphs by the dots of their cells, for each size. */
type Font = Readonly<
  Record<1 | 2, ReadonlyMap<number, { readonly character: string; readonly columns: 1 | 2 }>>
>;

function fontOf(glyphs: GlyphSource, alphabet: string): Font {
  const characters = [...new Set([...charactersOf(ascii), ...charactersOf(alphabet)])];
  const cells = { 1: new Map(), 2: new Map() };
  const wanted = ([1, 2] as const).flatMap((size) =>
    [false, true].flatMap((isBold) =>
      characters.map(
        (character): Glyph => ({ character, columns: columnsOfCharacter(character), isBold, size }),
      ),
    ),
  );
  const drawn = glyphs.draw(wanted);
  wanted.forEach(({ character, columns, size }, i) => {
    const cell = drawn[i];
    if (cell === undefined) return;
    const key = cellKey(dotsOf(cell), cell.widthDots, 0, 0, cell.widthDots, cell.heightDots);
    // Digits come first in ASCII, so that a letter which looks the same does not hide one.
    if (key !== blank && !cells[size].has(key)) cells[size].set(key, { character, columns });
  });
  return cells;
}

/** One byte a dot, which is quicker to look at again and again. */
function dotsOf(bitmap: Bitmap): Uint8Array {
  const dots = new Uint8Array(bitmap.widthDots * bitmap.heightDots);
  for (let y = 0; y < bitmap.heightDots; y += 1) {
    for (let x = 0; x < bitmap.widthDots; x += 1)
      if (isBlack(bitmap, x, y)) dots[y * bitmap.widthDots + x] = 1;
  }
  return dots;
}

/** The key of a cell without ink. */
const blank = 0;

/** Fifty bits that stand for the dots of a cell: where each black one is (FNV-1a, twice). */
function cellKey(
  dots: Uint8Array,
  pitch: number,
  left: number,
  top: number,
  width: number,
  height: number,
): number {
  let one = 0x811c9dc5 ^ width;
  let other = 0x01234567 ^ width;
  let isInk = false;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (dots[(top + y) * pitch + left + x] !== 1) continue;
      isInk = true;
      one = Math.imul(one ^ (y * width + x), 0x01000193);
      other = Math.imul(other ^ (x * height + y), 0x01000193);
    }
  }
  return isInk ? 1 + (one >>> 0) * 0x40000 + (other >>> 14) : blank;
}

interface Page {
  readonly dots: Uint8Array;
  readonly widthDots: number;
}

/** Tries where the cells may begin until all of them are glyphs; the best reading otherwise. */
function readBand(paper: Page, top: number, bottom: number, font: Font): ReadLine | undefined {
  let best: { readonly line: ReadLine; readonly known: number } | undefined;
  for (const size of [1, 2] as const) {
    const height = fontHeightDots * size;
    for (let cellTop = Math.max(0, bottom - height); cellTop <= top; cellTop += 1) {
      for (let phase = 0; phase < columnDots; phase += 1) {
        const read = readCells(paper, cellTop, phase, size, font);
        if (read.known > 0 && read.known > (best?.known ?? 0)) {
          best = { line: { text: read.text.trimEnd(), size, topDots: top }, known: read.known };
        }
        if (read.known > 0 && read.unknown === 0) return best?.line;
      }
    }
  }
  return best?.line;
}

function readCells(paper: Page, top: number, phase: number, size: 1 | 2, font: Font) {
  const width = columnDots * size;
  const height = fontHeightDots * size;
  const cells = font[size];
  let text = '';
  let known = 0;
  let unknown = 0;
  for (let x = phase; x + width <= paper.widthDots; x += width) {
    const narrow = cellKey(paper.dots, paper.widthDots, x, top, width, height);
    if (narrow === blank) {
      text += ' ';
      continue;
    }
    const glyph =
      cells.get(narrow) ?? cells.get(cellKey(paper.dots, paper.widthDots, x, top, 2 * width, height));
    if (glyph === undefined) {
      unknown += 1;
      if (unknown > 3 && known === 0) break; // the cells do not begin here
      text += '\u25a1';
      x += width;
      continue;
    }
    known += 1;
    text += glyph.character;
    if (glyph.columns === 2) x += width;
  }
  return { text, known, unknown };
}
