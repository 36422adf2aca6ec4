import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from '../ui/Icon.tsx';

/** Normal is silent: only what departs from it gets colour, and then also a shape (ui.md, Principles). */
export type Tone = 'plain' | 'ok' | 'warn' | 'stop';

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly icon: ReactNode;
  readonly state: string;
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** One simulator: what it is, how it stands in words, and its buttons. */
export function Card({ id, title, icon, state, tone, children }: CardProps) {
  const headingId = useId();
  return (
    <section
      className={`bench-card bench-${id}`}
      aria-labelledby={headingId}
      data-testid={`bench-card-${id}`}
    >
      <header className="bench-card-head">
        {icon}
        <h2 id={headingId}>{title}</h2>
        <StateWord tone={tone} testId={`bench-state-${id}`}>
          {state}
        </StateWord>
      </header>
      {children}
    </section>
  );
}

interface StateWordProps {
  readonly tone: Tone;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A state in a word, with the shape that its tone has. */
export function StateWord({ tone, testId, children }: StateWordProps) {
  const shape = SHAPES[tone];
  return (
    <p className="bench-state" data-tone={tone} data-testid={testId}>
      {shape !== null && <Icon name={shape} size={18} />}
      <span className="bench-state-word">{children}</span>
    </p>
  );
}

const SHAPES: Readonly<Record<Tone, IconName | null>> = {
  plain: null,
  ok: 'check',
  warn: 'triangle',
  stop: 'octagon',
};
