// Goal: what would ship has all that it needs and nothing else.
// Method: package what `npm run build` made, with a stand-in for Electron's binary, then look into app.asar and
// start the command line from it. Flipping fuses needs the real binary and is left out.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfiguration } from '../electron-builder.ts';
import { root } from '../plant.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-package-'));
const archive = join(folder, 'dist/linux-unpacked/resources/app.asar');
let inside: readonly string[] = [];

/** The package as it lies in its archive, where a program can be started from. */
function extracted(): string {
  const app = join(folder, 'app');
  if (!existsSync(app)) extractAll(archive, app);
  return app;
}

/** A folder that electron-builder takes for an unpacked Electron. */
function standInForElectron(): string {
  const electronDist = join(folder, 'electron');
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    readonly version: string;
  };
  for (const inner of ['resources', 'locales']) mkdirSync(join(electronDist, inner), { recursive: true });
  writeFileSync(join(electronDist, 'electron'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(electronDist, 'version'), version);
  for (const language of ['en-US', 'zh-TW'])
    writeFileSync(join(electronDist, 'locales', `${language}.pak`), '');
  return electronDist;
}

beforeAll(async () => {
  const { electronFuses: _needsTheBinary, ...configuration } = await readConfiguration();
  const directories = { output: join(folder, 'dist') };
  const planned = { ...configuration, directories, electronDist: standInForElectron() };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(planned));
  const args = ['--dir', '--linux', '--config', join(folder, 'config.json')];
  const builder = join(root, 'node_modules/.bin/electron-builder');
  const run = spawnSync(builder, args, { cwd: root, encoding: 'utf8', timeout: 120_000 });
  expect(run.status, run.stdout + run.stderr).toBe(0);
  inside = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
}, 150_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the entries, the windows and the run-time dependencies are inside', () => {
  expect(inside).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/electron.js',
      '/out/main/chromium.js',
      '/out/main/daybook.js',
      '/out/main/port-process.js',
      '/out/preload/till.cjs',
      '/out/renderer/index.html',
      '/node_modules/better-sqlite3/package.json',
      '/node_modules/zod/package.json',
    ]),
  );
});

test('sources, maps, tools and the Node of development are not', () => {
  const unwanted =
    /\.map$|^\/(src-main|src-renderer|drivers|fixtures|tests|docs)\/|^\/node_modules\/(node-(linux|win)-|react|vite|electron|typescript|@biomejs)|\/binding\.gyp$/;
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter((path) => unwanted.test(path))).toEqual([]);
});

test('native modules and the fonts that they read lie beside the archive, where they can be loaded', () => {
  const natives = inside.filter((path) => path.endsWith('.node'));
  const fonts = inside.filter((path) => path.endsWith('.ttf'));
  expect(natives.length).toBeGreaterThan(0);
  expect(fonts.map((path) => path.split('/').at(-1))).toEqual([
    'NotoSansTC_400Regular.ttf',
    'NotoSansTC_700Bold.ttf',
  ]);
  expect([...natives, ...fonts].filter((path) => !existsSync(join(`${archive}.unpacked`, path)))).toEqual([]);
});

test('the preload is one CommonJS file that requires nothing but electron', () => {
  const preload = readFileSync(join(root, 'out/preload/till.cjs'), 'utf8');
  expect([...preload.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual([
    'electron',
  ]);
  expect(globSync('out/preload/**/*.{js,cjs,mjs}', { cwd: root })).toEqual(['out/preload/till.cjs']);
});

test('the windows hold no inline script', () => {
  const page = readFileSync(join(root, 'out/renderer/index.html'), 'utf8');
  expect(page).toContain('<script type="module"');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
});

test('the command line starts from the package alone', () => {
  const app = extracted();
  const run = spawnSync(process.execPath, ['out/main/daybook.js', '--help'], {
    cwd: app,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(run.stderr).toBe('');
  expect(run.stdout).toContain('Usage: daybook');
  expect(run.status).toBe(0);
});

test('the port process starts from the package alone, loads its native parts and ends when it is told to', async () => {
  const child = fork(join(extracted(), 'out/main/port-process.js'), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  // One that ends too early answers with its exit code.
  const answer = async () => (await Promise.race([once(child, 'message'), exited]))[0];
  try {
    expect(await answer()).toEqual({ kind: 'ready' });
    const settings = { kind: 'serial', path: join(folder, 'no such port'), baudRate: 9_600 };
    child.send({ kind: 'open', connection: 1, settings });
    expect(await answer()).toMatchObject({ kind: 'lost', connection: 1, error: { fault: 'not-found' } });
    child.send({ kind: 'stop' });
    expect(await exited).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
