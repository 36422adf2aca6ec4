import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { BurstGuard, MAX_GAP_MS, MIN_BURST_LENGTH } from '../../../src-renderer/ui/keyboard/burst-guard.ts';
import { ManualEnvironment } from '../manual-time.ts';

let time: ManualEnvironment;
let seen: string[];
let guard: BurstGuard<string>;

beforeEach(() => {
  time = new ManualEnvironment();
  seen = [];
  guard = new BurstGuard(
    {
      pass: (stroke) => seen.push(stroke),
      burst: (code, passed) => seen.push(`scan ${code}, ${passed} passed`),
    },
    time.after,
  );
});

/** Makes strokes of so many characters, `gapMs` apart. */
function make(text: string, gapMs: number): void {
  for (const character of text) {
    const canBeTakenBack = /\d/.test(character);
    guard.character(character, character, { atMs: time.nowMs(), canBeTakenBack });
    time.advance(gapMs);
  }
}

describe('hands', () => {
  test('digits are passed at once', () => {
    make('5', 0);
    expect(seen).toEqual(['5']);
  });

  test('a symbol is passed when nothing follows it', () => {
    make('+', 0);
    expect(seen).toEqual([]);
    time.advance(MAX_GAP_MS);
    expect(seen).toEqual(['+']);
  });

  test('everything comes out in order and once', () => {
    make('500', 80);
    make('+', 80);
    expect(seen).toEqual(['5', '0', '0', '+']);
  });

  test('a quick run that is too short to be a scan comes out before its Enter', () => {
    make('13', 5);
    expect(guard.terminator()).toBe(false);
    expect(seen).toEqual(['1', '3']);
  });

  test('any other key lets out what is held before it acts', () => {
    make('+', 0);
    guard.flush();
    expect(seen).toEqual(['+']);
  });
});

describe('scanners', () => {
  test('an article number and its Enter are one scan; the digit that was shown is told', () => {
    make('4710018000003', 8);
    expect(guard.terminator()).toBe(true);
    expect(seen).toEqual(['4', 'scan 4710018000003, 1 passed']);
  });

  test('a carrier never shows its slash and plus', () => {
    make('/AB201+9', 8);
    expect(guard.terminator()).toBe(true);
    expect(seen).toEqual(['scan /AB201+9, 0 passed']);
  });

  test('a scan without an end is one after a silence', () => {
    make('47100180', 8);
    time.advance(MAX_GAP_MS);
    expect(seen).toEqual(['4', 'scan 47100180, 1 passed']);
  });

  test('a late Enter after such a scan is an Enter', () => {
    make('47100180', 8);
    time.advance(MAX_GAP_MS);
    expect(guard.terminator()).toBe(false);
  });

  test('two scans in a row are two', () => {
    make('4710018000003', 8);
    guard.terminator();
    make('4710018000010', 8);
    guard.terminator();
    expect(seen.filter((each) => each.startsWith('scan'))).toEqual([
      'scan 4710018000003, 1 passed',
      'scan 4710018000010, 1 passed',
    ]);
  });
});

test('whatever arrives however fast, each character comes out exactly once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ character: fc.constantFrom(...'0123456789+-*/.AB'), gapMs: fc.nat(120) }), {
        maxLength: 40,
      }),
      (strokes) => {
        const out: string[] = [];
        const clock = new ManualEnvironment();
        const property = new BurstGuard<string>(
          {
            pass: (stroke) => out.push(stroke),
            burst: (code, passed) => out.push(code.slice(passed)),
          },
          clock.after,
        );
        for (const { character, gapMs } of strokes) {
          property.character(character, character, {
            atMs: clock.nowMs(),
            canBeTakenBack: /\d/.test(character),
          });
          clock.advance(gapMs);
        }
        property.flush();
        expect(out.join('')).toBe(strokes.map(({ character }) => character).join(''));
      },
    ),
  );
});

test('the shortest scan is longer than a PIN', () => {
  expect(MIN_BURST_LENGTH).toBeGreaterThan(6);
});
