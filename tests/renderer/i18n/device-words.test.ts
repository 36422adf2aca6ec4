import { describe, expect, test } from 'vitest';
import type { PoleCounters } from '../../../drivers/pole/pole-device.ts';
import type { PrinterCounters } from '../../../drivers/printer/printer-record.ts';
import type { ScaleCounters } from '../../../drivers/scale/scale-state.ts';
import { symbologyName as driverName, type Symbology } from '../../../drivers/scanner/aim.ts';
import type { ScannerCounters } from '../../../drivers/scanner/scanner-device.ts';
import type { TerminalCounters } from '../../../drivers/terminal/terminal-outcome.ts';
import { DEVICE_REASONS, DEVICE_TESTS, type DeviceView } from '../../../src-main/contract/devices.ts';
import {
  counterName,
  deviceLook,
  deviceName,
  readingOf,
  resultWords,
  whenWas,
} from '../../../src-renderer/cashier/panels/device-words.ts';
import {
  partName,
  sourceName,
  spacedHex,
  symbologyName,
} from '../../../src-renderer/cashier/panels/scan-words.ts';
import { wordsIn } from '../../../src-renderer/i18n/catalogue.ts';
import { deviceReasonsEn } from '../../../src-renderer/i18n/device-reasons-en.ts';
import { deviceReasonsZhTw } from '../../../src-renderer/i18n/device-reasons-zh.ts';
import { placeholdersOf } from '../../../src-renderer/i18n/fill.ts';
import { device } from '../device-views.ts';
import { NOON_MS } from '../views.ts';

const { say } = wordsIn['zh-TW'];
const FORBIDDEN = ['錯誤', '失敗', '系統異常', '未知', '！', '!', '您'];

describe('what is wrong with a device', () => {
  test('each reason of the contract has a sentence, and no sentence is without a reason', () => {
    const reasons = [...DEVICE_REASONS].sort();
    expect(Object.keys(deviceReasonsZhTw).sort()).toEqual(reasons);
    expect(Object.keys(deviceReasonsEn).sort()).toEqual(reasons);
  });

  test.each(DEVICE_REASONS)('%s says what and what to do, in both languages', (reason) => {
    const zh = deviceReasonsZhTw[reason];
    const english = deviceReasonsEn[reason];
    for (const { what, press } of [zh, english]) {
      expect(what).toMatch(/.[。.]$/);
      expect(press).toMatch(/[^。.]$/);
    }
    expect(placeholdersOf(english.what)).toEqual(placeholdersOf(zh.what));
    expect(placeholdersOf(english.press)).toEqual(placeholdersOf(zh.press));
    expect(FORBIDDEN.filter((word) => `${zh.what}${zh.press}`.includes(word))).toEqual([]);
    // A gap on the screen would be a placeholder that nobody fills.
    for (const words of Object.values(wordsIn)) {
      const told = words.sayReason(reason, '/dev/ttyUSB0');
      expect(`${told.what}${told.press}`).not.toMatch(/[{}…]/);
    }
  });

  test('names the port that another program holds', () => {
    expect(wordsIn['zh-TW'].sayReason('in-use', '/dev/ttyUSB0').what).toBe('另一個程式正在用 /dev/ttyUSB0。');
  });
});

describe('how a device stands', () => {
  test.each<[DeviceView['status'], DeviceView['reason'], string]>([
    ['enabled', null, 'normal'],
    ['enabled', 'drawer-open', 'normal'],
    ['enabled', 'no-sense', 'normal'],
    ['enabled', 'paper-near-end', 'warn'],
    ['enabled', 'drawer-stuck', 'warn'],
    ['claimed', 'starting', 'progress'],
    ['closed', 'opening', 'progress'],
    ['closed', 'closed', 'quiet'],
    ['offline', 'disconnected', 'warn'],
    ['error', 'cutter-jam', 'stop'],
  ])('%s, %s: %s', (status, reason, tone) => {
    expect(deviceLook({ status, reason }).tone).toBe(tone);
  });

  test('two of a kind are numbered, one alone is not', () => {
    const all = [device('printer'), device('scanner', 'scanner-1'), device('scanner', 'scanner-2')];
    expect(all.map((each) => deviceName(each, all, say))).toEqual(['印表機', '掃描器 1', '掃描器 2']);
  });

  test('a drawer says its state in words, a scale its weight as it is', () => {
    expect(readingOf({ kind: 'drawer', reading: 'left-open' }, say)).toBe('開著太久');
    expect(readingOf({ kind: 'drawer', reading: 'ajar' }, say)).toBe('ajar');
    expect(readingOf({ kind: 'scale', reading: '0.312 kg' }, say)).toBe('0.312 kg');
  });

  test('an older fault carries its day', () => {
    expect(whenWas(NOON_MS - 60_000, NOON_MS, 'zh-TW', say)).toBe('12:17');
    expect(whenWas(NOON_MS - 26 * 3_600_000, NOON_MS, 'zh-TW', say)).toBe('11/20 10:18');
  });
});

/** The compiler keeps this list whole. */
const COUNTERS = Object.keys({
  bytesIn: true,
  scans: true,
  doubles: true,
  damaged: true,
  ignored: true,
  jobs: true,
  printed: true,
  interrupted: true,
  bytesOut: true,
  statusReplies: true,
  nonsenseBytes: true,
  drawerKicks: true,
  wishes: true,
  coalesced: true,
  redraws: true,
  failures: true,
  readings: true,
  weighings: true,
  timeouts: true,
  late: true,
  requests: true,
  resends: true,
  approved: true,
  declined: true,
  cancelled: true,
  unknown: true,
  naks: true,
  damagedFrames: true,
  repeatedAnswers: true,
  lateAnswers: true,
  strayAnswers: true,
  noiseBytes: true,
} satisfies Record<
  | keyof ScannerCounters
  | keyof PrinterCounters
  | keyof PoleCounters
  | keyof ScaleCounters
  | keyof TerminalCounters,
  true
>);

test.each(COUNTERS)('the counter %s has a name in both languages', (name) => {
  for (const words of Object.values(wordsIn)) expect(counterName(name, words.say)).not.toBe(name);
});

test('a counter of a newer core is shown as it is called there', () => {
  expect(counterName('moonbeams', say)).toBe('moonbeams');
});

describe('what came of a test', () => {
  test.each(DEVICE_TESTS)('%s that was done is told in both languages', (work) => {
    for (const words of Object.values(wordsIn)) {
      const result = {
        kind: 'answered',
        work,
        result: { outcome: 'done', reason: null, text: work === 'weigh' ? '0.312 kg' : '' },
      } as const;
      const told = resultWords(result, '', words);
      expect(told?.isGood).toBe(true);
      expect(told?.text).toMatch(/[。.]$/);
    }
  });

  test('one that was not says which, why and what to do', () => {
    const result = { outcome: 'failed', reason: 'unstable', text: '' } as const;
    const told = resultWords({ kind: 'answered', work: 'weigh', result }, '', wordsIn['zh-TW']);
    expect(told).toEqual({ isGood: false, text: '秤一次沒有完成：秤還沒穩定。放穩，不要碰秤盤。' });
  });

  test('what the device said besides is kept', () => {
    const result = { outcome: 'done', reason: null, text: 'ECHO OK' } as const;
    const told = resultWords({ kind: 'answered', work: 'ask', result }, '', wordsIn['zh-TW']);
    expect(told?.text).toBe('有回應。 設備說：ECHO OK');
  });

  test('under way there is nothing to tell', () => {
    expect(resultWords({ kind: 'asking', work: 'beep' }, '', wordsIn.en)).toBe(null);
  });
});

describe('a scan in words', () => {
  const SYMBOLOGIES = Object.keys({
    'ean-13': true,
    'ean-8': true,
    'upc-a': true,
    'upc-e': true,
    'ean-add-on': true,
    'ean-13-with-add-on': true,
    'code-128': true,
    'gs1-128': true,
    'code-39': true,
    'code-39-full-ascii': true,
    itf: true,
    codabar: true,
    qr: true,
    'gs1-qr': true,
    'data-matrix': true,
    'gs1-data-matrix': true,
    'gs1-data-bar': true,
    'gs1-composite': true,
    pdf417: true,
    aztec: true,
    'gs1-dot-code': true,
  } satisfies Record<Exclude<Symbology, 'other'>, true>) as Exclude<Symbology, 'other'>[];

  test.each(SYMBOLOGIES)('%s has the name that the drivers give it', (symbology) => {
    expect(symbologyName(symbology)).toBe(driverName(symbology));
  });

  test('a symbology that nobody named has none; a new one is shown as it is', () => {
    expect(symbologyName(null)).toBe(null);
    expect(symbologyName('other')).toBe(null);
    expect(symbologyName('han-xin')).toBe('han-xin');
    expect(symbologyName('toString')).toBe('toString');
  });

  test.each([
    ['17', '有效日期 (17)'],
    ['10', '批號 (10)'],
    ['3103', '淨重（公斤） (3103)'],
    ['3922', '價格 (3922)'],
    ['7007', '(7007)'],
    ['constructor', '(constructor)'],
    ['gtin', 'GTIN'],
    ['weight', '重量（公克）'],
  ])('the part %s is %s', (name, said) => {
    expect(partName(name, say)).toBe(said);
  });

  test('a source has the name of its device', () => {
    const devices = [device('scanner', 'scanner-1'), device('scanner', 'scanner-2')];
    expect(sourceName('scanner-2', devices, say)).toBe('掃描器 2');
    expect(sourceName('wedge', devices, say)).toBe('鍵盤模式掃描器');
    expect(sourceName('scanner-9', devices, say)).toBe('scanner-9');
  });

  test('bytes stand in pairs', () => {
    expect(spacedHex('25423')).toBe('25 42');
    expect(spacedHex('')).toBe('');
  });
});
