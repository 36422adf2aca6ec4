// Goal: what a reviewer would have to say again and again is said by a test.
// Method: read every file of the tree; and to prove that each rule sees, give it a bad text and a good one.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './plant.ts';
import { longFiles, maximumLines, rules } from './tidy/rules.ts';

const isText = /\.(tsx?|css|html|json|md|ya?ml|sql)$|^\.(ci\/run|npmrc|gitignore|editorconfig|node-version)$/;
const files = globSync(['*', '.*', '{src-main,src-renderer,drivers,fixtures,tests,docs,.ci}/**/*'], {
  cwd: root,
})
  .filter((path) => isText.test(path) && statSync(join(root, path)).isFile())
  .toSorted();
const contents = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]));

test('the tree was read', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files).toEqual(expect.arrayContaining(['.ci/run', '.npmrc', 'package-lock.json', 'tests/run.ts']));
});

describe('the tree', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const read = files.filter((path) => rule.reads(path));
      expect(read).not.toEqual([]);
      const complaints = read.flatMap((path) =>
        rule.complain(contents.get(path) ?? '', path).map((complaint) => `${path} ${complaint}`),
      );
      expect(complaints).toEqual([]);
    });
  }

  test('an excuse for a long file is for a file that is there', () => {
    expect(Object.keys(longFiles).filter((path) => !files.includes(path))).toEqual([]);
  });
});

interface Sample {
  readonly rule: string;
  readonly path: string;
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

const documented = '/** Does it. */\nexport function f(): void {}\n';

const samples: readonly Sample[] = [
  {
    rule: 'a note of work to do names its issue',
    path: 'src-main/store/a.ts',
    bad: ['// TODO later', '// FIXME: wrong'],
    good: ['// TODO(#12) when the printer can', '// to do so'],
  },
  {
    rule: 'no test is focused, skipped or promised',
    path: 'tests/store/a.test.ts',
    bad: ["test.only('a', f)", "describe.skip('a', f)", "test.describe.fixme('a', f)", "it.todo('a')"],
    good: ["test('a', f)", "describe.skipIf(printer === undefined)('a', f)", 'list.skip(3)'],
  },
  {
    rule: 'no path of one machine',
    path: 'docs/a.md',
    bad: [`cd ${root}/src-main`, 'in /home/ann/till', "'/root/x'", 'C:\\Users\\ann'],
    good: ['fixtures/home/a', 'https://x.test/root/a', '/usr/bin/chromium', './root/x'],
  },
  {
    rule: 'no registry is named',
    path: 'package-lock.json',
    bad: [
      '"resolved": "https://mirror.test/a.tgz"',
      'https://registry.npmjs.org/',
      'registry=https://x.test',
    ],
    good: ['"integrity": "sha512-x"', 'an error registry'],
  },
  {
    rule: `no file is longer than ${maximumLines} lines`,
    path: 'drivers/a.ts',
    bad: ['x\n'.repeat(maximumLines + 1)],
    good: ['x\n'.repeat(maximumLines)],
  },
  {
    rule: 'every exported function says what it promises',
    path: 'drivers/a.ts',
    bad: [
      'export function f(): void {}',
      '// Does it.\nexport async function f() {}',
      'export const f = (a: number) => a;',
      `${documented}export function g(): void {}`,
    ],
    good: [
      documented,
      `${documented}export function f(a: 1): void {}`,
      'function g() {}',
      'export const f = (1);',
    ],
  },
  {
    rule: 'the time is asked of the clock passed in',
    path: 'src-main/engine/a.ts',
    bad: ['const now = new Date();', "import * as crypto from 'node:crypto';"],
    good: ['new Date(ctx.nowMs)', "import { createHash } from 'node:crypto';"],
  },
  {
    rule: 'types are imported at the top, where lint sees from where',
    path: 'src-main/store/a.ts',
    bad: ["type A = import('../engine/a.ts').A;", "f(a: import('x').X)", "typeof import('x')"],
    good: ["const a = await import('./a.ts');", "const late = () => import('./a.ts');"],
  },
  {
    rule: 'the contract takes only types and schemas from the domain',
    path: 'src-main/contract/a.ts',
    bad: [
      "import { priceCart } from '../domain/cart/price-cart.ts';",
      "import {\n  Product,\n  decide,\n} from '../domain/till.ts';",
    ],
    good: [
      "import type { Cart } from '../domain/cart.ts';",
      "import { Promotion, type Label, REASONS } from '../domain/pricing/promotion.ts';",
      "import { z } from 'zod';",
    ],
  },
];

describe('each rule sees', () => {
  test('there is a sample for each', () => {
    expect(samples.map((sample) => sample.rule)).toEqual(rules.map((rule) => rule.name));
  });

  for (const { rule: name, path, bad, good } of samples) {
    const rule = rules.find((each) => each.name === name);
    test.each(bad)(`${name}: %j is wrong`, (text) => {
      expect(rule?.reads(path)).toBe(true);
      expect(rule?.complain(text, path)).toHaveLength(1);
    });
    test.each(good)(`${name}: %j is right`, (text) => {
      expect(rule?.complain(text, path)).toEqual([]);
    });
  }
});
