// Goal: the codes and schedules that the page offers are what it calls them, as the till's own readers see them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readElementString } from '../../drivers/scanner/gs1-elements.ts';
import { isGtin } from '../../drivers/scanner/gtin.ts';
import { settingBehind } from '../../drivers/scanner/scanner-settings.ts';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { readSchedule } from '../../fixtures/simulators/fault-schedule.ts';
import { SCHEDULE_EXAMPLES, scheduleText } from '../../src-renderer/workbench/schedule-examples.ts';
import {
  AIM_CHOICES,
  fromWritten,
  SPECIAL_CODES,
  toWritten,
} from '../../src-renderer/workbench/special-codes.ts';
import { sampleSimulators } from './sample-devices.ts';

const productCode = demoGtin13(1);
/** 2026-11-21 23:59:59 and 2026-11-22 00:00:01 in Taipei. */
const BEFORE_MIDNIGHT_MS = Date.UTC(2026, 10, 21, 15, 59, 59);
const AFTER_MIDNIGHT_MS = BEFORE_MIDNIGHT_MS + 2_000;

function textOf(id: string, nowMs = BEFORE_MIDNIGHT_MS): string {
  return SPECIAL_CODES.find((code) => code.id === id)?.textOf({ productCode, nowMs }) ?? '';
}

function elements(id: string, nowMs?: number) {
  const read = readElementString(textOf(id, nowMs), { currentYear: 2026 });
  return read.ok ? read.value : read.error;
}

describe('special codes', () => {
  test('a carrier, and what Full ASCII makes of it', () => {
    expect(textOf('carrier')).toMatch(/^\/[0-9A-Z+\-.]{7}$/);
    expect(settingBehind(textOf('carrier'), 'code-39')).toBeUndefined();
    expect(settingBehind(textOf('carrier-damaged'), undefined)).toBe('code-39-full-ascii');
  });

  test('dates are those of Taipei, on either side of midnight', () => {
    const goods = { gtin: `0${productCode}`, lot: 'LOT7', serial: 'S42' };
    expect(elements('expires-tomorrow')).toMatchObject({ ...goods, expiry: '2026-11-22' });
    expect(elements('expires-tomorrow', AFTER_MIDNIGHT_MS)).toMatchObject({ expiry: '2026-11-23' });
    expect(elements('expired')).toMatchObject({ ...goods, expiry: '2026-11-20' });
    expect(elements('expired', AFTER_MIDNIGHT_MS)).toMatchObject({ expiry: '2026-11-21' });
    expect(elements('best-before')).toMatchObject({ ...goods, bestBefore: '2026-11-20' });
  });

  test('a lost separator is one that a reader can notice', () => {
    expect(elements('lost-separators')).toMatchObject({ ai: '10', mayBeLostSeparator: true });
  });

  test('a label of 0.375 kg and a QR of more than one report', () => {
    expect(isGtin(textOf('weight-label'))).toBe(true);
    expect(textOf('weight-label').slice(7, 12)).toBe('00375');
    expect(textOf('long-qr').length).toBe(76);
  });

  test('each says what kind it is by an identifier that can be chosen too', () => {
    const choices: readonly string[] = AIM_CHOICES.map(({ aim }) => aim);
    expect(SPECIAL_CODES.filter(({ aim }) => !choices.includes(aim))).toEqual([]);
    expect(choices.filter((aim) => aim !== '' && !/^\][A-Za-z][0-9A-Za-z]$/.test(aim))).toEqual([]);
  });

  test('what is written with {GS} is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('01', 'LOT7', '{', '}', 'GS', '\u001d')), (parts) => {
        const code = parts.join('').replaceAll('{GS}', '');
        expect(fromWritten(toWritten(code))).toBe(code);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('schedules', () => {
  const folder = join(import.meta.dirname, '../../fixtures/simulators/schedules');

  test('the examples are those of the files, each of them', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
    expect(SCHEDULE_EXAMPLES.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
    for (const { id, faults } of SCHEDULE_EXAMPLES) {
      const file: { readonly faults: unknown } = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'));
      expect(faults).toEqual(file.faults);
    }
  });

  test('what the page writes is sound', () => {
    const devices = sampleSimulators();
    for (const example of SCHEDULE_EXAMPLES)
      expect(readSchedule(scheduleText(example), devices)).toMatchObject({ ok: true });
  });
});
