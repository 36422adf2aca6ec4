import { useEffect, useRef, useState } from 'react';
import type { WindowEnvironment } from './environment.ts';

/** Screen readers hear a figure at most this often, however fast a scanner is. */
const EVERY_MS = 1_000;

interface SpokenProps {
  readonly label: string;
  readonly text: string;
  readonly environment: Pick<WindowEnvironment, 'nowMs' | 'after'>;
  readonly testId?: string;
}

/** A polite output for screen readers, at most one announcement a second. Not seen: the figure itself is. */
export function Spoken({ label, text, environment, testId }: SpokenProps) {
  const [spoken, setSpoken] = useState(text);
  const lastAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const waitMs = Math.max(0, lastAtMs.current + EVERY_MS - environment.nowMs());
    return environment.after(waitMs, () => {
      lastAtMs.current = environment.nowMs();
      setSpoken(text);
    });
  }, [text, environment]);
  return (
    <output className="only-spoken" aria-label={label} aria-live="polite" data-testid={testId}>
      {spoken}
    </output>
  );
}
