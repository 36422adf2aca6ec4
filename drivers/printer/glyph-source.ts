import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { type Bitmap, blankBitmap, setBlack } from './bitmap.ts';

/** One character in the cell that a printer's font would give it: 12 dots a column wide and 24 high, or twice both. */
export interface Glyph {
  readonly character: string;
  /** 2 for the two-byte fonts, 1 for the one-byte ones. */
  readonly columns: 1 | 2;
  readonly isBold: boolean;
  readonly size: 1 | 2;
}

/** Draws characters into printer cells. The same glyph always gives the same dots. */
export interface GlyphSource {
  /** The cells of these glyphs, in their order; each `columns * 12 * size` by `24 * size` dots. */
  draw(glyphs: readonly Glyph[]): readonly Bitmap[];
}

/** TrueType files on disk; the renderer is native code and reads no archive. */
export interface FontFiles {
  readonly regular: string;
  readonly bold: string;
}

/** Width of one column and height of one line of the printer's font A, at 203 dpi. */
export const columnDots = 12;
export const fontHeightDots = 24;

/** The Noto Sans TC that comes with the till. In a packaged till native code finds it beside the archive. */
export function bundledFonts(): FontFiles {
  const { resolve } = createRequire(import.meta.url);
  const find = (file: string) =>
    resolve(`@expo-google-fonts/noto-sans-tc/${file}`).replace('app.asar/', 'app.asar.unpacked/');
  return {
    regular: find('400Regular/NotoSansTC_400Regular.ttf'),
    bold: find('700Bold/NotoSansTC_700Bold.ttf'),
  };
}

/** Every glyph that a receipt shows in a year fits; beyond that the cache starts anew. */
const maxCachedGlyphs = 8_192;

/**
 * Draws with the given fonts. One call of the renderer costs tens of milliseconds however little it draws, since it
 * reads the fonts each time; so all glyphs that are new go into one picture, and each is kept.
 */
export function createGlyphSource(fonts: FontFiles = bundledFonts()): GlyphSource {
  const cache = new Map<string, Bitmap>();
  return {
    draw(glyphs) {
      const missing = new Map<string, Glyph>();
      for (const glyph of glyphs) if (!cache.has(keyOf(glyph))) missing.set(keyOf(glyph), glyph);
      if (cache.size + missing.size > maxCachedGlyphs) {
        cache.clear();
        for (const glyph of glyphs) missing.set(keyOf(glyph), glyph);
      }
      renderInto(cache, missing, fonts);
      return glyphs.map((glyph) => cache.get(keyOf(glyph)) ?? emptyCell(glyph));
    },
  };
}

function keyOf(glyph: Glyph): string {
  return `${glyph.size}${glyph.columns}${glyph.isBold ? 'b' : 'r'}${glyph.character}`;
}

function emptyCell(glyph: Glyph): Bitmap {
  return blankBitmap(glyph.columns * columnDots * glyph.size, fontHeightDots * glyph.size);
}

/** Cells stand this far apart on the sheet, so that ink that leaves one does not reach the next. */
const pitchDots = 64;
const cellsPerRow = 32;

function renderInto(cache: Map<string, Bitmap>, glyphs: ReadonlyMap<string, Glyph>, fonts: FontFiles): void {
  const drawn = [...glyphs].filter(([, glyph]) => glyph.character.trim() !== '');
  for (const [key, glyph] of glyphs) cache.set(key, emptyCell(glyph));
  if (drawn.length === 0) return;
  const width = pitchDots * cellsPerRow;
  const height = pitchDots * Math.ceil(drawn.length / cellsPerRow);
  const texts = drawn.map(([, glyph], i) =>
    svgText(glyph, pitchDots * (i % cellsPerRow), pitchDots * Math.floor(i / cellsPerRow)),
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="${width}" height="${height}" fill="white"/><g font-family="Noto Sans TC">${texts.join('')}</g></svg>`;
  const image = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [fonts.regular, fonts.bold],
      defaultFontFamily: 'Noto Sans TC',
    },
  }).render();
  const pixels = image.pixels;
  drawn.forEach(([key, glyph], i) => {
    const left = pitchDots * (i % cellsPerRow);
    const top = pitchDots * Math.floor(i / cellsPerRow);
    const cell = emptyCell(glyph);
    const threshold = thresholdOf(glyph);
    for (let y = 0; y < cell.heightDots; y += 1) {
      for (let x = 0; x < cell.widthDots; x += 1) {
        const luminance = pixels[4 * ((top + y) * width + left + x)] ?? 255;
        if (luminance < threshold) setBlack(cell, x, y);
      }
    }
    cache.set(key, cell);
  });
}

/** Thin strokes that fall between two dots would vanish at one half; bold ones would clog above it. */
function thresholdOf(glyph: Glyph): number {
  return glyph.isBold || glyph.size === 2 ? 128 : 150;
}

/** Letters of the proportional font that are wider than a printer's column, by weight; they are pressed into it. */
const wideLetters = { regular: '%&@BCDGHKMNOPQRUWdmpqw', bold: '%&@ABCDGHKMNOPQRSTUWXbdhmnopquw' };

function svgText(glyph: Glyph, left: number, top: number): string {
  const { columns } = glyph;
  const middle = left + (columns * columnDots * glyph.size) / 2;
  const fontSize = (columns === 2 ? 24 : 21) * glyph.size;
  const baseline = top + 21 * glyph.size;
  const wide = glyph.isBold ? wideLetters.bold : wideLetters.regular;
  const fit =
    columns === 1 && wide.includes(glyph.character)
      ? ` textLength="${12.4 * glyph.size}" lengthAdjust="spacingAndGlyphs"`
      : '';
  const weight = glyph.isBold ? 700 : 400;
  return `<text x="${middle}" y="${baseline}" text-anchor="middle" font-size="${fontSize}" font-weight="${weight}"${fit}>${xmlOf(glyph.character)}</text>`;
}

/** The base character and its marks; of joined signs (emoji families) the first stands for all. Never breaks the XML. */
function xmlOf(character: string): string {
  const [base = ' '] = character.match(/^.\p{M}*/su) ?? [];
  const allowed = base.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return allowed.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
