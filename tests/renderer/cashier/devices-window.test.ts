import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src-main/contract/bridge.ts';
import type { DevicesView } from '../../../src-main/contract/devices.ts';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { HAND_MS } from '../../support/hand.ts';
import { answerOf, CALM_DEVICES, DEVICES, SCANNED, scan } from '../device-views.ts';
import { refusal } from '../fake-till.ts';
import { complaintsOf, openStage, type StageHouse, settle } from '../stage.ts';
import { EMPTY, NOON_MS, TECHNICIAN } from '../views.ts';

/** The technician's screen, the scanner test and a supervisor's yes in a real browser. */

let house: StageHouse;
let page: Page;

beforeAll(async () => {
  house = await openStage();
  page = await house.newPage({ width: 1366, height: 768 });
}, 60_000);

afterAll(async () => {
  const complaints = complaintsOf(page);
  await house.close();
  expect(complaints).toEqual([]);
});

beforeEach(async () => {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
});

async function open(view: CashierView, answers: Readonly<Record<string, Answer>> = {}): Promise<void> {
  await page.evaluate(
    ([shown, nowMs, told]) => {
      window.cashierStage.open(shown, nowMs);
      for (const [channel, answer] of Object.entries(told)) window.cashierStage.answer(channel, answer);
    },
    [view, NOON_MS, answers] as const,
  );
  await page.waitForSelector(`[data-screen="${view.screen}"]`);
  await settle(page);
}

async function openDevices(devices: DevicesView, view: CashierView = TECHNICIANS): Promise<void> {
  await open(view, { 'devices:read': answerOf(devices) });
  await press('F10');
  await page.getByTestId('more-status').click();
  await page.getByTestId(`device-${devices.devices.at(-1)?.deviceId}`).waitFor();
}

const TECHNICIANS: CashierView = { ...EMPTY, operator: TECHNICIAN };

async function press(...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code, { delay: HAND_MS });
}

const answer = (channel: string, told: Answer) =>
  page.evaluate(([name, each]) => window.cashierStage.answer(name, each), [channel, told] as const);

async function inputsOf(channel: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const calls = await page.evaluate(() => window.cashierStage.calls());
  return calls.filter((call) => call.channel === channel).map(({ input }) => input);
}

const text = (testId: string) => page.getByTestId(testId).textContent();
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
const scrollTop = () => page.evaluate(() => document.querySelector('.over-body')?.scrollTop ?? 0);

/** A change of the printer alone, with figures that have moved on everywhere. */
function movedOn(): DevicesView {
  return {
    ...CALM_DEVICES,
    devices: CALM_DEVICES.devices.map((device) => ({
      ...device,
      ...(device.kind === 'printer' ? ({ status: 'error', reason: 'cutter-jam' } as const) : {}),
      counters: device.counters.map(({ name, count }) => ({ name, count: count + 1 })),
    })),
  };
}

describe('the devices', () => {
  test('each says how it stands, why, and what to do', async () => {
    await openDevices(DEVICES);
    const printer = page.getByTestId('device-printer');
    await expect.poll(() => printer.getByTestId('device-state').textContent()).toBe('不能用');
    expect(await printer.getByTestId('device-reason').textContent()).toContain('收到的不是這種設備的回答。');
    const scanner = page.getByTestId('device-scanner-2');
    expect(await scanner.textContent()).toContain('掃描器 2');
    expect(await scanner.getByTestId('device-reason').textContent()).toContain(
      '另一個程式正在用 /dev/ttyACM0 · 115200 8N1。',
    );
    expect(await page.getByTestId('device-scale').getByTestId('device-reading').textContent()).toBe(
      '0.312 kg',
    );
    expect(await page.getByTestId('free-port').allTextContents()).toEqual([
      '/dev/ttyS4FTDI FT232R',
      '/dev/hidraw2Datalogic QuickScan',
    ]);
  });

  test('a second later the same list shows what has changed, its scroll and focus where they were', async () => {
    await openDevices(CALM_DEVICES);
    await page.getByTestId('counters-scale').focus();
    await page.getByTestId('counters-scale').press('Enter');
    await page.evaluate(() => {
      const body = document.querySelector('.over-body');
      if (body !== null) body.scrollTop = 200;
    });
    const before = await scrollTop();
    expect(before).toBeGreaterThan(50);
    await answer('devices:read', answerOf(movedOn()));
    await expect
      .poll(() => page.getByTestId('device-printer').getByTestId('device-state').textContent(), {
        timeout: 5_000,
      })
      .toBe('不能用');
    expect(await page.getByTestId('device-scale').locator('dd').first().textContent()).toBe('90,113');
    expect(await focused()).toBe('counters-scale');
    expect(await page.getByTestId('counters-scale').getAttribute('aria-expanded')).toBe('true');
    // The rows above have grown, and the browser keeps what is looked at in its place.
    expect(await scrollTop()).toBeGreaterThanOrEqual(before);
  });

  test('a change of state is announced, counting is not', async () => {
    await openDevices(CALM_DEVICES);
    const spoken = page.getByTestId('devices-spoken');
    expect(await spoken.textContent()).toBe('');
    await answer('devices:read', answerOf(movedOn()));
    await expect.poll(() => spoken.textContent(), { timeout: 5_000 }).toBe('印表機：不能用。切刀卡住了。');
    const live = await page
      .getByTestId('panel-status')
      .evaluate((panel) =>
        [...panel.querySelectorAll('dl')].filter((list) => list.closest('[aria-live], [role="status"]')),
      );
    expect(live).toEqual([]);
  });

  test('by keyboard alone: arrows to a test, Enter has it done, and the result is told', async () => {
    await openDevices(CALM_DEVICES);
    await answer('devices:test', answerOf({ outcome: 'failed', reason: 'paper-out', text: '' }));
    expect(await focused()).toBe('open-scan-test');
    await press('ArrowDown');
    expect(await focused()).toMatch(/^(test|reopen|counters)-/);
    await page.getByTestId('test-printer-test-print').focus();
    await press('Enter');
    await expect
      .poll(() => inputsOf('devices:test'))
      .toMatchObject([{ deviceId: 'printer', test: 'test-print' }]);
    const result = page.getByTestId('device-printer').getByTestId('device-result');
    await expect.poll(() => result.textContent()).toBe('測試頁沒有完成：缺紙。換紙，關好上蓋。');
    expect(await result.evaluate((line) => line.closest('[role="status"]') !== null)).toBe(true);
    await press('Escape');
    expect(await page.getByTestId('panel-status').count()).toBe(0);
  });

  test('a cashier sees everything, and is told who may try it', async () => {
    await openDevices(CALM_DEVICES, EMPTY);
    const key = page.getByTestId('test-scale-weigh');
    expect(await key.getAttribute('aria-disabled')).toBe('true');
    await key.click({ force: true });
    await expect.poll(() => text('banner')).toContain('測試與重新連接要值班主管、店長或技術人員。');
    expect(await inputsOf('devices:test')).toEqual([]);
    await page.getByTestId('counters-scale').click();
    expect(await page.getByTestId('counters-scale').getAttribute('aria-expanded')).toBe('true');
  });

  test('F10 closes it, and nobody asks any more', async () => {
    await openDevices(CALM_DEVICES);
    await press('F10');
    expect(await page.getByTestId('panel-status').count()).toBe(0);
    expect(await page.getByTestId('panel-more').count()).toBe(0);
  });

  test('every control is at least 48 px in both directions', async () => {
    await openDevices(DEVICES);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.over-panel button')]
        .map((button) => ({ name: button.dataset.testid, box: button.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 48 || box.height < 48)
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
    );
    expect(small).toEqual([]);
  });
});

describe('the scanner test', () => {
  test('shows what arrives, newest first, and what to change; leaving it gives scans back', async () => {
    await openDevices({ ...CALM_DEVICES, isScanTest: true });
    await page.getByTestId('open-scan-test').click();
    await expect.poll(() => text('scan-test-empty')).toContain('掃任何條碼');
    await answer('devices:read', answerOf(SCANNED));
    await page.getByTestId('scan-6').waitFor();
    const rows = await page
      .getByTestId(/^scan-\d+$/)
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-testid')));
    expect(rows).toEqual(['scan-6', 'scan-5', 'scan-4', 'scan-3', 'scan-2', 'scan-1']);
    const newest = page.getByTestId('scan-6');
    expect(await newest.getByTestId('scan-shown').textContent()).toBe(
      '0104710018000003172609301037AGS3103000312',
    );
    expect(await newest.locator('.scan-control').allTextContents()).toEqual(['GS']);
    expect(await newest.textContent()).toContain('有效日期 (17)260930');
    expect(await page.getByTestId('scan-5').getByTestId('scan-advice').textContent()).toContain(
      '掃描器開了 Code 39 Full ASCII，手機條碼會變形。',
    );
    await press('Escape');
    await expect.poll(async () => (await inputsOf('devices:read')).at(-1)).toEqual({ scanTest: false });
    expect(await page.getByTestId('panel-status').count()).toBe(1);
  });

  test('a test that the core has ended is not called one', async () => {
    await openDevices(CALM_DEVICES);
    await page.getByTestId('open-scan-test').click();
    await expect.poll(() => text('scan-test-note')).toContain('現在掃的條碼會進交易');
  });

  test('markup in a code is text', async () => {
    const shown = '<b>x</b><GS><script>';
    await openDevices({ ...CALM_DEVICES, isScanTest: true, scans: [scan(1, { shown })] });
    await page.getByTestId('open-scan-test').click();
    await expect.poll(() => text('scan-shown')).toBe('<b>x</b>GS<script>');
  });

  test('a typing scanner’s code goes to the core and opens nothing', async () => {
    await openDevices({ ...CALM_DEVICES, isScanTest: true });
    await page.getByTestId('open-scan-test').click();
    await page.evaluate(() => {
      const startMs = performance.now();
      const codes = [...'4710018000003'].map((digit) => `Digit${digit}`);
      for (const [index, code] of [...codes, 'Enter'].entries()) {
        window.cashierStage.stroke(code, false, startMs + index * 6);
      }
    });
    await expect
      .poll(() => inputsOf('cart:enter-code'))
      .toMatchObject([{ code: '4710018000003', origin: 'wedge' }]);
    expect(await page.getByTestId('panel-scan-test').count()).toBe(1);
  });
});

describe('a supervisor’s yes', () => {
  const NEEDED = refusal('approval-needed', { act: 'no-sale' });

  async function ask(): Promise<void> {
    await open(EMPTY, { 'drawer:open': NEEDED });
    await press('F10');
    await page.getByTestId('more-open-drawer').click();
    await page.getByTestId('dialog-approval').waitFor();
  }

  test('by number pad: number, Enter, PIN', async () => {
    await ask();
    expect(await page.getByTestId('dialog-approval').textContent()).toContain('開錢箱要值班主管同意。');
    await press('Numpad2', 'Numpad0', 'Numpad1');
    await expect.poll(() => text('approval-name')).toBe('張志豪・值班主管');
    await press('NumpadEnter', 'Numpad1', 'Numpad2', 'Numpad3', 'Numpad4', 'Numpad5');
    await expect.poll(() => text('pin-dots')).toBe('已輸入 5 碼');
    await answer('drawer:open', answerOf({}));
    await press('Numpad6');
    await expect
      .poll(async () => (await inputsOf('drawer:open')).at(-1))
      .toMatchObject({ approval: { operatorId: '201', pin: '123456' } });
    await expect.poll(() => page.getByTestId('dialog-approval').count()).toBe(0);
    await expect.poll(() => text('toast')).toBe('已送出開錢箱');
  });

  test('by touch alone', async () => {
    await ask();
    for (const digit of '301') await page.getByTestId(`pin-${digit}`).click();
    await page.getByTestId('dialog-primary').click();
    await answer('drawer:open', refusal('pin-wrong', { n: 3 }));
    for (const digit of '999999') await page.getByTestId(`pin-${digit}`).click();
    await expect.poll(() => text('approval-refusal')).toBe('密碼不對，還可以試 3 次。 目前沒有變動。');
    expect(await page.getByTestId('dialog-approval').getByRole('alert').textContent()).toContain('密碼不對');
    expect(await text('pin-dots')).toBe('已輸入 0 碼');
  });

  test('Esc cancels, and the focus is where it was', async () => {
    await open(EMPTY, { 'drawer:open': NEEDED });
    await press('F10');
    await page.getByTestId('more-open-drawer').focus();
    await press('Enter');
    await page.getByTestId('dialog-approval').waitFor();
    expect(await focused()).toBe('dialog-primary');
    await press('Numpad2', 'Escape');
    expect(await page.getByTestId('dialog-approval').count()).toBe(0);
    expect(await focused()).toBe('more-open-drawer');
    expect(await inputsOf('drawer:open')).toHaveLength(1);
  });

  test('a scan changes neither number nor PIN, and its Enter goes no step further', async () => {
    await ask();
    await press('Numpad2');
    await expect.poll(() => text('approval-number')).toBe('2');
    await page.evaluate(() => {
      const startMs = performance.now();
      const codes = [...'4710018000003'].map((digit) => `Digit${digit}`);
      for (const [index, code] of [...codes, 'Enter'].entries()) {
        window.cashierStage.stroke(code, false, startMs + index * 6);
      }
    });
    await expect.poll(() => inputsOf('cart:enter-code')).toMatchObject([{ code: '4710018000003' }]);
    expect(await text('approval-number')).toBe('2');
    expect(await page.getByTestId('dialog-approval').count()).toBe(1);
  });
});
