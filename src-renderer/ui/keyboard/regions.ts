/**
 * Moving the focus with keys: Tab goes from region to region, arrows move inside one (ui.md, Keyboard). A region is an
 * element with `data-region`; they are taken in document order, which is the reading order.
 */

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), [tabindex="0"]';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where something is on the screen; the part of a DOMRect that is used. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The region that holds an element, if any. */
export function regionOf(element: Element | null): HTMLElement | null {
  const region = element?.closest('[data-region]');
  return region instanceof HTMLElement ? region : null;
}

/**
 * Moves the focus to the next region (`step` 1) or the one before (−1): onto its next step (`data-next-step`), what is
 * chosen there, or else its first control.
 */
export function moveRegion(root: ParentNode, active: Element | null, step: 1 | -1): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => focusablesOf(region).length > 0,
  );
  if (regions.length === 0) return;
  const current = regionOf(active);
  const index = current === null ? -1 : regions.indexOf(current);
  const start = index === -1 && step === -1 ? 0 : index;
  const next = regions[(start + step + regions.length) % regions.length];
  if (next === undefined) return;
  const focusables = focusablesOf(next);
  const preferred = focusables.find((element) =>
    element.matches('[data-next-step], [aria-pressed="true"], [aria-selected="true"]'),
  );
  (preferred ?? focusables[0])?.focus();
}

/** Moves the focus inside a region to the nearest control in that direction; stays where it is if there is none. */
export function moveWithin(region: HTMLElement, active: Element, direction: Direction): void {
  const others = focusablesOf(region).filter((element) => element !== active);
  const index = nearest(
    active.getBoundingClientRect(),
    others.map((element) => element.getBoundingClientRect()),
    direction,
  );
  others[index]?.focus();
}

/** The first control of a region or panel. */
export function firstFocusable(region: HTMLElement): HTMLElement | null {
  return focusablesOf(region)[0] ?? null;
}

/**
 * The index of the box that lies nearest in a direction, or −1. Boxes in the same row (or column) are nearer than any
 * other, so that an arrow key walks a grid as the eye does.
 */
export function nearest(from: Box, boxes: readonly Box[], direction: Direction): number {
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  const start = centre(from);
  for (const [index, box] of boxes.entries()) {
    const end = centre(box);
    const x = end.x - start.x;
    const y = end.y - start.y;
    const ahead = { up: -y, down: y, left: -x, right: x }[direction];
    const aside = Math.abs(direction === 'up' || direction === 'down' ? x : y);
    if (ahead < 1) continue;
    const distance = ahead + aside * 4;
    if (distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  }
  return best;
}

function centre(box: Box): { readonly x: number; readonly y: number } {
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

function focusablesOf(region: HTMLElement): readonly HTMLElement[] {
  return [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  );
}
