// Goal: the workbench's pages of codes, devices and faults do what they say, by button, by key and by field.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ShowOptions, Stage } from './stage.ts';
import { benchView, devicesWithout, STORY_MS, troubledBench } from './views.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(async () => {
  await stage.close();
});

async function over(view: unknown, use: (page: Page) => Promise<void>, options: ShowOptions = {}) {
  const { page, complaints, close } = await stage.show('workbench', view, options);
  try {
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}

const inputs = (page: Page) =>
  page.evaluate(() => window.benchStage.calls.map(({ name, input }) => [name, input]));

describe('pages', () => {
  test('a key or a button shows one at a time; what was typed is still there', async () => {
    await over(benchView(), async (page) => {
      const shown = () =>
        page
          .locator('.bench-main > [class^=bench-]:visible .bench-card')
          .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-testid')));
      expect(await shown()).toContain('bench-card-network');
      await page.keyboard.press('F9');
      expect(await shown()).toEqual(['bench-card-schedule', 'bench-card-acts']);
      await page.getByTestId('bench-schedule-text').fill('{}');
      await page.getByTestId('bench-page-scan').click();
      expect(await shown()).toEqual(['bench-card-hid-scanner', 'bench-card-codes']);
      await page.keyboard.press('F7');
      expect(await page.getByTestId('bench-page-devices').getAttribute('aria-pressed')).toBe('true');
      await page.keyboard.press('F9');
      expect(await page.getByTestId('bench-schedule-text').inputValue()).toBe('{}');
      await page.keyboard.press('F4');
      expect(await shown()).toContain('bench-card-network');
    });
  });

  test('letters of a page show while Alt and Shift are held, each once, and work there alone', async () => {
    await over(benchView(), async (page) => {
      for (const [key, testId] of [
        ['F6', 'bench-code-carrier'],
        ['F3', 'bench-phone-member'],
        ['F7', 'bench-pole-off'],
        ['F9', 'bench-schedule-printer-paper-out'],
      ] as const) {
        await page.keyboard.press(key);
        await page.keyboard.down('Alt');
        await page.keyboard.down('Shift');
        const caps = await page.locator('.bench-cap:visible').allInnerTexts();
        expect(caps.length).toBeGreaterThan(8);
        expect(new Set(caps).size).toBe(caps.length);
        expect(await page.getByTestId(testId).locator('.bench-cap').innerText()).toBe('Q');
        await page.keyboard.up('Shift');
        await page.keyboard.up('Alt');
      }
      await page.keyboard.press('F4');
      await page.keyboard.press('Alt+Shift+KeyQ');
      expect(await inputs(page)).toEqual([]);
      await page.keyboard.press('F7');
      await page.keyboard.press('Alt+Shift+KeyQ');
      await page.keyboard.press('Alt+KeyQ');
      expect(await inputs(page)).toEqual([
        ['benchAct', { device: 'pole', act: 'power-off', params: {} }],
        ['benchPrinter', { act: 'paper-out' }],
      ]);
    });
  });

  test('a schedule that runs is seen from every page', async () => {
    await over(troubledBench(), async (page) => {
      for (const key of ['F4', 'F6', 'F3', 'F7', 'F9']) {
        await page.keyboard.press(key);
        expect(await page.getByTestId('bench-schedule-badge').innerText()).toContain('觸發 12 次');
      }
    });
  });
});

describe('codes', () => {
  test('products and typed codes go through the scanner that was chosen, with the AIM identifier', async () => {
    await over(benchView(), async (page) => {
      await page.keyboard.press('F6');
      await page.getByTestId('bench-hid-scan-4710088412345').click();
      await page.keyboard.press('Alt+Shift+Digit2');
      await page.getByTestId('bench-aim').selectOption(']C1');
      await page.getByTestId('bench-code').fill('10LOT7{GS}21S42');
      await page.getByTestId('bench-scan-typed').click();
      await page.getByTestId('bench-codes-hid-scanner').click();
      await page.getByTestId('bench-scan-typed').click();
      const typed = { text: '10LOT7\u001d21S42', aim: ']C1' };
      expect(await inputs(page)).toEqual([
        ['benchAct', { device: 'hid-scanner', act: 'scan', params: { text: '4710088412345' } }],
        ['benchAct', { device: 'hid-scanner', act: 'scan', params: { text: '2000001' } }],
        ['benchAct', { device: 'scanner', act: 'scan', params: typed }],
        ['benchAct', { device: 'hid-scanner', act: 'scan', params: typed }],
      ]);
      expect(await page.getByTestId('bench-sent').innerText()).toBe('上次送出 ]C110LOT7{GS}21S42');
    });
  });

  test('a special code is dated by the clock, in Taipei, for a product of the shop', async () => {
    await over(
      benchView(),
      async (page) => {
        await page.keyboard.press('F6');
        await page.getByTestId('bench-code-expires-tomorrow').click();
        expect(await inputs(page)).toEqual([
          [
            'benchAct',
            {
              device: 'scanner',
              act: 'scan',
              params: { text: '01047100884123451726112210LOT7\u001d21S42', aim: ']d2' },
            },
          ],
        ]);
      },
      { pausedAtMs: STORY_MS },
    );
  });

  test('an unplugged scanner scans nothing and says why; its cable can be put back', async () => {
    await over(benchView({ devices: devicesWithout('hid-scanner') }), async (page) => {
      await page.keyboard.press('F6');
      await page.getByTestId('bench-codes-hid-scanner').click();
      await page.getByTestId('bench-code-carrier').click();
      await page.getByText('掃描器拔線了').waitFor();
      await page.getByTestId('bench-hid-scanner-line').click();
      expect(await inputs(page)).toEqual([['benchPlug', { device: 'hid-scanner', isPlugged: true }]]);
    });
  });
});

describe('devices', () => {
  test('show what they show, in words too', async () => {
    await over(benchView(), async (page) => {
      await page.keyboard.press('F7');
      expect(await page.getByTestId('bench-pole-text').textContent()).toMatch(/^瑞穗鮮乳 +98\n合計 +107$/);
      const picture = page.getByTestId('bench-pole-picture');
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(400);
      expect(await page.getByTestId('bench-scale-reading').innerText()).toBe('312 g');
      expect(await page.getByTestId('bench-terminal-requests').innerText()).toBe('收到要求 3 次');
      expect(await page.getByTestId('bench-charge').allInnerTexts()).toEqual([
        '退款\nNT$98',
        '付款\nNT$12,345',
      ]);
    });
  });

  test('any whole number of grams can be put on the pan, and nothing else', async () => {
    await over(benchView(), async (page) => {
      await page.keyboard.press('F7');
      await page.keyboard.press('Alt+Shift+Digit3');
      for (const typed of ['', '1.5', '-1', '1000001']) {
        await page.getByTestId('bench-grams').fill(typed);
        await page.keyboard.press('Enter');
        await page.getByText('先輸入整數公克').waitFor();
      }
      expect(await inputs(page)).toEqual([]);
      await page.getByTestId('bench-grams').fill('312');
      await page.keyboard.press('Enter');
      expect(await inputs(page)).toEqual([
        ['benchAct', { device: 'scale', act: 'put', params: { grams: 312 } }],
      ]);
    });
  });

  test('cables are pulled and put back', async () => {
    await over(benchView({ devices: devicesWithout('scale') }), async (page) => {
      await page.keyboard.press('F7');
      expect(await page.getByTestId('bench-state-scale').innerText()).toBe('已拔線');
      for (const device of ['pole', 'scale', 'terminal'])
        await page.getByTestId(`bench-${device}-line`).click();
      expect(await inputs(page)).toEqual([
        ['benchPlug', { device: 'pole', isPlugged: false }],
        ['benchPlug', { device: 'scale', isPlugged: true }],
        ['benchPlug', { device: 'terminal', isPlugged: false }],
      ]);
    });
  });
});

describe('faults', () => {
  test('an example is run and stopped by keys; a schedule that is not sound says why', async () => {
    await over(benchView(), async (page) => {
      await page.keyboard.press('F9');
      await page.keyboard.press('Alt+Shift+KeyS');
      await page.getByText('先選範例或輸入排程').waitFor();
      await page.keyboard.press('Alt+Shift+KeyE');
      await page.keyboard.press('Alt+Shift+KeyS');
      const running = benchView({
        revision: 2,
        schedule: {
          isRunning: true,
          fired: 1,
          faults: 1,
          log: ['scale: half-frame (weigh 3)', 'scale: half-frame (weigh 6)'],
          problem: null,
        },
      });
      await page.evaluate((view) => window.benchStage.publish(view), running);
      expect(await page.getByTestId('bench-schedule-line').allInnerTexts()).toEqual(
        running.schedule.log.toReversed(),
      );
      await page.keyboard.press('Alt+Shift+KeyD');
      const [run, stop] = await inputs(page);
      expect(stop).toEqual(['benchSchedule', { text: null }]);
      expect(run).toEqual([
        'benchSchedule',
        { text: await page.getByTestId('bench-schedule-text').inputValue() },
      ]);
      const problem = { ...benchView().schedule, problem: 'faults: Required' };
      await page.evaluate(
        (view) => window.benchStage.publish(view),
        benchView({ revision: 3, schedule: problem }),
      );
      expect(await page.getByTestId('bench-schedule-problem').innerText()).toMatch(
        /排程不能執行.*faults: Required/s,
      );
    });
  });

  test('every act of every device is listed and can be run with parameters', async () => {
    const view = benchView();
    await over(view, async (page) => {
      await page.keyboard.press('F9');
      for (const { device, acts } of view.devices) {
        await page.getByTestId('bench-acts-device').selectOption(device);
        expect(await page.locator('.bench-act-name').allInnerTexts()).toEqual(acts.map(({ name }) => name));
      }
      await page.getByTestId('bench-acts-device').selectOption('scale');
      await page.getByTestId('bench-act-late').check();
      expect(await page.getByTestId('bench-act-params').inputValue()).toBe('{"byMs":3000}');
      await page.keyboard.press('Alt+Shift+KeyX');
      await page.getByTestId('bench-act-params').fill('{"byMs": 5');
      await page.keyboard.press('Enter');
      await page.getByText('參數要寫成 JSON 物件').waitFor();
      await page.getByTestId('bench-act-params').fill('{"byMs": 5}');
      await page.keyboard.press('Alt+Shift+KeyC');
      expect(await inputs(page)).toEqual([
        ['benchAct', { device: 'scale', act: 'late', params: { byMs: 5 } }],
      ]);
    });
  });

  test('an act is chosen with the arrow keys and run with Enter', async () => {
    await over(benchView(), async (page) => {
      await page.keyboard.press('F9');
      await page.getByTestId('bench-act-scan').focus();
      await page.keyboard.press('ArrowDown');
      expect(await page.getByTestId('bench-act-half').isChecked()).toBe(true);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await inputs(page)).toEqual([
        ['benchAct', { device: 'scanner', act: 'half', params: { text: '4710018000003', aim: ']E0' } }],
      ]);
    });
  });

  test('what a simulator says against the parameters is shown', async () => {
    await over(benchView(), async (page) => {
      await page.evaluate(() => {
        window.benchStage.answer = {
          ok: false,
          error: { code: 'malformed', params: { problem: 'expected number at grams' } },
        };
      });
      await page.keyboard.press('F7');
      await page.getByTestId('bench-scale-put-250').click();
      expect(await page.getByTestId('bench-notice').innerText()).toMatch(
        /「放 250 g」的參數不對.*expected number at grams/s,
      );
    });
  });
});
