import { expect } from '@playwright/test';
import { HAND_MS } from '../support/hand.ts';
import { barcodeOf, test } from './fixtures.ts';

test('the network is cut in the middle: selling goes on, the badge counts, everything arrives once', async ({
  shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await shop.headOffice.office.cut();
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await cashier.keyboard.press('F1');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  await expect(cashier.getByTestId('badge-head-office')).toContainText('離線');
  await shop.headOffice.office.restore();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('已連線');
  await expect.poll(() => shop.booked()).toEqual({ sales: 1, total: 98 });
});

test('the till is killed with a cart open: after signing in the cart is there, and is sold once', async ({
  shop,
}) => {
  await shop.openShift();
  shop.scan('瑞穗鮮乳');
  await expect(shop.cashier.getByTestId('due')).toHaveText('98');
  shop.scan('義美小泡芙');
  await expect(shop.cashier.getByTestId('due')).toHaveText('134');
  await shop.killAndRestart();
  shop.scan('瑞穗鮮乳');
  await shop.signIn();
  const { cashier } = shop;
  await expect(cashier.getByText('2 件').first()).toBeVisible();
  shop.scan('瑞穗鮮乳');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('due')).toHaveText('134');
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await cashier.keyboard.press('F1');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  expect(shop.sales()).toMatchObject([{ due: 134, pieces: 2 }]);
  await expect.poll(() => shop.booked()).toEqual({ sales: 1, total: 134 });
});

test('ten Enters in a burst on pay: one tender, one sale, and the next screen untouched', async ({
  shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toHaveText('98');
  await cashier.keyboard.type('100', { delay: HAND_MS });
  await cashier.evaluate(() => {
    for (let press = 0; press < 10; press += 1) {
      for (const type of ['keydown', 'keyup']) {
        const event = new KeyboardEvent(type, {
          code: 'Enter',
          key: 'Enter',
          bubbles: true,
          cancelable: true,
        });
        (document.activeElement ?? document.body).dispatchEvent(event);
      }
    }
  });
  await expect.poll(() => shop.sales().length).toBe(1);
  await expect(cashier.getByTestId('badge-head-office')).toContainText('無待傳');
  expect(shop.entries().filter((entry) => entry.kind === 'tender.captured')).toHaveLength(1);
  expect(shop.sales()).toMatchObject([{ due: 98, change: 2 }]);
  expect(shop.entries().filter((entry) => entry.kind === 'line.added')).toHaveLength(1);
});

test('paper out: the sale is complete and says so; with paper the receipt comes', async ({ shop }) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.counter.simulators.printer.takePaperOut();
  await expect(cashier.getByTestId('badge-printer')).toContainText('缺紙');
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toHaveText('98');
  await cashier.keyboard.press('F2');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('2');
  expect(shop.counter.simulators.printer.papers).toHaveLength(0);
  shop.counter.simulators.printer.loadPaper();
  await expect.poll(() => shop.counter.simulators.printer.papers.length).toBe(1);
  await expect(cashier.getByTestId('badge-printer')).toContainText('正常');
});

test('scans and codes that nobody can use are refused in words and change nothing', async ({ shop }) => {
  const { cashier } = shop;
  await expect(cashier.getByTestId('operator-101')).toBeVisible();
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByRole('alert').first()).toContainText('這個畫面不收');
  await shop.openShift();
  shop.scanCode('4799999999999');
  await expect(cashier.getByRole('alert').first()).toContainText('找不到條碼');
  shop.counter.simulators.scanner.garbage();
  await expect(cashier.getByRole('alert').first()).toContainText('條碼沒讀完整');
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await expect(cashier.getByRole('alert')).toHaveCount(0);
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toHaveText('98');
  await cashier.keyboard.type('50', { delay: HAND_MS });
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByRole('alert').first()).toContainText('現金還差 48');
  expect(shop.sales()).toHaveLength(0);
});

test('a scan works wherever the focus is: on a search field, on a button, behind a panel', async ({
  shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await cashier.keyboard.press('F2');
  await expect(cashier.getByTestId('panel-search')).toBeVisible();
  await cashier.keyboard.type('greentea', { delay: HAND_MS });
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await cashier.getByTestId('quick-key-1').or(cashier.getByTestId('line-1')).first().focus();
  shop.scan('義美小泡芙');
  await expect(cashier.getByTestId('due')).toHaveText('134');
  expect(
    shop
      .entries()
      .filter((entry) => entry.kind === 'line.added')
      .map((entry) => entry.payload),
  ).toMatchObject([{ code: barcodeOf('瑞穗鮮乳') }, { code: barcodeOf('義美小泡芙') }]);
});

test('a cart is suspended, another is sold, the first comes back as it was', async ({ shop }) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  await cashier.keyboard.press('F4');
  await expect(cashier.getByTestId('due')).toHaveText('0');
  shop.scan('義美小泡芙');
  await expect(cashier.getByTestId('due')).toHaveText('36');
  await cashier.keyboard.press('F12');
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await cashier.keyboard.press('F1');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  await cashier.keyboard.press('Enter');
  await cashier.keyboard.press('F4');
  const parked = cashier.getByTestId(/^suspended-/);
  if ((await parked.count()) > 0) await parked.first().click();
  await expect(cashier.getByTestId('due')).toHaveText('98');
});
