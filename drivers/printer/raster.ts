import { assert } from '../../src-main/base/assert.ts';
import { type Bitmap, shiftedRight, whiteColumnsAtRight } from './bitmap.ts';
import { rasterImage } from './escpos-commands.ts';

const dle = 0x10;
/** EOT, ENQ, DC4: after DLE they make a real-time command, which printers obey even inside image data. */
const realTimeSecondBytes: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/** A picture may move this far unnoticed: a quarter of a millimetre. */
const maxShiftDots = 2;

/** Whether these bytes contain the beginning of a real-time command (DLE EOT, DLE ENQ or DLE DC4). */
export function hasRealTimeSequence(bytes: Uint8Array): boolean {
  return bytes.some((byte, i) => byte === dle && realTimeSecondBytes.has(bytes[i + 1] ?? 0));
}

/**
 * The same picture with no real-time command in its bytes. Where there is room it is moved by a dot or two to the
 * right, which changes no shape; else one dot beside the offending stroke turns black.
 */
export function withoutRealTimeSequences(bitmap: Bitmap): Bitmap {
  if (!hasRealTimeSequence(bitmap.data)) return bitmap;
  const room = Math.min(maxShiftDots, whiteColumnsAtRight(bitmap));
  for (let byDots = 1; byDots <= room; byDots += 1) {
    const shifted = shiftedRight(bitmap, byDots);
    if (!hasRealTimeSequence(shifted.data)) return shifted;
  }
  const data = bitmap.data.slice();
  for (let i = 0; i + 1 < data.length; i += 1) {
    // 18h is no DLE and no second byte either, so nothing new can arise.
    if (data[i] === dle && realTimeSecondBytes.has(data[i + 1] ?? 0)) data[i] = 0x18;
  }
  return { ...bitmap, data };
}

/**
 * The commands that print a picture: GS v 0 in bands of at most `bandRows` rows, free of real-time commands.
 * The line buffer must be empty, and the alignment left.
 */
export function rasterBands(bitmap: Bitmap, bandRows: number): Uint8Array[] {
  assert(bandRows >= 1 && bandRows <= 256, 'a band has 1 to 256 rows');
  const safe = withoutRealTimeSequences(bitmap);
  const bands: Uint8Array[] = [];
  for (let top = 0; top < safe.heightDots; top += bandRows) {
    const rows = Math.min(bandRows, safe.heightDots - top);
    const data = safe.data.subarray(top * safe.bytesPerRow, (top + rows) * safe.bytesPerRow);
    bands.push(rasterImage(safe.bytesPerRow, rows, data));
  }
  return bands;
}
