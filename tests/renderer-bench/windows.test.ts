// Goal: the customer's screen and the workbench look right and can be used in every state, size and language.
// Method: a real Chromium under the host's content policy, a bridge that the test holds; measured, checked with axe.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFindings, FLAWLESS, flawsOf, isOneColumn } from './looks.ts';
import { isStill, pictures, prepare, viewOf } from './pictures.ts';
import { type ShowOptions, Stage } from './stage.ts';
import { benchView, cartOf, customerView, offlineBench, STORY_MS } from './views.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(async () => {
  await stage.close();
});

/** Shows a window, uses it, and leaves nothing open. */
async function over(
  kind: 'customer' | 'workbench',
  view: unknown,
  use: (page: Page) => Promise<void>,
  options: ShowOptions = {},
): Promise<void> {
  const { page, complaints, close } = await stage.show(kind, view, options);
  try {
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}

const calls = (page: Page) => page.evaluate(() => window.benchStage.calls);

const everyday = { width: 1366, height: 768 };

describe('every state in every size and language', () => {
  // One page for each kind of window: its view, size and language are changed under it, as they are in a shop.
  for (const kind of ['customer', 'workbench'] as const) {
    test(kind, async () => {
      const still = pictures.filter((picture) => picture.kind === kind && isStill(picture));
      expect(still.length).toBeGreaterThan(20);
      await over(kind, still[0]?.view, async (page) => {
        const flawed: unknown[] = [];
        let language = 'zh-TW';
        for (const [index, picture] of still.entries()) {
          const size = picture.size ?? everyday;
          await page.setViewportSize(size);
          await page.evaluate((view) => window.benchStage.publish(view), {
            ...viewOf(picture),
            revision: index + 2,
          });
          const wanted = picture.language ?? 'zh-TW';
          if (kind === 'workbench' && wanted !== language) await page.keyboard.press('F8');
          language = wanted;
          if (kind === 'workbench') await page.keyboard.press(picture.pageKey ?? 'F4');
          const flaws = await flawsOf(page, isOneColumn(size.width));
          if (JSON.stringify(flaws) !== JSON.stringify(FLAWLESS))
            flawed.push({ picture: picture.name, flaws });
        }
        expect(flawed).toEqual([]);
      });
    });
  }
});

describe('accessibility', () => {
  for (const picture of pictures.filter(({ isInSuite }) => isInSuite === true)) {
    test(picture.name, async () => {
      await over(
        picture.kind,
        picture.view,
        async (page) => {
          await prepare(page, picture);
          expect(await flawsOf(page, isOneColumn((picture.size ?? everyday).width))).toEqual(FLAWLESS);
          expect(await accessibilityFindings(page)).toEqual([]);
        },
        picture,
      );
    });
  }
});

describe('customer', () => {
  const text = (page: Page, testId: string) => page.getByTestId(testId).innerText();

  test('figures are those of the view, and nothing else', async () => {
    const view = customerView({ state: 'paying', pay: { remaining: 191, taken: 100 } });
    await over('customer', view, async (page) => {
      expect(await text(page, 'customer-figure')).toBe('191');
      expect(await page.locator('.customer-piece').allInnerTexts()).toEqual([
        '小計\n304',
        '優惠\n−13',
        '已付\n−100',
        '內含營業稅 5%\n14',
      ]);
      expect(await page.getByTestId('customer-spoken').innerText()).toBe('NT$191');
    });
  });

  test('the newest line is in sight, and the hidden ones are counted', async () => {
    await over('customer', customerView({ cart: cartOf(8) }), async (page) => {
      expect(await page.getByTestId('customer-above').count()).toBe(0);
      await page.evaluate(
        (view) => window.benchStage.publish(view),
        customerView({ revision: 2, cart: cartOf(40) }),
      );
      const rows = page.getByTestId('customer-line');
      expect(await rows.count()).toBe(40);
      const [box, last] = await Promise.all([
        page.locator('.customer-scroller').boundingBox(),
        rows.last().boundingBox(),
      ]);
      expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(
        (box?.y ?? 0) + (box?.height ?? 0) + 1,
      );
      const shownRows = Math.round((box?.height ?? 0) / (last?.height ?? 1));
      expect(await text(page, 'customer-above')).toBe(`上面還有 ${40 - shownRows} 項`);
    });
  });

  test('a line touched above is brought back into sight', async () => {
    await over('customer', customerView({ cart: cartOf(40) }), async (page) => {
      const touched = customerView({ revision: 2, cart: cartOf(40, { touchedLineId: 'line-0' }) });
      await page.evaluate((view) => window.benchStage.publish(view), touched);
      await page.waitForFunction(() => document.querySelector('.customer-scroller')?.scrollTop === 0);
    });
  });

  test('thanks stay for eight seconds, then the screen is free', async () => {
    const done = customerView({ state: 'done', cart: null, sale: { due: 291, received: 500, change: 209 } });
    await over(
      'customer',
      done,
      async (page) => {
        const state = () => page.getByTestId('customer').getAttribute('data-state');
        await page.getByTestId('customer-notice').waitFor();
        expect(await text(page, 'customer-figure')).toBe('209');
        await page.clock.runFor(7_900);
        expect(await state()).toBe('done');
        await page.clock.runFor(200);
        expect(await state()).toBe('idle');
        // The core says the same again: the screen stays free. A next sale is thanked for anew.
        await page.evaluate((view) => window.benchStage.publish(view), { ...done, revision: 2 });
        expect(await state()).toBe('idle');
        await page.evaluate((view) => window.benchStage.publish(view), customerView({ revision: 3 }));
        await page.locator('[data-state=cart]').waitFor();
        await page.evaluate((view) => window.benchStage.publish(view), { ...done, revision: 4 });
        await page.locator('[data-state=done]').waitFor();
      },
      { pausedAtMs: STORY_MS },
    );
  });

  test('the clock goes on while the screen is idle', async () => {
    await over(
      'customer',
      customerView({ state: 'idle', cart: null }),
      async (page) => {
        expect(await page.locator('.customer-time').innerText()).toBe('12:19');
        await page.clock.runFor(60_000);
        expect(await page.locator('.customer-time').innerText()).toBe('12:20');
      },
      { pausedAtMs: STORY_MS },
    );
  });

  test('without a till the customer is asked to wait, and told no more', async () => {
    await over('customer', customerView(), async (page) => {
      await page.evaluate(() => window.benchStage.connect('lost'));
      await page.getByTestId('customer-notice').waitFor();
      expect(await text(page, 'customer-notice')).toBe('請稍候，店員為您處理');
      expect(await text(page, 'customer-figure')).toBe('291');
      await page.evaluate(() => window.benchStage.connect('open'));
      await page.getByTestId('customer-notice').waitFor({ state: 'detached' });
    });
  });
});

describe('workbench', () => {
  test('buttons call what they say', async () => {
    await over('workbench', benchView(), async (page) => {
      await page.getByTestId('bench-scan-4710088412345').click();
      await page.getByTestId('bench-printer-paper-out').click();
      await page.getByTestId('bench-next').click();
      await page.getByTestId('bench-scenario-restart').click();
      expect(await calls(page)).toEqual([
        { name: 'benchScan', input: { code: '4710088412345' } },
        { name: 'benchPrinter', input: { act: 'paper-out' } },
        { name: 'benchScenario', input: { act: 'next' } },
        { name: 'benchScenario', input: { act: 'restart', id: 'first-sale-offline' } },
      ]);
    });
  });

  test('keys do the same, from the code field too', async () => {
    await over('workbench', offlineBench(), async (page) => {
      await page.keyboard.press('Alt+KeyQ');
      await page.keyboard.press('Alt+Digit2');
      await page.keyboard.press('Control+Digit1');
      await page.keyboard.press('Alt+Slash');
      await page.keyboard.type('4711');
      await page.keyboard.press('Alt+KeyK');
      await page.keyboard.press('Enter');
      await page.keyboard.press('F4');
      await page.keyboard.press('F12');
      await page.keyboard.press('Shift+F12');
      expect((await calls(page)).map(({ input }) => input)).toEqual([
        { act: 'paper-out' },
        { code: '2000001' },
        { mode: 'up' },
        { act: 'open' },
        { device: 'scanner', act: 'scan', params: { text: '4711' } },
        { act: 'next' },
        { act: 'restart', id: 'first-sale-offline' },
      ]);
      expect(await page.getByTestId('bench-code').inputValue()).toBe('4711');
    });
  });

  test('letters show while Alt is held, digits while Ctrl is, and nothing moves', async () => {
    await over('workbench', benchView(), async (page) => {
      const places = () =>
        page
          .locator('button')
          .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().x));
      const before = await places();
      await page.keyboard.down('Alt');
      expect((await page.locator('.bench-cap').allInnerTexts()).length).toBe(26 + 6);
      expect(await places()).toEqual(before);
      await page.keyboard.up('Alt');
      expect(await page.locator('.bench-cap').count()).toBe(0);
      await page.keyboard.down('Control');
      expect((await page.locator('.bench-cap').allInnerTexts()).join('')).toBe('123456789');
    });
  });

  test('a mode that stays is pressed, an event is not a toggle', async () => {
    await over('workbench', offlineBench(), async (page) => {
      const pressed = (id: string) => page.getByTestId(`bench-${id}`).getAttribute('aria-pressed');
      expect([await pressed('network-down'), await pressed('network-up')]).toEqual(['true', 'false']);
      expect([await pressed('drawer-open'), await pressed('till-kill')]).toEqual([null, null]);
    });
  });

  test('a second press before the answer does nothing', async () => {
    await over('workbench', benchView(), async (page) => {
      await page.evaluate(() => {
        window.benchStage.answer = null;
      });
      await page.getByTestId('bench-next').dblclick({ force: true });
      await page.keyboard.press('F12');
      expect(await calls(page)).toEqual([{ name: 'benchScenario', input: { act: 'next' } }]);
      await page.getByText('這一步還在執行').waitFor();
      await page.evaluate(() => window.benchStage.answerWaiting({ ok: true, value: null }));
      await page.getByTestId('bench-notice').waitFor({ state: 'detached' });
      await page.keyboard.press('F12');
      expect((await calls(page)).length).toBe(2);
    });
  });

  test('a step that takes long says so, a quick one does not', async () => {
    await over(
      'workbench',
      benchView(),
      async (page) => {
        await page.evaluate(() => {
          window.benchStage.answer = null;
        });
        await page.keyboard.press('F12');
        await page.clock.runFor(300);
        expect(await page.getByTestId('bench-next').innerText()).toContain('執行下一步 3/7');
        await page.clock.runFor(200);
        expect(await page.getByTestId('bench-next').innerText()).toContain('執行中');
      },
      { pausedAtMs: STORY_MS },
    );
  });

  test('a refusal is a row of the log, in words and with its code, until something succeeds', async () => {
    await over('workbench', benchView(), async (page) => {
      const notice = page.getByTestId('bench-notice');
      await page.evaluate(() => {
        window.benchStage.answer = { ok: false, error: { code: 'too-many-calls', params: {} } };
      });
      await page.getByTestId('bench-drawer-open').click();
      expect(await notice.innerText()).toMatch(/^沒有執行「打開」。.*too-many-calls$/s);
      expect(await notice.getAttribute('role')).toBe('alert');
      await page.evaluate(() => {
        window.benchStage.answer = { ok: false, error: { code: 'bridge-lost', params: {} } };
      });
      await page.getByTestId('bench-drawer-open').click();
      await page.getByText('不知道「打開」有沒有執行').waitFor();
      await page.evaluate(() => {
        window.benchStage.answer = { ok: true, value: null };
      });
      await page.getByTestId('bench-drawer-open').click();
      await notice.waitFor({ state: 'detached' });
    });
  });

  test('a stopped till says so and offers to start it', async () => {
    await over('workbench', benchView({ till: 'stopped' }), async (page) => {
      expect(await page.getByTestId('bench-stopped').innerText()).toContain('收銀機已停止');
      await page.getByTestId('bench-start-top').click();
      await page.getByTestId('bench-till-kill').click({ force: true });
      await page.getByText('收銀機已經停止，先按「啟動」').waitFor();
      expect(await calls(page)).toEqual([{ name: 'benchTill', input: { act: 'start' } }]);
      // One filled accent at a time: the next step gives way.
      expect(await page.locator('.bench-primary').count()).toBe(1);
    });
  });

  test('an unplugged scanner scans nothing and says why; the line can be put back', async () => {
    const view = benchView({ scanner: { ...benchView().scanner, isPlugged: false } });
    await over('workbench', view, async (page) => {
      await page.getByTestId('bench-scan-2000001').click({ force: true });
      await page.getByText('掃描器拔線了').waitFor();
      await page.getByTestId('bench-scanner-line').click();
      expect(await calls(page)).toEqual([{ name: 'benchScanFault', input: { fault: 'plug' } }]);
    });
  });

  test('at 1024 the log takes the place of the cards with F2', async () => {
    await over(
      'workbench',
      benchView(),
      async (page) => {
        const journal = page.getByTestId('bench-journal');
        expect([await journal.isVisible(), await page.getByTestId('bench-card-network').isVisible()]).toEqual(
          [false, true],
        );
        await page.keyboard.press('F2');
        expect([await journal.isVisible(), await page.getByTestId('bench-card-network').isVisible()]).toEqual(
          [true, false],
        );
        expect(await page.getByTestId('bench-card-printer').isVisible()).toBe(true);
        await page.keyboard.press('F2');
        expect(await journal.isVisible()).toBe(false);
      },
      { size: { width: 1024, height: 768 } },
    );
  });

  test('the whole page speaks the language chosen on it', async () => {
    await over('workbench', offlineBench(), async (page) => {
      await page.keyboard.press('F8');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      const chinese = await page.evaluate(() =>
        [...document.querySelectorAll('.bench *')]
          .filter(
            (element) => element.children.length === 0 && element.closest('[lang="zh-Hant-TW"]') === null,
          )
          .map((element) => element.textContent)
          .filter((shown) => /\p{Script=Han}/u.test(shown)),
      );
      expect(chinese).toEqual([]);
    });
  });

  test('a lost connection is said, and what was shown stays', async () => {
    await over('workbench', benchView(), async (page) => {
      await page.evaluate(() => window.benchStage.connect('lost'));
      await page.getByText('與示範程式斷線').waitFor();
      expect(await page.getByTestId('bench-journal-row').count()).toBe(14);
      await page.evaluate(() => window.benchStage.connect('open'));
      await page.getByTestId('bench-notice').waitFor({ state: 'detached' });
    });
  });
});
