import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { build } from 'vite';
import { securityHeaders } from '../../src-main/hosts/content-policy.ts';
import { HAND_MS } from '../support/hand.ts';
import { findChromium } from '../tooling/runner/machine.ts';
import { type State, THEN_PRESS } from './states.ts';
import { NOON_MS } from './views.ts';

/** The cashier's window on a fake till, built and served under the content policy of the real hosts. */
export interface StageHouse {
  readonly browser: Browser;
  /** A fresh page of this size with an empty stage. Anything the page complains about fails its test. */
  newPage(size: { readonly width: number; readonly height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the page and starts a browser; both are gone after `close`. */
export async function openStage(): Promise<StageHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-stage-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
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
  const serve = sirv(folder, { dev: false });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders("'self'"))) response.setHeader(name, value);
    serve(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
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
  return {
    browser,
    async newPage(size) {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-TW',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaintsOf(page).push(message.text());
      });
      page.on('pageerror', (error) => complaintsOf(page).push(String(error)));
      await page.goto(address);
      await page.waitForFunction(() => 'cashierStage' in window);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const complaints = new WeakMap<Page, string[]>();

/** What the page has complained about: thrown errors, and refusals of the content policy. */
export function complaintsOf(page: Page): string[] {
  const known = complaints.get(page) ?? [];
  complaints.set(page, known);
  return known;
}

/** Puts a state on the stage, as a person would bring it about. */
export async function play(page: Page, name: string, state: State): Promise<void> {
  await page.evaluate(
    ([view, nowMs, answers]) => {
      window.cashierStage.open(view, nowMs);
      for (const [channel, answer] of Object.entries(answers)) window.cashierStage.answer(channel, answer);
    },
    [state.view, NOON_MS, state.answers ?? {}] as const,
  );
  await page.waitForSelector(`[data-screen="${state.view.screen}"]`);
  for (const key of state.keys ?? []) await page.keyboard.press(key, { delay: HAND_MS });
  const button = THEN_PRESS[name];
  if (button !== undefined) await page.getByTestId(button).click();
  for (const step of state.steps ?? []) {
    // What is unavailable is pressed all the same, as a finger would.
    if ('press' in step) await page.getByTestId(step.press).click({ force: true });
    else await page.keyboard.press(step.key, { delay: HAND_MS });
  }
  if (state.text !== undefined) await page.keyboard.insertText(state.text);
  if (name === 'panel-close-shift')
    for (const digit of '12340') await page.keyboard.press(`Numpad${digit}`, { delay: HAND_MS });
  if (state.event !== undefined) await page.evaluate((event) => window.cashierStage.emit(event), state.event);
  await settle(page);
}

/** Waits until fonts are there and two frames have been drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
  });
}
