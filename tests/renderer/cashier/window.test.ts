import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { HAND_MS } from '../../support/hand.ts';
import { refusal } from '../fake-till.ts';
import { complaintsOf, openStage, type StageHouse, settle } from '../stage.ts';
import { cartOf, EMPTY, finished, LAST_SALE, NOON_MS, paying, SIGN_IN, selling } from '../views.ts';

/** The whole window in a real browser, under the content policy of the hosts, on a till that plays views. */

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

async function open(view: CashierView): Promise<void> {
  await page.evaluate(([shown, nowMs]) => window.cashierStage.open(shown, nowMs), [view, NOON_MS] as const);
  await page.waitForSelector(`[data-screen="${view.screen}"]`);
  await settle(page);
}

const show = (view: CashierView) => page.evaluate((next) => window.cashierStage.show(next), view);

/** The channels that were called, but for what lies over the screen, which every change of panel tells. */
async function asked(): Promise<readonly string[]> {
  const calls = await page.evaluate(() => window.cashierStage.calls());
  return calls.map(({ channel }) => channel).filter((channel) => channel !== 'screen:show-layer');
}

async function inputOf(channel: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const calls = await page.evaluate(() => window.cashierStage.calls());
  return calls.findLast((call) => call.channel === channel)?.input;
}

/** Presses keys one after another at a hand's pace. */
async function press(...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code, { delay: HAND_MS });
}

/** Strokes as a scanner in keyboard mode makes them, `gapMs` apart by its own clock. */
async function strokes(
  codes: readonly (readonly [code: string, shift?: boolean])[],
  gapMs = 6,
): Promise<void> {
  await page.evaluate(
    async ([made, gap]) => {
      const startMs = performance.now();
      for (const [index, [code, shift]] of made.entries()) {
        window.cashierStage.stroke(code, shift === true, startMs + index * gap);
      }
      await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    },
    [codes, gapMs] as const,
  );
}

const digits = (text: string) => [...text].map((digit) => [`Digit${digit}`] as const);
const EAN = digits('4710018000003');
const CARRIER = [
  ['Slash'],
  ['KeyA', true],
  ['KeyB', true],
  ...digits('201'),
  ['Equal', true],
  ['Digit9'],
] as const;

const text = (testId: string) => page.getByTestId(testId).textContent();

describe('a whole sale by number pad and scanner alone', () => {
  test('2 * scan, +, 500, Enter, and the next customer’s first item', async () => {
    await open(selling(cartOf(1)));
    await press('Numpad2', 'NumpadMultiply');
    expect(await inputOf('cart:set-multiplier')).toMatchObject({ quantity: 2 });
    await show(selling(cartOf(8)));
    await press('NumpadAdd');
    await expect.poll(asked).toContain('pay:begin');
    await show(paying(cartOf(8)));
    await press('Numpad5', 'Numpad0', 'Numpad0');
    await expect.poll(() => text('take')).toContain('收 500，找 209');
    await press('NumpadEnter');
    expect(await inputOf('pay:take-cash')).toMatchObject({ amount: 500 });
    await show(finished({ change: 209 }));
    expect(await text('done-change')).toBe('209');
    await show(selling(cartOf(1), { lastSale: { ...LAST_SALE, change: 209 } }));
    expect(await text('last-change')).toBe('209');
  });

  test('exact cash is +, +, Enter', async () => {
    await open(selling(cartOf(8)));
    await press('NumpadAdd');
    await expect.poll(asked).toEqual(['pay:begin']);
    await show(paying(cartOf(8)));
    await press('NumpadAdd');
    await expect.poll(() => text('take')).toContain('收 291');
    await press('NumpadEnter');
    expect(await inputOf('pay:take-cash')).toMatchObject({ amount: 291 });
  });

  test('the main block does the same, with an input method’s marks on its keys', async () => {
    await open(paying(cartOf(8)));
    await page.evaluate(() => {
      for (const code of ['Digit3', 'Digit0', 'Digit0', 'Enter']) {
        const event = new KeyboardEvent('keydown', {
          code,
          key: 'Process',
          keyCode: 229,
          bubbles: true,
          cancelable: true,
        });
        document.body.dispatchEvent(event);
      }
    });
    await expect.poll(() => inputOf('pay:take-cash')).toMatchObject({ amount: 300 });
  });
});

describe('Enter', () => {
  test('ten in fifty milliseconds on pay are one tender, and the next screen is untouched', async () => {
    await open(paying(cartOf(8)));
    await press('F3');
    await page.evaluate((view) => {
      window.cashierStage.answer('pay:take-cash', { ok: true, value: null }, true);
      const startMs = performance.now();
      const enters = (from: number) => {
        for (let press = from; press < from + 5; press += 1) {
          window.cashierStage.stroke('Enter', false, startMs + press * 5);
        }
      };
      enters(0);
      window.cashierStage.show(view);
      window.cashierStage.release('pay:take-cash');
      enters(5);
    }, finished());
    await page.waitForSelector('[data-screen="done"]');
    expect((await asked()).filter((channel) => channel !== 'pay:preview-cash')).toEqual(['pay:take-cash']);
  });

  test('held down it acts once', async () => {
    await open(finished());
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await asked()).toEqual(['sale:next']);
  });

  test('after a touch on a button it does not press that button again', async () => {
    await open(EMPTY);
    await page.getByTestId('quick-key-1').click();
    await press('Enter');
    expect(await asked()).toEqual(['cart:add-product']);
  });

  test('presses a button that was reached by keyboard', async () => {
    await open(selling(cartOf(2)));
    await press('Tab', 'Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('pay');
    await press('Enter');
    expect(await asked()).toEqual(['pay:begin']);
  });
});

describe('a scanner in keyboard mode changes nothing but the cart', () => {
  test.each([
    ['sell', selling(cartOf(2)), 'entry-bar'],
    ['pay', paying(cartOf(8)), 'received'],
    ['sign-in', SIGN_IN, 'pin-dots'],
    ['shift-open', { ...EMPTY, screen: 'shift-open', shift: null } as const, 'amount'],
    ['done', finished(), 'done-change'],
  ])('on %s', async (_, view, testId) => {
    await open(view);
    const before = await page.getByTestId(testId).innerHTML();
    await strokes([...EAN, ['Enter']]);
    await expect
      .poll(() => inputOf('cart:enter-code'))
      .toMatchObject({ code: '4710018000003', origin: 'wedge' });
    expect((await asked()).filter((channel) => channel !== 'pay:preview-cash')).toEqual(['cart:enter-code']);
    expect(await page.getByTestId(testId).innerHTML()).toBe(before);
  });

  test('a carrier neither opens the key map nor goes to pay', async () => {
    await open(selling(cartOf(2)));
    await strokes([...CARRIER, ['Enter']]);
    await expect.poll(() => inputOf('cart:enter-code')).toMatchObject({ code: '/AB201+9', origin: 'wedge' });
    expect(await asked()).toEqual(['cart:enter-code']);
    expect(await page.getByTestId('dialog-key-map').count()).toBe(0);
  });

  test('an amount that was typed before it stays', async () => {
    await open(paying(cartOf(8)));
    await press('Numpad3', 'Numpad0', 'Numpad0');
    await strokes([...EAN, ['Enter']]);
    await expect.poll(asked).toContain('cart:enter-code');
    expect(await text('received')).toBe('300');
    expect(await asked()).not.toContain('pay:take-cash');
  });

  test('its Enter does not press a focused button or the safe key of a dialog', async () => {
    await open(selling(cartOf(2)));
    await press('Tab', 'Tab');
    await strokes([...EAN, ['Enter']]);
    await expect.poll(asked).toEqual(['cart:enter-code']);
    await press('Control+Backspace');
    await strokes([...EAN, ['Enter']]);
    await expect.poll(asked).toEqual(['cart:enter-code', 'cart:enter-code']);
    expect(await page.getByTestId('dialog-void').count()).toBe(1);
  });

  test('the search text is as it was', async () => {
    await open(selling(cartOf(2)));
    await press('F2');
    await page.keyboard.insertText('綠茶');
    await strokes([...EAN, ['Enter']]);
    expect(await page.getByTestId('search-field').inputValue()).toBe('綠茶');
    await expect
      .poll(() => inputOf('cart:enter-code'))
      .toMatchObject({ code: '4710018000003', origin: 'wedge' });
  });
});

describe('what the gate of keyboard scanners does to everybody else’s keys', () => {
  test('Space presses the focused control', async () => {
    await open(selling(cartOf(2)));
    await press('Tab', 'Tab', 'Space');
    await expect.poll(asked).toEqual(['pay:begin']);
  });

  test('a code with an Enter inside is refused aloud, and none of it is used', async () => {
    await open(selling(cartOf(2)));
    await strokes([...EAN, ['Enter'], ...EAN, ['Enter']]);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('SCAN-104');
    expect(await asked()).toEqual([]);
    expect(await page.getByTestId('entry').count()).toBe(0);
  });

  test('with the till’s prefix a slow scanner is heard, and what it types never shows', async () => {
    await open({ ...selling(cartOf(2)), wedge: { prefix: ']' } });
    await strokes([['BracketRight'], ['KeyE', true], ['Digit0'], ...EAN, ['Enter']], 100);
    await expect
      .poll(() => inputOf('cart:enter-code'))
      .toMatchObject({ code: '4710018000003', aimId: ']E0', origin: 'wedge' });
    expect(await asked()).toEqual(['cart:enter-code']);
    expect(await page.getByTestId('entry').count()).toBe(0);
  });

  test('strokes that this machine was late for are taken back from an amount', async () => {
    await open(paying(cartOf(8)));
    await press('Numpad3', 'Numpad0');
    const startMs = await page.evaluate(() => performance.now() + 200);
    const stroke = (code: string, atMs: number) =>
      page.evaluate(([made, at]) => window.cashierStage.stroke(made, false, at), [
        code,
        startMs + atMs,
      ] as const);
    await stroke('Digit4', 0);
    await expect.poll(() => text('received')).toBe('304');
    for (const [index, [code]] of EAN.slice(1).entries()) await stroke(code, (index + 1) * 8);
    await stroke('Enter', 110);
    await expect.poll(() => inputOf('cart:enter-code')).toMatchObject({ code: '4710018000003' });
    expect(await text('received')).toBe('30');
  });
});

describe('composing in the search field', () => {
  test('Enter belongs to the input method', async () => {
    await open(selling(cartOf(2)));
    await press('F2');
    await page.evaluate(() => {
      window.cashierStage.answer('products:search', {
        ok: true,
        value: [{ sku: 'A01', name: '綠茶', unitPrice: 30 }],
      });
    });
    await page.keyboard.insertText('綠');
    await page.getByTestId('hit-A01').waitFor();
    await page.evaluate(() => {
      const field = document.querySelector('[data-testid="search-field"]');
      field?.dispatchEvent(
        new KeyboardEvent('keydown', { code: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      );
    });
    expect(await asked()).not.toContain('cart:add-product');
    await press('Enter');
    await expect.poll(asked).toContain('cart:add-product');
    expect(await inputOf('cart:add-product')).toMatchObject({ sku: 'A01' });
  });

  test('arrows leave the field for the list, and Enter adds what they reached', async () => {
    await open(selling(cartOf(2)));
    await page.evaluate(() => {
      const hits = ['A01', 'A02'].map((sku) => ({ sku, name: sku, unitPrice: 30 }));
      window.cashierStage.answer('products:search', { ok: true, value: hits });
    });
    await press('F2');
    await page.keyboard.insertText('茶');
    await page.getByTestId('hit-A02').waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => inputOf('cart:add-product')).toMatchObject({ sku: 'A02' });
  });
});

describe('focus', () => {
  const focused = () =>
    page.evaluate(() => {
      const region = document.activeElement?.closest('[data-region]')?.getAttribute('data-region');
      return region ?? document.activeElement?.tagName;
    });

  test('Tab goes through the regions in reading order, and round', async () => {
    await open(selling(cartOf(3)));
    const walked: unknown[] = [];
    for (let step = 0; step < 5; step += 1) {
      await press('Tab');
      walked.push(await focused());
    }
    expect(walked).toEqual(['lines', 'side', 'keys', 'top', 'lines']);
    await press('Shift+Tab');
    expect(await focused()).toBe('top');
  });

  test('arrows move inside the key strip and change no quantity there', async () => {
    await open(selling(cartOf(3)));
    await press('Tab', 'Tab', 'Tab', 'ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('key-F2');
    expect(await asked()).toEqual([]);
  });

  test('in the lines the arrows select, and the focus goes along', async () => {
    await open(selling(cartOf(3)));
    await press('Tab', 'ArrowUp');
    const row = await page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-testid'));
    expect(row).toBe('line-2');
    await press('ArrowRight');
    expect(await inputOf('cart:set-quantity')).toMatchObject({ quantity: 3 });
  });

  test('a panel takes it and gives it back where it was', async () => {
    await open(selling(cartOf(3)));
    await press('Tab', 'Tab', 'Tab', 'F2');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
      'search-field',
    );
    await press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('key-F1');
  });

  test('a dialog begins on the safe action, keeps the focus, and Esc is the safe one', async () => {
    await open(selling(cartOf(3)));
    await press('Control+Backspace');
    const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    expect(await at()).toBe('dialog-safe');
    await press('ArrowRight');
    expect(await at()).toBe('dialog-primary');
    await press('Tab', 'Tab', 'Tab');
    expect(await at()).toMatch(/^dialog-/);
    await press('Escape');
    expect(await page.getByTestId('dialog-void').count()).toBe(0);
    expect(await asked()).toEqual([]);
  });

  test('new rows and banners do not take it', async () => {
    await open(selling(cartOf(3)));
    await press('Tab', 'Tab');
    await show(selling(cartOf(4)));
    await page.evaluate(() =>
      window.cashierStage.emit({
        kind: 'refusal',
        refusal: { code: 'scan-damaged', number: 'SCAN-102', params: {} },
      }),
    );
    await page.getByTestId('banner').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('pay');
  });
});

describe('what is announced', () => {
  test('the total by its name, a refusal at once', async () => {
    await open(selling(cartOf(8)));
    const total = page.getByRole('status', { name: '應收' });
    await expect.poll(() => total.textContent()).toBe('291 元');
    await page.evaluate(() =>
      window.cashierStage.emit({
        kind: 'refusal',
        refusal: { code: 'unknown-barcode', number: 'SCAN-101', params: { code: '471' } },
      }),
    );
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('找不到條碼 471。');
  });

  test('a line is read whole', async () => {
    await open(selling(cartOf(4)));
    await page.getByRole('row', { name: '4，每朝健康 綠茶 650ml，1 件，28 元，原價 35' }).waitFor();
  });

  test('the PIN is a number of digits and nothing more', async () => {
    await open(SIGN_IN);
    await press('Numpad9', 'Numpad8', 'Numpad7');
    expect(await text('pin-dots')).toBe('已輸入 3 碼');
  });
});

describe('nothing moves under a finger', () => {
  const boxOf = (testId: string) => page.getByTestId(testId).boundingBox();

  test('the hero and the pay key keep their place whatever the cart', async () => {
    const seen: unknown[] = [];
    for (const view of [
      EMPTY,
      selling(cartOf(1)),
      selling(cartOf(9)),
      selling(cartOf(8), { lastSale: LAST_SALE }),
    ]) {
      await open(view);
      const due = await boxOf('due');
      const pay = await boxOf('pay');
      seen.push([
        Math.round((due?.y ?? 0) + (due?.height ?? 0)),
        Math.round((due?.x ?? 0) + (due?.width ?? 0)),
        pay,
      ]);
    }
    const [first, ...others] = seen.map((each) => JSON.stringify(each));
    for (const other of others) expect(other).toBe(first);
  });

  test('the number keys stay where they are while a refusal stands', async () => {
    await open(paying(cartOf(8)));
    const before = await boxOf('pad-5');
    await press('Numpad2', 'Numpad7');
    await page.evaluate(
      (answer) => window.cashierStage.answer('pay:take-cash', answer),
      refusal('cash-short', { n: 264 }),
    );
    await press('NumpadEnter');
    await page.getByTestId('banner').waitFor();
    expect(await boxOf('pad-5')).toEqual(before);
  });

  test('the pay key and the pad’s primary key share their bottom edge, done too', async () => {
    const bottoms: number[] = [];
    for (const [view, testId] of [
      [selling(cartOf(2)), 'pay'],
      [paying(cartOf(2)), 'take'],
      [finished(), 'next'],
    ] as const) {
      await open(view);
      const box = await boxOf(testId);
      bottoms.push((box?.y ?? 0) + (box?.height ?? 0));
    }
    expect(new Set(bottoms).size).toBe(1);
  });

  test('no screen scrolls as a whole', async () => {
    for (const view of [SIGN_IN, EMPTY, selling(cartOf(40)), paying(cartOf(40)), finished()]) {
      await open(view);
      const overflow = await page.evaluate(() => ({
        x: document.documentElement.scrollWidth - innerWidth,
        y: document.documentElement.scrollHeight - innerHeight,
      }));
      expect(overflow).toEqual({ x: 0, y: 0 });
    }
  });
});

test('every control is at least 48 px in both directions', async () => {
  const small: string[] = [];
  for (const view of [SIGN_IN, EMPTY, selling(cartOf(8)), paying(cartOf(8)), finished()]) {
    await open(view);
    small.push(
      ...(await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button')]
          .filter((button) => !button.classList.contains('line-pick'))
          .map((button) => ({
            name: button.dataset.testid ?? button.className,
            box: button.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width < 48 || box.height < 48)
          .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
      )),
    );
  }
  expect(small).toEqual([]);
});

test('a key that this till does not have says why, and sells on', async () => {
  await open(selling(cartOf(2)));
  // Playwright waits for what looks unavailable; a finger does not.
  await page.getByTestId('key-F7').click({ force: true });
  await expect.poll(() => text('banner')).toContain('這台收銀機還沒開通載具與統編。');
  expect(await page.evaluate(() => window.cashierStage.cues())).toEqual(['refused']);
  await press('Escape');
  expect(await page.getByTestId('banner').count()).toBe(0);
});

test('a row that did not change is not drawn again', async () => {
  await open(selling(cartOf(8)));
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('tbody tr')) row.setAttribute('data-seen', '');
    const seen: string[] = [];
    Reflect.set(window, 'mutated', seen);
    new MutationObserver((records) => {
      for (const { target } of records) {
        const row = target instanceof Element ? target.closest('tr') : target.parentElement?.closest('tr');
        seen.push(row?.dataset.testid ?? 'elsewhere');
      }
    }).observe(document.querySelector('tbody') ?? document.body, {
      subtree: true,
      attributes: true,
      childList: true,
      characterData: true,
    });
  });
  await show(selling(cartOf(9)));
  await page.getByTestId('line-9').waitFor();
  const mutated = await page.evaluate<string[]>(() => Reflect.get(window, 'mutated'));
  // The new row, and the one that was selected before it.
  expect(new Set(mutated.filter((row) => row !== 'elsewhere'))).toEqual(new Set(['line-8']));
});

test('a lost core is told, and what was on the screen stays', async () => {
  await open(selling(cartOf(2)));
  await page.evaluate(() => window.cashierStage.connection('lost'));
  await page.getByTestId('connection-note').waitFor();
  expect(await text('due')).toBe('124');
  await page.evaluate(() => window.cashierStage.connection('open'));
  await expect.poll(() => page.getByTestId('connection-note').count()).toBe(0);
});

test('the Chinese glyphs are those of the bundled font', async () => {
  await open(EMPTY);
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts]
      .filter((font) => font.status === 'loaded')
      .map((font) => `${font.family} ${font.weight}`);
  });
  expect(new Set(loaded)).toEqual(new Set(['Noto Sans TC 400', 'Noto Sans TC 700']));
});

test('a window that is only looked at asks nothing', async () => {
  await open(EMPTY);
  expect(await asked()).toEqual([]);
});
