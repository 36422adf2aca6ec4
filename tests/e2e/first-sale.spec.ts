import { expect } from '@playwright/test';
import { HAND_MS } from '../support/hand.ts';
import { test } from './fixtures.ts';

test('a whole sale by scanner and number pad: change, receipt, customer screen, head office', async ({
  shop,
}) => {
  await shop.openShift();
  const { cashier, customer } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('line-1')).toContainText('瑞穗鮮乳');
  shop.scan('御飯糰 鮪魚');
  await expect(cashier.getByTestId('line-2')).toContainText('御飯糰');
  await cashier.keyboard.press('Numpad2');
  await cashier.keyboard.press('NumpadMultiply');
  await expect(cashier.getByTestId('multiplier')).toContainText('2');
  shop.scan('每朝健康');
  await expect(cashier.getByTestId('line-3')).toContainText('70');
  await expect(cashier.getByTestId('due')).toHaveText('200');
  await expect(customer.getByText('每朝健康')).toBeVisible();
  await cashier.keyboard.press('NumpadAdd');
  await expect(cashier.getByTestId('remaining')).toHaveText('200');
  for (const key of ['Numpad5', 'Numpad0', 'Numpad0']) await cashier.keyboard.press(key);
  await expect(cashier.getByTestId('cash-figures')).toContainText('300');
  await cashier.keyboard.press('NumpadEnter');
  await expect(cashier.getByTestId('done-change')).toHaveText('300');
  await expect(customer.getByText('300', { exact: true }).first()).toBeVisible();

  const simulator = shop.counter.simulators.printer;
  await expect.poll(() => simulator.papers.length).toBe(1);
  const paper = simulator.papers[0]?.text.replaceAll(/[ 　]/g, '') ?? '';
  for (const line of ['信義松仁門市', '小計4件200', '合計NT$200', '現金500', '找零300'])
    expect(paper).toContain(line);
  expect(simulator.condition.isDrawerOpen).toBe(true);
  expect(shop.sales()).toMatchObject([
    { due: 200, pieces: 4, change: 300, tenders: [{ type: 'cash', amount: 500 }] },
  ]);
  await expect.poll(() => shop.booked()).toEqual({ sales: 1, total: 200 });

  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('line-1')).toContainText('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
});

test('the exact amount by three keys: plus, plus, Enter', async ({ shop }) => {
  await shop.openShift();
  const { cashier } = shop;
  await cashier.keyboard.type('1');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('due')).toHaveText('13');
  await cashier.keyboard.press('NumpadAdd');
  await expect(cashier.getByTestId('remaining')).toHaveText('13');
  await cashier.keyboard.press('NumpadAdd');
  await cashier.keyboard.press('Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  expect(shop.sales()).toMatchObject([{ due: 13, change: 0 }]);
});

test('a whole sale by touch alone', async ({ shop }) => {
  const { cashier } = shop;
  await cashier.getByTestId('operator-102').click();
  for (const digit of '123456') await cashier.getByTestId(`pin-${digit}`).click();
  for (const digit of ['2', '0', '00']) await cashier.getByTestId(`pad-${digit}`).click();
  await cashier.getByRole('button', { name: /開班/ }).click();
  await cashier.getByTestId('quick-key-6').click();
  await expect(cashier.getByTestId('due')).toHaveText('45');
  await cashier.getByTestId('key-F1').click();
  await cashier.getByTestId('quick-key-7').click();
  await expect(cashier.getByTestId('due')).toHaveText('100');
  await cashier.getByRole('button', { name: /收款/ }).click();
  await cashier.getByTestId('quick-0').click();
  await cashier.getByRole('button', { name: /收 100/ }).click();
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  expect(shop.sales()).toMatchObject([{ due: 100 }]);
});

test('keys pressed while a screen turns are meant for the one that comes: pay, amount and Enter in one go', async ({
  shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  for (const key of ['NumpadAdd', 'Numpad5', 'Numpad0', 'Numpad0', 'NumpadEnter'])
    await cashier.keyboard.press(key, { delay: HAND_MS });
  await expect(cashier.getByTestId('done-change')).toHaveText('402');
  expect(shop.sales()).toMatchObject([{ due: 98, tenders: [{ amount: 500 }] }]);
});

test('a shift is closed on a blind count; what was expected is shown afterwards', async ({ shop }) => {
  await shop.openShift();
  const { cashier } = shop;
  shop.scan('瑞穗鮮乳');
  await expect(cashier.getByTestId('due')).toHaveText('98');
  for (const key of ['NumpadAdd', 'NumpadAdd', 'NumpadEnter'])
    await cashier.keyboard.press(key, { delay: HAND_MS });
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  await cashier.keyboard.press('Enter');
  await cashier.keyboard.press('F10');
  await cashier.getByTestId('more-close-shift').click();
  await expect(cashier.getByText('3,098')).toHaveCount(0);
  await cashier.keyboard.type('3090', { delay: HAND_MS });
  await cashier.keyboard.press('F12');
  await cashier.getByRole('dialog').getByRole('button', { name: '交班' }).click();
  await expect(cashier.getByTestId('closed-shift')).toContainText('點到 NT$3,090，應有 NT$3,098');
  await expect(cashier.getByTestId('closed-shift')).toContainText('短少 NT$8');
  expect(shop.entries().find((entry) => entry.kind === 'shift.closed')?.payload).toMatchObject({
    counted: 3_090,
    expected: 3_098,
    variance: -8,
    sales: 1,
  });
});
