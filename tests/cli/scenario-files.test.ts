// Goal: a file that cannot be run says where and why; a file that can is described by the published schema.
// Method: one sound file with one thing wrong at a time; the same files through the JSON Schema.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isGtin } from '../../drivers/scanner/gtin.ts';
import { Expected } from '../../src-main/cli/scenario/expected.ts';
import { barcodesOf, productsOf } from '../../src-main/cli/scenario/goods.ts';
import { unsupportedIn } from '../../src-main/cli/scenario/needs.ts';
import { findScenarios, readScenarioFile } from '../../src-main/cli/scenario/read-files.ts';
import { scenarioSchemaText } from '../../src-main/cli/scenario/schema-document.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'daybook-scenario-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEA = { name: '瓶裝綠茶', price: 25, category: 'BOTTLED', tax: 'taxable' };
const LINES = [{ sku: 'TEA', qty: 1 }];
const SALE = { id: 'A', title: 'a sale', kind: 'sale', lines: LINES, expected: { due: 25 } };
const SYNC = {
  id: 'B',
  title: 'two sales',
  kind: 'sync',
  given: { sales: [{ seq: 1, total: 10 }] },
  steps: [{ do: 'send', seq: [1] }],
  expected: {},
};
const FILE = { schemaVersion: 1, currency: 'TWD', timezone: '+08:00', catalog: { TEA }, scenarios: [SALE] };

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const withSale = (change: object) => ({ ...FILE, scenarios: [{ ...SALE, ...change }] });
const withStep = (step: object) => withSale({ lines: [], steps: [step] });
const withDevices = (devices: object, step: object = { do: 'scan', sku: 'TEA' }) =>
  withSale({ lines: [], till: { devices }, steps: [step] });
const withSync = (change: object) => ({ ...FILE, scenarios: [{ ...SYNC, ...change }] });

/** What is wrong, and what the sentence says after the file's name. */
const malformed: readonly (readonly [string, unknown, string | RegExp])[] = [
  ['another version', { ...FILE, schemaVersion: 2 }, /^schemaVersion: .*1/],
  ['another currency', { ...FILE, currency: 'EUR' }, /^currency: .*TWD/],
  ['no catalog', { ...FILE, catalog: undefined }, /^catalog: /],
  ['a price with cents', { ...FILE, catalog: { TEA: { ...TEA, price: 25.5 } } }, /^catalog\.TEA\.price: /],
  ['a tax that is none', { ...FILE, catalog: { TEA: { ...TEA, tax: 'vat' } } }, /^catalog\.TEA\.tax: /],
  ['no scenario', { ...FILE, scenarios: [] }, /^scenarios: /],
  ['a scenario that is none', { ...FILE, scenarios: [7] }, /^scenario number 1: the scenario: /],
  ['no id', withSale({ id: undefined }), /^scenario number 1: id: /],
  ['an id that is no name', withSale({ id: '../A' }), /^scenario \.\.\/A: id: /],
  ['no title', withSale({ title: undefined }), /^scenario A: title: /],
  ['no expectations', withSale({ expected: undefined }), /^scenario A: expected: /],
  ['half a piece', withSale({ lines: [{ sku: 'TEA', qty: 0.5 }] }), /^scenario A: lines\.0\.qty: /],
  [
    'words for money',
    withSale({ tenders: [{ type: 'cash', amount: 'ten' }] }),
    /^scenario A: tenders\.0\.amount: /,
  ],
  ['a wrong kind of figure', withSale({ expected: { due: '25' } }), /^scenario A: expected\.due: /],
  [
    'a refusal that is none',
    withSale({ expected: { refusals: ['no'] } }),
    /^scenario A: expected\.refusals\.0: /,
  ],
  ['a setting that is none', withSale({ till: { speed: 1 } }), /^scenario A: till: .*speed/],
  ['a step without its article', withStep({ do: 'scan' }), /^scenario A: steps\.0\.sku: /],
  [
    'a button that is none',
    withStep({ do: 'tap', button: 'nix' }),
    /^scenario A: steps\.0\.button: .*take_cash/,
  ],
  [
    'a button without its amount',
    withStep({ do: 'tap', button: 'take_cash' }),
    /^scenario A: steps\.0\.amount: /,
  ],
  ['a field too many', withStep({ do: 'scan', sku: 'TEA', loud: true }), /^scenario A: steps\.0: .*loud/],
  [
    'a device that is none',
    withStep({ do: 'device', device: 'oven', event: 'on' }),
    /^scenario A: steps\.0\.device: .*printer/,
  ],
  [
    'an event of another device',
    withStep({ do: 'device', device: 'scanner', event: 'cover_opened' }),
    /^scenario A: steps\.0\.event: /,
  ],
  [
    'an act that is none',
    withStep({ do: 'device', device: 'scanner', act: 'fly' }),
    /^scenario A: steps\.0\.act: .*half/,
  ],
  [
    'an act with what it does not take',
    withStep({ do: 'device', device: 'printer', act: 'paper-out-after', with: { lines: 'ten' } }),
    /^scenario A: steps\.0\.with: .*number.*lines/,
  ],
  [
    'an act of a device that does not stand there',
    withStep({ do: 'device', device: 'scale', act: 'put', with: { grams: 1 } }),
    'scenario A: steps.0.device: no scale stands at this till; till.devices names those that do',
  ],
  [
    'an act of another model of the device',
    withDevices(
      { pole: { profile: 'epson-big5' } },
      { do: 'device', device: 'pole', act: 'stuck-mode', with: { trap: 'scroll' } },
    ),
    /^scenario A: steps\.0\.with: .*trap/,
  ],
  [
    'an event of a device that only has acts',
    withStep({ do: 'device', device: 'scale', event: 'put' }),
    /^scenario A: steps\.0\.device: .*printer/,
  ],
  ['neither event nor act', withStep({ do: 'device', device: 'printer' }), /^scenario A: steps\.0\.act: /],
  [
    'a scanner that does not stand there',
    withStep({ do: 'scan', sku: 'TEA', via: 'hid' }),
    'scenario A: steps.0.via: no hid-scanner stands at this till; till.devices names those that do',
  ],
  ['no schedule', withStep({ do: 'faults', schedule: {} }), /^scenario A: steps\.0\.schedule\.faults: /],
  [
    'a schedule of moments that never come',
    withStep({
      do: 'faults',
      schedule: { faults: [{ device: 'printer', when: { event: 'dance', nth: 1 }, do: 'stall' }] },
    }),
    /^scenario A: steps\.0\.schedule: faults\[0\]\.when\.event: there is no event of the printer called "dance"/,
  ],
  [
    'a schedule for what does not stand there',
    withStep({
      do: 'faults',
      schedule: { faults: [{ device: 'pole', when: { afterSeconds: 1 }, do: 'freeze' }] },
    }),
    /^scenario A: steps\.0\.schedule: faults\[0\]\.device: /,
  ],
  [
    'waiting for nothing',
    withStep({ do: 'wait_for', device: 'printer' }),
    'scenario A: steps.0: nothing is said that could be waited for',
  ],
  [
    'rows of a printer',
    withStep({ do: 'wait_for', device: 'printer', shows: ['x'] }),
    'scenario A: steps.0.shows: only the pole shows rows',
  ],
  [
    'a test that is none',
    withStep({ do: 'device_test', device: 'printer', test: 'sing' }),
    /^scenario A: steps\.0\.test: .*weigh/,
  ],
  [
    'a person who does not work there',
    withStep({ do: 'tap', button: 'sign_in', operator: 'owner' }),
    /^scenario A: steps\.0\.operator: .*manager/,
  ],
  [
    'a model that is none',
    withDevices({ pole: { profile: 'x' } }),
    /^scenario A: till\.devices\.pole\.profile: .*led8/,
  ],
  ['a device that no till has', withDevices({ oven: {} }), /^scenario A: till\.devices: .*oven/],
  [
    'labels that cannot be read',
    withDevices({
      inStoreLayouts: [
        {
          prefix: '28',
          itemStart: 2,
          itemLength: 5,
          valueStart: 5,
          valueLength: 5,
          kind: 'price',
          decimals: 0,
        },
      ],
    }),
    /^scenario A: till\.devices\.inStoreLayouts\.0: /,
  ],
  [
    'an expectation of what does not stand there',
    withSale({ expected: { devices: { scale: { status: 'enabled' } } } }),
    'scenario A: expected.devices: no scale stands at this till; till.devices names those that do',
  ],
  [
    'an expectation of what is no device',
    withSale({ expected: { devices: { oven: {} } } }),
    /^scenario A: expected\.devices.*oven|^scenario A: expected\.devices\.oven: /,
  ],
  [
    'an article that is not there',
    withSale({ lines: [{ sku: 'COLA', qty: 1 }] }),
    'scenario A: lines.0.sku: the catalog has no article COLA',
  ],
  [
    'an article of another sort',
    withSale({ lines: [{ sku: 'constructor', qty: 1 }] }),
    'scenario A: lines.0.sku: the catalog has no article constructor',
  ],
  [
    'a scan of what is not there',
    withStep({ do: 'scan', sku: 'COLA' }),
    'scenario A: steps.0: the catalog has no article COLA',
  ],
  [
    'a price of what is not there',
    withStep({ do: 'head_office', act: 'publish_prices', prices: { COLA: 1 } }),
    'scenario A: steps.0: the catalog has no article COLA',
  ],
  [
    'a promotion that is not there',
    withSale({ promotions: ['P1'] }),
    'scenario A: promotions: the file has no promotion P1',
  ],
  [
    'a coupon that is not there',
    withSale({ coupons: ['C1'] }),
    'scenario A: coupons: the file has no coupon C1',
  ],
  [
    'nothing to do',
    withSale({ lines: [] }),
    'scenario A: steps: there is nothing to do, neither lines nor steps',
  ],
  [
    'a sync without sales',
    withSync({ given: {} }),
    'scenario B: given.sales: a scenario of kind sync has sales',
  ],
  [
    'two sales of one seq',
    withSync({ given: { sales: [SYNC.given.sales[0], SYNC.given.sales[0]] } }),
    'scenario B: given.sales: two sales have the same seq',
  ],
  [
    'a step about no sale',
    withSync({ steps: [{ do: 'resend', seq: 2 }] }),
    'scenario B: steps.0.seq: there is no sale 2',
  ],
];

describe('a malformed file is refused', () => {
  for (const [name, content, words] of malformed) {
    test(name, () => {
      const path = written('file.json', JSON.stringify(content));
      const read = readScenarioFile(path);
      const problem = read.ok ? 'none' : read.error.problem;
      expect(problem.startsWith(`${path}: `)).toBe(true);
      const said = problem.slice(path.length + 2);
      if (typeof words === 'string') expect(said).toBe(words);
      else expect(said).toMatch(words);
    });
  }

  test('no JSON, and no file', () => {
    const torn = written('torn.json', '{"schemaVersion": 1,');
    const paths = [torn, join(folder, 'absent.json')];
    for (const path of paths) {
      const read = readScenarioFile(path);
      expect(read.ok ? 'none' : read.error.problem).toContain(`${path}: `);
    }
  });
});

describe('which scenarios are run', () => {
  const one = written('one.json', JSON.stringify(FILE));
  const two = written('two.json', JSON.stringify({ ...FILE, scenarios: [{ ...SALE, id: 'C' }, SYNC] }));
  const idsOf = (paths: readonly string[], only?: readonly string[]) => {
    const found = findScenarios(paths, only);
    return found.ok ? found.value.map(({ scenario }) => scenario.id) : found.error.problem;
  };

  test('all, or those asked for, in the order of the files', () => {
    expect(idsOf([one, two])).toEqual(['A', 'C', 'B']);
    expect(idsOf([one, two], ['B', 'A'])).toEqual(['A', 'B']);
  });

  test('an id that is nowhere, or that two scenarios have, is a mistake', () => {
    expect(idsOf([one, two], ['A', 'Z'])).toBe(`no scenario Z in ${one}, ${two}`);
    expect(idsOf([one, one])).toBe(`the id A is twice in ${one}`);
    const copy = written('copy.json', JSON.stringify(FILE));
    expect(idsOf([one, copy])).toBe(`the id A is in ${one} and in ${copy}`);
  });
});

describe('articles', () => {
  test('get a valid GTIN each, the same one in every file', () => {
    const skus = Array.from({ length: 2_000 }, (_, index) => `SKU-${index}`);
    const codes = barcodesOf(skus);
    expect(new Set(codes.values()).size).toBe(skus.length);
    expect([...codes.values()].every(isGtin)).toBe(true);
    expect(barcodesOf(['SKU-7']).get('SKU-7')).toBe(codes.get('SKU-7'));
  });

  test('are sold at the price that the scenario names', () => {
    const path = written(
      'price.json',
      JSON.stringify({
        ...withSale({ lines: [{ sku: 'TEA', qty: 1, unitPrice: 20 }] }),
        catalog: { TEA, BILL: { ...TEA, tax: 'not_invoiced', barcodes: ['X1'], shortCode: '5' } },
      }),
    );
    const read = readScenarioFile(path);
    const [scenario] = read.ok ? read.value.scenarios : [];
    if (!read.ok || scenario === undefined) throw new Error('the file is sound');
    expect(productsOf(read.value, scenario)).toEqual([
      {
        sku: 'TEA',
        barcodes: [expect.stringMatching(/^471\d{10}$/)],
        name: '瓶裝綠茶',
        unitPrice: 20,
        category: 'BOTTLED',
        tax: 'taxable',
      },
      {
        sku: 'BILL',
        barcodes: ['X1'],
        shortCode: '5',
        name: '瓶裝綠茶',
        unitPrice: 25,
        category: 'BOTTLED',
        tax: 'not-invoiced',
      },
    ]);
  });
});

describe('docs/scenario.schema.json', () => {
  const text = readFileSync(join(root, 'docs/scenario.schema.json'), 'utf8');

  test('is what the program reads files with', () => {
    // Written anew by: npx node src-main/cli/scenario/write-schema.ts
    expect(text).toBe(scenarioSchemaText());
  });

  const schema = z.fromJSONSchema(JSON.parse(text));
  const ours = ['cash', 'devices', 'sync'].map((name) => `fixtures/scenarios/${name}.json`);
  // The chain's own file, where it lies beside the repository.
  const spec = '../shared/spec/scenarios.json';

  test.each([...ours, ...(existsSync(join(root, spec)) ? [spec] : [])])('takes %s', (name) => {
    const path = join(root, name);
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(schema.safeParse(content).error?.issues ?? []).toEqual([]);
    expect(readScenarioFile(path).ok).toBe(true);
  });

  test('takes neither steps nor figures that are malformed', () => {
    expect(schema.safeParse(FILE).success).toBe(true);
    for (const wrong of [
      withStep({ do: 'tap', button: 'nix' }),
      withStep({ do: 'scan' }),
      withStep({ do: 'device', device: 'scanner', act: 'fly' }),
      withStep({ do: 'faults', schedule: { faults: [] } }),
      withStep({ do: 'wait_for', device: 'oven', status: 'enabled' }),
      withSale({ expected: { due: '25' } }),
      { ...FILE, schemaVersion: 2 },
    ]) {
      expect(schema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('docs/scenarios.md', () => {
  const text = readFileSync(join(root, 'docs/scenarios.md'), 'utf8');

  test('has examples that can be run', () => {
    const [file, member, steps, devices, faults, sync, ...others] = [
      ...text.matchAll(/```json\n(.*?)```/gs),
    ].map(([, example]) => JSON.parse(example ?? '') as Record<string, unknown>);
    const example = {
      ...FILE,
      scenarios: [withSale({ lines: [], steps }).scenarios[0], member, devices, faults, sync],
    };
    for (const content of [file, example]) {
      const read = readScenarioFile(written('example.json', JSON.stringify(content)));
      expect(read.ok ? '' : read.error.problem).toBe('');
      if (!read.ok) continue;
      expect(read.value.scenarios.flatMap((each) => unsupportedIn(each, read.value))).toEqual([]);
    }
    expect(others).toEqual([]);
  });

  test('names every step, button, event, act and expected field', () => {
    const named = [...scenarioSchemaText().matchAll(/"const": "([a-z_]+)"/g)].map(([, word]) => word ?? '');
    const words = [...new Set([...named, ...Object.keys(Expected.shape)])];
    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((word) => !text.includes(`\`${word}\``) && !text.includes(`"${word}"`))).toEqual([]);
  });
});
