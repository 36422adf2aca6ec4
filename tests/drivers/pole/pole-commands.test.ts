import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodePoleCommand,
  type PoleCommand,
  type PoleDialect,
  throughPrinter,
} from '../../../drivers/pole/pole-commands.ts';
import { type PoleFrame, redrawBytes } from '../../../drivers/pole/pole-frame.ts';
import { type PoleProfile, poleProfiles } from '../../../drivers/pole/profiles.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const packed = (spaced: string) => spaced.replace(/ /g, '');

const row20 = ascii('ABCDEFGHIJKLMNOPQRST');
const row20Hex = '4142434445464748494A4B4C4D4E4F5051525354';

/** The table of peripherals.md 3.2; `-` where the dialect has no such command. */
const table: readonly {
  readonly command: PoleCommand;
  readonly epson: string;
  readonly cd5220: string;
  readonly led8: string;
}[] = [
  { command: { kind: 'end-string' }, epson: '0D', cd5220: '0D', led8: '0D' },
  { command: { kind: 'initialise' }, epson: '1B 40', cd5220: '1B 40', led8: '1B 40' },
  { command: { kind: 'clear' }, epson: '0C', cd5220: '0C', led8: '0C' },
  { command: { kind: 'clear-row' }, epson: '18', cd5220: '18', led8: '-' },
  { command: { kind: 'home' }, epson: '0B', cd5220: '0B', led8: '-' },
  {
    command: { kind: 'move', column: 7, row: 'lower' },
    epson: '1F 24 07 02',
    cd5220: '1B 6C 07 02',
    led8: '-',
  },
  {
    command: { kind: 'write-row', row: 'upper', text: row20 },
    epson: `0B ${row20Hex}`,
    cd5220: `1B 51 41 ${row20Hex} 0D`,
    led8: 'too long',
  },
  {
    command: { kind: 'write-row', row: 'lower', text: row20 },
    epson: `1F 24 01 02 ${row20Hex}`,
    cd5220: `1B 51 42 ${row20Hex} 0D`,
    led8: '-',
  },
  {
    command: { kind: 'write-row', row: 'upper', text: ascii('    1250') },
    epson: '0B 20 20 20 20 31 32 35 30',
    cd5220: '1B 51 41 20 20 20 20 31 32 35 30 0D',
    led8: '1B 51 41 20 20 20 20 31 32 35 30 0D',
  },
  { command: { kind: 'text', text: ascii('A$') }, epson: '41 24', cd5220: '41 24', led8: '-' },
  {
    command: { kind: 'scroll-upper', text: ascii('sale') },
    epson: '-',
    cd5220: '1B 51 44 73 61 6C 65 0D',
    led8: '-',
  },
  { command: { kind: 'mode', mode: 'overwrite' }, epson: '1F 01', cd5220: '1B 11', led8: '-' },
  { command: { kind: 'mode', mode: 'vertical-scroll' }, epson: '1F 02', cd5220: '1B 12', led8: '-' },
  { command: { kind: 'mode', mode: 'horizontal-scroll' }, epson: '1F 03', cd5220: '1B 13', led8: '-' },
  { command: { kind: 'cursor', isOn: true }, epson: '1F 43 01', cd5220: '1B 5F 01', led8: '-' },
  { command: { kind: 'cursor', isOn: false }, epson: '1F 43 00', cd5220: '1B 5F 00', led8: '-' },
  { command: { kind: 'brightness', level: 3 }, epson: '1F 58 03', cd5220: '1B 2A 03', led8: '-' },
  { command: { kind: 'blink', steps: 255 }, epson: '1F 45 FF', cd5220: '-', led8: '-' },
  { command: { kind: 'code-table', table: 2 }, epson: '1B 74 02', cd5220: '1B 74 02', led8: '-' },
  { command: { kind: 'country', country: 0 }, epson: '1B 52 00', cd5220: '1B 66 00', led8: '-' },
  { command: { kind: 'select', peripheral: 'printer' }, epson: '1B 3D 01', cd5220: '1B 3D 01', led8: '-' },
  { command: { kind: 'select', peripheral: 'display' }, epson: '1B 3D 02', cd5220: '1B 3D 02', led8: '-' },
  { command: { kind: 'select', peripheral: 'both' }, epson: '1B 3D 03', cd5220: '1B 3D 03', led8: '-' },
  { command: { kind: 'self-test' }, epson: '1F 40', cd5220: '-', led8: '-' },
  { command: { kind: 'lamp', digit: 0x31 }, epson: '-', cd5220: '-', led8: '1B 73 31' },
];

for (const dialect of ['epson', 'cd5220', 'led8'] as const) {
  describe(`commands of ${dialect}`, () => {
    for (const row of table) {
      const wanted = row[dialect];
      test(`${JSON.stringify(row.command.kind)} ${wanted.slice(0, 30)}`, () => {
        if (wanted === 'too long') {
          expect(() => encodePoleCommand(dialect, row.command)).toThrow('more bytes than');
          return;
        }
        const encoded = encodePoleCommand(dialect, row.command);
        expect(encoded.ok ? hex(encoded.value) : '-').toBe(packed(wanted));
      });
    }
  });
}

describe('what is no parameter is a bug, not a command', () => {
  const wrong: readonly { readonly dialect: PoleDialect; readonly command: PoleCommand }[] = [
    { dialect: 'epson', command: { kind: 'move', column: 0, row: 'upper' } },
    { dialect: 'cd5220', command: { kind: 'move', column: 21, row: 'upper' } },
    { dialect: 'epson', command: { kind: 'text', text: Uint8Array.of(0x1b) } },
    { dialect: 'cd5220', command: { kind: 'write-row', row: 'upper', text: Uint8Array.of(0x41, 0x0d) } },
    { dialect: 'cd5220', command: { kind: 'text', text: Uint8Array.of(0x7f) } },
    { dialect: 'epson', command: { kind: 'country', country: 256 } },
    { dialect: 'led8', command: { kind: 'lamp', digit: 1 } },
  ];
  for (const { dialect, command } of wrong) {
    test(`${dialect} ${JSON.stringify(command)}`, () =>
      expect(() => encodePoleCommand(dialect, command)).toThrow());
  }
});

test('a shared line is the display’s for one redraw and the printer’s again', () => {
  expect(hex(throughPrinter(ascii('A')))).toBe(packed('1B 3D 02 41 1B 3D 01'));
});

describe('a redraw', () => {
  const frame: PoleFrame = { upper: 'UP', lower: 'LOW', figure: { amount: 1250, lamp: 'total' } };
  const up = `5550${'20'.repeat(18)}`;
  const low = `4C4F57${'20'.repeat(17)}`;
  const cases: readonly { readonly name: string; readonly profile: PoleProfile; readonly bytes: string }[] = [
    {
      name: 'epson',
      profile: poleProfiles['epson-ascii'],
      bytes: `0C 1F01 1F4300 1F5802 1B5200 0B${up} 1F240102${low}`,
    },
    {
      name: 'cd5220',
      profile: poleProfiles['cd5220-ascii'],
      bytes: `0C 1B11 1B5F00 1B2A02 1B5141${up}0D 1B5142${low}0D`,
    },
    {
      name: 'cd5220 with a code table and a country',
      profile: { ...poleProfiles['cd5220-ascii'], codeTable: 1, country: 0x41 },
      bytes: `0C 1B11 1B5F00 1B2A02 1B7401 1B6641 1B5141${up}0D 1B5142${low}0D`,
    },
    {
      name: 'cd5220 behind a printer, without string mode',
      profile: { ...poleProfiles['cd5220-ascii'], sharedPortWith: 'counter' },
      bytes: `1B3D02 0C 1B11 1B5F00 1B2A02 1B6C0101${up} 1B6C0102${low} 1B3D01`,
    },
    { name: 'led8', profile: poleProfiles.led8, bytes: '0C 1B5141 2020202031323530 0D 1B7332' },
  ];
  for (const { name, profile, bytes } of cases) {
    test(name, () =>
      expect(hex(redrawBytes(profile, frame, { brightness: 2, isFromScratch: false }))).toBe(packed(bytes)),
    );
  }

  test('from scratch ends what was cut off, clears and initialises first', () => {
    const options = { brightness: 2, isFromScratch: true } as const;
    expect(hex(redrawBytes(poleProfiles['epson-ascii'], frame, options))).toMatch(
      /^0D1B3D021B3D020C1B400C1F01/,
    );
    expect(hex(redrawBytes(poleProfiles['cd5220-ascii'], frame, options))).toMatch(
      /^0D1B3D021B3D020C1B400C1B11/,
    );
  });

  test('shows a figure that is too long as dashes, and none as nothing', () => {
    const led = (amount: number) =>
      hex(
        redrawBytes(
          poleProfiles.led8,
          { upper: '', lower: '', figure: { amount, lamp: 'change' } },
          { brightness: 4, isFromScratch: false },
        ),
      );
    expect(led(99_999_999)).toBe(packed('0C 1B5141 3939393939393939 0D 1B7334'));
    expect(led(100_000_000)).toBe(packed('0C 1B5141 2D2D2D2D2D2D2D2D 0D 1B7334'));
    expect(led(-50)).toBe(packed('0C 1B5141 20202020202D3530 0D 1B7334'));
    expect(
      hex(
        redrawBytes(poleProfiles.led8, { upper: 'x', lower: 'y' }, { brightness: 4, isFromScratch: false }),
      ),
    ).toBe(packed('0C 1B5141 2020202020202020 0D 1B7330'));
  });
});

// ESC s n and ESC b write a CD5220's EEPROM: no text and no setting may lead to them, nor to any byte string that
// holds them, since a display that lost a byte reads from the middle.
test('no redraw of a CD5220 holds a byte pair that writes its EEPROM', () => {
  const profiles = fc.record({
    base: fc.constantFrom(poleProfiles['cd5220-ascii'], poleProfiles['cd5220-big5']),
    sharedPortWith: fc.constantFrom(undefined, 'counter'),
    country: fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      profiles,
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\x1b', 's', '\x01', 'b', '中', '\r', '\x0c') }),
      fc.constantFrom(1, 2, 3, 4),
      fc.boolean(),
      ({ base, sharedPortWith, country }, upper, lower, brightness, isFromScratch) => {
        const profile: PoleProfile = {
          ...base,
          ...(sharedPortWith === undefined ? {} : { sharedPortWith }),
          ...(country === undefined ? {} : { country }),
        };
        const bytes = redrawBytes(profile, { upper, lower }, { brightness, isFromScratch });
        expect(hex(bytes)).not.toMatch(/^(..)*1B(73|62)/);
      },
    ),
    { numRuns: 500 },
  );
});
