import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../src-main/hosts/content-policy.ts';
import { findChromium } from '../tooling/runner/machine.ts';
import type { FakeBridge } from './page/fake-bridge.ts';

declare global {
  interface Window {
    readonly benchStage: FakeBridge;
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
  /** Closes the page, and what was its own. */
  readonly close: () => Promise<void>;
}

/**
 * The windows without a till: built as the host builds them, served under the host's content policy, and shown by a
 * real Chromium over a bridge that the test holds.
 */
export class Stage {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #clear: () => Promise<void>;
  #plain: BrowserContext | undefined;

  private constructor(browser: Browser, address: string, clear: () => Promise<void>) {
    this.#browser = browser;
    this.#address = address;
    this.#clear = clear;
  }

  /** Builds the page and starts server and browser; all are gone after `close`, or at once where one of them fails. */
  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-stage-'));
    try {
      return await Stage.#openIn(folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  static async #openIn(folder: string): Promise<Stage> {
    await build({
      configFile: false,
      root: resolve(import.meta.dirname, 'page'),
      logLevel: 'error',
      plugins: [react()],
      build: {
        outDir: folder,
        emptyOutDir: true,
        assetsInlineLimit: 0,
        minify: false,
        reportCompressedSize: false,
      },
    });
    const policy = contentSecurityPolicy("'none'");
    const files = sirv(folder, {
      // As the host serves what the build has named by its content.
      maxAge: 3600,
      immutable: true,
      setHeaders: (response) => response.setHeader('Content-Security-Policy', policy),
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
    const server = createServer((request, response) => files(request, response));
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
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
  async show(kind: 'customer' | 'workbench', view: unknown, options: ShowOptions = {}): Promise<Shown> {
    const { size = { width: 1366, height: 768 }, atMs, pausedAtMs } = options;
    const context = await this.#contextFor(options);
    const page = await context.newPage();
    await page.setViewportSize(size);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    if (atMs !== undefined) await page.clock.install({ time: atMs });
    if (pausedAtMs !== undefined) {
      // Installed earlier, since the clock runs until it is paused and cannot be paused in its past.
      await page.clock.install({ time: pausedAtMs - 600_000 });
      await page.clock.pauseAt(pausedAtMs);
    }
    await page.goto(`${this.#address}/?window=${kind}`);
    await page.evaluate((shown) => window.benchStage.publish(shown), view);
    await page.evaluate(() => document.fonts.ready);
    const close = () => (context === this.#plain ? page.close() : context.close());
    return { page, complaints, close };
  }

  /** Pages share a context and with it the fonts that it has loaded; whoever moves time or changes media has one alone. */
  async #contextFor({ atMs, pausedAtMs, media }: ShowOptions): Promise<BrowserContext> {
    const isPlain = atMs === undefined && pausedAtMs === undefined && media?.forcedColors === undefined;
    if (isPlain && this.#plain !== undefined) return this.#plain;
    const context = await this.#browser.newContext({
      locale: 'zh-TW',
      // Not the shop's: what is shown in Taipei's time must not lean on the machine's.
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...media,
    });
    if (isPlain) this.#plain = context;
    return context;
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
