import { useRef } from 'react';
import { useWords } from '../i18n/WordsContext.tsx';
import type { WindowEnvironment } from './environment.ts';
import { Icon } from './Icon.tsx';
import { actOnPress } from './press.ts';

/** Seven at the top left, as on a number pad. */
const ROWS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const;
/** Holding backspace this long clears. */
const HOLD_MS = 500;

interface NumericPadProps {
  readonly onDigits: (digits: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  readonly environment: Pick<WindowEnvironment, 'after'>;
  readonly testId: string;
}

/** Digits for an amount. Acts on pointer down. */
export function NumericPad({ onDigits, onErase, onClear, environment, testId }: NumericPadProps) {
  const { say } = useWords();
  const stopHolding = useRef<(() => void) | null>(null);
  const letGo = () => {
    stopHolding.current?.();
    stopHolding.current = null;
  };
  const press = actOnPress(() => {
    onErase();
    letGo();
    stopHolding.current = environment.after(HOLD_MS, onClear);
  });
  return (
    <fieldset className="numeric-pad" data-testid={testId}>
      <legend className="only-spoken">{say('pay.pad')}</legend>
      {ROWS.map((digits) => (
        <button
          key={digits}
          type="button"
          className="number-key"
          aria-label={digits === '00' ? say('pay.doubleZero') : undefined}
          data-testid={`pad-${digits}`}
          {...actOnPress(() => onDigits(digits))}
        >
          {digits}
        </button>
      ))}
      <button
        type="button"
        className="number-key"
        aria-label={say('pay.backspace')}
        aria-keyshortcuts="Backspace"
        data-testid="pad-backspace"
        {...press}
        onClick={(event) => {
          press.onClick(event);
          letGo();
        }}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
      >
        <Icon name="backspace" size={28} />
      </button>
    </fieldset>
  );
}
