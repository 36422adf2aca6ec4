// Goal: both hosts run as processes, are driven by one Playwright, and end as an operating system asks them to.
// Method: the hosts' own entries but for the till in them; Electron is the stand-in, Chromium and the processes are real.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildPreload, requiredModules } from './build-preload.ts';
import { TestSocket } from './chromium/test-socket.ts';
import { launchChromiumHost } from './chromium-launch.ts';
import { until } from './electron/electron-under-test.ts';
import type { LaunchElectronOptions } from './fake-electron/launch.ts';
import { launchElectronHost } from './fake-electron/launch.ts';
import { HostProcess } from './host-process.ts';
import { writeRenderer } from './stand-in/renderer-folder.ts';
import { tempFolder } from './temp-folder.ts';

const here = import.meta.dirname;
let standInPreload: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-preload-'));
  standInPreload = await buildPreload(join(here, 'stand-in/preload.ts'), folder);
  return () => rmSync(folder, { recursive: true });
});

async function launchElectron(options: Partial<LaunchElectronOptions> = {}) {
  const folder = tempFolder('launch');
  const dataDir = join(folder, 'data');
  const host = await launchElectronHost({
    dataDir,
    entry: join(here, 'stand-in/electron-entry.ts'),
    args: ['--renderer', writeRenderer(join(folder, 'renderer'), '')],
    env: { STAND_IN_PRELOAD: standInPreload },
    ...options,
  });
  onTestFinished(() => host.close());
  return { host, dataDir };
}

async function launchChromium() {
  const folder = tempFolder('launch');
  const dataDir = join(folder, 'data');
  const host = await launchChromiumHost({
    dataDir,
    entry: join(here, 'stand-in/chromium-entry.ts'),
    args: ['--renderer', writeRenderer(join(folder, 'renderer'), '')],
  });
  onTestFinished(() => host.close());
  return { host, dataDir };
}

test('Playwright finds the Electron host’s windows, and they work; SIGTERM ends it in order', async () => {
  const { host, dataDir } = await launchElectron();
  expect((await host.windows()).map(({ kind, url }) => [kind, url]).sort()).toEqual([
    ['cashier', 'daybook://till/?window=cashier'],
    ['customer', 'daybook://till/?window=customer'],
  ]);
  const browser = await chromium.connectOverCDP(host.cdpEndpoint);
  onTestFinished(() => browser.close());
  const page = browser
    .contexts()[0]
    ?.pages()
    .find((one) => one.url().includes('window=cashier'));
  if (page === undefined) throw new Error('no page');
  await page.getByText('收銀機').waitFor();
  expect(page.viewportSize() ?? (await page.evaluate('[innerWidth, innerHeight]'))).toEqual([1366, 768]);
  expect(await page.evaluate(`daybook.echoSay({ text: '你好' })`)).toEqual({
    ok: true,
    value: { text: '你好' },
  });
  await page.reload();
  expect(await page.evaluate(`new Promise((resolve) => daybook.onPublished('view', resolve))`)).toEqual({
    calls: 1,
  });
  host.process.kill('SIGTERM');
  expect(await host.ended).toBe(0);
  expect(existsSync(join(dataDir, 'stopped-in-order'))).toBe(true);
  expect(existsSync(join(dataDir, 'keys', 'master-key.sealed'))).toBe(true);
});

test('a killed Electron host takes its browser with it and leaves nothing behind', async () => {
  const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith('daybook-fake-electron-'));
  const before = profiles();
  const { host } = await launchElectron();
  // Others that run beside this one have theirs in the same folder, and take them away.
  expect(profiles().filter((name) => !before.includes(name))).not.toEqual([]);
  host.process.kill('SIGKILL');
  expect(await host.ended).toBe('SIGKILL');
  await until('the browser is gone', () =>
    fetch(host.cdpEndpoint).then(
      () => false,
      () => true,
    ),
  );
  await host.close();
});

test('a second till on the same folder ends at once and says why', async () => {
  const { dataDir } = await launchElectron();
  const second = new HostProcess({
    args: [
      join(here, 'fake-electron/run-entry.ts'),
      join(here, 'stand-in/electron-entry.ts'),
      '--data',
      dataDir,
    ],
    env: { STAND_IN_PRELOAD: standInPreload },
  });
  expect(await second.ended).toBe(0);
  expect(second.complaints).toContain('This till runs already');
});

test('without a key store the till does not start, and nothing is written in the clear', async () => {
  const dataDir = tempFolder('launch');
  await expect(launchElectron({ dataDir, machine: { secretStore: 'basic_text' } })).rejects.toThrow(
    'this machine has no key store',
  );
  expect(existsSync(join(dataDir, 'keys'))).toBe(false);
});

test('a till that cannot start ends with 1 and a sentence', async () => {
  await expect(launchElectron({ configPath: '/broken' })).rejects.toThrow(
    /ended with 1.*the configuration is broken/s,
  );
});

test('the Chromium host tells the addresses of its windows; SIGTERM ends it in order', async () => {
  const { host, dataDir } = await launchChromium();
  expect([...host.addresses.keys()]).toEqual(['cashier', 'customer']);
  expect(host.addresses.get('cashier')).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+\/\?window=cashier#key=[\w-]{43}$/,
  );
  const cashier = await TestSocket.enter(host.addresses.get('cashier') ?? '');
  expect([await cashier.next(), await cashier.next()]).toMatchObject([
    { type: 'welcome', window: 'cashier' },
    { type: 'published', topic: 'view', message: { calls: 0 } },
  ]);
  host.process.kill('SIGTERM');
  expect((await cashier.closed).code).toBe(1001);
  expect(await host.ended).toBe(0);
  expect(existsSync(join(dataDir, 'stopped-in-order'))).toBe(true);
  expect(existsSync(join(dataDir, 'keys', 'master-key'))).toBe(true);
});

test('a mistake on the command line is explained, and ends with 2', async () => {
  const host = new HostProcess({ args: [join(here, 'stand-in/chromium-entry.ts'), '--kioks'] });
  expect(await host.ended).toBe(2);
  expect(host.complaints).toContain("Unknown option '--kioks'");
  expect(host.complaints).toContain('--kiosk');
});

test('the shipped preload script is one CommonJS file that requires nothing but electron', async () => {
  const built = await buildPreload(join(here, '../../src-main/hosts/preload.ts'), tempFolder('preload'));
  expect(requiredModules(built)).toEqual(['electron']);
});

test('an Electron host that cannot even prepare itself ends with 1 and a sentence', async () => {
  const dataDir = join(tempFolder('launch'), 'a file');
  writeFileSync(dataDir, 'where the folder should be');
  await expect(launchElectron({ dataDir })).rejects.toThrow(/ended with 1.*The till does not start/s);
});
