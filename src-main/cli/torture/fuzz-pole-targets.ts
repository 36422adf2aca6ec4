import type { PoleDialect } from '../../../drivers/pole/pole-commands.ts';
import { type PoleFrame, redrawBytes } from '../../../drivers/pole/pole-frame.ts';
import { type PoleView, poleLines } from '../../../drivers/pole/pole-lines.ts';
import { encodeRow, shownText } from '../../../drivers/pole/pole-text.ts';
import { type PoleProfile, poleProfiles } from '../../../drivers/pole/profiles.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';
import { PoleInterpreter } from '../../../fixtures/simulators/pole-interpreter.ts';
import { Choices, type FuzzTarget, hex, must, mustEqual, utf8 } from './fuzz-target.ts';

const profiles = Object.values(poleProfiles);
const amounts = [
  0,
  1,
  50,
  999,
  1_234_567,
  99_999_999,
  -50,
  -1_234_567,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];

/** What the display shows is what was to be shown. */
function mustShow(display: PoleInterpreter, profile: PoleProfile, frame: PoleFrame): void {
  if (profile.dialect === 'led8') {
    const digits = frame.figure === undefined ? '' : String(frame.figure.amount);
    const wanted = digits.length <= profile.columns ? digits : '-'.repeat(profile.columns);
    mustEqual(
      Buffer.from(display.screen.rowBytes(0)).toString('latin1').trim(),
      wanted,
      'the figure is shown whole or not at all',
    );
    mustEqual(display.lamp, frame.figure?.lamp ?? 'off', 'the lamp says what the figure is');
    return;
  }
  mustEqual(display.screen.rowBytes(0), encodeRow(frame.upper, profile), 'the upper row is shown');
  mustEqual(display.screen.rowBytes(1), encodeRow(frame.lower, profile), 'the lower row is shown');
}

const text: FuzzTarget = {
  name: 'pole-text',
  about: 'anything a till may want to show on a customer display',
  tokens: [
    '咖啡',
    '鮮奶茶',
    '碁',
    '😀',
    'é',
    'ＡＢ',
    '\u001b',
    '\r',
    '\u200d',
    '　',
    '合計',
    '×',
    '\ud800',
  ].map(utf8),
  maxBytes: 1_000,
  check(input) {
    const choices = new Choices(input);
    const profile = choices.pick(profiles);
    const view = viewFrom(choices);
    const frame = poleLines(view, choices.pick(['zh-TW', 'en'] as const), profile);
    if (profile.dialect !== 'led8')
      for (const row of [frame.upper, frame.lower])
        mustEqual(columnsOf(row), profile.columns, 'a row is as wide as the display');
    const loose = shownText(choices.text(200), profile);
    mustEqual(shownText(loose, profile), loose, 'shown text is shown as it is');
    must(encodeRow(loose, profile).length === profile.columns, 'a row is one byte for each column');
    const display = new PoleInterpreter(profile.dialect, profile.columns);
    for (const isFromScratch of [false, true]) {
      for (const byte of redrawBytes(profile, frame, { brightness: profile.brightness, isFromScratch }))
        display.push(byte);
      mustShow(display, profile, frame);
    }
    must(
      display.unknownCommands === 0 && display.eepromWrites === 0,
      'a redraw holds nothing but what the display knows',
    );
  },
};

function viewFrom(choices: Choices): PoleView {
  const amount = () => (choices.flag() ? choices.pick(amounts) : choices.below(65_536));
  switch (choices.below(5)) {
    case 0:
      return {
        kind: 'idle',
        storeName: choices.text(60),
        ...(choices.flag() ? { storeNameLatin: choices.text(60) } : {}),
      };
    case 1:
      return { kind: 'total', due: amount() };
    case 2:
      return { kind: 'paying', received: amount(), remaining: amount() };
    case 3:
      return { kind: 'done', change: amount() };
    default:
      return {
        kind: 'line',
        name: choices.text(100),
        ...(choices.flag() ? { nameLatin: choices.text(100) } : {}),
        quantity: amount(),
        amount: amount(),
        total: amount(),
      };
  }
}

const frame: PoleFrame = { upper: 'READ ME', lower: 'AND ME', figure: { amount: 350, lamp: 'total' } };

function interpreter(dialect: PoleDialect): FuzzTarget {
  const profile = profiles.find((each) => each.dialect === dialect);
  if (profile === undefined) throw new Error(`no profile speaks ${dialect}`);
  return {
    name: `pole-interpreter-${dialect}`,
    about: `bytes to the simulated ${dialect} display, and a redraw after them`,
    tokens: [
      ...[
        '1b40',
        '0c',
        '18',
        '0b',
        '0d',
        '0a',
        '1f24',
        '1f01',
        '1f43',
        '1f58',
        '1f45',
        '1b51',
        '1b5141',
        '1b5144',
        '1b5b',
        '1b6c',
      ].map(hex),
      ...['1b3d01', '1b3d02', '1b3d', '1b57', '1b73', '1b74', '1b2a', '1f40', 'a440'].map(hex),
    ],
    maxBytes: 6_000,
    check(input) {
      const display = new PoleInterpreter(dialect, profile.columns);
      for (const byte of input) display.push(byte);
      must(display.passedBytes >= 0, 'what passed by is counted');
      must(display.brightness >= 1 && display.brightness <= 4, 'the brightness is one that there is');
      must(
        display.screen.column >= 0 && display.screen.column <= display.screen.columns,
        'the cursor is on the glass',
        () => display.screen.column,
      );
      for (const byte of redrawBytes(profile, frame, { brightness: 4, isFromScratch: true }))
        display.push(byte);
      mustShow(display, profile, frame);
    },
    open() {
      const display = new PoleInterpreter(dialect, profile.columns);
      return {
        push(bytes) {
          for (const byte of bytes) display.push(byte);
        },
      };
    },
  };
}

/** Customer displays, from both sides. */
export const poleTargets: readonly FuzzTarget[] = [
  text,
  ...(['epson', 'cd5220', 'led8'] as const).map(interpreter),
];
