// Goal: each project of tsconfig.json sees errors in its room, and a wrong room's types and files are not there.
// Method: a tree with our tsconfig files, one sound file per room and one planted error per project.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Files, inPlantedTree, root } from './plant.ts';

const configs = globSync(['tsconfig*.json', '{src-main,src-renderer,drivers,tests}/**/tsconfig.json'], {
  cwd: root,
});

const sound: Files = {
  'package.json': '{ "type": "module" }\n',
  'src-main/base/a.ts': 'export const a: number = 1;\n',
  'src-main/base/files.ts': "import 'node:fs';\nexport const files: number = 1;\n",
  'src-main/domain/a.ts': "import { a } from '../base/a.ts';\nexport const b: number = a;\n",
  'src-main/contract/a.ts': "import { b } from '../domain/a.ts';\nexport const c: number = b;\n",
  'src-main/store/a.ts': "import 'node:fs';\nexport const store: number = 1;\n",
  'drivers/a.ts': "import { a } from '../src-main/base/a.ts';\nexport const d: Buffer = Buffer.alloc(a);\n",
  'drivers/scanner/wedge.ts': 'export const wedge: number = 1;\n',
  'fixtures/a.ts': "import { c } from '../src-main/contract/a.ts';\nexport const f: number = c;\n",
  'src-main/cli/a.ts': "import { f } from '../../fixtures/a.ts';\nexport const g: number = f;\n",
  'src-renderer/a.tsx':
    "import { c } from '../src-main/contract/a.ts';\nimport { wedge } from '../drivers/scanner/wedge.ts';\n" +
    'export const page: string = document.title + c + wedge;\n',
  'tests/a.ts': "import { g } from '../src-main/cli/a.ts';\nexport const t: number = g;\n",
  'tests/renderer/a.tsx':
    "import { page } from '../../src-renderer/a.tsx';\nexport const r: string = page;\n",
  'tests/e2e/a.ts':
    "import { g } from '../../src-main/cli/a.ts';\nexport const e: string = document.title + g;\n",
};

interface Plant {
  readonly path: string;
  readonly source: string;
  readonly code: string;
}

const notListed = 'TS6307';
const plants: readonly Plant[] = [
  { path: 'src-main/base/dom.ts', source: 'document.title;\n', code: 'TS2584' },
  { path: 'src-main/base/node.ts', source: "import 'node:fs';\n", code: 'TS2882' },
  { path: 'src-main/domain/timer.ts', source: 'setTimeout(() => {}, 1);\n', code: 'TS2304' },
  { path: 'src-main/domain/node.ts', source: "import 'node:fs';\n", code: 'TS2882' },
  { path: 'src-main/domain/files.ts', source: "import '../base/files.ts';\n", code: notListed },
  { path: 'src-main/domain/room.ts', source: "import '../store/a.ts';\n", code: notListed },
  { path: 'src-main/contract/room.ts', source: "import '../store/a.ts';\n", code: notListed },
  { path: 'src-main/contract/dom.ts', source: 'document.title;\n', code: 'TS2584' },
  { path: 'src-main/store/dom.ts', source: 'document.title;\n', code: 'TS2584' },
  { path: 'src-main/cli/any.ts', source: 'export const f = (x) => x;\n', code: 'TS7006' },
  { path: 'drivers/room.ts', source: "import '../src-main/domain/a.ts';\n", code: notListed },
  { path: 'drivers/index.ts', source: 'export const f: number = [1][0];\n', code: 'TS2322' },
  { path: 'drivers/enum.ts', source: 'export enum E {\n  A,\n}\n', code: 'TS1294' },
  { path: 'fixtures/dom.ts', source: 'document.title;\n', code: 'TS2584' },
  {
    path: 'fixtures/optional.ts',
    source: 'export const o: { readonly x?: number } = { x: undefined };\n',
    code: 'TS2375',
  },
  { path: 'src-renderer/node.ts', source: 'process.exit();\n', code: 'TS2591' },
  { path: 'src-renderer/room.ts', source: "import '../src-main/store/a.ts';\n", code: notListed },
  { path: 'src-renderer/driver.ts', source: "import '../drivers/a.ts';\n", code: notListed },
  { path: 'src-renderer/Page.tsx', source: 'export const p = <nothing />;\n', code: 'TS2339' },
  { path: 'tests/type.ts', source: "export const n: number = '';\n", code: 'TS2322' },
  { path: 'tests/renderer/type.ts', source: "export const n: number = '';\n", code: 'TS2322' },
  { path: 'tests/e2e/type.ts', source: "export const n: number = '';\n", code: 'TS2322' },
];

/** The errors of `tsc -b`, as `path: code`, each once. */
function errorsOf(files: Files): readonly string[] {
  return inPlantedTree(files, configs, (folder) => {
    // Linked one by one, so that tsc's cache lands in the planted tree and not in ours.
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['@types', 'vite']) {
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
    const tsc = join(root, 'node_modules/.bin/tsc');
    const run = spawnSync(tsc, ['-b', '--noEmit', '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
    const errors = [...run.stdout.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+):/gm)];
    expect(run.status === 0, run.stdout).toBe(errors.length === 0);
    return [...new Set(errors.map(([, path, code]) => `${path}: ${code}`))];
  });
}

test('the projects are those we know', () => {
  expect(configs.length).toBe(9);
});

test('the sound tree compiles', () => {
  expect(errorsOf(sound)).toEqual([]);
});

test('each planted error is seen', () => {
  const planted = Object.fromEntries(plants.map(({ path, source }) => [path, source]));
  const seen = errorsOf({ ...sound, ...planted });
  expect(seen).toEqual(expect.arrayContaining(plants.map(({ path, code }) => `${path}: ${code}`)));
});
