import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { CartView } from '../../src-main/contract/views.ts';

/** Rows of goods; what stands under them is no item of its own. */
const LINES = 'tbody tr[data-line]';

/**
 * Keeps the line that was touched last in sight, before the frame is painted, and counts the lines that are more
 * than half hidden above it.
 */
export function useNewestInView(scroller: RefObject<HTMLElement | null>, cart: CartView): number {
  const [hiddenAbove, setHiddenAbove] = useState(0);

  // A layout effect: the newest line is where it belongs in the first frame that shows it.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const touched = cart.lines.findIndex((line) => line.lineId === cart.touchedLineId);
    const rows = box.querySelectorAll(LINES);
    rows[touched < 0 ? rows.length - 1 : touched]?.scrollIntoView({ block: 'nearest' });
    setHiddenAbove(countHiddenAbove(box));
  }, [scroller, cart.lines, cart.touchedLineId]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const count = () => setHiddenAbove(countHiddenAbove(box));
    const observer = new ResizeObserver(count);
    observer.observe(box);
    box.addEventListener('scroll', count, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', count);
    };
  }, [scroller]);

  return hiddenAbove;
}

function countHiddenAbove(box: HTMLElement): number {
  const top = box.getBoundingClientRect().top;
  return [...box.querySelectorAll(LINES)].filter((row) => {
    const { top: rowTop, height } = row.getBoundingClientRect();
    return rowTop + height / 2 < top;
  }).length;
}
