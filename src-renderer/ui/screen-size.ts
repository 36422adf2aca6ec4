/** The three layouts of ui.md, and the one column that 200% zoom falls back to. */
export type ScreenSize = 'column' | 'small' | 'medium' | 'large';

const COLUMN = '(max-width: 899px)';
const SMALL = '(max-width: 1199px)';
const LARGE = '(min-width: 1700px)';

/** The layout for the window's width now. The same limits are in `tokens.css`. */
export function screenSize(): ScreenSize {
  if (matchMedia(COLUMN).matches) return 'column';
  if (matchMedia(SMALL).matches) return 'small';
  return matchMedia(LARGE).matches ? 'large' : 'medium';
}

/** Tells `listener` the layout at once and at each change, for what cannot be said in CSS: which parts there are. */
export function watchScreenSize(listener: (size: ScreenSize) => void): () => void {
  const queries = [COLUMN, SMALL, LARGE].map((query) => matchMedia(query));
  const tell = () => listener(screenSize());
  for (const query of queries) query.addEventListener('change', tell);
  tell();
  return () => {
    for (const query of queries) query.removeEventListener('change', tell);
  };
}
