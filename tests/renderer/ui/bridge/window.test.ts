// Goal: a window in a real Chromium comes in with its key, once, and stays through reloads and a lost connection.
// Method: the real server, the real client in a page under the real content policy, driven by Playwright.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../../../src-main/base/log.ts';
import type { Answer, TillBridge } from '../../../../src-main/contract/bridge.ts';
import { topics } from '../../../../src-main/contract/bridge.ts';
import { tillChannels } from '../../../../src-main/contract/channels.ts';
import type { BridgeServer, BridgeServerOptions } from '../../../../src-main/hosts/chromium/bridge-server.ts';
import { startBridgeServer } from '../../../../src-main/hosts/chromium/bridge-server.ts';

declare global {
  interface Window {
    readonly opened: Promise<Answer<TillBridge>>;
  }
}

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-window-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'assets'),
      lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['es'], fileName: () => 'page.js' },
    },
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>window</title><script type="module" src="/assets/page.js"></script><p>page',
  );
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--disable-background-networking', '--disable-component-update', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function serve(options: Partial<BridgeServerOptions> = {}): Promise<BridgeServer> {
  const server = await startBridgeServer({
    channels: tillChannels,
    topics,
    rendererFolder: folder,
    log: silentLogger,
    ...options,
  });
  onTestFinished(() => server.close());
  server.onCall(async (from, channel, input) => ({ ok: true, value: { from, channel, input } }));
  return server;
}

async function openPage(address: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

const search = (page: Page) =>
  page.evaluate(async () => {
    const opened = await window.opened;
    return opened.ok ? opened.value.productsSearch({ text: '茶' }) : opened;
  });
const found = {
  ok: true,
  value: { from: 'cashier', channel: 'products:search', input: { text: '茶' } },
};
const refused = { ok: false, error: { code: 'till-not-answering', params: { reason: 'refused' } } };

test('the address opens the window, whose key is gone from it, and a reload goes on working', async () => {
  const server = await serve();
  const address = server.mintAddress('cashier');
  const page = await openPage(address);
  expect(await search(page)).toEqual(found);
  expect(page.url()).toBe(`${server.origin}/?window=cashier`);
  await page.reload();
  expect(await search(page)).toEqual(found);
  // Neither another profile nor another tab of the same one is let in with the used key.
  expect(await search(await openPage(address))).toEqual(refused);
  const tab = await page.context().newPage();
  await tab.goto(address);
  expect(await search(tab)).toEqual(refused);
  expect(await search(page)).toEqual(found);
});

test('a connection that the host drops comes back, and a call on the way is answered', async () => {
  const server = await serve({ limits: { messages: { burst: 4, perSecond: 20 } } });
  const page = await openPage(server.mintAddress('cashier'));
  await search(page);
  // More at once than the host takes: it closes, the window returns and sends the rest again, until all are through.
  const answers = await page.evaluate(async () => {
    const opened = await window.opened;
    if (!opened.ok) return [];
    const { value: bridge } = opened;
    return Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => bridge.productsSearch({ text })));
  });
  expect(answers.map((answer) => answer.ok && (answer.value as typeof found.value).input.text)).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
  ]);
});

test('what the core publishes arrives, the newest view first', async () => {
  const server = await serve();
  server.publish('cashier', 'view', { revision: 1 });
  const page = await openPage(server.mintAddress('cashier'));
  const heard = page.evaluate(async () => {
    const opened = await window.opened;
    const heard: unknown[] = [];
    return new Promise((resolve) => {
      if (!opened.ok) return resolve('refused');
      opened.value.onPublished('view', (view) => {
        heard.push(view);
        document.title = `heard ${heard.length}`;
        if (heard.length === 2) resolve(heard);
      });
    });
  });
  await page.waitForFunction(() => document.title === 'heard 1');
  server.publish('cashier', 'view', { revision: 2 });
  expect(await heard).toEqual([{ revision: 1 }, { revision: 2 }]);
});

test('a file dropped on the window does not take its place', async () => {
  const server = await serve();
  const page = await openPage(server.mintAddress('cashier'));
  expect(
    await page.evaluate(() =>
      ['dragover', 'drop'].map((kind) => !window.dispatchEvent(new Event(kind, { cancelable: true }))),
    ),
  ).toEqual([true, true]);
});
