import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAND_MS } from '../../support/hand.ts';
import { refusal } from '../fake-till.ts';
import { PAY_STATES } from '../pay-states.ts';
import { CARD, CHOSEN, MILES, memberCart, ownBurn, partnerBurn, payingWith } from '../sale-views.ts';
import { complaintsOf, openStage, play, type StageHouse, settle } from '../stage.ts';
import type { State } from '../states.ts';
import { EMPTY } from '../views.ts';

/** Paying and taking goods back in a real browser, by the keyboard alone and by touch. */

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

async function press(...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code, { delay: HAND_MS });
}

async function stateOf(name: string): Promise<void> {
  const state = PAY_STATES[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  await play(page, name, state);
}

const show = (view: State['view']) => play(page, 'shown', { view });
const text = (testId: string) => page.getByTestId(testId).innerText();

async function inputOf(channel: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const calls = await page.evaluate(() => window.cashierStage.calls());
  return calls.findLast((call) => call.channel === channel)?.input;
}

describe('paying by keyboard alone', () => {
  test('a voucher: its worth, F10, Enter; what is lost is said before', async () => {
    await stateOf('pay-voucher');
    await expect.poll(() => text('take-voucher')).toContain('多出的 309 不退');
    await press('Enter');
    await expect.poll(() => inputOf('pay:take-voucher')).toMatchObject({ amount: 500 });
    expect(await inputOf('pay:take-cash')).toBeUndefined();
    await expect.poll(() => page.getByTestId('panel-tenders').count()).toBe(0);
  });

  test('a partner’s points: F10, down, Enter', async () => {
    await stateOf('pay-tenders');
    await press('ArrowDown', 'Enter');
    await expect.poll(() => inputOf('points:burn')).toMatchObject({ programmeId: 'miles', wanted: 'max' });
  });

  test('a card with its digits: the field is hidden until it is wanted', async () => {
    await stateOf('pay-tenders');
    expect(await page.getByTestId('card-prefix').count()).toBe(0);
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter', 'ArrowDown');
    for (const digit of '4311') await press(`Digit${digit}`);
    await press('Enter');
    await expect.poll(() => inputOf('pay:take-card')).toMatchObject({ amount: 291, cardPrefix: '4311' });
  });

  test('F6 burns, `-` takes back, and the keys say what they do', async () => {
    await show(payingWith(memberCart([ownBurn()])));
    expect(await text('burn-own')).toContain('最多 NT$20（6,000 點）・離線額度');
    await press('F6');
    expect(await inputOf('points:burn')).toMatchObject({ wanted: 'max' });
    await page.evaluate(
      (view) => window.cashierStage.show(view),
      payingWith(memberCart([ownBurn(CHOSEN)], { due: 271 }), { due: 271, remaining: 271 }),
    );
    await expect.poll(() => text('key-F6')).toContain('點數 已折 20');
    expect(await text('burn-own')).toContain('王○明・離線額度');
    expect(await text('pay-due')).toBe('271');
    await press('NumpadSubtract');
    expect(await inputOf('points:drop-burn')).toMatchObject({ programmeId: 'own' });
  });
});

describe('what is owed and taken', () => {
  test('tenders by name, newest last, each with its way back', async () => {
    await show(
      payingWith(memberCart([partnerBurn({ state: 'chosen', value: 60, points: 60 })], { isFrozen: true }), {
        taken: 160,
        remaining: 131,
        tenders: [MILES, CARD],
      }),
    );
    expect(await page.locator('.tender-name').allInnerTexts()).toEqual(['悠遊里程', '信用卡']);
    expect(await text('tender-t-card')).toContain('−');
    await page.getByTestId('tender-t-miles-cancel').click();
    expect(await inputOf('pay:cancel-tender')).toMatchObject({ tenderId: 't-miles' });
  });

  test('why points cannot pay is said in words, a word that is not known too', async () => {
    await stateOf('pay-points-refused');
    expect(await text('burn-own')).toContain('需出示會員 App 條碼');
    await show(payingWith(memberCart([ownBurn({ maximum: 0, refusedBy: 'something-new' })])));
    expect(await text('burn-own')).toContain('現在不能折抵');
  });

  test('done: points earned, savings, and what was lost of a voucher', async () => {
    await stateOf('done-earned');
    expect(await text('done-earned')).toContain('松仁點數 +291（待確認）');
    expect(await text('done-breakage')).toContain('禮券餘額 29 不找零');
    expect(await text('done-savings')).toContain('−13');
    expect(await page.locator('.tender-name').allInnerTexts()).toEqual(['禮券', '信用卡']);
  });
});

describe('returns by keyboard alone', () => {
  test('F8, the number, pieces, a reason, F12, and what was given back', async () => {
    await stateOf('return-ready');
    expect(await text('return-units-2')).toBe('1');
    await expect.poll(() => text('return-make')).toContain('退款 NT$103');
    expect(await text('refund-clawback')).toContain('−103 點');
    expect(await text('refund-givenBack')).toContain('+2,100 點');
    await press('F12');
    await expect.poll(() => text('return-made')).toContain('已退款');
    expect(await inputOf('return:make')).toMatchObject({ reason: 'changed-mind' });
    await press('Enter');
    await expect.poll(() => page.getByTestId('panel-return').count()).toBe(0);
  });

  test('a supervisor says yes on the spot', async () => {
    await stateOf('return-approval');
    expect(await text('dialog-approval')).toContain('退貨要值班主管同意');
    await press('Escape');
    expect(await text('return-units-1')).toBe('1');
  });

  test('from the last sale, and from more, by touch', async () => {
    await play(page, 'last', {
      view: EMPTY,
      keys: ['F9'],
      answers: PAY_STATES['return-find']?.answers ?? {},
    });
    await page.getByTestId('return-sale').click();
    await page.getByTestId('return-line-2').getByRole('button').last().click();
    await expect.poll(() => text('return-refund')).toBe('NT$103');
    await play(page, 'more', { view: EMPTY, keys: ['F10'] });
    await page.getByTestId('more-return').click();
    await expect.poll(() => page.getByTestId('return-number').count()).toBe(1);
  });

  test('the number keeps its hyphens, and a sale that is not here is told', async () => {
    await play(page, 'none', {
      view: EMPTY,
      keys: ['F8'],
      answers: { 'return:find': refusal('sale-not-found', {}, 'RETURN-411') },
    });
    await page.keyboard.insertText('2-20261121-0042');
    await press('Enter');
    expect(await inputOf('return:find')).toEqual({ text: '2-20261121-0042' });
    await page.getByTestId('banner').waitFor();
    await settle(page);
    expect(await text('banner')).toContain('RETURN-411');
  });
});
