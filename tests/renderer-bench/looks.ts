import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What a reviewer would see wrong in a picture, found by measuring. */
export interface Flaws {
  /** The page is larger than the window. */
  readonly pageOverflows: boolean;
  /** Controls smaller than 48x48 (ui.md, Space, shape, size). */
  readonly smallTargets: readonly string[];
  /** Controls and panels that reach out of the window or out of their card. */
  readonly outside: readonly string[];
  /** Words that are cut though they are not names from the catalog. */
  readonly cut: readonly string[];
  /** Controls of which another one covers the middle. */
  readonly covered: readonly string[];
}

/** Measures a page as it stands. `scrolls` is for the one column that 200% falls back to. */
export async function flawsOf(page: Page, scrolls: boolean): Promise<Flaws> {
  return page.evaluate((mayScroll) => {
    const name = (element: Element) =>
      element.getAttribute('data-testid') ?? `${element.className} ${element.textContent.slice(0, 20)}`;
    const shown = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (element) => element.checkVisibility() && element.closest('.only-spoken') === null,
      );
    const isScrolledAway = (element: Element) => {
      const scroller = element.closest(
        '.bench-products, .bench-steps, .bench-journal-scroller, .bench-acts-list, .bench-schedule-log, .customer-scroller',
      );
      return scroller !== null && scroller !== element && scroller.scrollHeight > scroller.clientHeight;
    };
    const controls = shown('button, input, select, textarea');
    const panels = shown(
      '.bench-card, .bench-top, .bench-facts, .bench-notice, .customer-panel, .customer-notice',
    );

    const isOutside = (element: Element) => {
      const box = element.getBoundingClientRect();
      const frame = element.parentElement?.closest('.bench-card')?.getBoundingClientRect();
      const within = frame ?? {
        left: 0,
        top: 0,
        right: innerWidth,
        bottom: mayScroll ? Infinity : innerHeight,
      };
      return (
        box.left < within.left - 1 ||
        box.top < within.top - 1 ||
        box.right > within.right + 1 ||
        box.bottom > within.bottom + 1
      );
    };
    const middleIsOthers = (element: Element) => {
      const box = element.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      if (y > innerHeight || y < 0) return false;
      const top = document.elementFromPoint(x, y);
      return top !== null && top !== element && !element.contains(top);
    };
    const isCut = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;

    const root = document.documentElement;
    return {
      pageOverflows: root.scrollWidth > innerWidth || (!mayScroll && root.scrollHeight > innerHeight),
      smallTargets: controls
        .filter((element) => element.offsetWidth < 48 || element.offsetHeight < 48)
        .map(name),
      outside: [...controls, ...panels]
        .filter((element) => !isScrolledAway(element))
        .filter(isOutside)
        .map(name),
      cut: shown(
        '.bench-button:not(:has(.bench-cap)), .bench-button-text, .bench-state-word, .bench-badge, .customer-figure, .customer-notice',
      )
        .filter((element) => getComputedStyle(element).display !== 'inline')
        // The hero's line box is lower than its glyphs on purpose: only its width counts.
        .filter((element) =>
          element.matches('.customer-figure')
            ? element.scrollWidth > element.clientWidth + 1
            : isCut(element),
        )
        .map(name),
      covered: controls
        .filter((element) => !isScrolledAway(element))
        .filter(middleIsOthers)
        .map(name),
    };
  }, scrolls);
}

/** What a page without a flaw measures. */
export const FLAWLESS: Flaws = { pageOverflows: false, smallTargets: [], outside: [], cut: [], covered: [] };

/** What axe finds against WCAG 2.2 AA and its own best practice: rule and markup of each finding. */
export async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether a window of this width is shown as one column that scrolls. */
export function isOneColumn(width: number): boolean {
  return width < 900;
}
