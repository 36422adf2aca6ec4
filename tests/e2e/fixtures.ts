import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, chromium, expect, type Page } from '@playwright/test';
import { chainProducts } from '../../fixtures/catalog/sample-chain.ts';
import { sampleProducts } from '../../fixtures/catalog/sample-store.ts';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import type { HostOptions } from '../../playwright.config.ts';
import { assert } from '../../src-main/base/assert.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { SimulatedCounter } from '../../src-main/cli/demo/counter.ts';
import { SampleMemberPhones } from '../../src-main/cli/demo/member-phone.ts';
import { type LocalHeadOffice, openHeadOffice } from '../../src-main/cli/open-head-office.ts';
import { publishSampleChain, SamplePapers } from '../../src-main/cli/sample-chain-office.ts';
import type { PhoneCode } from '../../src-main/contract/workbench.ts';
import { type Entry, readEntry } from '../../src-main/domain/entries.ts';
import type { TillConfiguration } from '../../src-main/engine/configuration.ts';
import { machineClock, machineRandom } from '../../src-main/hosts/machine-world.ts';
import { openReadable } from '../../src-main/store/connection.ts';
import { JournalRows } from '../../src-main/store/journal.ts';
import { journalPath } from '../../src-main/store/store.ts';
import { launchChromiumHost } from '../hosts/chromium-launch.ts';
import { launchElectronHost } from '../hosts/fake-electron/launch.ts';
import { HAND_MS } from '../support/hand.ts';

/** A host's process and the pages of its windows. */
interface Running {
  readonly cashier: Page;
  readonly customer: Page;
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** One shop: simulated counter, head office, and a till in a process of its own on the host that the run is for. */
export class Shop {
  readonly folder: string;
  readonly counter: SimulatedCounter;
  readonly headOffice: LocalHeadOffice;
  readonly #phones: SampleMemberPhones;
  readonly #start: () => Promise<Running>;
  #running: Running;

  private constructor(
    folder: string,
    counter: SimulatedCounter,
    headOffice: LocalHeadOffice,
    running: { readonly start: () => Promise<Running>; readonly first: Running },
  ) {
    this.folder = folder;
    this.counter = counter;
    this.headOffice = headOffice;
    this.#start = running.start;
    this.#running = running.first;
    this.#phones = new SampleMemberPhones(headOffice.office, machineClock, machineRandom);
  }

  /** @param publishShop what head office sells there: the sample shop at plain prices unless told. */
  static async open(
    hostName: HostOptions['hostName'],
    browser: Browser,
    publishShop?: (office: HeadOffice) => Promise<void>,
  ): Promise<Shop> {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-shop-'));
    const counter = await SimulatedCounter.start(join(folder, 'devices'));
    const headOffice = await openHeadOffice(join(folder, 'head-office'), 0, silentLogger, publishShop);
    const configPath = join(folder, 'till.json');
    const dataDir = join(folder, 'till');
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(configPath, JSON.stringify(configurationOf(counter, headOffice)));
    const options = { configPath, dataDir };
    const start = () => (hostName === 'chromium' ? startChromium(options, browser) : startElectron(options));
    return new Shop(folder, counter, headOffice, { start, first: await start() });
  }

  get cashier(): Page {
    return this.#running.cashier;
  }

  get customer(): Page {
    return this.#running.customer;
  }

  /** Reads a barcode of the sample shop's article whose name begins so. */
  scan(nameStart: string): void {
    this.scanCode(barcodeOf(nameStart));
  }

  scanCode(code: string): void {
    this.counter.simulators.scanner.scan(code);
  }

  /** Holds a sample member's phone under the scanner, with what it shows. */
  async scanPhone(memberId: string, code: PhoneCode): Promise<void> {
    this.scanCode(await this.#phones.codeFor(memberId, code));
  }

  /** What points may go offline, as head office sends it to its tills again and again. */
  async sendPointsPapers(): Promise<void> {
    await new SamplePapers(this.headOffice.office).renew(Date.now());
  }

  /** SIGKILL, in the middle of whatever the till is doing, and a new process on the same files. */
  async killAndRestart(): Promise<void> {
    await this.#running.kill();
    this.#running = await this.#start();
  }

  /** Signs the first cashier in by keyboard and opens the shift with 3,000. */
  async openShift(): Promise<void> {
    const { cashier } = this;
    await this.signIn();
    await expect(cashier.getByTestId('amount-pad')).toBeVisible();
    await cashier.keyboard.type('3000', { delay: HAND_MS });
    await cashier.keyboard.press('Enter');
    await expect(cashier.getByTestId('quick-key-1')).toBeVisible();
  }

  async signIn(): Promise<void> {
    const { cashier } = this;
    await expect(cashier.getByTestId('operator-101')).toBeVisible();
    await cashier.keyboard.press('F1');
    await cashier.keyboard.type('123456', { delay: HAND_MS });
    await expect(cashier.getByTestId('pin-pad')).toHaveCount(0);
  }

  /** Everything in the till's journal. */
  entries(): readonly Entry[] {
    const database = openReadable(journalPath(join(this.folder, 'till')));
    try {
      return [...new JournalRows(database).iterateAfter(0)].map(readEntry);
    } finally {
      database.close();
    }
  }

  sales() {
    return this.entries().flatMap((entry) => (entry.kind === 'sale.completed' ? [entry.payload] : []));
  }

  /** What head office has booked, once nothing is on its way any more. */
  async booked(): Promise<{ readonly sales: number; readonly total: number }> {
    const { office } = this.headOffice;
    await office.interpretAll();
    const { sales, total } = await office.report();
    return { sales, total };
  }

  async close(): Promise<void> {
    await this.#running.close();
    await this.counter.stop();
    await this.headOffice.office.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The first barcode of the article of the sample shop whose name begins so. */
export function barcodeOf(nameStart: string): string {
  const barcode = sampleProducts().find((product) => product.name.startsWith(nameStart))?.barcodes[0];
  assert(barcode !== undefined, `the sample shop has ${nameStart} with a barcode`);
  return barcode;
}

/** The barcode of the article of the sample chain of that name. */
export function chainCode(name: string): string {
  const barcode = chainProducts().find((product) => product.name === name)?.barcodes[0];
  assert(barcode !== undefined, `the sample chain has ${name} with a barcode`);
  return barcode;
}

function configurationOf(counter: SimulatedCounter, headOffice: LocalHeadOffice): TillConfiguration {
  const { url, certificatePath, enrolmentCode } = headOffice;
  return {
    version: 1,
    headOffice: { url, certificatePath, enrolmentCode },
    devices: counter.configuration,
    policy: {},
    sync: { retryBaseMs: 100, retryCapMs: 500, pollMs: 1_000 },
    reconnectBaseMs: 100,
  };
}

interface LaunchOptions {
  readonly configPath: string;
  readonly dataDir: string;
}

async function startChromium(options: LaunchOptions, browser: Browser): Promise<Running> {
  const host = await launchChromiumHost(options);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const open = async (kind: string) => {
    const page = await context.newPage();
    await page.goto(host.addresses.get(kind) ?? '');
    return page;
  };
  const [customer, cashier] = [await open('customer'), await open('cashier')];
  return {
    cashier,
    customer,
    async kill() {
      host.process.kill('SIGKILL');
      await host.ended;
      await context.close();
    },
    async close() {
      await context.close();
      await host.close();
    },
  };
}

async function startElectron(options: LaunchOptions): Promise<Running> {
  const host = await launchElectronHost(options);
  const browser = await chromium.connectOverCDP(host.cdpEndpoint);
  const page = (kind: string) =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((each) => each.url().includes(`window=${kind}`));
  await expect.poll(() => [page('cashier'), page('customer')].every((each) => each !== undefined)).toBe(true);
  const [cashier, customer] = [page('cashier'), page('customer')];
  assert(cashier !== undefined && customer !== undefined, 'both windows are there');
  return {
    cashier,
    customer,
    async kill() {
      host.process.kill('SIGKILL');
      await host.ended;
      await browser.close();
      await host.close();
    },
    async close() {
      await browser.close();
      await host.close();
    },
  };
}

export const test = base.extend<HostOptions & { shop: Shop; chainShop: Shop }>({
  hostName: ['chromium', { option: true }],
  shop: async ({ hostName, browser }, use) => {
    const shop = await Shop.open(hostName, browser);
    await use(shop);
    await shop.close();
  },
  /** A shop of the sample chain: its promotions, members, coupons and points. They hold within 2026 and 2027. */
  chainShop: async ({ hostName, browser }, use) => {
    const shop = await Shop.open(hostName, browser, publishSampleChain);
    await use(shop);
    await shop.close();
  },
});
