import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../src-main/hosts/content-policy.ts';
import { findChromium } from '../tooling/runner/machine.ts';
import type { FakeBridge } from './page/fake-bridge.ts';

declare global {
  interface Window {
    readonly stage: FakeBridge;
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window on an empty page, and everything that the browser complained of. */
export interface Shown {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/**
 * The windows without a till: built as the host builds them, served under the host's content policy, and shown by a
 * real Chromium over a bridge that the test holds.
 */
export class Stage {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #clear: () => Promise<void>;

  private constructor(browser: Browser, address: string, clear: () => Promise<void>) {
    this.#browser = browser;
    this.#address = address;
    this.#clear = clear;
  }

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-stage-'));
    await build({
      configFile: false,
      root: resolve(import.meta.dirname, 'page'),
      logLevel: 'error',
      plugins: [react()],
      build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0 },
    });
    const policy = contentSecurityPolicy("'none'");
    const files = sirv(folder, {
      setHeaders: (response) => response.setHeader('Content-Security-Policy', policy),
    });
    const server = createServer((request, response) => files(request, response));
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
        '--disable-gpu',
      ],
    });
    const { port } = server.address() as AddressInfo;
    return new Stage(browser, `http://127.0.0.1:${port}`, async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Shows a window over `view`. */
  async show(
    kind: 'customer' | 'workbench',
    view: unknown,
    { size = { width: 1366, height: 768 }, atMs, pausedAtMs, media = {} }: ShowOptions = {},
  ): Promise<Shown> {
    // A context of its own: axe asks for one, and nothing is left over from the page before.
    const context = await this.#browser.newContext({
      viewport: size,
      locale: 'zh-TW',
      reducedMotion: 'reduce',
      ...media,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    if (atMs !== undefined) await page.clock.install({ time: atMs });
    if (pausedAtMs !== undefined) {
      await page.clock.install({ time: pausedAtMs });
      await page.clock.pauseAt(pausedAtMs);
    }
    await page.goto(`${this.#address}/?window=${kind}`);
    await page.evaluate((shown) => window.stage.publish(shown), view);
    await page.evaluate(() => document.fonts.ready);
    return { page, complaints };
  }

  async close(): Promise<void> {
    await this.#clear();
  }
}

export interface ShowOptions {
  readonly size?: Size;
  /** The wall time that the page begins at. */
  readonly atMs?: number;
  /** The same, but from there only the test moves time. */
  readonly pausedAtMs?: number;
  readonly media?: { readonly forcedColors?: 'active' };
}
