import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { assert } from '../../src-main/base/assert.ts';
import { HAND_MS } from '../support/hand.ts';
import { barcodeOf } from './fixtures.ts';

/** `daybook demo --headless`, as a person without a display starts it. */
class Demo {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'daybook-demo-'));
  readonly #news: { readonly window?: string; readonly address?: string; readonly ready?: boolean }[] = [];

  constructor() {
    const script = join(import.meta.dirname, '../../src-main/cli/daybook.ts');
    const args = [script, 'demo', '--headless', '--json', '--data', this.#folder];
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    assert(this.#child.stdout !== null, 'its output is piped');
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#news.push(JSON.parse(line)));
  }

  /** How often the till has said that it is ready. */
  readonly readies = (): number => this.#news.filter((news) => news.ready === true).length;

  /** Opens the newest address of a window. */
  async open(browser: Browser, kind: string): Promise<Page> {
    const address = this.#news.findLast((news) => news.window === kind)?.address;
    assert(address !== undefined, `the address of the ${kind} window was told`);
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(address);
    return page;
  }

  async end(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await gone;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const test = base.extend<{ demo: Demo }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern.
  demo: async ({}, use) => {
    const demo = new Demo();
    await expect.poll(demo.readies, { timeout: 30_000 }).toBe(1);
    await use(demo);
    await demo.end();
  },
});

test('the workbench scans, cuts the network, empties the paper and kills the till; nothing is lost', async ({
  demo,
  browser,
}) => {
  const bench = await demo.open(browser, 'workbench');
  let cashier = await demo.open(browser, 'cashier');
  await signIn(cashier);
  await cashier.keyboard.type('3000', { delay: HAND_MS });
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('quick-key-1')).toBeVisible();

  await bench.getByTestId(`bench-scan-${barcodeOf('瑞穗鮮乳')}`).click();
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await bench.getByTestId('bench-network-down').click();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('離線');

  await bench.getByTestId('bench-till-kill').click();
  await expect(bench.getByTestId('bench-stopped')).toBeVisible();
  await bench.getByTestId('bench-till-start').click();
  await expect.poll(demo.readies, { timeout: 30_000 }).toBe(2);
  await cashier.close();
  cashier = await demo.open(browser, 'cashier');
  await signIn(cashier);
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('due')).toHaveText('98');

  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toHaveText('98');
  await cashier.keyboard.press('F1');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  await expect(bench.getByText('交易完成')).toBeVisible();
  await bench.getByTestId('bench-network-up').click();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('無待傳');
  await bench.close();
  await cashier.close();
});

test('every device of the counter works from the workbench, and every cable that is pulled is seen on the till', async ({
  demo,
  browser,
}) => {
  const bench = await demo.open(browser, 'workbench');
  const cashier = await demo.open(browser, 'cashier');
  await signIn(cashier);
  await cashier.keyboard.type('3000', { delay: HAND_MS });
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('quick-key-1')).toBeVisible();

  await bench.keyboard.press('F6');
  await bench.getByTestId(`bench-hid-scan-${barcodeOf('瑞穗鮮乳')}`).click();
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await bench.keyboard.press('F7');
  await expect(bench.getByTestId('bench-pole-text')).toContainText('瑞穗鮮乳');
  await expect(bench.getByTestId('bench-pole-text')).toContainText('98');

  await bench.getByTestId('bench-scale-put-250').click();
  await expect(bench.getByTestId('bench-scale-reading')).toHaveText('250 g');
  for (const device of ['pole', 'scale', 'terminal'])
    await pullAndPutBack(bench, cashier, { cable: `${device}-line`, badge: device });
  // The till weighs when it is asked to, and once when a scale has come back.
  await cashier.getByTestId('badge-printer').click();
  await expect(cashier.getByTestId('device-scale').getByTestId('device-reading')).toHaveText('0.250 kg');
  await cashier.keyboard.press('Escape');
  await bench.keyboard.press('F6');
  await pullAndPutBack(bench, cashier, { cable: 'hid-scanner-line', badge: 'scanner' });
  await bench.keyboard.press('F4');
  await pullAndPutBack(bench, cashier, { cable: 'scanner-line', badge: 'scanner' });
  // What was sold meanwhile is still there.
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await bench.close();
  await cashier.close();
});

test('a schedule pulls the scanner out of the second scan and puts it back; an unsound one is refused in words', async ({
  demo,
  browser,
}) => {
  const bench = await demo.open(browser, 'workbench');
  const cashier = await demo.open(browser, 'cashier');
  await signIn(cashier);
  await cashier.keyboard.type('3000', { delay: HAND_MS });
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('quick-key-1')).toBeVisible();

  await bench.keyboard.press('F9');
  await bench.getByTestId('bench-schedule-text').fill('{"faults": []}');
  await bench.getByTestId('bench-schedule-run').click();
  await expect(bench.getByTestId('bench-schedule-problem')).toContainText('faults');
  await bench.getByTestId('bench-schedule-scanner-unplug').click();
  await bench.getByTestId('bench-schedule-run').click();
  await expect(bench.getByTestId('bench-schedule-badge')).toBeVisible();
  await expect(bench.getByTestId('bench-schedule-problem')).toBeHidden();

  await bench.keyboard.press('F4');
  const milk = bench.getByTestId(`bench-scan-${barcodeOf('瑞穗鮮乳')}`);
  await milk.click();
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await bench.getByTestId(`bench-scan-${barcodeOf('義美小泡芙')}`).click();
  await bench.keyboard.press('F9');
  await expect(bench.getByTestId('bench-schedule-line').last()).toContainText(
    'scanner: unplug (scan 2, byte 6)',
  );
  await expect(bench.getByTestId('bench-schedule-line').first()).toContainText('replug');
  await expect(bench.getByTestId('bench-schedule-badge')).toBeHidden();
  await expect(cashier.getByTestId('badge-scanner')).toHaveCount(0);
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await bench.close();
  await cashier.close();
});

/** Pulls a cable: a badge appears on the till. Puts it back: the badge goes. */
async function pullAndPutBack(
  bench: Page,
  cashier: Page,
  { cable, badge }: { readonly cable: string; readonly badge: string },
): Promise<void> {
  await bench.getByTestId(`bench-${cable}`).click();
  await expect(cashier.getByTestId(`badge-${badge}`)).toBeVisible();
  await expect(bench.getByTestId(`bench-${cable}`)).toHaveAttribute('aria-pressed', 'true');
  await bench.getByTestId(`bench-${cable}`).click();
  await expect(cashier.getByTestId(`badge-${badge}`)).toHaveCount(0);
}

async function signIn(cashier: Page): Promise<void> {
  await expect(cashier.getByTestId('operator-101')).toBeVisible();
  await cashier.keyboard.press('F1');
  await cashier.keyboard.type('123456', { delay: HAND_MS });
  await expect(cashier.getByTestId('pin-pad')).toHaveCount(0);
}
