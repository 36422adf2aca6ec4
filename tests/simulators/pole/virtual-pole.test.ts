// One test for each claim of docs/devices/pole.md about what the simulated display imitates.
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import type { Moment } from '../../../fixtures/simulators/schedulable.ts';
import { VirtualPole, type VirtualPoleOptions } from '../../../fixtures/simulators/virtual-pole.ts';
import { expectGoldenPng } from '../../drivers/support/golden.ts';

const glyphs = createGlyphSource();

type Part = string | readonly number[];

function pole(dialect: VirtualPoleOptions['dialect'], more: Partial<VirtualPoleOptions> = {}) {
  const device = new VirtualPole({ dialect, encoding: 'cp950', glyphs, ...more });
  /** Text as Big5, commands as numbers. */
  const send = (...parts: readonly Part[]) => {
    const bytes = parts.map((part) =>
      typeof part === 'string' ? iconv.encode(part, 'cp950') : Buffer.from(part),
    );
    device.receive(Buffer.concat(bytes));
    return device;
  };
  return { device, send };
}

const clear = [0x0c];
const quote = (which: 'A' | 'B' | 'D') => [0x1b, 0x51, which.charCodeAt(0)];
const end = [0x0d];
const blank = ' '.repeat(20);
const alphabet = 'ABCDEFGHIJKLMNOPQRST';

describe('the cursor', () => {
  const cases: readonly {
    readonly name: string;
    readonly dialect: 'epson' | 'cd5220';
    readonly parts: readonly Part[];
    readonly lines: readonly [string, string];
  }[] = [
    { name: 'starts at the top', dialect: 'epson', parts: ['ab'], lines: [`ab${' '.repeat(18)}`, blank] },
    {
      name: 'goes on in the other row, and over what stood there',
      dialect: 'epson',
      parts: [alphabet, alphabet, 'xy'],
      lines: [`xy${alphabet.slice(2)}`, alphabet],
    },
    {
      name: 'rolls the rows in vertical mode',
      dialect: 'epson',
      parts: [[0x1f, 0x02], alphabet, alphabet.toLowerCase(), 'x'],
      lines: [alphabet.toLowerCase(), `x${' '.repeat(19)}`],
    },
    {
      name: 'rolls the rows in vertical mode',
      dialect: 'cd5220',
      parts: [[0x1b, 0x12], alphabet, alphabet.toLowerCase(), 'x'],
      lines: [alphabet.toLowerCase(), `x${' '.repeat(19)}`],
    },
    {
      name: 'pushes the row to the left in horizontal mode',
      dialect: 'epson',
      parts: [[0x1f, 0x03], alphabet, 'xyz'],
      lines: [`${alphabet.slice(3)}xyz`, blank],
    },
    {
      name: 'pushes the row to the left in horizontal mode',
      dialect: 'cd5220',
      parts: [[0x1b, 0x13], alphabet, 'xyz'],
      lines: [`${alphabet.slice(3)}xyz`, blank],
    },
    {
      name: 'is put to a column and row',
      dialect: 'epson',
      parts: [[0x1f, 0x24, 3, 2], 'a', [0x0b], 'b', [0x1f, 0x24, 21, 1], 'c'],
      lines: [`bc${' '.repeat(18)}`, `  a${' '.repeat(17)}`],
    },
    {
      name: 'is put to a column and row',
      dialect: 'cd5220',
      parts: [[0x1b, 0x6c, 20, 2], 'a', 'b', [0x1b, 0x5b, 0x52], 'c', [0x1b, 0x5b, 0x48], 'd'],
      lines: [`d${' '.repeat(18)}c`, `${' '.repeat(19)}a`],
    },
    {
      name: 'moves by control bytes',
      dialect: 'epson',
      parts: ['abc', [0x08, 0x08], 'x', [0x0a], 'y', [0x0d], 'z', [0x09], 'w'],
      lines: [`axc${' '.repeat(17)}`, 'z w'.padEnd(20)],
    },
    {
      name: 'clears its row alone',
      dialect: 'cd5220',
      parts: ['up', [0x1b, 0x6c, 5, 2], 'low', [0x18], 'x'],
      lines: ['up'.padEnd(20), 'x'.padEnd(20)],
    },
  ];
  for (const { name, dialect, parts, lines } of cases) {
    test(`${name} (${dialect})`, () => {
      const { send } = pole(dialect);
      expect(send(...parts).lines).toEqual(lines);
    });
  }
});

describe('string mode of a CD5220', () => {
  test('writes rows whole, cut to 20, and heeds nothing else', () => {
    const { device, send } = pole('cd5220');
    send(quote('A'), `${alphabet}xyz`, end, quote('B'), '合計', end);
    expect(device.text).toBe(`${alphabet}\n合計`);
    send('text', [0x1b, 0x2a, 1], [0x1b, 0x40], [0x1b, 0x5f, 1], [0x0b], [0x1b, 0x3d, 1], 'more');
    expect(device).toMatchObject({
      text: `${alphabet}\n合計`,
      brightness: 4,
      isStringMode: true,
      isSelected: true,
    });
  });

  test('ends with 0C or 18', () => {
    for (const [byte, lines] of [
      [0x0c, ['x', '']],
      [0x18, ['x', 'B']],
    ] as const) {
      const { device, send } = pole('cd5220');
      send(quote('A'), 'A', end, quote('B'), 'B', end, [byte], 'x');
      expect(device.isStringMode).toBe(false);
      expect(device.text).toBe(lines.join('\n'));
    }
  });

  test('takes everything up to CR for text', () => {
    const { device, send } = pole('cd5220');
    send(quote('A'), 'a', [0x0c], [0x1b, 0x40], 'b', end);
    expect(device.lines[0]).toBe('a  @b'.padEnd(20));
  });

  test('scrolls a long upper row until the next byte, which ends it', () => {
    const { device, send } = pole('cd5220');
    send(quote('D'), `${alphabet}${alphabet}`, end);
    expect([device.isScrolling, device.lines[0]]).toEqual([true, alphabet]);
    send('x');
    expect([device.isScrolling, device.text]).toEqual([false, 'x\n']);
  });
});

test('a CD5220 counts what writes its EEPROM; a price pole lights lamps with it; an Epson knows it not', () => {
  const { device, send } = pole('cd5220');
  send([0x1b, 0x73, 0x01], [0x1b, 0x73, 0x31], [0x1b, 0x62]);
  expect(device.eepromWrites).toBe(3);
  device.powerOff();
  expect(device.eepromWrites).toBe(3);
  const led = pole('led8');
  led.send([0x1b, 0x73, 0x32], quote('A'), '    1250', end);
  expect(led.device).toMatchObject({ eepromWrites: 0, lamp: 'total', lines: ['    1250'] });
  const epson = pole('epson');
  epson.send([0x1b, 0x73]);
  expect(epson.device).toMatchObject({ eepromWrites: 0, unknownCommands: 1 });
});

test('settings are heard, and forgotten by ESC @ and without power', () => {
  const { device, send } = pole('epson');
  const set = [
    [0x1f, 0x58, 2],
    [0x1f, 0x43, 0],
    [0x1f, 0x45, 10],
    [0x1f, 0x02],
    [0x1f, 0x40],
    'text',
  ] as const;
  const changed = {
    brightness: 2,
    isCursorOn: false,
    blinkSteps: 10,
    mode: 'vertical-scroll',
    isSelfTest: true,
  };
  const usual = { brightness: 4, isCursorOn: true, blinkSteps: 0, mode: 'overwrite', isSelfTest: false };
  send(...set);
  expect(device).toMatchObject({ ...changed, isBlank: false });
  send([0x1b, 0x40]);
  expect(device).toMatchObject({ ...usual, isBlank: true });
  send(...set);
  device.powerOff();
  send('into the void');
  device.powerOn();
  expect(device).toMatchObject({ ...usual, isBlank: true });
});

test('on a shared line it reads only what comes while it is selected', () => {
  const { device, send } = pole('epson');
  send([0x1b, 0x3d, 1], 'for the printer', [0x1b, 0x1b, 0x3d, 2], 'mine', [0x1b, 0x3d, 3], '!');
  expect(device.text).toBe('mine!\n');
  expect(device.passedBytes).toBe('for the printer'.length + 1);
});

test('a wrong dialect shows as letters, never as an exception', () => {
  const { device, send } = pole('epson');
  send(clear, [0x1b, 0x11, 0x1b, 0x2a, 4], quote('A'), 'Total', end);
  expect(device.text).toContain('ATotal');
  expect(device.unknownCommands).toBe(3);
});

test('without a Chinese font Big5 shows as code page 437; half a character as a box', () => {
  const { send } = pole('epson', { encoding: 'ascii' });
  expect(send('拿').text).toBe(`${iconv.decode(iconv.encode('拿', 'cp950'), 'cp437')}\n`);
  expect(pole('epson').send([0xae]).text.startsWith('▯')).toBe(true);
});

test('a wrong baud rate damages every byte', () => {
  const { device, send } = pole('cd5220');
  device.setWrongBaud(true);
  send(clear, 'Total', [0x1b, 0x73, 1]);
  expect(device.lines.join('')).not.toMatch(/[A-Za-z]{2}/);
  expect(device.isBlank).toBe(false);
  expect(device.eepromWrites).toBe(0);
  device.setWrongBaud(false);
  expect(send(clear, 'Total').text).toBe('Total\n');
});

describe('faults', () => {
  test('are acts with parameters that are checked', () => {
    const { device, send } = pole('cd5220');
    const { acts } = device;
    expect(Object.keys(acts)).toEqual([
      'power-off',
      'power-on',
      'freeze',
      'thaw',
      'stuck-mode',
      'wrong-baud',
    ]);
    expect(acts['stuck-mode']?.run({ trap: 'string' })).toEqual({ ok: true, value: undefined });
    expect(device.isStringMode).toBe(true);
    expect(acts['stuck-mode']?.run({ trap: 'sideways' })).toMatchObject({ ok: false });
    expect(pole('epson').device.acts['stuck-mode']?.run({ trap: 'string' })).toMatchObject({ ok: false });
    acts['wrong-baud']?.run({ isOn: true });
    send(clear, 'A');
    acts['wrong-baud']?.run({ isOn: false });
    expect(device.text).not.toContain('A');
    acts['power-off']?.run({});
    expect(device).toMatchObject({ isPoweredOn: false, isBlank: true, isStringMode: false });
    acts['power-on']?.run({});
    acts.freeze?.run({});
    expect(device.receive(Uint8Array.of(0x41))).toBe(0);
    acts.thaw?.run({});
    expect(send('B').text).toBe('B\n');
  });

  test('of power take the port along only where the port lives on it', () => {
    const heard: boolean[] = [];
    const usb = pole('epson', { hasPoweredPort: true }).device;
    usb.onPresence((isPresent) => heard.push(isPresent));
    usb.powerOff();
    expect(usb.isPresent).toBe(false);
    usb.powerOn();
    expect(heard).toEqual([false, true]);
    const serial = pole('epson').device;
    serial.powerOff();
    expect(serial.isPresent).toBe(true);
  });

  test('can wait for a byte of an update, and act before it is obeyed', () => {
    const { device, send } = pole('epson');
    const moments: Moment[] = [];
    device.watch((moment) => {
      moments.push(moment);
      if (moment.nth === 2 && moment.byte === 3) device.powerOff();
    });
    send('x', clear, 'ab', clear, 'cd');
    expect(moments.map(({ nth, byte }) => `${nth}.${byte}`)).toEqual([
      '1.0',
      '1.1',
      '1.2',
      '1.3',
      '2.0',
      '2.1',
      '2.2',
      '2.3',
    ]);
    expect(moments.every(({ event }) => device.events.includes(event))).toBe(true);
    expect(device).toMatchObject({ isPoweredOn: false, isBlank: true, updates: 2 });
  });

  test('that freeze it at a byte keep the rest for later', () => {
    const { device } = pole('epson');
    const stop = device.watch(({ byte }) => byte === 3 && device.setFrozen(true));
    expect(device.receive(Buffer.from('\x0cabc'))).toBe(2);
    stop();
    device.setFrozen(false);
    device.receive(Buffer.from('bc'));
    expect(device.text).toBe('abc\n');
  });
});

test('any bytes, split anywhere, give the same picture and no exception', () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc
      .constantFrom('\x1bQA', '\x1bQB', '\x1bQD', '\r', '\x0c', '\x1b@', '\x1f$', '\x1b=', '拿鐵', 'abc')
      .map((text) => Uint8Array.from(iconv.encode(text, 'cp950'))),
  );
  const dialects = fc.constantFrom('epson' as const, 'cd5220' as const, 'led8' as const);
  fc.assert(
    fc.property(dialects, fc.array(pieces, { maxLength: 30 }), (dialect, list) => {
      const whole = pole(dialect).device;
      const single = pole(dialect).device;
      const bytes = Buffer.concat(list);
      whole.receive(bytes);
      for (const byte of bytes) single.receive(Uint8Array.of(byte));
      const face = ({ lines, mode, brightness, isStringMode, isSelected, eepromWrites }: VirtualPole) => ({
        ...{ lines, mode, brightness, isStringMode, isSelected, eepromWrites },
      });
      expect(face(single)).toEqual(face(whole));
      expect(whole.lines).toHaveLength(dialect === 'led8' ? 1 : 2);
    }),
    { numRuns: 300 },
  );
});

describe('the picture', () => {
  test('is green light on dark glass, Chinese two columns wide', () => {
    const { device, send } = pole('cd5220');
    send(quote('A'), '拿鐵 x2         $100', end, quote('B'), '合計          $1,350', end);
    expectGoldenPng(join(import.meta.dirname, 'golden/pole.png'), device.draw());
  });

  test('is dimmer, dark, or shows the cursor as the display does', () => {
    const { device, send } = pole('epson');
    const brightest = () => Math.max(...PNG.sync.read(device.draw()).data.filter((_, i) => i % 4 === 1));
    send([0x1f, 0x43, 0], 'A');
    const bright = brightest();
    send([0x1f, 0x58, 1]);
    const dim = brightest();
    expect(dim).toBeLessThan(bright);
    const before = device.draw();
    send([0x1f, 0x43, 1]);
    expect(device.draw().equals(before)).toBe(false);
    send([0x1f, 0x45, 255]);
    expect(brightest()).toBeLessThan(dim);
    const dark = device.draw();
    device.powerOff();
    expect(device.draw().equals(dark)).toBe(true);
  });

  test('is announced when it may have changed', () => {
    const { device, send } = pole('epson');
    let changes = 0;
    device.onChange(() => {
      changes += 1;
    });
    send('A');
    device.powerOff();
    expect(changes).toBe(2);
  });
});
