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
const SAME = /^(sell-(1|9|40|due-.*)|pay-due-.*|done-printing)$/;
const names = Object.keys(STATES).filter((name) => !SAME.test(name));

for (const theme of ['light', 'dark'] as const) {
  test.each(names)(`%s, ${theme}`, async (name) => {
    const state = STATES[name];
    if (state === undefined) throw new Error(`no state ${name}`);
    await play(page, name, {
      ...state,
      view: { ...state.view, theme, language: theme === 'light' ? 'zh-TW' : 'en' },
    });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
    expect(found).toEqual([]);
  });
}
