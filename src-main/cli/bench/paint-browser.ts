import type { Browser, Page } from '@playwright/test';
import { findBrowser } from '../../hosts/chromium/browser-window.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { CannotMeasure } from './bench.ts';

const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
];

/** A row that takes longer than this is not slow but lost. */
const LOST_MS = 10_000;

/**
 * Starts the system's Chromium without a display, driven by Playwright.
 * @throws CannotMeasure where one of the two is not installed.
 */
export async function openPaintBrowser(): Promise<Browser> {
  const executablePath = findBrowser(process.platform);
  if (executablePath === undefined) throw new CannotMeasure('no Chromium is installed');
  const { chromium } = await loadPlaywright();
  return chromium.launch({ executablePath, args: QUIET });
}

/** Playwright is there where Daybook is developed, and not in a store. Its name stands in a variable so that no build takes it in. */
async function loadPlaywright(): Promise<PlaywrightParts> {
  const name = '@playwright/test';
  try {
    return (await import(name)) as PlaywrightParts;
  } catch (error) {
    const why = 'Playwright is not installed: it comes with the packages for development';
    throw new CannotMeasure(why, { cause: error });
  }
}

interface PlaywrightParts {
  readonly chromium: {
    launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser>;
  };
}

/** A page that tells when it has painted a new row. */
export class PaintedPage {
  readonly page: Page;
  #onPainted: (() => void) | undefined;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens `address` and waits until an element that fits `selector` is there. */
  static async open(browser: Browser, address: string, selector: string): Promise<PaintedPage> {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    const painted = new PaintedPage(page);
    await page.exposeBinding('daybookPainted', () => painted.#onPainted?.());
    await page.goto(address);
    await page.waitForSelector(selector);
    return painted;
  }

  /**
   * From here on each new element that fits `rowSelector` is told after the frame that shows it: the frame's callback
   * runs before it is painted, a task queued there runs after.
   */
  async watch(rowSelector: string): Promise<void> {
    await this.page.evaluate(`(${WATCH})(${JSON.stringify(rowSelector)})`);
  }

  /** Milliseconds from the moment before `act` to the news, in this process, that the row is painted. One clock for both. */
  async paintAfter(act: () => void): Promise<number> {
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => reject(new Error(`no row was painted in ${LOST_MS} ms`)), LOST_MS);
      const startedMs = machineClock.monotonicMs();
      this.#onPainted = () => {
        const ms = machineClock.monotonicMs() - startedMs;
        clearTimeout(lost);
        this.#onPainted = undefined;
        resolve(ms);
      };
      act();
    });
  }

  /** Resolves when no row is left. */
  async untilEmpty(rowSelector: string): Promise<void> {
    await this.page.waitForSelector(rowSelector, { state: 'detached' });
  }
}

/** Runs in the page, where this project's Node types know nothing: hence as text. */
const WATCH = `(rowSelector) => {
  const after = new MessageChannel();
  after.port1.onmessage = () => window.daybookPainted();
  const seen = new WeakSet(document.querySelectorAll(rowSelector));
  new MutationObserver(() => {
    for (const row of document.querySelectorAll(rowSelector)) {
      if (seen.has(row)) continue;
      seen.add(row);
      requestAnimationFrame(() => after.port2.postMessage(null));
    }
  }).observe(document.body, { childList: true, subtree: true });
}`;
