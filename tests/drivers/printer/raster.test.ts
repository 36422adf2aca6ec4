import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bitmap, blankBitmap, isBlack, setBlack } from '../../../drivers/printer/bitmap.ts';
import {
  hasRealTimeSequence,
  rasterBands,
  withoutRealTimeSequences,
} from '../../../drivers/printer/raster.ts';
import { RealTimeScanner } from '../../../fixtures/simulators/escpos-real-time.ts';

/** A picture with these bytes. */
function bitmapOf(bytesPerRow: number, data: readonly number[]): Bitmap {
  return {
    widthDots: 8 * bytesPerRow,
    heightDots: data.length / bytesPerRow,
    bytesPerRow,
    data: Uint8Array.from(data),
  };
}

test('a picture of 16 by 2 black dots, as the manual has it', () => {
  const bytes = rasterBands(bitmapOf(2, [0xff, 0xff, 0xff, 0xff]), 256);
  expect(bytes).toEqual([
    Uint8Array.of(0x1d, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00, 0xff, 0xff, 0xff, 0xff),
  ]);
});

test('a tall picture goes out in bands that together are the picture', () => {
  const bitmap = blankBitmap(384, 600);
  for (let y = 0; y < 600; y += 1) setBlack(bitmap, (7 * y) % 384, y);
  const bands = rasterBands(bitmap, 256);
  expect(bands.map((band) => (band[6] ?? 0) + 256 * (band[7] ?? 0))).toEqual([256, 256, 88]);
  expect(Buffer.concat(bands.map((band) => band.subarray(8)))).toEqual(
    Buffer.from(withoutRealTimeSequences(bitmap).data),
  );
});

describe('real-time commands in pictures', () => {
  const cases = [
    { name: 'a drawer pulse', data: [0x10, 0x14, 0x01, 0x00, 0x01, 0x00] },
    { name: 'a status request over two rows', data: [0x00, 0x00, 0x10, 0x04, 0x01, 0x00] },
    { name: 'a recovery', data: [0x10, 0x05, 0x02, 0x00, 0x00, 0x00] },
    { name: 'no room to move', data: [0x10, 0x14, 0x01, 0x10, 0x04, 0x01] },
  ];
  for (const { name, data } of cases) {
    test(`${name}: no trace is left`, () => {
      expect(hasRealTimeSequence(Uint8Array.from(data))).toBe(true);
      expect(hasRealTimeSequence(withoutRealTimeSequences(bitmapOf(3, data)).data)).toBe(false);
    });
  }

  test('a picture with room is moved by a dot, and keeps its shape', () => {
    const bitmap = bitmapOf(3, [0x10, 0x14, 0x00]);
    expect(withoutRealTimeSequences(bitmap)).toEqual(bitmapOf(3, [0x08, 0x0a, 0x00]));
  });

  test('a picture without them is left alone', () => {
    const bitmap = bitmapOf(2, [0x10, 0x00, 0x14, 0xff]);
    expect(withoutRealTimeSequences(bitmap)).toBe(bitmap);
  });

  test('whatever is drawn, a printer that looks for commands everywhere finds none', () => {
    const byte = fc.oneof(
      fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x00),
      fc.integer({ min: 0, max: 255 }),
    );
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc
          .array(byte, { minLength: width * height, maxLength: width * height })
          .map((data) => bitmapOf(width, data)),
      );
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 256 }), (bitmap, bandRows) => {
        const bytes = Buffer.concat(rasterBands(bitmap, bandRows));
        const scanner = new RealTimeScanner();
        for (const one of bytes) expect(scanner.push(one)).toBeUndefined();
        expect(hasRealTimeSequence(bytes)).toBe(false);
        // No black dot is lost: either all moved alike, or some were added.
        const safe = withoutRealTimeSequences(bitmap);
        const isKept = (byDots: number) => {
          for (let y = 0; y < bitmap.heightDots; y += 1) {
            for (let x = 0; x < bitmap.widthDots; x += 1) {
              if (isBlack(bitmap, x, y) && !isBlack(safe, x + byDots, y)) return false;
            }
          }
          return true;
        };
        expect([0, 1, 2].some(isKept)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
