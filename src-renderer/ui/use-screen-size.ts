import { useSyncExternalStore } from 'react';

/** The three layouts of ui.md, and the one column that 200% zoom falls back to. */
export type ScreenSize = 'column' | 'small' | 'medium' | 'large';

const SMALL = '(max-width: 1199px)';
const COLUMN = '(max-width: 899px)';
const LARGE = '(min-width: 1700px)';

/** The layout for the window's width now. The same limits are in `tokens.css`. */
export function screenSize(): ScreenSize {
  if (matchMedia(COLUMN).matches) return 'column';
  if (matchMedia(SMALL).matches) return 'small';
  return matchMedia(LARGE).matches ? 'large' : 'medium';
}

function subscribe(listener: () => void): () => void {
  const queries = [SMALL, COLUMN, LARGE].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

/** The layout, for what cannot be said in CSS: which parts there are. */
export function useScreenSize(): ScreenSize {
  return useSyncExternalStore(subscribe, screenSize);
}
