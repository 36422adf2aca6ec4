import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, play, type StageHouse } from '../stage.ts';
import { STATES } from '../states.ts';

/** WCAG 2.2 AA by tool, on each state in both themes (ui.md, Accessibility). */

let house: StageHouse;
let page: Page;

beforeAll(async () => {
  house = await openStage();
  page = await house.newPage({ width: 1366, height: 768 });
}, 60_000);

afterAll(async () => {
  await house.close();
});

/** States that differ from another only in figures say nothing new to the tool. */
const SAME =
  /^(sell-(1|9|40|typed|unavailable|after-sale|due-.*)|pay-(due-.*|short)|done-printing|empty-first|panel-quick)$/;
const names = Object.keys(STATES).filter((name) => !SAME.test(name));

/** Each screen, and whatever shows a colour that others do not: the dark theme changes colours alone. */
const COLOURS = new Set([
  ...[
    'stopped',
    'sign-in-wrong',
    'recovery',
    'shift-open',
    'empty',
    'sell-troubled',
    'sell-refused',
    'sell-question',
  ],
  ...[
    'pay-change',
    'pay-split',
    'pay-voucher',
    'return-ready',
    'return-past',
    'done-earned',
    'pay-refused',
    'done-waiting',
    'panel-search',
    'panel-more',
    'panel-status',
    'panel-status-tried',
    'panel-status-cashier',
    'panel-scan-test',
    'panel-scan-test-empty',
    'dialog-approval-pin',
    'dialog-void',
    'sell-explained',
    'sell-redeemed',
    'sell-member-old',
    'sell-member-unknown',
    'panel-member',
    'panel-member-none',
    'panel-member-exchange',
    'panel-join',
    'panel-price',
    'panel-weigh-moving',
    'dialog-age',
    'toast',
  ],
]);

/** The rules of WCAG 2.2 AA, and those of good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violationsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.setLegacyMode(true).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}

test.each(names)('%s', async (name) => {
  const state = STATES[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  await play(page, name, state);
  expect(await violationsOf(new AxeBuilder({ page }).withTags(TAGS))).toEqual([]);
  if (!COLOURS.has(name)) return;
  // The theme is an attribute: the same page is looked at in the other one.
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  expect(await violationsOf(new AxeBuilder({ page }).withRules(['color-contrast']))).toEqual([]);
});
