// Goal: a sample member's phone shows what the demo made, and what a scanner reads is what is on its screen.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BenchAct, BenchMemberAsk, type BenchMemberCode } from '../../src-main/contract/workbench.ts';
import { samplePhoneCode } from './sample-phone.ts';
import { type ShowOptions, Stage } from './stage.ts';
import { benchView, customerView, devicesWithout, fullMemberCart, STORY_MS } from './views.ts';

let stage: Stage;
let token: BenchMemberCode;
beforeAll(async () => {
  stage = await Stage.open();
  token = await samplePhoneCode('MB0000001', 'token-own');
});
afterAll(async () => {
  await stage.close();
});

async function over(view: unknown, use: (page: Page) => Promise<void>, options: ShowOptions = {}) {
  const { page, complaints, close } = await stage.show('workbench', view, options);
  try {
    await page.keyboard.press('F3');
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}

const inputs = (page: Page) =>
  page.evaluate(() => window.benchStage.calls.map(({ name, input }) => [name, input]));

/** From now on every phone shows this. */
const showing = (page: Page, value: BenchMemberCode) =>
  page.evaluate((shown) => {
    window.benchStage.answer = { ok: true, value: shown };
  }, value);

describe('a member’s phone', () => {
  test('shows a token until it ends, and a scanner reads what is shown', async () => {
    await over(
      benchView(),
      async (page) => {
        await showing(page, token);
        await page.getByTestId('bench-phone-token-own').click();
        await page.getByTestId('bench-phone-symbol').waitFor();
        expect(await page.getByTestId('bench-phone-symbol').getAttribute('href')).toBe(token.png);
        expect(await page.getByTestId('bench-phone-until').textContent()).toBe('12:24 前有效');
        await page.getByTestId('bench-phone-scan').click();
        const calls = await inputs(page);
        expect(calls).toEqual([
          ['benchMemberCode', { memberId: 'MB0000001', code: 'token-own' }],
          ['benchAct', { device: 'scanner', act: 'scan', params: { text: token.text, aim: ']Q1' } }],
        ]);
        expect(BenchMemberAsk.safeParse(calls[0]?.[1]).success).toBe(true);
        expect(BenchAct.safeParse(calls[1]?.[1]).success).toBe(true);
      },
      { atMs: STORY_MS },
    );
  });

  test('by keyboard alone, with the other scanner', async () => {
    await over(benchView(), async (page) => {
      const shown = await samplePhoneCode('MB0000002', 'member');
      await showing(page, shown);
      for (const key of ['Digit2', 'KeyQ', 'KeyX', 'KeyS']) await page.keyboard.press(`Alt+Shift+${key}`);
      await expect
        .poll(() => inputs(page))
        .toEqual([
          ['benchMemberCode', { memberId: 'MB0000002', code: 'member' }],
          ['benchAct', { device: 'hid-scanner', act: 'scan', params: { text: shown.text, aim: ']C0' } }],
        ]);
    });
  });

  test('another member has shown nothing yet, and that is said when it is scanned', async () => {
    await over(benchView(), async (page) => {
      await showing(page, token);
      await page.getByTestId('bench-phone-token-own').click();
      await page.getByTestId('bench-phone-symbol').waitFor();
      await page.getByTestId('bench-member-MB0000009').click();
      expect(await page.getByTestId('bench-phone-symbol').count()).toBe(0);
      await page.getByTestId('bench-phone-scan').click({ force: true });
      expect(await page.getByTestId('bench-notice').innerText()).toContain('先選手機要顯示的碼');
    });
  });

  test('who knows only the number says it; an unplugged scanner reads nothing', async () => {
    await over(benchView({ devices: devicesWithout('hid-scanner') }), async (page) => {
      await page.getByTestId('bench-member-MB0000003').click();
      expect(await page.getByTestId('bench-phone-number').textContent()).toBe('0900000003');
      await page.getByTestId('bench-phone-by-hid-scanner').click();
      await page.getByTestId('bench-phone-scan').click({ force: true });
      expect(await page.getByTestId('bench-notice').innerText()).toContain('掃描器拔線了');
      expect(await inputs(page)).toEqual([]);
    });
  });

  test('a demo whose head office cannot make it says so, one without members too', async () => {
    await over(benchView(), async (page) => {
      await page.evaluate(() => {
        window.benchStage.answer = { ok: false, error: { code: 'malformed', params: { problem: 'no' } } };
      });
      await page.getByTestId('bench-phone-token-own').click();
      await page.getByTestId('bench-notice').waitFor();
      expect(await page.getByTestId('bench-phone-symbol').count()).toBe(0);
    });
    await over(benchView({ members: [] }), async (page) => {
      expect(await page.locator('.bench-page-phone').innerText()).toContain('還沒有會員');
    });
  });
});

describe('the customer’s screen', () => {
  const shown = async (view: unknown, use: (page: Page) => Promise<void>) => {
    const { page, close } = await stage.show('customer', view, { size: { width: 1280, height: 800 } });
    try {
      await use(page);
    } finally {
      await close();
    }
  };

  test('a member masked, with points held and to come, deals under their lines, gifts and what is near', async () => {
    await shown(customerView({ cart: fullMemberCart() }), async (page) => {
      const member = await page.getByTestId('customer-member').innerText();
      for (const word of ['王○明', '生日快樂', '12,480 點', '本次 +271', '春季集章', '本次 +2 枚'])
        expect(member).toContain(word);
      expect(member).not.toContain('0912');
      expect(await page.getByTestId('customer-note').innerText()).toContain('省 13');
      // The note stands right under the last line that it touches.
      const before = page.locator('[data-testid=customer-note]').locator('xpath=preceding-sibling::tr[1]');
      expect(await before.getAttribute('data-line')).toBe('line-4');
      expect(await page.getByTestId('customer-gift').innerText()).toContain('環保購物袋');
      expect(await page.getByTestId('customer-near').innerText()).toBe(
        '再買 9 元，全店滿三百折三十 可再省 30 元',
      );
      expect(await page.getByTestId('customer-burned-own').innerText()).toContain('−20');
    });
  });

  test('while money changes hands there is nothing more to buy', async () => {
    const paying = customerView({
      state: 'paying',
      cart: fullMemberCart(),
      pay: { remaining: 271, taken: 0 },
    });
    await shown(paying, async (page) => {
      expect(await page.getByTestId('customer-near').count()).toBe(0);
    });
  });
});
