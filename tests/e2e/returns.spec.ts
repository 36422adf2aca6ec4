// Goal: money and points of members without the network, split payments, a killed till and returns end up where they belong.
import { expect, type Page } from '@playwright/test';
import { HAND_MS } from '../support/hand.ts';
import { chainCode, type Shop, test } from './fixtures.ts';

/** Gold, with 36,000 points of our own: NT$120. */
const MEMBER = 'MB0000001';
const MILK = chainCode('牧雲鮮乳 全脂 936ml');
const CRISPS = chainCode('脆田洋芋片 原味 80g');

test('a phone earns and does not burn; an unknown one is told from a known one; joining and notes wait for the network', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  const chip = cashier.getByTestId('member-chip');
  await scan(shop, MILK, '98');
  await cashier.keyboard.type('0900000003', { delay: HAND_MS });
  await press(cashier, 'F5');
  await expect(chip).toContainText('黃○翰');
  await expect(cashier.getByTestId('due')).toHaveText('89');
  await press(cashier, 'F6');
  await expect(cashier.getByRole('alert').first()).toContainText('用電話只能累點');
  await press(cashier, 'Escape');
  await removeMember(cashier);
  await cashier.keyboard.type('0987654321', { delay: HAND_MS });
  await press(cashier, 'F5');
  await expect(chip).toContainText('點數由總部補登');
  await press(cashier, 'F5');
  // What somebody unknown agreed to is not for this till to say.
  await expect(cashier.getByTestId('panel-member')).not.toContainText('不同意');
  await press(cashier, 'F5');
  await removeMember(cashier);

  await shop.headOffice.office.cut();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('離線');
  await press(cashier, 'F5');
  await cashier.getByTestId('member-show-join').click();
  await cashier.getByTestId('join-name').fill('簡大同');
  await cashier.getByTestId('join-phone').fill('0955123456');
  await cashier.getByTestId('join-terms').check();
  await cashier.getByTestId('join-notes').check();
  await cashier.getByTestId('join-now').click();
  await expect(chip).toContainText('本次 +');
  await press(cashier, 'F5');
  await cashier.getByTestId('note-text').fill('喜歡冰牛奶');
  await cashier.getByTestId('note-save').click();
  await expect(cashier.getByTestId('panel-member')).toContainText('留言已存');
  await press(cashier, 'F5');
  await payExactly(cashier);
  await expect(cashier.getByTestId('done-earned')).toContainText('隅角點數');
  await shop.headOffice.office.restore();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('無待傳');
  await expect.poll(() => shop.booked()).toMatchObject({ sales: 1 });
  const kinds = shop.entries().map(({ kind }) => kind);
  expect(kinds).toContain('member.joined');
  expect(kinds).toContain('member.noted');
  expect(JSON.stringify(shop.entries())).not.toContain('0955123456');
});

test('cut off, points go as far as head office allowed beforehand, then no further; all is booked once', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await expect(cashier.getByTestId('badge-head-office')).toContainText('無待傳');
  await shop.sendPointsPapers();
  const isGranted = () =>
    shop.entries().some((entry) => entry.kind === 'mail.received' && JSON.stringify(entry).includes(MEMBER));
  await expect.poll(isGranted).toBe(true);
  await shop.headOffice.office.cut();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('離線');
  await shop.scanPhone(MEMBER, 'member');
  await scan(shop, MILK, '89');
  await scan(shop, CRISPS, '134');
  await expect(cashier.getByTestId('member-chip')).toContainText('離線可折 NT$20');
  await press(cashier, 'F6');
  await expect(cashier.getByTestId('due')).toHaveText('114');
  await payExactly(cashier);
  await press(cashier, 'Enter');

  await shop.scanPhone(MEMBER, 'member');
  await scan(shop, MILK, '89');
  await press(cashier, 'F6');
  await expect(cashier.getByRole('alert').first()).toContainText('點數還沒扣');
  await expect(cashier.getByRole('alert').first()).not.toContainText('0 元');
  await expect(cashier.getByTestId('due')).toHaveText('89');
  await payExactly(cashier);
  await shop.headOffice.office.restore();
  await expect(cashier.getByTestId('badge-head-office')).toContainText('無待傳');
  await expect.poll(() => shop.booked()).toEqual({ sales: 2, total: 203 });
});

test('a tender is taken back; killed in the middle of a split payment, what was taken is what the cashier sees next', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  await scan(shop, MILK, '98');
  await press(shop.cashier, 'NumpadAdd');
  await shop.cashier.keyboard.type('40', { delay: HAND_MS });
  await press(shop.cashier, 'F8');
  await expect(shop.cashier.getByTestId('remaining')).toHaveText('58');
  await press(shop.cashier, 'NumpadSubtract');
  await expect(shop.cashier.getByTestId('remaining')).toHaveText('98');
  await shop.cashier.keyboard.type('40', { delay: HAND_MS });
  await press(shop.cashier, 'F8');
  await expect(shop.cashier.getByTestId('remaining')).toHaveText('58');

  await shop.killAndRestart();
  await shop.signIn();
  const { cashier } = shop;
  await expect(cashier.getByTestId('screen-recovery')).toContainText('已收的 40 都在');
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('remaining')).toHaveText('58');
  await press(cashier, 'F1');
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
  expect(shop.sales()).toMatchObject([
    {
      due: 98,
      tenders: [
        { type: 'card', amount: 40 },
        { type: 'cash', amount: 58 },
      ],
    },
  ]);
  await expect.poll(() => shop.booked()).toEqual({ sales: 1, total: 98 });
});

test('one line of a sale comes back: approved, paid out as it was paid, points undone, on a slip; by keys alone', async ({
  chainShop: shop,
}) => {
  await shop.openShift();
  const { cashier } = shop;
  await shop.scanPhone(MEMBER, 'member');
  await scan(shop, MILK, '89');
  await scan(shop, CRISPS, '134');
  await press(cashier, 'F6');
  await expect(cashier.getByTestId('due')).toHaveText('67');
  await press(cashier, 'NumpadAdd');
  await cashier.keyboard.type('30', { delay: HAND_MS });
  await press(cashier, 'F8');
  await expect(cashier.getByTestId('remaining')).toHaveText('37');
  await payRest(cashier);
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('quick-key-1')).toBeVisible();
  const receipt = shop.sales()[0]?.receiptNumber ?? '';

  await press(cashier, 'F8');
  await cashier.keyboard.type(receipt, { delay: HAND_MS });
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('panel-return')).toContainText(receipt);
  for (const key of ['Home', 'ArrowRight', '1', 'F12']) await press(cashier, key);
  await expect(cashier.getByTestId('refund-card')).toBeVisible();
  await expect(cashier.getByTestId('refund-cash')).toBeVisible();
  await expect(cashier.getByTestId('dialog-approval')).toBeVisible();
  await cashier.keyboard.type('201', { delay: HAND_MS });
  await press(cashier, 'Enter');
  await cashier.keyboard.type('123456', { delay: HAND_MS });
  await expect(cashier.getByTestId('return-made')).toBeVisible();
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('panel-return')).toHaveCount(0);

  const returned = shop.entries().flatMap((entry) => (entry.kind === 'sale.returned' ? [entry.payload] : []));
  expect(returned).toMatchObject([{ saleReceiptNumber: receipt, lines: [{ name: '牧雲鮮乳 全脂 936ml' }] }]);
  const [made] = returned;
  expect(made?.tenders.reduce((sum, { amount }) => sum + amount, 0)).toBe(made?.refund);
  await expect.poll(() => shop.counter.simulators.printer.papers.length).toBe(2);
  const paper = shop.counter.simulators.printer.papers[1]?.text.replaceAll(/[ 　]/g, '') ?? '';
  for (const line of [
    '退貨明細',
    `原交易${receipt}`,
    '核准張志豪',
    '退刷卡',
    '退現金',
    '收回隅角點數',
    '退還隅角點數',
  ])
    expect(paper).toContain(line);
});

async function scan(shop: Shop, code: string, due: string): Promise<void> {
  shop.scanCode(code);
  await expect(shop.cashier.getByTestId('due')).toHaveText(due);
}

async function press(cashier: Page, key: string): Promise<void> {
  await cashier.keyboard.press(key, { delay: HAND_MS });
}

/** The amount exactly, in cash. */
async function payExactly(cashier: Page): Promise<void> {
  await press(cashier, 'NumpadAdd');
  await payRest(cashier);
}

async function payRest(cashier: Page): Promise<void> {
  await expect(cashier.getByTestId('remaining')).toBeVisible();
  await press(cashier, 'F1');
  await press(cashier, 'Enter');
  await expect(cashier.getByTestId('done-change')).toHaveText('0');
}

async function removeMember(cashier: Page): Promise<void> {
  await press(cashier, 'F5');
  await cashier.getByTestId('member-remove').click();
  await expect(cashier.getByTestId('member-chip')).toContainText('掃會員碼');
}
