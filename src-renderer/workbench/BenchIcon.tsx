import type { ReactNode } from 'react';

type BenchIconName = 'network' | 'server';

/** Shapes that only the workbench needs, on the grid of `ui/Icon.tsx`. */
const SHAPES: Readonly<Record<BenchIconName, ReactNode>> = {
  network: (
    <path d="M3 9.5c5.5-5 12.500-5 18 0M6.5 13c3.500-3 7.500-3 11 0M10 16.5c1.300-1 2.700-1 4 0M12 19.5h.01" />
  ),
  server: <path d="M4 4h16v6.500H4zM4 13.500h16V20H4zM8 7.300h.01M8 16.800h.01" />,
};

/** An icon beside a word. Hidden from screen readers: the word says it. */
export function BenchIcon({ name, size = 24 }: { readonly name: BenchIconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
