import { describe, expect, test } from 'vitest';
import type { WedgeOptions } from '../../../drivers/scanner/wedge-decision.ts';
import { layoutOf, usLayout } from '../../../drivers/scanner/wedge-layout.ts';
import {
  durationMs,
  VirtualWedge,
  type VirtualWedgeOptions,
  wedgeModels,
} from '../../../fixtures/simulators/virtual-wedge.ts';
import { Desk, printable, scan, scanned } from './wedge-desk.ts';

const EAN = '4710018000003';
const GS1 = '010471001800000310LOT7\x1d21S42';
const QR = `https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&note=${'Ab9-_.~%'.repeat(25)}`;

describe('codes from scanners as makers ship them', () => {
  const cases: readonly (readonly [
    string,
    string,
    Partial<VirtualWedgeOptions>,
    WedgeOptions,
    readonly string[],
  ])[] = [
    ['EAN-13, Enter', EAN, {}, {}, scan(EAN)],
    ['EAN-13, Tab', EAN, { suffix: 'tab' }, {}, scan(EAN)],
    ['EAN-13, CR LF: one end', EAN, { suffix: 'crlf' }, {}, scan(EAN)],
    ['EAN-13, no suffix: silence ends it', EAN, { suffix: 'none' }, {}, scan(EAN)],
    ['four characters are enough', '0041', {}, {}, scan('0041')],
    ['three are a quick hand', '041', {}, {}, ['Digit0', 'Digit4', 'Digit1', 'Enter']],
    ['carrier', '/AB201+9', {}, {}, scan('/AB201+9')],
    ['every printable character', printable(), {}, {}, scan(printable())],
    ['symbology identifier', EAN, { prefix: ']E0' }, {}, scan(EAN, ']E0')],
    ['GS by Ctrl+]', GS1, { prefix: ']C1' }, {}, scan(GS1, ']C1')],
    ['GS by Alt+0029', GS1, { prefix: ']C1', controls: 'alt' }, {}, scan(GS1, ']C1')],
    ['every character by Alt and its number', '/AB+1\x1d', { hasAltMode: true }, {}, scan('/AB+1\x1d')],
    ['Enter by Alt+0013 ends it', `${EAN}\r`, { hasAltMode: true, suffix: 'none' }, {}, scan(EAN)],
    ['RS and EOT are of the code', '[)>\x1e06\x1dA\x1e\x04', {}, {}, scan('[)>\x1e06\x1dA\x1e\x04')],
    ['other control characters are the cable’s', '\x02AB12\x03', {}, {}, ['KeyB', ...scan('AB12')]],
    ['Caps Lock on', 'Ab12/c', { isCapsLockOn: true }, {}, scan('Ab12/c')],
    ['an input method takes every key', EAN, { isInputMethodOn: true }, {}, scan(EAN)],
    ['250 characters with a prefix', QR, { prefix: ']Q1' }, { prefix: ']' }, scan(QR, ']Q1')],
    ['a prefix of one’s own', EAN, { prefix: '~' }, { prefix: '~' }, scan(EAN)],
    ['a prefix of three', EAN, { prefix: '~#~' }, { prefix: '~#~' }, scan(EAN)],
    ['a prefix that is a control character', EAN, { prefix: '\x02' }, { prefix: '\x02' }, scan(EAN)],
    ['with a prefix one character is a code', '7', { prefix: '~' }, { prefix: '~' }, scan('7')],
    [
      'slow, 80 to 100 ms, with a prefix',
      EAN,
      { prefix: ']E0', model: wedgeModels.zebra },
      { prefix: ']' },
      scan(EAN, ']E0'),
    ],
    [
      'slow, a prefix of three and capitals',
      '/ABC+123',
      { prefix: '~#~', model: wedgeModels.zebra },
      { prefix: '~#~', maxGapMs: 50 },
      scan('/ABC+123'),
    ],
    [
      'slow, 250 characters with Enters and Tabs inside',
      `${QR}\r\tmore\r\n`,
      { prefix: ']Q1', model: wedgeModels.zebra },
      { prefix: ']' },
      scan(`${QR}\r\tmore`, ']Q1'),
    ],
    [
      'slow, without a prefix but the gap set for it',
      EAN,
      { model: wedgeModels.zebra },
      { maxGapMs: 120 },
      scan(EAN),
    ],
    ['the keys of another layout', 'yz', { prefix: '~' }, { prefix: '~', layout: yzSwapped() }, scan('zy')],
  ];
  for (const [name, text, wedge, options, seen] of cases) {
    test(name, () => expect(scanned(text, wedge, options)).toEqual(seen));
  }
});

describe('bursts that are no code are swallowed whole', () => {
  const cases: readonly (readonly [string, string, Partial<VirtualWedgeOptions>, WedgeOptions, string])[] = [
    ['an Enter inside, no prefix', 'BEGIN:VCARD\rN:Wang\rEND:VCARD', {}, {}, 'refused: embedded-end'],
    ['a Tab inside, no prefix', `${EAN}\t${EAN}`, {}, {}, 'refused: embedded-end'],
    ['QR without a prefix', 'https://a.tw', { prefix: ']Q1' }, {}, 'refused: prefix-needed'],
    ['nothing behind the identifier', '', { prefix: ']E0' }, { prefix: ']' }, 'refused: not-text'],
    ['longer than any code', 'x'.repeat(9_000), {}, {}, 'refused: too-long'],
    ['no Enter where one must be', EAN, { suffix: 'none' }, { suffix: 'enter' }, 'refused: no-end'],
    ['the scanner’s menu', 'Product Name', { prefix: ']X0' }, {}, 'vendor'],
  ];
  for (const [name, text, wedge, options, seen] of cases) {
    test(name, () => expect(scanned(text, wedge, options)).toEqual([seen]));
  }

  test('a function key in the midst of one, and what comes after it', () => {
    const desk = new Desk();
    const strokes = new VirtualWedge({ model: wedgeModels.honeywell }).strokes(EAN);
    const keys = strokes.filter(({ type }) => type === 'down');
    desk.type(keys.slice(0, 6));
    desk.press({ code: 'F12' }, (keys[5]?.atMs ?? 0) + 5);
    desk.type(keys.slice(6));
    expect(desk.rest()).toEqual(['refused: interrupted']);
  });

  test('a hand goes on typing after one, and loses nothing', () => {
    const desk = new Desk();
    const strokes = new VirtualWedge({ model: wedgeModels.honeywell }).strokes('AB\r12345\tCD');
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell }).strokes('ABCD\r12'));
    const endMs = durationMs(strokes);
    for (const step of [1, 2, 3, 4, 5, 6]) desk.press({ code: `Digit${step}` }, endMs + step * 80);
    expect(desk.rest()).toEqual([
      'refused: embedded-end',
      ...[1, 2, 3, 4, 5, 6].map((step) => `Digit${step}`),
    ]);
  });
});

describe('hands', () => {
  test('a key is let go after one gap of silence, not before', () => {
    const desk = new Desk();
    desk.press({ code: 'Digit5' }, 0);
    expect(desk.codec.waitMs).toBe(50);
    expect(desk.seen).toEqual([]);
    desk.wait(51);
    expect(desk.seen).toEqual(['Digit5']);
  });

  test('a key that no code holds is passed at once, behind what is in hand', () => {
    const desk = new Desk();
    desk.press({ code: 'Digit5' }, 0);
    desk.press({ code: 'F12' }, 20);
    expect(desk.seen).toEqual(['Digit5', 'F12']);
  });

  test('copying behind a quick key is copying', () => {
    const desk = new Desk();
    desk.press({ code: 'KeyA' }, 0);
    desk.press({ code: 'KeyV', ctrl: true }, 40);
    expect(desk.seen).toEqual(['KeyA', 'KeyV']);
  });

  test('a key held down is no scan, and its repeats are not held', () => {
    const desk = new Desk();
    desk.press({ code: 'Digit0' }, 0);
    for (let repeat = 0; repeat < 20; repeat += 1)
      desk.press({ code: 'Digit0', isRepeat: true }, 500 + repeat * 30);
    desk.press({ code: 'Enter' }, 1_200);
    expect(desk.rest()).toEqual([...Array.from({ length: 21 }, () => 'Digit0'), 'Enter']);
  });

  test('the prefix character alone is typing, and so is what was typed before one', () => {
    const desk = new Desk({ prefix: ']' });
    desk.press({ code: 'BracketRight' }, 0);
    desk.press({ code: 'Digit3' }, 1_000);
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell, prefix: ']E0' }).strokes(EAN, 1_030));
    expect(desk.rest()).toEqual(['BracketRight', 'Digit3', ...scan(EAN, ']E0')]);
  });

  test('a flourish of quick keys that slows down is typing; a scanner that halts for a moment is not', () => {
    const hand = new Desk();
    for (const [index, atMs] of [0, 45, 90, 135].entries()) hand.press({ code: `Digit${index}` }, atMs);
    hand.type(new VirtualWedge({ model: wedgeModels.honeywell }).strokes(EAN, 280));
    expect(hand.rest()).toEqual(['Digit0', 'Digit1', 'Digit2', 'Digit3', ...scan(EAN)]);
    const halting = new Desk();
    for (const [index, atMs] of [0, 10, 20, 30, 170, 180].entries())
      halting.press({ code: `Digit${index}` }, atMs);
    expect(halting.rest()).toEqual(scan('012345'));
  });

  test('a touch lets typing go, and never a scan', () => {
    const desk = new Desk();
    desk.press({ code: 'Digit1' }, 0);
    expect(desk.codec.yieldToHand()).toEqual([{ kind: 'release', tag: 'Digit1' }]);
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell, suffix: 'none' }).strokes(EAN, 1_000));
    expect(desk.codec.yieldToHand()).toEqual([]);
    expect(desk.rest()).toEqual(scan(EAN));
  });
});

describe('a machine that is late', () => {
  test('strokes that were let go too early are known for a scan’s, and told', () => {
    const desk = new Desk();
    const keys = new VirtualWedge({ model: wedgeModels.honeywell })
      .strokes(EAN)
      .filter(({ type }) => type === 'down');
    for (const [index, { code, atMs }] of keys.entries()) {
      desk.pressLate({ code }, atMs);
      if (index === 1) desk.wait(10_000);
    }
    expect(desk.rest()).toEqual(['Digit4', 'Digit7', `scan  "${EAN}" (2 taken back)`]);
  });

  test('a scanner that ends its codes is waited for: half a code is no code', () => {
    const desk = new Desk();
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell }).strokes(EAN));
    const [first, ...others] = new VirtualWedge({ model: wedgeModels.honeywell })
      .strokes(EAN, 1_000)
      .filter(({ type }) => type === 'down');
    desk.type(first === undefined ? [] : [first, ...others.slice(0, 5)]);
    expect(desk.codec.waitMs).toBe(500);
    for (const { code, atMs } of others.slice(5)) desk.pressLate({ code }, atMs);
    expect(desk.rest()).toEqual([...scan(EAN), ...scan(EAN)]);
  });

  test('an Enter that comes after silence had ended the code presses nothing', () => {
    const desk = new Desk();
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell, suffix: 'none' }).strokes(EAN));
    desk.wait(10_000);
    desk.pressLate({ code: 'Enter' }, 130);
    expect(desk.rest()).toEqual(scan(EAN));
  });

  test('characters that come so are refused, and are not typing', () => {
    const desk = new Desk();
    desk.type(new VirtualWedge({ model: wedgeModels.honeywell, suffix: 'none' }).strokes('47100180'));
    desk.wait(10_000);
    for (const step of [1, 2, 3]) desk.pressLate({ code: 'Digit0' }, 70 + step * 10);
    expect(desk.rest()).toEqual([...scan('47100180'), 'refused: embedded-end']);
  });
});

test('1,000 scans of all kinds with a hand’s keys between them: each one, in order, exact to the byte', () => {
  const desk = new Desk({ prefix: ']' });
  const models = [wedgeModels.honeywell, wedgeModels.zebra, wedgeModels.fastest] as const;
  const expected: string[] = [];
  let atMs = 0;
  for (let nth = 0; nth < 1_000; nth += 1) {
    const model = models[nth % 3] ?? wedgeModels.honeywell;
    const text =
      [`47100180${nth}`, `/AB${nth}+9`, `01${nth}\x1d21S${nth}`, `${nth} a\tb\r${nth}`][nth % 4] ?? '';
    const aim = [']E0', ']A0', ']C1', ']Q1'][nth % 4] ?? '';
    const suffix = nth % 5 === 0 ? 'tab' : 'enter';
    const strokes = new VirtualWedge({
      model,
      prefix: aim,
      suffix,
      isInputMethodOn: nth % 7 === 0,
      controls: nth % 2 === 0 ? 'ctrl' : 'alt',
    }).strokes(text, atMs);
    desk.type(strokes);
    atMs += durationMs(strokes) + 400;
    expected.push(`scan ${aim} ${JSON.stringify(text)}`);
    for (const code of nth % 3 === 0 ? ['Digit7', 'Tab', 'ArrowDown', 'F2'] : []) {
      desk.press({ code }, atMs);
      expected.push(code);
      atMs += 90;
    }
    atMs += 200;
  }
  expect(desk.rest()).toEqual(expected);
});

function yzSwapped() {
  const rows = [...usLayout.keys].map(([code, [plain, shifted]]) => [code, plain, shifted] as const);
  const swapped = { KeyY: ['z', 'Z'], KeyZ: ['y', 'Y'] } as const;
  return layoutOf('swapped', [
    ...rows.filter(([code]) => !(code in swapped)),
    ...Object.entries(swapped).map(([code, [plain, shifted]]) => [code, plain, shifted] as const),
  ]);
}
