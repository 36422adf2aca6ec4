import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configurationSchemaText } from '../../src-main/cli/configuration-schema.ts';
import { readConfiguration } from '../../src-main/engine/configuration.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-configuration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WHOLE = {
  version: 1,
  headOffice: { url: 'https://head-office.test:8443', certificatePath: 'ho.pem', enrolmentCode: 'ABCD' },
};

const SERIAL = { kind: 'serial', path: '/dev/ttyS1' };
const LAYOUT = {
  prefix: '28',
  itemStart: 2,
  itemLength: 5,
  valueStart: 7,
  valueLength: 5,
  kind: 'weight',
  decimals: 3,
};

/** What reading this content gives. */
function read(content: unknown) {
  const path = join(folder, 'till.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfiguration(path);
}

test('a till that has nothing plugged in needs no more than head office', () => {
  expect(read(WHOLE)).toMatchObject({
    ok: true,
    value: { devices: {}, policy: {}, sync: {}, reconnectBaseMs: 1_000 },
  });
});

test('devices are filled in with what is usual', () => {
  const devices = {
    scanners: [{ link: { kind: 'serial', path: 'ttyS0' } }],
    printer: { link: { kind: 'tcp', host: '10.0.0.9', port: 9_100 }, profile: 'generic-80' },
  };
  expect(read({ ...WHOLE, devices })).toMatchObject({
    ok: true,
    value: {
      devices: {
        scanners: [{ link: { kind: 'serial', path: 'ttyS0' }, duplicateWindowMs: 250 }],
      },
    },
  });
});

describe('a mistake is told with the name of its field', () => {
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ['no JSON', '{', /till\.json: .*JSON/],
    ['a version of tomorrow', { ...WHOLE, version: 2 }, /: version: /],
    ['no head office', { version: 1 }, /: headOffice: /],
    [
      'an address that is none',
      { ...WHOLE, headOffice: { ...WHOLE.headOffice, url: 'head office' } },
      /: headOffice\.url: /,
    ],
    [
      'a port too high',
      { ...WHOLE, devices: { printer: { link: { kind: 'tcp', host: 'x', port: 70_000 }, profile: 'p' } } },
      /: devices\.printer\.link\.port: /,
    ],
    ['a negative limit', { ...WHOLE, policy: { maxChange: -1 } }, /: policy\.maxChange: /],
    ['a lock of no time', { ...WHOLE, policy: { pinLockMs: 0 } }, /: policy\.pinLockMs: /],
    ['a word misspelt', { ...WHOLE, polcy: {} }, /polcy/],
  ];
  for (const [name, content, problem] of cases) {
    test(name, () => {
      const got = read(content);
      expect(got.ok).toBe(false);
      if (!got.ok) expect(got.error.problem).toMatch(problem);
    });
  }

  test('a file that is not there', () => {
    const got = readConfiguration(join(folder, 'none.json'));
    expect(!got.ok && got.error.problem).toMatch(/none\.json: ENOENT/);
  });
});

describe('what is published of it', () => {
  const docs = join(import.meta.dirname, '../../docs');

  test('docs/till.schema.json is what files are read with (write-configuration-schema.ts writes it)', () => {
    expect(readFileSync(join(docs, 'till.schema.json'), 'utf8')).toBe(configurationSchemaText());
  });

  test('the example in docs/devices is sound', () => {
    const text = readFileSync(join(docs, 'devices/README.md'), 'utf8');
    const example = /```json\n([^`]*)```/.exec(text)?.[1] ?? '';
    expect(read(example)).toMatchObject({
      ok: true,
      value: { devices: { scale: { profile: 'cas-type6' }, wedge: { prefix: ']' } } },
    });
  });

  const mistakes: readonly (readonly [string, object, RegExp])[] = [
    [
      'a profile nobody knows',
      { scale: { link: SERIAL, profile: 'weigh-o-matic' } },
      /devices\.scale\.profile/,
    ],
    [
      'a scanner on a printer’s file',
      { scanners: [{ link: { kind: 'printer-file', path: '/dev/usb/lp0' } }] },
      /scanners\.0\.link/,
    ],
    ['five scanners', { scanners: Array.from({ length: 5 }, () => ({ link: SERIAL })) }, /devices\.scanners/],
    [
      'two layouts with one prefix',
      { inStoreLayouts: [LAYOUT, LAYOUT] },
      /devices\.inStoreLayouts\.1: .*prefix-taken/,
    ],
    [
      'a cut command that opens the drawer',
      { printer: { link: SERIAL, profile: 'generic-58', overrides: { cut: { full: '1B700019FA' } } } },
      /devices\.printer\.overrides: cut\.full/,
    ],
    ['a pause no scanner makes', { wedge: { maxGapMs: 500 } }, /devices\.wedge\.maxGapMs/],
  ];
  for (const [name, devices, problem] of mistakes) {
    test(`${name} is told with its field`, () => {
      const got = read({ ...WHOLE, devices });
      expect(got.ok ? 'read' : got.error.problem).toMatch(problem);
    });
  }
});
