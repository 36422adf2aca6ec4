import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HAND_MS } from '../../support/hand.ts';
import { EXCHANGES, MEMBER, memberCart } from '../sale-views.ts';
import { SELL_STATES } from '../sell-states.ts';
import { complaintsOf, openStage, play, type StageHouse, settle } from '../stage.ts';
import { ONLINE, selling } from '../views.ts';

/** A member's carrier, and points that become others, in a real browser. */

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

afterEach(() => page.setViewportSize({ width: 1366, height: 768 }));

async function see(name: string): Promise<void> {
  const state = SELL_STATES[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await play(page, name, state);
}

const text = (testId: string) => page.getByTestId(testId).textContent();
const callsOf = async (channel: string) =>
  (await page.evaluate(() => window.cashierStage.calls())).filter((call) => call.channel === channel);

/** Whether the mark of the carrier, and the rest of its row, are seen whole. */
const chipMarks = () =>
  page.locator('.chip-notes').evaluate((row) => {
    const box = row.getBoundingClientRect();
    const mark = row.querySelector(':scope > .chip-mark')?.getBoundingClientRect();
    const note = row.querySelector('.chip-note');
    return {
      isSeen: mark !== undefined && mark.bottom <= box.bottom + 0.5 && mark.right <= box.right + 0.5,
      isGone: mark === undefined || mark.top >= box.bottom,
      isNoteWhole: note === null || note.scrollWidth <= note.clientWidth,
      noteWidth: note?.getBoundingClientRect().width,
      lines: Math.round(box.height),
    };
  });

describe('the carrier', () => {
  test('a row of the panel', async () => {
    await see('panel-member-exchange');
    expect(await text('member-carrier')).toBe('載具　手機條碼 /AB***+9');
    await see('panel-member-exchange-offline');
    expect(await text('member-carrier')).toBe('載具　會員載具 M88***13');
  });

  test('a mark of the chip where there is room, and spoken with its number', async () => {
    await see('sell-member-carrier');
    expect(await chipMarks()).toMatchObject({ isSeen: true, isNoteWhole: true });
    expect(await page.getByTestId('member-chip').getAttribute('aria-label')).toContain(
      '載具　會員載具 M88***13',
    );
  });

  test.each([1366, 1024, 1920])('at %i nothing gives way to it', async (width) => {
    await page.setViewportSize({ width, height: width === 1920 ? 1080 : 768 });
    await see('sell-member-long');
    const without = await chipMarks();
    await see('sell-member-long-carrier');
    const { isSeen, isGone, noteWidth, lines } = await chipMarks();
    expect(isSeen || isGone).toBe(true);
    expect(lines).toBe(without.lines);
    if (isGone) expect(noteWidth).toBe(without.noteWidth);
  });
});

describe('exchange', () => {
  test('each with its rate, and what it comes to', async () => {
    await see('panel-member-exchange');
    expect(await text('member-exchanges')).toContain('300 松仁點數 → 1 悠遊里程最多換 41 次');
    expect(await text('exchange-own-miles')).toBe('全部換（得 41）');
    expect(await text('member-exchanges')).toContain('250 悠遊里程 → 67,500 松仁點數點數不夠換一次');
    expect(await page.getByTestId('exchange-miles-own').getAttribute('aria-disabled')).toBe('true');
  });

  test('by keyboard alone, once, with a word while head office is asked', async () => {
    await see('panel-member-exchange');
    const press = (key: string) => page.keyboard.press(key, { delay: HAND_MS });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    await press('Tab');
    await press('ArrowUp');
    await press('ArrowRight');
    expect(await focused()).toBe('exchange-miles-own');
    await press('Enter');
    expect(await callsOf('points:exchange')).toEqual([]);
    await press('ArrowLeft');
    expect(await focused()).toBe('exchange-own-miles');
    await press('Enter');
    await expect.poll(() => callsOf('points:exchange')).toHaveLength(1);
    expect((await callsOf('points:exchange'))[0]?.input).toMatchObject({
      fromProgrammeId: 'own',
      toProgrammeId: 'miles',
      points: 'max',
    });
    await press('Space');
    await page.getByTestId('member-exchanges').getByText('查詢中').waitFor({ state: 'visible' });
    expect(await callsOf('points:exchange')).toHaveLength(1);
    const done = { ...MEMBER, exchanges: EXCHANGES.map((each) => ({ ...each, steps: 0 })) };
    const balances = MEMBER.balances.map((balance) => ({ ...balance, points: balance.points - 1 }));
    await page.evaluate(
      (view) => window.cashierStage.show(view),
      selling(memberCart([], { member: { ...done, balances } }), { badges: ONLINE }),
    );
    await settle(page);
    expect(await text('member-exchanges')).not.toContain('查詢中');
    expect(await text('exchange-own-miles')).toBe('全部換');
  });

  test('offline it says why, and a press asks nothing', async () => {
    await see('panel-member-exchange-offline');
    expect(await text('member-exchanges')).toContain('離線，連線後再換');
    const key = page.getByTestId('exchange-own-miles');
    expect(await key.getAttribute('aria-disabled')).toBe('true');
    const reasonId = await key.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reasonId}"]`).textContent()).toBe('離線，連線後再換');
    await key.click({ force: true });
    expect(await callsOf('points:exchange')).toEqual([]);
  });

  test('once payment has begun it says so', async () => {
    const member = { ...MEMBER, exchanges: EXCHANGES };
    await see('panel-member-exchange');
    await page.evaluate(
      (view) => window.cashierStage.show(view),
      selling(memberCart([], { member, isFrozen: true }), { badges: ONLINE }),
    );
    await settle(page);
    expect(await text('member-exchanges')).toContain('已開始收款，不能換');
  });

  test('a member without exchanges has no such part', async () => {
    await see('panel-member');
    expect(await page.getByTestId('member-exchanges').count()).toBe(0);
    expect(await page.getByTestId('member-carrier').count()).toBe(0);
  });
});
