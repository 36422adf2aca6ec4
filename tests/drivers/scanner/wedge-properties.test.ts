import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WedgeCodec } from '../../../drivers/scanner/wedge-codec.ts';
import type { WedgeDecision } from '../../../drivers/scanner/wedge-decision.ts';
import { meaningOf, usLayout } from '../../../drivers/scanner/wedge-layout.ts';
import { Desk, printable, scan, scanned } from './wedge-desk.ts';

describe('properties', () => {
  const codes = [
    ...usLayout.keys.keys(),
    ...['Numpad0', 'Numpad9', 'NumpadAdd', 'NumpadEnter', 'Enter', 'Tab', 'F2', 'Escape', 'ArrowDown', ''],
    ...['ShiftLeft', 'ControlLeft', 'AltLeft', 'Backspace', 'Process', '__proto__'],
  ];
  const anyStroke = fc.record({
    code: fc.constantFrom(...codes),
    shift: fc.boolean(),
    ctrl: fc.boolean(),
    alt: fc.boolean(),
    meta: fc.boolean(),
    isRepeat: fc.boolean(),
  });
  const anyPrefix = fc.constantFrom(undefined, ']', '~#', '\x02');

  test('any strokes at any times: nothing throws, nothing comes out twice or out of order, memory stays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyStroke, fc.integer({ min: -20, max: 400 })), { maxLength: 120 }),
        anyPrefix,
        (strokes, prefix) => {
          const codec = new WedgeCodec<number>({
            ...(prefix === undefined ? {} : { prefix }),
            maxLength: 32,
          });
          const released: number[] = [];
          const note = (decisions: readonly WedgeDecision<number>[]) => {
            for (const each of decisions) if (each.kind === 'release') released.push(each.tag);
          };
          let atMs = 0;
          for (const [index, [stroke, gapMs]] of strokes.entries()) {
            atMs += gapMs;
            const answer = codec.press(stroke, atMs, index);
            note(answer.decisions);
            // What is passed comes after all that was held before it.
            if (answer.verdict === 'passed' && meaningOf(stroke, usLayout).kind !== 'modifier')
              expect(codec.isIdle).toBe(true);
            if (gapMs % 3 === 0) note(codec.settle());
          }
          note(codec.settle());
          expect(released).toEqual([...new Set(released)].sort((a, b) => a - b));
          expect(codec.isIdle).toBe(true);
        },
      ),
    );
  });

  test('a code at any speed below the gap is that code, to the byte', () => {
    const text = fc.string({ minLength: 4, maxLength: 60, unit: fc.constantFrom(...printable(), '\x1d') });
    fc.assert(
      fc.property(
        text.filter((code) => !code.startsWith('\x1d') && !/^\][A-Za-z][0-9A-Za-z]/.test(code)),
        fc.array(fc.integer({ min: 0, max: 49 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('enter', 'tab', 'crlf', 'none'),
        fc.boolean(),
        (code, gapsMs, suffix, isCapsLockOn) => {
          const model = { name: 'any', gapsMs };
          expect(scanned(code, { model, suffix, isCapsLockOn })).toEqual(scan(code));
        },
      ),
    );
  });

  test('with a prefix, at any speed below half a second', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(...printable()) }),
        fc.array(fc.integer({ min: 0, max: 140 }), { minLength: 1, maxLength: 20 }),
        (code, gapsMs) => {
          const model = { name: 'any', gapsMs };
          expect(scanned(code, { model, prefix: ']Q1' }, { prefix: ']' })).toEqual(scan(code, ']Q1'));
        },
      ),
    );
  });

  test('typing at a hand’s pace is never a scan and loses no key', () => {
    const key = fc.constantFrom(
      ...usLayout.keys.keys(),
      'Numpad5',
      'NumpadAdd',
      'Enter',
      'Tab',
      'F12',
      'Escape',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.integer({ min: 80, max: 300 }), fc.boolean()), { maxLength: 80 }),
        (typed) => {
          const desk = new Desk();
          let atMs = 0;
          for (const [code, gapMs, hasShift] of typed) {
            atMs += gapMs;
            if (hasShift) desk.press({ code: 'ShiftLeft', shift: true }, atMs - 30);
            desk.press({ code, shift: hasShift && code !== 'Tab' }, atMs);
          }
          expect(desk.rest()).toEqual(typed.map(([code]) => code));
        },
      ),
    );
  });
});
