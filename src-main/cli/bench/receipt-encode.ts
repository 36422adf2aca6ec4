import iconv from 'iconv-lite';
import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import { VirtualPrinter } from '../../../fixtures/simulators/virtual-printer.ts';
import { assert } from '../../base/assert.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { alternate } from './alternate.ts';
import { type Bench, type BenchResult, type BenchWorld, NO_AIM, result } from './bench.ts';
import {
  type BenchLine,
  blockOf,
  installedRivals,
  padded,
  plainEscpos,
  type Rival,
} from './rival-receipts.ts';
import { median } from './statistics.ts';

/** How many receipts a second are turned into bytes, and whether the bytes print what they should. */
export const receiptEncode: Bench = {
  name: 'receipt-encode',
  about: 'a receipt of 40 lines to printer bytes, beside other packages, each with whether it prints right',
  run,
};

const goods = [
  '鮮奶茶（大）',
  '茶葉蛋',
  '大燕麥片 600g',
  '御飯糰鮪魚',
  '濃縮咖啡豆',
  '雞腿便當',
  '無糖豆漿',
  '黑糖饅頭',
];
/** Not in the Big5 fonts of ordinary printers. */
const rareGoods = ['碁石餅乾', '裏海魚子醬', 'Café 拿鐵😀'];
const AIM = 'ahead of all that print right';

function linesOf(names: readonly string[], items: number): readonly BenchLine[] {
  const sold = Array.from({ length: items }, (_, item) => ({
    left: `${names[item % names.length] ?? ''} x${1 + (item % 3)}`,
    right: `$${(15 + item * 37) % 990}`,
  }));
  const sum = sold.reduce((total, { right }) => total + Number(right.slice(1)), 0);
  return [
    { left: '日記帳便利商店 忠孝店', right: '' },
    { left: '2026-11-22 15:30 收銀機 01', right: '' },
    ...sold,
    { left: '合計', right: `$${sum}` },
    { left: '現金', right: `$${sum + 100}` },
    { left: '找零', right: '$100' },
    { left: '謝謝光臨', right: '' },
  ];
}

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const lines = linesOf(goods, 34);
  assert(lines.length === 40, 'the receipt has 40 lines');
  const { rivals, absent } = await installedRivals();
  for (const name of absent) world.tell(`receipt-encode: ${name} is a package for development and not here`);
  const ways: readonly Rival[] = [ours('receipt-encode'), plainEscpos, ...rivals];
  const [floor = 1, ...rates] = await ratesOf([bare, ...ways], lines, world);
  const results: BenchResult[] = [];
  for (const [index, way] of ways.entries()) {
    const wrong = await whatIsWrong(way, lines);
    const isOurs = index === 0;
    assert(!isOurs || wrong === undefined, `the till's own receipt is right: ${wrong ?? ''}`);
    const name = isOurs ? way.name : `receipt-encode ${way.name}`;
    const label = wrong === undefined ? name : `${name} (prints wrongly: ${wrong})`;
    results.push(result(label, rates[index] ?? 0, 'receipts/s', floor, isOurs ? AIM : NO_AIM));
  }
  const rare = linesOf([...goods.slice(0, 3), ...rareGoods], 34);
  const [drawn = 0] = await ratesOf([ours('receipt-encode-drawn')], rare, world);
  results.push(result('receipt-encode-drawn', drawn, 'receipts/s', floor, NO_AIM));
  return results;
}

/** The till's own encoder; characters that have to be drawn are drawn once. */
function ours(name: string, profile: PrinterProfile = printerProfiles['generic-58']): Rival {
  const glyphs = createGlyphSource();
  return {
    name,
    encode(lines) {
      const document: ReceiptDocument = { blocks: lines.map(blockOf), cut: 'partial' };
      return encodeReceipt(document, profile, glyphs).bytes;
    },
  };
}

/** The least that puts these words on paper: Chinese mode on, each line's bytes, a cut. No wrapping, no check of anything. */
const bare: Rival = {
  name: 'bare',
  encode(lines) {
    const bytes = iconv.encode(lines.map(padded).join('\n'), 'cp950');
    return Buffer.concat([
      Buffer.from([0x1b, 0x40, 0x1c, 0x26]),
      bytes,
      Buffer.from([0x0a, 0x1d, 0x56, 0x01]),
    ]);
  },
};

/** Receipts a second of each, in turns; medians of the samples. */
async function ratesOf(
  ways: readonly Rival[],
  lines: readonly BenchLine[],
  world: BenchWorld,
): Promise<readonly number[]> {
  const receipts = 10;
  const samples = await alternate(
    { warmUpBlocks: 5, blocks: world.isQuick ? 15 : 60, perBlock: 1 },
    ways.map((way) => async () => {
      const startedMs = machineClock.monotonicMs();
      for (let receipt = 0; receipt < receipts; receipt += 1) await way.encode(lines);
      return machineClock.monotonicMs() - startedMs;
    }),
    (done, blocks) => world.tell(`receipt-encode: ${done} of ${blocks}`),
  );
  return samples.map((ms) => (receipts * 1_000) / median(ms));
}

/** The first line that a Big5 printer does not show as it should, as it shows it; undefined when all are right. */
async function whatIsWrong(way: Rival, lines: readonly BenchLine[]): Promise<string | undefined> {
  const printer = new VirtualPrinter({ widthDots: 384 });
  const shown: string[] = [];
  printer.onEvent((event) => event.kind === 'line' && shown.push(withoutBlanks(event.text)));
  printer.receive(await way.encode(lines));
  const wanted = lines.map((line) => withoutBlanks(line.left + line.right));
  const found = shown.filter((text) => text !== '');
  const at = wanted.findIndex((text, index) => found[index] !== text);
  if (at < 0) return undefined;
  return `${(found[at] ?? 'nothing').slice(0, 16)} for ${(wanted[at] ?? '').slice(0, 10)}`;
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}
