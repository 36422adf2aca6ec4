import { assert } from '../../src-main/base/assert.ts';

/** A black and white picture as print heads take it: rows of whole bytes, most significant bit left, 1 is black. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly bytesPerRow: number;
  /** `bytesPerRow * heightDots` bytes. Bits right of the width are white. */
  readonly data: Uint8Array;
}

/** A white picture. Both sizes are whole numbers, at least 0. */
export function blankBitmap(widthDots: number, heightDots: number): Bitmap {
  assert(Number.isInteger(widthDots) && widthDots >= 0, 'a bitmap is a whole number of dots wide');
  assert(Number.isInteger(heightDots) && heightDots >= 0, 'a bitmap is a whole number of dots high');
  const bytesPerRow = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, bytesPerRow, data: new Uint8Array(bytesPerRow * heightDots) };
}

/** Whether the dot is black. Outside the picture everything is white. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return false;
  return ((bitmap.data[y * bitmap.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Makes the dot black. Outside the picture nothing happens, as ink that misses the paper. */
export function setBlack(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return;
  const at = y * bitmap.bytesPerRow + (x >> 3);
  bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
}

/** Puts the black dots of `from` onto `onto`, its top left corner at (x, y). What sticks out is cut off. */
export function stamp(onto: Bitmap, from: Bitmap, x: number, y: number): void {
  for (let row = 0; row < from.heightDots; row += 1) {
    for (let column = 0; column < from.widthDots; column += 1) {
      if (isBlack(from, column, row)) setBlack(onto, x + column, y + row);
    }
  }
}

/** A picture `byDots` further right in the same width; what leaves at the right is lost. */
export function shiftedRight(bitmap: Bitmap, byDots: number): Bitmap {
  const shifted = blankBitmap(bitmap.widthDots, bitmap.heightDots);
  stamp(shifted, bitmap, byDots, 0);
  return shifted;
}

/** How many columns at the right edge are white. */
export function whiteColumnsAtRight(bitmap: Bitmap): number {
  for (let x = bitmap.widthDots - 1; x >= 0; x -= 1) {
    for (let y = 0; y < bitmap.heightDots; y += 1) if (isBlack(bitmap, x, y)) return bitmap.widthDots - 1 - x;
  }
  return bitmap.widthDots;
}
