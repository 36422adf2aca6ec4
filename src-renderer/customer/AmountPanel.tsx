import type { ReactNode } from 'react';
import { formatCount, formatMoney } from '../i18n/format.ts';
import type { WindowEnvironment } from '../ui/environment.ts';
import { heroSizeOf } from '../ui/hero-size.ts';
import { Spoken } from '../ui/Spoken.tsx';

interface AmountPanelProps {
  /** What leads to the figure, in a column above it: label, amount, and a test id. */
  readonly pieces: readonly AmountPiece[];
  readonly label: string;
  readonly amount: number;
  /** The double rule is for the amount due and nothing else (ui.md, Principles). */
  readonly isDue: boolean;
  readonly below?: AmountPiece;
  readonly time: Pick<WindowEnvironment, 'nowMs' | 'after'>;
  readonly children?: ReactNode;
}

export interface AmountPiece {
  readonly id: string;
  readonly label: string;
  /** As `i18n/format.ts` writes it. */
  readonly text: string;
}

/** The accent half of the customer's screen: one figure to be read from two metres, and how it came about. */
export function AmountPanel({ pieces, label, amount, isDue, below, time, children }: AmountPanelProps) {
  const figure = formatCount(amount);
  return (
    <>
      <dl className="customer-sums">
        {pieces.map((piece) => (
          <Piece key={piece.id} {...piece} />
        ))}
      </dl>
      <div className="customer-hero" data-size={heroSizeOf(figure)}>
        <p className="customer-hero-label" aria-hidden="true">
          <span>{label}</span>
          <span>NT$</span>
        </p>
        <p className="customer-figure" aria-hidden="true" data-testid="customer-figure">
          {figure}
        </p>
        {isDue && <div className="customer-rule" />}
        <Spoken label={label} text={formatMoney(amount)} environment={time} testId="customer-spoken" />
        {below !== undefined && (
          <dl className="customer-below">
            <Piece {...below} />
          </dl>
        )}
      </div>
      <div className="customer-slot">{children}</div>
    </>
  );
}

function Piece({ id, label, text }: AmountPiece) {
  return (
    <div className="customer-piece" data-testid={`customer-${id}`}>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}
