import { formatCount, formatSaving } from '../i18n/format.ts';
import { useWords } from '../i18n/WordsContext.tsx';
import type { WindowEnvironment } from './environment.ts';
import { Hero } from './Hero.tsx';
import { Spoken } from './Spoken.tsx';

interface TotalBlockProps {
  /** Null before the first line. */
  readonly total: {
    readonly subtotal: number;
    readonly pieces: number;
    readonly savings: number;
    readonly due: number;
    readonly taxIncluded: number;
  } | null;
  /** Own points that lower what is due, each in words and NT$. */
  readonly burned: readonly { readonly id: string; readonly label: string; readonly value: number }[];
  readonly environment: Pick<WindowEnvironment, 'nowMs' | 'after'>;
  readonly testId: string;
}

/** Subtotal, savings and the amount due over its double rule. Laid from the bottom, so that the hero never moves. */
export function TotalBlock({ total, burned, environment, testId }: TotalBlockProps) {
  const { say } = useWords();
  const due = total?.due ?? 0;
  return (
    <section className="total-block panel" data-testid={testId} aria-label={say('sell.due')}>
      {total !== null && (
        <p className="total-row">
          <span>{say('sell.subtotal', { n: total.pieces })}</span>
          <span data-testid="subtotal">{formatCount(total.subtotal)}</span>
        </p>
      )}
      {total !== null && total.savings !== 0 && (
        <p className="total-row total-savings">
          <span>{say('sell.savings')}</span>
          <span data-testid="savings">{formatSaving(total.savings)}</span>
        </p>
      )}
      {burned.map(({ id, label, value }) => (
        <p key={id} className="total-row total-savings">
          <span>{label}</span>
          <span data-testid={`burned-${id}`}>{formatSaving(value)}</span>
        </p>
      ))}
      <p className="total-due" aria-hidden="true">
        <span className="total-word">{say('sell.due')}</span>
        <Hero amount={due} hasCurrency isQuiet={total === null} testId="due" />
      </p>
      <Spoken
        label={say('sell.due')}
        text={say('sell.dueSpoken', { amount: due })}
        environment={environment}
        testId="due-spoken"
      />
      <p className="total-caption">
        <span>{total === null ? say('sell.newSale') : say('sell.taxIncluded')}</span>
        <span data-testid="tax-included">
          {total === null ? say('sell.pieces', { n: 0 }) : formatCount(total.taxIncluded)}
        </span>
      </p>
    </section>
  );
}
