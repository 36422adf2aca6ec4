// Goal: the arrows of design.md (Rooms) hold, and lint is what sees it.
// Method: plant an import along every arrow, allowed and forbidden, and compare what lint says with the table.
import { expect, test } from 'vitest';
import { type Files, lint, lintPlanted, root } from './plant.ts';

const folders = {
  base: 'src-main/base',
  domain: 'src-main/domain',
  contract: 'src-main/contract',
  store: 'src-main/store',
  sync: 'src-main/sync',
  gateways: 'src-main/gateways',
  engine: 'src-main/engine',
  hosts: 'src-main/hosts',
  cli: 'src-main/cli',
  drivers: 'drivers',
  'src-renderer': 'src-renderer',
  fixtures: 'fixtures',
  tests: 'tests',
} as const;

type Room = keyof typeof folders;
const rooms = Object.keys(folders) as readonly Room[];

/** Who may import whom: style.md 2.1. `tests` may import anything and is left out. */
const mayImport: Readonly<Record<Exclude<Room, 'tests'>, readonly Room[]>> = {
  base: [],
  domain: ['base'],
  contract: ['base', 'domain'],
  store: ['base', 'domain'],
  sync: ['base', 'domain', 'contract', 'store'],
  gateways: ['base', 'domain', 'contract'],
  engine: ['base', 'domain', 'contract', 'store', 'sync', 'gateways', 'drivers'],
  hosts: ['base', 'domain', 'contract', 'store', 'sync', 'gateways', 'engine', 'drivers'],
  cli: ['base', 'domain', 'contract', 'store', 'sync', 'gateways', 'engine', 'hosts', 'drivers', 'fixtures'],
  drivers: ['base'],
  'src-renderer': ['contract'],
  fixtures: ['base', 'domain', 'contract', 'drivers'],
};

const importers = Object.keys(mayImport) as readonly (keyof typeof mayImport)[];

/** Packages that some room has for itself, with the rooms that may import them. */
const packages: Readonly<Record<string, readonly Room[]>> = {
  'better-sqlite3': ['store', 'hosts', 'cli'],
  electron: [],
  react: ['src-renderer', 'hosts', 'cli', 'fixtures'],
  serialport: ['drivers', 'hosts', 'cli', 'fixtures'],
  'node:fs': ['store', 'sync', 'gateways', 'engine', 'hosts', 'cli', 'drivers', 'fixtures'],
  'node:timers/promises': ['hosts', 'cli'],
  zod: rooms.filter((room) => room !== 'base' && room !== 'src-renderer'),
};

const up = (path: string) => path.replaceAll(/[^/]+/g, '..');

/** Every way to write an import of `to` from a file in `from`: from its top, from a folder below, by the long way round. */
function plantsAlong(from: Room, to: Room): Files {
  const here = folders[from];
  const there = folders[to];
  const long = `${up(here)}/${there}/planted.ts`;
  const isNear = here.startsWith('src-main/') && there.startsWith('src-main/');
  return {
    [`${here}/to-${to}.ts`]: `import '${isNear ? `../${to}` : `${up(here)}/${there}`}/planted.ts';\n`,
    [`${here}/deep/to-${to}.ts`]: `export { planted } from '../${long}';\n`,
    [`${here}/deep/type-to-${to}.ts`]: `import type { Planted } from '../${long}';\nexport type Again = Planted;\n`,
    [`${here}/deep/late-to-${to}.ts`]: `export const late = () => import('../${long}');\n`,
  };
}

test('lint reports an import exactly where the table forbids it', () => {
  const files: Record<string, string> = {};
  const expected: string[] = [];
  for (const from of importers)
    for (const to of rooms.filter((room) => room !== from)) {
      const plants = plantsAlong(from, to);
      Object.assign(files, plants);
      if (!mayImport[from].includes(to)) expected.push(...Object.keys(plants));
    }
  const { looked, complaints } = lintPlanted(files);
  expect(looked).toBeGreaterThanOrEqual(Object.keys(files).length);
  const reported = Object.keys(complaints).filter((path) =>
    complaints[path]?.includes('noRestrictedImports'),
  );
  expect(reported.sort()).toEqual(expected.sort());
});

test('lint reports a package exactly where the room may not have it', () => {
  const files: Record<string, string> = {};
  const expected: string[] = [];
  for (const [name, users] of Object.entries(packages))
    for (const room of importers) {
      const path = `${folders[room]}/deep/${name.replaceAll(/\W/g, '-')}.ts`;
      files[path] = `import '${name}';\n`;
      if (!users.includes(room)) expected.push(path);
    }
  const { complaints } = lintPlanted(files);
  const reported = Object.keys(complaints).filter((path) =>
    complaints[path]?.includes('noRestrictedImports'),
  );
  expect(reported.sort()).toEqual(expected.sort());
});

test('the exceptions are what they say and no more', () => {
  const { complaints } = lintPlanted({
    'src-main/base/files.ts': "import 'node:fs';\n",
    'src-main/base/other.ts': "import 'node:fs';\n",
    'src-renderer/cashier/wedge.ts': "import '../../drivers/scanner/wedge.ts';\n",
    'src-renderer/cashier/port.ts': "import '../../drivers/scanner/serial.ts';\n",
    'fixtures/head-office/storage.ts': "import 'better-sqlite3';\n",
    'fixtures/simulators/storage.ts': "import 'better-sqlite3';\n",
    'src-main/hosts/electron.ts': "import { app } from 'electron';\nvoid app;\n",
    'src-main/hosts/electron/windows.ts': "import { BrowserWindow } from 'electron';\nvoid BrowserWindow;\n",
    'src-main/hosts/electron/raw-ipc.ts': "import { ipcMain } from 'electron';\nvoid ipcMain;\n",
    'src-main/hosts/electron/all-ipc.ts': "import electron from 'electron';\nvoid electron;\n",
    'src-main/hosts/electron/trusted-ipc.ts': "import { ipcMain } from 'electron';\nvoid ipcMain;\n",
    'src-main/hosts/chromium.ts': "import { app } from 'electron';\nvoid app;\n",
    'src-main/hosts/preload.ts': "import { contextBridge } from 'electron';\nvoid contextBridge;\n",
  });
  const reported = Object.keys(complaints).filter((path) =>
    complaints[path]?.includes('noRestrictedImports'),
  );
  expect(reported.sort()).toEqual([
    'fixtures/simulators/storage.ts',
    'src-main/base/other.ts',
    'src-main/hosts/chromium.ts',
    'src-main/hosts/electron/all-ipc.ts',
    'src-main/hosts/electron/raw-ipc.ts',
    'src-renderer/cashier/port.ts',
  ]);
});

test('the tree itself keeps to the arrows', () => {
  const { looked, complaints } = lint(root, '--only=style/noRestrictedImports');
  expect(complaints).toEqual({});
  expect(looked).toBeGreaterThan(50);
});
