import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { big5CodeOf, characterOfBig5 } from '../../../drivers/printer/big5-font.ts';
import {
  askInOrder,
  askProcessId,
  askRealTimeStatus,
  autoStatus,
  chineseQuadruple,
  drawerKick,
  feedDots,
} from '../../../drivers/printer/escpos-commands.ts';
import { hasRealTimeSequence } from '../../../drivers/printer/raster.ts';

const hex = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/(..)(?=.)/g, '$1 ');

// Bytes as Epson's command reference has them.
const commands = [
  {
    name: 'pulse on pin 2, 50 ms and 500 ms',
    bytes: drawerKick({ pin: 2, onMs: 50, offMs: 500 }),
    hex: '1b 70 00 19 fa',
  },
  { name: 'pulse on pin 5', bytes: drawerKick({ pin: 5, onMs: 200, offMs: 100 }), hex: '1b 70 01 64 32' },
  { name: 'DLE EOT 1', bytes: askRealTimeStatus('printer'), hex: '10 04 01' },
  { name: 'DLE EOT 4', bytes: askRealTimeStatus('paper'), hex: '10 04 04' },
  { name: 'reports on', bytes: autoStatus(true), hex: '1d 61 0f' },
  { name: 'reports off', bytes: autoStatus(false), hex: '1d 61 00' },
  { name: 'GS r 1', bytes: askInOrder('paper'), hex: '1d 72 01' },
  { name: 'GS r 2', bytes: askInOrder('drawer'), hex: '1d 72 02' },
  { name: 'process id', bytes: askProcessId(Buffer.from('0042')), hex: '1d 28 48 06 00 30 30 30 30 34 32' },
  { name: 'quadruple Chinese', bytes: chineseQuadruple(true), hex: '1c 57 01' },
  { name: 'feed', bytes: feedDots(24), hex: '1b 4a 18' },
];
describe('command', () => {
  for (const { name, bytes, hex: expected } of commands) test(name, () => expect(hex(bytes)).toBe(expected));

  test('what cannot be said is a bug, not a wrong byte', () => {
    expect(() => drawerKick({ pin: 2, onMs: 0, offMs: 500 })).toThrow();
    expect(() => drawerKick({ pin: 2, onMs: 100, offMs: 511 })).toThrow();
    expect(() => feedDots(256)).toThrow();
    expect(() => askProcessId(Uint8Array.of(1, 2, 3, 4))).toThrow();
  });

  test('no pulse reads as a real-time command', () => {
    for (let onMs = 2; onMs <= 510; onMs += 2) {
      for (const offMs of [8, 10, 40])
        expect(hasRealTimeSequence(drawerKick({ pin: 2, onMs, offMs }))).toBe(false);
    }
  });
});

const codes = [
  { character: '你', code: 'a7 41' },
  { character: '許', code: 'b3 5c' }, // its second byte is a backslash
  { character: '功', code: 'a5 5c' },
  { character: '碁', code: 'f9 d6' },
  { character: '堃', code: undefined },
  { character: '喆', code: undefined },
  { character: '峯', code: undefined },
  { character: '着', code: undefined },
  { character: '①', code: undefined },
  { character: '€', code: undefined },
  { character: 'é', code: undefined },
  { character: '😀', code: undefined },
  { character: 'A', code: undefined }, // one byte, another font
];
describe('the Big5 font', () => {
  for (const { character, code } of codes) {
    test(`holds ${character}: ${code ?? 'no'}`, () => {
      const bytes = big5CodeOf(character, true);
      expect(bytes === undefined ? undefined : hex(bytes)).toBe(code);
    });
  }

  test('of older printers ends before the ETEN extension', () => {
    for (const character of '碁恒裏粧') expect(big5CodeOf(character, false)).toBeUndefined();
    expect(big5CodeOf('你', false)).toBeDefined();
  });

  test('gives back every character that it holds', () => {
    let count = 0;
    for (let point = 0x80; point < 0x10000; point += 1) {
      const character = String.fromCharCode(point);
      const bytes = big5CodeOf(character, true);
      if (bytes === undefined) continue;
      count += 1;
      const [lead = 0, trail = 0] = bytes;
      expect(characterOfBig5(lead, trail)).toBe(character);
    }
    // 13,053 characters of Big5, symbols and the 41 of the extension, less the euro sign.
    expect(count).toBeGreaterThan(13_000);
    expect(iconv.encodingExists('cp950')).toBe(true);
  });
});
