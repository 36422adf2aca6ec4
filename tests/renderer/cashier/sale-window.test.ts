import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAND_MS } from '../../support/hand.ts';
import { EARNED, MEMBER, memberCart, ownBurn } from '../sale-views.ts';
import { SELL_STATES } from '../sell-states.ts';
import { complaintsOf, openStage, play, type StageHouse, settle } from '../stage.ts';
import { cartOf, LAST_SALE, NOON_MS, SALE_ID, selling } from '../views.ts';

/** Promotions, members, weights and reductions in a real browser: what is there, where it is, and by which keys. */

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

async function see(name: string): Promise<void> {
  const state = SELL_STATES[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await play(page, name, state);
}

const text = (testId: string) => page.getByTestId(testId).textContent();

async function press(...codes: readonly string[]): Promise<void> {
  for (const code of codes) await page.keyboard.press(code, { delay: HAND_MS });
}

async function inputOf(channel: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const calls = await page.evaluate(() => window.cashierStage.calls());
  return calls.findLast((call) => call.channel === channel)?.input;
}

const focused = () =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.className,
  );

describe('the cart explains itself', () => {
  test('rows in the order of the lines, each note under its last line', async () => {
    await see('sell-explained');
    const rows = page.locator('[data-testid="cart-lines"] tbody tr');
    const ids = await rows.evaluateAll((each) => each.map((row) => row.getAttribute('data-testid')));
    expect(ids).toEqual([
      ...['line-1', 'line-2', 'line-3', 'note-milk', 'line-4', 'line-5', 'note-tea', 'line-6', 'note-manual'],
      ...['gift-BAG', 'gift-STICKER', 'coupon-C-1', 'coupon-C-2', 'offer-O-1', 'near-miss'],
    ]);
  });

  test('what a person reads of them', async () => {
    await see('sell-explained');
    expect(await text('note-tea')).toBe('瓶裝茶 任選 2 件 8 折65 付 52：每朝健康 −7、純喫茶 −6省 13');
    expect(await text('note-milk')).toContain('第 1、3 項');
    expect(await text('note-manual')).toContain('折扣45 付 40');
    expect(await text('line-2')).toContain('120/kg');
    expect(await text('line-2')).toContain('0.312 kg');
    expect(await text('line-1')).toContain('改價・原 110');
    expect(await text('gift-STICKER')).toContain('缺貨');
    expect(await text('coupon-C-1')).toContain('折 10');
    expect(await text('coupon-C-2')).toContain('還沒到最低金額');
    expect(await text('near-miss')).toContain('再買 NT$45 折 30');
    expect(await text('savings')).toBe('−32');
  });

  test('a screen reader hears weight, shelf price and what a note is about', async () => {
    await see('sell-explained');
    const named = (testId: string) => page.getByTestId(testId).getAttribute('aria-label');
    expect(await named('line-2')).toBe('2，烤地瓜，0.312 公斤，37 元');
    expect(await named('line-1')).toBe('1，瑞穗鮮乳 全脂 930ml，1 件，98 元，改價，貨架價 NT$110');
    expect(await named('note-tea')).toBe(
      '瓶裝茶 任選 2 件 8 折，第 4–5 項，65 付 52：每朝健康 −7、純喫茶 −6，省 13 元',
    );
  });

  test('weighed goods have no steps for their quantity', async () => {
    await see('sell-explained');
    await press('Home', 'ArrowDown');
    expect(await page.getByTestId('line-2').getAttribute('aria-current')).toBe('true');
    expect(await page.getByTestId('line-less').count()).toBe(0);
  });

  test('by keyboard alone: from the newest line down to the coupons and offers, and up again', async () => {
    await see('sell-explained');
    await press('Tab', 'ArrowDown');
    expect(await focused()).toBe('coupon-C-1-withdraw');
    await press('ArrowDown');
    expect(await focused()).toBe('coupon-C-2-withdraw');
    await press('Enter');
    expect(await inputOf('coupon:withdraw')).toMatchObject({ saleId: SALE_ID, couponId: 'C-2' });
    await press('ArrowDown');
    expect(await focused()).toBe('offer-O-1-refuse');
    await press('Space');
    expect(await inputOf('offer:refuse')).toMatchObject({ promotionId: 'O-1' });
    await press('ArrowUp', 'ArrowUp', 'ArrowUp');
    expect(await focused()).toContain('line-pick');
  });

  test('a redemption is declined under its line, and taken after all', async () => {
    await see('sell-redeemed');
    await page.getByTestId('note-redeem-action').click();
    expect(await inputOf('cart:decline-redemption')).toMatchObject({ isDeclined: true });
    await page.getByTestId('declined-3-action').click();
    expect(await inputOf('cart:decline-redemption')).toMatchObject({ isDeclined: false });
  });
});

describe('nothing moves under a finger', () => {
  const boxOf = async (testId: string) => {
    const box = await page.getByTestId(testId).boundingBox();
    if (box === null) throw new Error(`${testId} is not there`);
    return box;
  };

  test('the due, its rule and the pay key keep their place whatever the chip and the last sale say', async () => {
    await see('sell-explained');
    const pay = await boxOf('pay');
    const tax = await boxOf('tax-included');
    const due = await boxOf('due');
    for (const name of [
      'sell-explained-8',
      'sell-member',
      'sell-member-old',
      'sell-member-after-sale',
      'panel-price',
    ]) {
      await see(name);
      expect(await boxOf('pay')).toEqual(pay);
      expect((await boxOf('tax-included')).y).toBe(tax.y);
      expect((await boxOf('due')).y).toBe(due.y);
    }
  });

  test.each([1366, 1024, 1920])('at %i the total fits under a full chip and the last sale', async (width) => {
    await page.setViewportSize({ width, height: width === 1920 ? 1080 : 768 });
    await see('sell-member-after-sale');
    const total = await boxOf('total');
    const subtotal = await boxOf('subtotal');
    expect(subtotal.y).toBeGreaterThan(total.y);
    const chip = await boxOf('member-chip');
    expect((await boxOf('last-sale')).y).toBeGreaterThanOrEqual(chip.y + chip.height);
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  test.each([1366, 1024])('at %i what can be pressed is 48 by 48 or more', async (width) => {
    await page.setViewportSize({ width, height: 768 });
    for (const name of [
      'sell-explained',
      'sell-redeemed',
      'panel-price',
      'panel-member',
      'panel-member-exchange',
      'panel-join',
      'panel-weigh',
    ]) {
      await see(name);
      const small = await page.locator('button:visible, label.consent-key').evaluateAll((keys) =>
        keys
          .filter((key) => !key.matches('.line-pick'))
          .map((key) => ({ name: key.textContent, box: key.getBoundingClientRect() }))
          .filter(({ box }) => box.width < 48 || box.height < 48)
          .map((each) => `${each.name} ${each.box.width}x${each.box.height}`),
      );
      expect(small, name).toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  test('columns end where the lines do at 1024, where the price folds away', async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await see('sell-explained');
    const rights = await page
      .locator('[data-testid="cart-lines"] tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => Math.round(row.lastElementChild?.getBoundingClientRect().right ?? 0)),
      );
    expect(new Set(rights).size).toBe(1);
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  test('how many lines are above is counted by lines, whatever stands between', async () => {
    await see('sell-explained');
    expect(await text('more-above')).toContain('3');
  });
});

describe('the member', () => {
  test('masked, with the balance, its age, what it may do and what is earned', async () => {
    await see('sell-member');
    const chip = await text('member-chip');
    for (const part of [
      '王○明',
      '0912***678',
      '12,480 點',
      '離線可折 NT$20',
      '09:18 的點數資料',
      '本次 +291',
    ]) {
      expect(chip).toContain(part);
    }
    expect(chip).toContain('金卡');
    expect(chip).toContain('生日');
  });

  test.each([
    ['sell-member-old', '11/19 的點數資料，可能不準'],
    ['sell-member-phone', '只累點・折抵要掃碼'],
    ['sell-member-unknown', '點數由總部補登'],
  ])('%s says so', async (name, said) => {
    await see(name);
    expect(await text('member-chip')).toContain(said);
  });

  test('a phone on the number pad and F5', async () => {
    await see('sell-phone-typed');
    expect(await text('entry-member')).toContain('F5');
    await press('F5');
    expect(await inputOf('member:by-phone')).toMatchObject({ phone: '0912345678' });
    await expect.poll(() => page.getByTestId('entry').count()).toBe(0);
  });

  test('the chip opens the panel, with the last contacts', async () => {
    await see('panel-member');
    await expect.poll(() => text('member-contacts')).toContain('咖啡少糖');
    expect(await inputOf('member:read')).toEqual({ memberId: MEMBER.memberId });
    await press('Escape');
    await page.getByTestId('member-chip').click();
    expect(await page.getByTestId('panel-member').count()).toBe(1);
  });

  test('a note is sent with its kind, and the field is empty then', async () => {
    await see('panel-member');
    await page.getByTestId('note-reason-preference').click();
    await page.getByTestId('note-text').click();
    await page.keyboard.insertText('要熱飲');
    await press('Enter');
    expect(await inputOf('member:note')).toMatchObject({ reason: 'preference', text: '要熱飲' });
    await expect.poll(() => page.getByTestId('note-text').inputValue()).toBe('');
  });

  test('joining needs name, phone and the terms, and nothing else', async () => {
    await see('panel-join');
    await page.getByTestId('join-now').click({ force: true });
    expect(await inputOf('member:join')).toBeUndefined();
    await page.getByTestId('join-terms').check();
    await page.getByTestId('join-now').click();
    expect(await inputOf('member:join')).toEqual({
      commandId: expect.any(String),
      phone: '0912345678',
      name: '王小明',
      consent: { terms: true, offers: false, notes: false },
    });
  });

  test('a birthday that is no day is said before anything is sent', async () => {
    await see('panel-join');
    await page.getByTestId('join-birthday').click();
    await page.keyboard.insertText('5/20');
    await page.getByTestId('join-terms').check();
    await page.getByTestId('join-now').click({ force: true });
    expect(await inputOf('member:join')).toBeUndefined();
    expect(await text('panel-join')).toContain('生日要寫成');
  });

  test('a scanner that types does not write into the form’s boxes', async () => {
    await see('panel-join');
    await page.getByTestId('join-terms').focus();
    await page.evaluate(() => {
      const startMs = performance.now();
      for (const [index, digit] of [...'4710018000003'].entries()) {
        window.cashierStage.stroke(`Digit${digit}`, false, startMs + index * 6);
      }
      window.cashierStage.stroke('Enter', false, startMs + 13 * 6);
    });
    await expect
      .poll(() => inputOf('cart:enter-code'))
      .toMatchObject({ code: '4710018000003', origin: 'wedge' });
    expect(await inputOf('member:join')).toBeUndefined();
    expect(await page.getByTestId('join-terms').isChecked()).toBe(false);
  });

  test('a member without points says nothing of points', async () => {
    const view = selling(memberCart([], { member: { ...MEMBER, balances: [] }, earn: [] }), {
      lastSale: LAST_SALE,
    });
    await page.evaluate(([shown, nowMs]) => window.cashierStage.open(shown, nowMs), [view, NOON_MS] as const);
    await settle(page);
    expect(await text('member-chip')).not.toContain('點數折抵');
    expect(await text('member-chip')).not.toContain('本次');
  });

  test('several programmes are told apart by their names', async () => {
    const stamps = {
      ...EARNED,
      programmeId: 'stamp',
      name: { 'zh-TW': '印花', en: 'Stamps' },
      unit: 'stamps',
      points: 2,
    } as const;
    const view = selling(memberCart([ownBurn()], { earn: [EARNED, stamps] }));
    await page.evaluate(([shown, nowMs]) => window.cashierStage.open(shown, nowMs), [view, NOON_MS] as const);
    await settle(page);
    expect(await text('member-chip')).toContain('本次 +291・印花 本次 +2');
  });
});

describe('discounts, weights and ages by keys alone', () => {
  test('F3, 85, ., Enter', async () => {
    await see('panel-price');
    expect(await text('price-apply')).toContain('套用 85 折');
    expect(await page.getByTestId('price-reason-damaged').getAttribute('aria-pressed')).toBe('true');
    await press('NumpadEnter');
    expect(await inputOf('cart:discount')).toMatchObject({ discount: { kind: 'percent', payPct: 85 } });
    await expect.poll(() => page.getByTestId('panel-price').count()).toBe(0);
  });

  test('by touch alone', async () => {
    await see('panel-price-sale');
    for (const key of ['pad-5', 'pad-0']) await page.getByTestId(key).click();
    await page.getByTestId('price-reason-goodwill').click();
    expect(await text('price-apply')).toContain('套用 減 NT$50');
    await page.getByTestId('price-apply').click();
    expect(await inputOf('cart:discount')).toMatchObject({
      lineId: null,
      discount: { kind: 'amount', amount: 50 },
      reason: 'goodwill',
    });
  });

  test('what was given can be taken back', async () => {
    await see('panel-price-given');
    await page.getByTestId('price-take-back').click();
    expect(await inputOf('cart:discount')).toMatchObject({ discount: null });
  });

  test('a missing reason is said where the hand is', async () => {
    await see('panel-price-reason');
    expect(await text('banner')).toContain('還沒選原因');
  });

  test('the supervisor’s dialog names the act', async () => {
    await see('dialog-price-approval');
    expect(await text('dialog-approval')).toContain('這個折扣要值班主管同意');
  });

  test('a short code of weighed goods, Enter, Enter', async () => {
    await see('panel-weigh');
    expect(await text('panel-weigh')).toContain('烤地瓜');
    await press('NumpadEnter');
    await expect
      .poll(() => inputOf('cart:add-weighed'))
      .toEqual({ commandId: expect.any(String), sku: 'POTATO' });
    await expect.poll(() => page.getByTestId('panel-weigh').count()).toBe(0);
  });

  test('grams by hand are shown as kilograms before they are taken', async () => {
    await see('panel-weigh-typed');
    expect(await text('weigh-add')).toContain('加入 0.312 kg');
    await press('NumpadEnter');
    expect(await inputOf('cart:add-weighed')).toMatchObject({ grams: 312 });
  });

  test('age: Enter says yes and pays, Esc says no and names the lines', async () => {
    await see('dialog-age');
    expect(await text('dialog-age')).toContain('台灣啤酒 330ml');
    await press('Enter');
    expect(await inputOf('cart:confirm-age')).toMatchObject({ minimumAge: 18 });
    await expect.poll(() => inputOf('pay:begin')).toMatchObject({ saleId: SALE_ID });
    await see('sell-under-age');
    expect(await text('banner')).toContain('3 台灣啤酒 330ml');
    expect(await inputOf('cart:remove-line')).toBeUndefined();
    await press('NumpadSubtract');
    expect(await inputOf('cart:remove-line')).toMatchObject({ lineId: cartOf(3).lines[2]?.lineId });
  });
});
