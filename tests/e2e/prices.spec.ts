// Goal: what a cashier sees of prices, members, points and coupons is what is sold, printed and shown to the customer.
import { expect, type Page } from '@playwright/test';
import { HAND_MS } from '../support/hand.ts';
import { chainCode, type Shop, test } from './fixtures.ts';

/** Gold, with 36,000 points of our own: NT$120. */
const MEMBER = 'MB0000001';
const [CRISPS, CRISPS_NORI] = [chainCode('脆田洋芋片 原味 43g'), chainCode('脆田洋芋片 海苔 43g')];
const [TEA, TEA_SWEET] = [chainCode('茶隱舍綠茶 無糖 600ml'), chainCode('茶隱舍綠茶 微糖 600ml')];
const MILK = chainCode('牧雲鮮乳 全脂 936ml');

test('deals, member, points, card and cash: each reason on the till, on paper and before the customer', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier, customer } = shop;
  await shop.scanPhone(MEMBER, 'member');
  await expect(cashier.getByTestId('member-chip')).toContainText('陳○君');
  await expect(cashier.getByTestId('pay')).toHaveAttribute('aria-disabled', 'true');
  await scanAll(shop, [
    [CRISPS, '29'],
    [TEA, '54'],
    [CRISPS_NORI, '71'],
    [TEA_SWEET, '86'],
    [MILK, '175'],
  ]);
  const notes = cashier.getByTestId(/^note-/);
  await expect(notes.filter({ hasText: '脆田零食第2件6折' })).toContainText('58 付 46');
  await expect(notes.filter({ hasText: '瓶裝茶任選2件8折' })).toContainText('50 付 40');
  await expect(notes.filter({ hasText: '會員價 牧雲鮮乳936ml 89元' })).toContainText('98 付 89');
  // Own points are what the chip is about; a partner's come after them.
  await expect(cashier.getByTestId('member-chip')).toContainText('36,000 點');
  await expect(customer.getByTestId('customer-member')).toContainText('陳○君');
  await expect(customer.getByTestId('customer-savings')).toContainText('−31');

  await press(cashier, 'F6');
  await expect(cashier.getByTestId('due')).toHaveText('88');
  await expect(cashier.getByTestId('burned-OWN')).toHaveText('−87');
  await expect(cashier.getByTestId('total')).toContainText('點數折抵　26,100 點');
  await press(cashier, 'NumpadAdd');
  await expect(cashier.getByTestId('remaining')).toHaveText('88');
  await cashier.keyboard.type('50', { delay: HAND_MS });
  await press(cashier, 'F8');
  await expect(cashier.getByTestId('remaining')).toHaveText('38');
  await expect(customer.getByTestId('customer-taken')).toContainText('−50');
  await cashier.keyboard.type('100', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('62');
  await expect(customer.getByTestId('customer-earned')).toContainText('隅角點數');

  const wanted = ['脆田零食第2件6折-6', '會員價牧雲鮮乳936ml89元-9', '優惠合計-31'];
  const paid = ['隅角點數折抵26,100點-87', '合計NT$88', '信用卡50', '現金100', '找零62', '會員陳○君'];
  await expect.poll(() => shop.counter.simulators.printer.papers.length).toBe(1);
  const paper = shop.counter.simulators.printer.papers[0]?.text.replaceAll(/[ 　]/g, '') ?? '';
  for (const line of [...wanted, ...paid]) expect(paper).toContain(line);
  expect(paper).not.toContain('0900000001');
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('quick-key-1')).toBeVisible();
  await press(cashier, 'F9');
  await expect(cashier.getByTestId('receipt-text')).toContainText('瓶裝茶任選2件8折');
  expect(shop.sales()).toMatchObject([
    { due: 88, change: 62, tenders: [{ type: 'card' }, { type: 'cash' }] },
  ]);
  await expect.poll(() => shop.booked()).toEqual({ sales: 1, total: 88 });
});

test('coupons: the good one applies once; expired, used, forged and another’s are refused in words and change nothing', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await shop.scanPhone(MEMBER, 'member');
  await scanAll(shop, [
    [MILK, '89'],
    [chainCode('脆田洋芋片 原味 80g'), '134'],
  ]);
  await shop.scanPhone(MEMBER, 'coupon-good');
  await expect(cashier.getByTestId('due')).toHaveText('84');
  await expect(cashier.getByTestId(/^note-/).filter({ hasText: '生日禮金50元' })).toContainText('134 付 84');
  const refusals = [
    ['coupon-expired', '生日禮金50元 只能在'],
    ['coupon-used', '生日禮金50元 已經用過。'],
    ['coupon-forged', '這張券不是總部發的。'],
    ['coupon-other', '生日禮金50元 不是這位會員的。'],
    // Not at once: a code read twice in a moment is one reading.
    ['coupon-good', '生日禮金50元 已經在購物車裡。'],
  ] as const;
  for (const [code, words] of refusals) {
    await shop.scanPhone(MEMBER, code);
    await expect(cashier.getByRole('alert').first()).toContainText(words);
    await expect(cashier.getByRole('alert').first()).toContainText('應收不變');
    await expect(cashier.getByTestId('due')).toHaveText('84');
  }
});

test('the law: no discount on tobacco, one question of age at payment; a discount and another price with approval', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await scanAll(shop, [
    [chainCode('雲麥啤酒 經典 330ml'), '35'],
    [chainCode('北岬香菸 10毫克 硬盒'), '145'],
  ]);
  await press(cashier, 'F3');
  await cashier.keyboard.type('9.', { delay: HAND_MS });
  const pad = await cashier.getByTestId('price-pad').boundingBox();
  await press(cashier, 'Enter');
  await expect(cashier.getByRole('alert').first()).toContainText('依規定不能打折');
  // A refusal moves nothing from under a finger.
  expect(await cashier.getByTestId('price-pad').boundingBox()).toEqual(pad);
  for (const _ of ['entry', 'banner', 'panel']) await press(cashier, 'Escape');
  await expect(cashier.getByTestId('line-1')).toBeVisible();

  await press(cashier, 'Home');
  await press(cashier, 'F3');
  await cashier.keyboard.type('7.', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await approve(cashier);
  await expect(cashier.getByTestId('due')).toHaveText('135');
  await press(cashier, 'F3');
  await cashier.keyboard.type('**20.', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await approve(cashier);
  await expect(cashier.getByTestId('due')).not.toHaveText('135');

  await press(cashier, 'NumpadAdd');
  await expect(cashier.getByTestId('dialog-age')).toContainText('買方滿 20 歲了嗎？');
  await press(cashier, 'Escape');
  await expect(cashier.getByRole('alert').first()).toContainText('未滿 20 歲不能買');
  await press(cashier, 'NumpadAdd');
  await expect(cashier.getByTestId('dialog-age')).toBeVisible();
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await press(cashier, 'Escape');
  await press(cashier, 'NumpadAdd');
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await expect(cashier.getByTestId('dialog-age')).toHaveCount(0);
  expect(shop.entries().filter(({ kind }) => kind === 'age.confirmed')).toHaveLength(1);
});

test('goods by weight: a label, a GS1 code, fruit on the scale; paid with too big a voucher, which gives no change', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier, customer } = shop;
  await scanAll(shop, [
    ['2854321003756', '45'],
    ['https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&3103=001250', '345'],
  ]);
  await expect(cashier.getByTestId('line-1')).toContainText('0.375 kg');
  await expect(cashier.getByTestId('line-2')).toContainText('1.250 kg');
  await cashier.keyboard.type('54322', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('panel-weigh')).toContainText('香蕉');
  shop.counter.simulators.scale.put(250);
  await expect(async () => {
    await press(cashier, 'Enter');
    await expect(cashier.getByTestId('due')).toHaveText('360', { timeout: 500 });
  }).toPass();
  await expect(cashier.getByTestId('line-3')).toContainText('0.250 kg');

  await press(cashier, 'NumpadAdd');
  await cashier.keyboard.type('500', { delay: HAND_MS });
  await expect(cashier.getByTestId('change')).toHaveText('140');
  await press(cashier, 'F10');
  await expect(cashier.getByTestId('take-voucher')).toContainText('多出的 140 不退');
  await expect(cashier.getByTestId('change')).toHaveText('–');
  await expect(cashier.getByTestId('take-card')).toHaveAttribute('aria-disabled', 'true');
  await expect(cashier.getByTestId('take-card')).toContainText('最多收 360');
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('done-breakage')).toContainText('140');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  await expect(customer.getByTestId('customer-breakage')).toContainText('140');
  expect(shop.sales()).toMatchObject([{ due: 360, change: 0, breakage: 140 }]);
});

test('in English, dark and at 1024: names of deals are whole, the due is in sight, nothing is off the screen', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await cashier.setViewportSize({ width: 1024, height: 768 });
  for (const choice of ['more-language', 'more-theme']) {
    await press(cashier, 'F10');
    await cashier.getByTestId(choice).click();
    await press(cashier, 'Escape');
  }
  await shop.scanPhone(MEMBER, 'member');
  await scanAll(shop, [
    [CRISPS, '29'],
    [CRISPS_NORI, '46'],
    [MILK, '135'],
  ]);
  await press(cashier, 'F6');
  await expect(cashier.getByTestId('burned-OWN')).toBeVisible();
  const name = cashier.getByTestId(/^note-/).locator('strong');
  await expect(name).toHaveText([
    'Second bag of chips 40% off',
    'Member price: milk 936 ml, NT$89',
    'Corner points',
  ]);
  const cut = (elements: Element[]) =>
    elements.filter((each) => each.scrollWidth > each.clientWidth + 1).length;
  expect(await name.evaluateAll(cut)).toBe(0);
  expect(await cashier.getByTestId(/^key-F/).evaluateAll(cut)).toBe(0);
  await expect(cashier.getByTestId('due')).toBeInViewport({ ratio: 1 });
  await expect(cashier.getByTestId('pay')).toBeInViewport({ ratio: 1 });
  expect(await cashier.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  expect(await cashier.evaluate(() => document.documentElement.scrollHeight)).toBe(768);
});

/** Scans one after another, each once the one before is priced. */
async function scanAll(shop: Shop, codes: readonly (readonly [code: string, due: string])[]): Promise<void> {
  for (const [code, due] of codes) {
    shop.scanCode(code);
    await expect(shop.cashier.getByTestId('due')).toHaveText(due);
  }
}

async function press(cashier: Page, key: string): Promise<void> {
  await cashier.keyboard.press(key, { delay: HAND_MS });
}

/** The supervisor's number and PIN. */
async function approve(cashier: Page): Promise<void> {
  await expect(cashier.getByTestId('dialog-approval')).toBeVisible();
  await cashier.keyboard.type('201', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await cashier.keyboard.type('123456', { delay: HAND_MS });
  await expect(cashier.getByTestId('dialog-approval')).toHaveCount(0);
}
