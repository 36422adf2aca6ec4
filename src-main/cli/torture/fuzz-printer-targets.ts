import { type Bitmap, blankBitmap } from '../../../drivers/printer/bitmap.ts';
import { tryEncodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { clearBuffers } from '../../../drivers/printer/escpos-commands.ts';
import { type StatusMessage, StatusParser } from '../../../drivers/printer/escpos-status.ts';
import {
  columnDots,
  fontHeightDots,
  type Glyph,
  type GlyphSource,
} from '../../../drivers/printer/glyph-source.ts';
import { columnsOfProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { hasRealTimeSequence, withoutRealTimeSequences } from '../../../drivers/printer/raster.ts';
import type { ReceiptBlock } from '../../../drivers/printer/receipt-document.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';
import { VirtualPrinter, type VirtualPrinterEvent } from '../../../fixtures/simulators/virtual-printer.ts';
import { Choices, type FuzzTarget, hex, joined, must, mustEqual, piecesOf, utf8 } from './fuzz-target.ts';

const status: FuzzTarget = {
  name: 'printer-status',
  about: 'what a printer answers and reports',
  tokens: [
    '12',
    '1e',
    '10000000',
    '14200f00',
    '372230303031 00',
    '5f4441594200',
    '3b',
    '11',
    '13',
    '00',
    '372500',
    '6f',
  ].map(hex),
  maxBytes: 6_000,
  check(input, random) {
    const awaited = random.below(4);
    const parserOf = () => {
      const parser = new StatusParser();
      for (let i = 0; i < awaited; i += 1) parser.expectInOrder();
      return parser;
    };
    const parser = parserOf();
    const messages: StatusMessage[] = [];
    for (const piece of piecesOf(input, random)) {
      messages.push(...parser.push(piece));
      must(parser.heldBytes < 100, 'less than a hundred bytes are held');
    }
    mustEqual(
      merged(messages),
      merged(parserOf().push(input)),
      'however the bytes are split, the messages are the same',
    );
    const told = messages.reduce((sum, message) => sum + lengthOf(message), 0);
    must(told + parser.heldBytes === input.length, 'every byte is accounted for once');
    const next = parser.push(hex('12')).at(-1);
    mustEqual(next, { kind: 'real-time', byte: 0x12 }, 'an answer is heard after whatever came');
    mustEqual(
      parser.push(hex('37223030303100')),
      [{ kind: 'process-id', id: utf8('0001') }],
      'and a mark after it',
    );
  },
  open() {
    const parser = new StatusParser();
    return { push: (bytes) => void parser.push(bytes) };
  },
};

function merged(messages: readonly StatusMessage[]): StatusMessage[] {
  const all: StatusMessage[] = [];
  for (const message of messages) {
    const last = all.at(-1);
    if (message.kind === 'garbage' && last?.kind === 'garbage')
      all[all.length - 1] = { kind: 'garbage', byteCount: last.byteCount + message.byteCount };
    else all.push(message);
  }
  return all;
}

function lengthOf(message: StatusMessage): number {
  switch (message.kind) {
    case 'real-time':
    case 'in-order':
    case 'flow':
      return 1;
    case 'auto-status':
      return 4;
    case 'process-id':
      return 7;
    case 'block':
      return message.data.length + 2;
    case 'garbage':
      return message.byteCount;
  }
}

/** Dots that depend on the character alone: quick, and full of bytes that may make commands. */
const patternGlyphs: GlyphSource = { draw: (glyphs) => glyphs.map(patternOf) };

function patternOf({ character, columns, size }: Glyph): Bitmap {
  const cell = blankBitmap(columns * columnDots * size, fontHeightDots * size);
  const bytes = [0x10, 0x04, 0x14, 0x05, 0x00, 0x18, 0x40, 0x01];
  const start = character.codePointAt(0) ?? 0;
  for (let at = 0; at < cell.data.length; at += 1) cell.data[at] = bytes[(start + at) % bytes.length] ?? 0;
  return cell;
}

const printerTokens = [
  ...[
    '1b40',
    '1b61',
    '1b21',
    '1d21',
    '1b45',
    '1b64',
    '1b4a',
    '1b33',
    '1b3300',
    '1d5601',
    '1d564200',
    '1c26',
    '1c2e',
    '1b5200',
  ],
  ...[
    '1d763000',
    '1d76300001000100',
    '1b2a21',
    '1d286b',
    '1d2848',
    '1d284403001401',
    '1b70001978',
    '1d6b49',
    '1d384c',
    '1b44',
    '1b24',
  ],
  ...[
    '100401',
    '100501',
    '100502',
    '1014010001',
    '101408010314010602 08',
    '1d61ff',
    '1d7201',
    '1d4941',
    'a440',
    'f9d6',
    '0a',
    '09',
    'ff',
  ],
].map(hex);
const okJob = joined(clearBuffers, hex('000000 1b40 1b5200 1c2e'), utf8('READ ME\n'), hex('1b6404 1d5601'));
/** A few bytes make at most so many things happen: ESC d feeds 255 lines. */
const eventsPerByte = 100;

const interpreter: FuzzTarget = {
  name: 'printer-interpreter',
  about: 'bytes to the simulated printer',
  tokens: printerTokens,
  maxBytes: 16_000,
  check(input, random) {
    const whole = new VirtualPrinter({ widthDots: 384, glyphs: patternGlyphs });
    let events = 0;
    let sent = 0;
    whole.onEvent(() => (events += 1));
    whole.onSend((bytes) => (sent += bytes.length));
    must(whole.receive(input) === input.length, 'a printer that works takes every byte');
    must(
      events <= eventsPerByte * input.length + eventsPerByte,
      'what happens is bounded by what was sent',
      () => events,
    );
    must(sent <= 32 * input.length, 'what is answered is bounded by what was asked');
    const split = new VirtualPrinter({ widthDots: 384, glyphs: patternGlyphs });
    for (const piece of piecesOf(input, random)) split.receive(piece);
    mustEqual(
      split.events.map(kindOf),
      whole.events.map(kindOf),
      'however the bytes are split, the same happens',
    );
    const papers = whole.papers.length;
    must(papers <= 100 && whole.events.length <= 2_000, 'what is kept is bounded');
    const heard: string[] = [];
    const stop = whole.onEvent((event) => event.kind === 'line' && heard.push(event.text));
    whole.receive(okJob);
    stop();
    must(heard.includes('READ ME'), 'a job after cleared buffers is printed', () => heard);
  },
  open() {
    const printer = new VirtualPrinter({ widthDots: 384, glyphs: patternGlyphs });
    return { push: (bytes) => void printer.receive(bytes) };
  },
};

function kindOf(event: VirtualPrinterEvent): string {
  return event.kind === 'line' ? `line ${event.text}` : event.kind;
}

const texts = [
  '咖啡',
  '鮮奶茶（大）',
  '碁',
  '😀',
  'é',
  '\u0010\u0004\u0001',
  '\u001b@',
  '　',
  '－',
  'ＡＢ',
  '\u200d',
  '．',
  '\ud800',
  '合計',
  'NT$',
  '１',
];

const encode: FuzzTarget = {
  name: 'printer-encode',
  about: 'receipts with any text on any printer',
  tokens: [...texts.map(utf8), ...['0004', '0108', '0203', '0301', '0405', '0505', '0605', '0f20'].map(hex)],
  maxBytes: 2_000,
  check(input) {
    const choices = new Choices(input);
    const profile = choices.pick(Object.values(printerProfiles));
    const cut = choices.pick(['partial', 'full', 'none'] as const);
    const blocks: ReceiptBlock[] = [];
    while (!choices.isOver && blocks.length < 40) blocks.push(blockFrom(choices));
    const encoded = tryEncodeReceipt({ blocks, cut }, profile, patternGlyphs);
    if (!encoded.ok) {
      must(encoded.error.block < blocks.length, 'a refusal names a block that is there');
      return;
    }
    const { bytes, text } = encoded.value;
    must(!hasRealTimeSequence(bytes), 'no real-time command is in a receipt');
    const widest = Math.max(...text.split('\n').map(columnsOf));
    must(widest <= columnsOfProfile(profile), 'no line is wider than the paper', () => widest);
    const printer = new VirtualPrinter({ widthDots: profile.dots, glyphs: patternGlyphs });
    printer.receive(bytes);
    const kinds = printer.events.map((event) => event.kind);
    for (const never of ['unknown', 'kick', 'real-time', 'drawer', 'symbol', 'beep'] as const)
      must(!kinds.includes(never), `a receipt never makes the printer do this: ${never}`);
    if (kinds.length < 2_000)
      mustEqual(
        kinds.filter((kind) => kind === 'cut').length,
        cut === 'none' ? 0 : 1,
        'a receipt is cut as it asks to be',
      );
  },
};

function blockFrom(choices: Choices): ReceiptBlock {
  const look = () => ({ size: choices.pick([1, 2] as const), isBold: choices.flag() });
  switch (choices.below(9)) {
    case 0:
    case 1:
    case 2:
      return {
        kind: 'text',
        text: choices.text(120),
        align: choices.pick(['left', 'center', 'right'] as const),
        ...look(),
      };
    case 3:
    case 4:
      return { kind: 'columns', left: choices.text(80), right: choices.text(40), ...look() };
    case 5:
      return { kind: 'rule', style: choices.pick(['single', 'double', 'dashed'] as const) };
    case 6:
      return {
        kind: 'feed',
        lines: choices.pick([0, 1, 3, 50, 51, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]),
      };
    case 7:
      return {
        kind: 'barcode',
        symbology: choices.pick(['code-39', 'code-128', 'ean-13'] as const),
        text: choices.flag()
          ? choices.pick(['471001800000', '4710018000003', '11412AB123456781234', 'A'])
          : choices.text(30),
        heightMm: choices.pick([3, 7.3, 10, 29.99, 30]),
        isTextShown: choices.flag(),
      };
    default:
      return choices.flag()
        ? { kind: 'qr', text: choices.text(200) }
        : { kind: 'qr-pair', left: choices.text(200), right: choices.text(200) };
  }
}

const raster: FuzzTarget = {
  name: 'printer-raster',
  about: 'pictures of any dots',
  tokens: ['1004', '1005', '1014', '10', '04', '20 08', '2028', '0802', '4010'].map(hex),
  maxBytes: 4_000,
  check(input) {
    const choices = new Choices(input);
    const bitmap = blankBitmap(1 + choices.below(600), 1 + choices.below(64));
    const dots = choices.rest();
    for (let at = 0; at < bitmap.data.length; at += 1)
      bitmap.data[at] = dots[at % Math.max(1, dots.length)] ?? 0;
    const safe = withoutRealTimeSequences(bitmap);
    must(!hasRealTimeSequence(safe.data), 'no real-time command is left in a picture');
    mustEqual(
      [safe.widthDots, safe.heightDots, safe.data.length],
      [bitmap.widthDots, bitmap.heightDots, bitmap.data.length],
      'a picture keeps its size',
    );
  },
};

/** Both directions of a receipt printer's line. */
export const printerTargets: readonly FuzzTarget[] = [status, interpreter, encode, raster];
