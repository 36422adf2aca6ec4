import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBlack } from '../../drivers/printer/bitmap.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { drawPaper, textOf } from '../../fixtures/simulators/draw-paper.ts';
import { EscPosInterpreter, type PrinterEvent } from '../../fixtures/simulators/escpos-interpreter.ts';
import { PaperRoll } from '../../fixtures/simulators/paper.ts';

const glyphs = createGlyphSource();

function interpreter(maxHeightDots = 5_000) {
  const roll = new PaperRoll({ widthDots: 384, headToCutterDots: 0, maxHeightDots });
  const events: PrinterEvent[] = [];
  const commands: string[] = [];
  const it = new EscPosInterpreter(roll, {
    headToCutterDots: 0,
    onEvent: (event) => events.push(event),
    onCommand: (command) => commands.push(command),
  });
  return { roll, events, commands, push: (...bytes: number[]) => it.push(Uint8Array.from(bytes)), it };
}

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

describe('text', () => {
  test('Big5 between FS & and FS ., with trail bytes that look like ASCII', () => {
    const { roll, push } = interpreter();
    push(0x1c, 0x26, 0xb3, 0x5c, 0xa5, 0x5c, 0x1c, 0x2e, ...ascii('\\A'), 0x0a);
    expect(textOf(roll.peek())).toBe('許功\\A\n');
  });

  test('without FS & is accented Latin, as on a real printer', () => {
    const { roll, push } = interpreter();
    push(0xa7, 0x41, 0x0a); // 你
    expect(textOf(roll.peek())).toBe('ºA\n');
  });

  test('a split pair leaves a hole and does not eat the command after it', () => {
    const { roll, push } = interpreter();
    push(0x1c, 0x26, 0xa7, 0x0a, 0xa7, 0x41, 0x0a);
    expect(textOf(roll.peek())).toBe('□\n你\n');
  });

  test('a line that is too long goes on in the next', () => {
    const { roll, push } = interpreter();
    push(...ascii('1234567890'.repeat(4)), 0x0a);
    expect(textOf(roll.peek())).toBe('12345678901234567890123456789012\n34567890\n');
  });

  test('alignment, size, margins and places in dots', () => {
    const { roll, push } = interpreter();
    push(0x1b, 0x61, 0x02, ...ascii('R'), 0x0a); // right
    push(0x1b, 0x61, 0x01, 0x1d, 0x21, 0x11, ...ascii('C'), 0x0a); // centre, double
    push(0x1b, 0x40, 0x1d, 0x4c, 24, 0, ...ascii('M'), 0x1b, 0x24, 120, 0, ...ascii('X'), 0x0a);
    const marks = roll.peek().marks.map((mark) => ({ x: mark.x, y: mark.y }));
    expect(marks).toEqual([
      { x: 372, y: 0 },
      { x: 180, y: 30 },
      { x: 24, y: 78 },
      { x: 144, y: 78 },
    ]);
  });
});

describe('pictures', () => {
  test('a raster lands dot by dot where the head stands', () => {
    const { roll, push } = interpreter();
    push(0x1d, 0x76, 0x30, 0x00, 0x01, 0x00, 0x02, 0x00, 0x81, 0x18);
    const paper = drawPaper(roll.peek(), glyphs);
    const black = [0, 1].map((y) =>
      Array.from({ length: 8 }, (_, x) => (isBlack(paper, x, y) ? '#' : '.')).join(''),
    );
    expect(black).toEqual(['#......#', '...##...']);
    expect(roll.headY).toBe(2);
  });

  test('double modes, and columns of 24 dots', () => {
    const { roll, push, events } = interpreter();
    push(0x1d, 0x76, 0x30, 0x03, 0x01, 0x00, 0x01, 0x00, 0x80);
    push(0x1b, 0x2a, 0x21, 0x02, 0x00, 0x80, 0, 0, 0, 0, 0x01);
    const paper = drawPaper(roll.peek(), glyphs);
    expect([isBlack(paper, 1, 1), isBlack(paper, 2, 0), isBlack(paper, 0, 2), isBlack(paper, 1, 25)]).toEqual(
      [true, false, true, true],
    );
    expect(events).toContainEqual({ kind: 'image', widthDots: 16, heightDots: 2 });
  });

  test('more rows and columns than any paper has are read and cut off', () => {
    const { roll, push, it, events } = interpreter(1_000);
    push(0x1d, 0x76, 0x30, 0x00, 0x00, 0x01, 0xff, 0x0f); // 2048 by 4095 dots
    for (let i = 0; i < 4_095; i += 1) it.push(new Uint8Array(256).fill(0xff));
    push(...ascii('after'), 0x0a);
    expect(events.at(-1)).toEqual({ kind: 'line', text: 'after' });
    expect(roll.peek().heightDots).toBe(1_000);
  });
});

describe('commands', () => {
  const cases: readonly {
    readonly name: string;
    readonly bytes: readonly number[];
    readonly event: PrinterEvent;
  }[] = [
    { name: 'pulse', bytes: [0x1b, 0x70, 1, 25, 250], event: { kind: 'kick', pin: 5, onMs: 50, offMs: 500 } },
    { name: 'full cut', bytes: [0x1d, 0x56, 0], event: { kind: 'cut', isPartial: false } },
    {
      name: 'partial cut after feeding',
      bytes: [0x1d, 0x56, 0x42, 3],
      event: { kind: 'cut', isPartial: true },
    },
    { name: 'GS r 1', bytes: [0x1d, 0x72, 1], event: { kind: 'status-asked', what: 'paper' } },
    { name: 'GS r 2', bytes: [0x1d, 0x72, 0x32], event: { kind: 'status-asked', what: 'drawer' } },
    {
      name: 'process id',
      bytes: [0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 1, 2, 3, 4],
      event: { kind: 'process-id', id: Uint8Array.of(1, 2, 3, 4) },
    },
    { name: 'reports', bytes: [0x1d, 0x61, 0x0f], event: { kind: 'auto-status', mask: 15 } },
    {
      name: 'real-time pulse off',
      bytes: [0x1d, 0x28, 0x44, 3, 0, 0x14, 1, 0],
      event: { kind: 'real-time-pulse', isEnabled: false },
    },
    {
      name: 'Code 39, form A',
      bytes: [0x1d, 0x6b, 4, ...ascii('A1'), 0],
      event: { kind: 'symbol', data: 'A1' },
    },
    {
      name: 'Code 39, form B',
      bytes: [0x1d, 0x6b, 0x45, 2, ...ascii('A1')],
      event: { kind: 'symbol', data: 'A1' },
    },
    {
      name: 'QR code',
      bytes: [
        0x1d,
        0x28,
        0x6b,
        5,
        0,
        0x31,
        0x50,
        0x30,
        ...ascii('hi'),
        0x1d,
        0x28,
        0x6b,
        3,
        0,
        0x31,
        0x51,
        0x30,
      ],
      event: { kind: 'symbol', data: 'hi' },
    },
    { name: 'an unknown one', bytes: [0x1b, 0x7f], event: { kind: 'unknown', bytes: [0x1b, 0x7f] } },
  ];
  for (const { name, bytes, event } of cases) {
    test(name, () => {
      const { push, events } = interpreter();
      push(...bytes);
      expect(events.filter((one) => one.kind !== 'line').at(-1)).toEqual(event);
      push(...ascii('next'), 0x0a);
      expect(events.at(-1)).toEqual({ kind: 'line', text: 'next' });
    });
  }

  test('real-time commands in their place leave no ink', () => {
    const { push, roll } = interpreter();
    push(0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x01, 0x00, 0x01);
    push(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08, ...ascii('x'), 0x0a);
    expect(textOf(roll.peek())).toBe('x\n');
  });
});

describe('any bytes', () => {
  const commandStart = fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10);
  const letter = fc.constantFrom(...ascii('@!$-23*aEJMVLWdprtBDvk(8HIcGR&.S{'));
  const soup = fc
    .array(
      fc.oneof(
        fc.tuple(commandStart, letter).map((pair) => [...pair]),
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }),
        fc.constant([0x1d, 0x76, 0x30, 0x00, 0x04, 0x00, 0x03, 0x00]),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.flat());

  test('in any split do the same, never throw, and stay within bounds', () => {
    fc.assert(
      fc.property(soup, fc.array(fc.nat(50), { maxLength: 20 }), (bytes, cuts) => {
        const whole = interpreter(2_000);
        whole.push(...bytes);
        const parts = interpreter(2_000);
        let at = 0;
        for (const length of cuts) {
          parts.push(...bytes.slice(at, at + length));
          at += length;
        }
        parts.push(...bytes.slice(at));
        expect(parts.events).toEqual(whole.events);
        expect(parts.commands).toEqual(whole.commands);
        expect(parts.roll.peek()).toEqual(whole.roll.peek());
        expect(parts.roll.peek().heightDots).toBeLessThanOrEqual(2_000);
      }),
      { numRuns: 300 },
    );
  });

  test('a reset brings it back to itself', () => {
    fc.assert(
      fc.property(soup, (bytes) => {
        const { push, it, roll, events } = interpreter(1_000_000);
        push(...bytes);
        it.reset();
        const before = roll.peek().rows.length;
        push(...ascii('ok'), 0x0a);
        expect(events.at(-1)).toEqual({ kind: 'line', text: 'ok' });
        expect(
          roll
            .peek()
            .rows.slice(before)
            .map((row) => row.text),
        ).toEqual(['ok']);
      }),
    );
  });
});
