import { useWords } from '../i18n/WordsContext.tsx';
import { Icon } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';
import { actOnPress } from './press.ts';

/** One at the top left, as on a card terminal. */
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const PLACES = [0, 1, 2, 3, 4, 5] as const;

interface PinDotsProps {
  readonly length: number;
}

/** Six dots: entered ones filled, the current one ringed. A screen reader hears how many, never which. */
export function PinDots({ length }: PinDotsProps) {
  const { say } = useWords();
  return (
    <div className="pin-dots" role="status" data-testid="pin-dots" data-length={length}>
      {PLACES.map((place) => (
        <span key={place} className="pin-dot" data-filled={place < length} data-current={place === length} />
      ))}
      <span className="only-spoken">{say('auth.pinTyped', { n: length })}</span>
    </div>
  );
}

interface PinPadProps {
  readonly isLocked: boolean;
  readonly onDigits: (digits: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  /** False where Esc means something else than clearing. */
  readonly clearsOnEscape?: boolean;
  readonly testId: string;
}

/** The keys under the dots. Never echoes a digit. */
export function PinPad({ isLocked, onDigits, onErase, onClear, clearsOnEscape = true, testId }: PinPadProps) {
  const { say } = useWords();
  return (
    <fieldset className="pin-pad" data-testid={testId} data-locked={isLocked}>
      <legend className="only-spoken">{say('auth.pinPad')}</legend>
      {DIGITS.map((digit) => (
        <DigitKey key={digit} digit={digit} isLocked={isLocked} onDigits={onDigits} />
      ))}
      <button
        type="button"
        className="number-key number-key-plain"
        aria-keyshortcuts={clearsOnEscape ? 'Escape' : undefined}
        {...actOnPress(onClear)}
      >
        {say('action.clear')}
        {clearsOnEscape && <KeyCap label="Esc" />}
      </button>
      <DigitKey digit="0" isLocked={isLocked} onDigits={onDigits} />
      <button
        type="button"
        className="number-key number-key-plain"
        aria-label={say('pay.backspace')}
        aria-keyshortcuts="Backspace"
        {...actOnPress(onErase)}
      >
        <Icon name="backspace" size={28} />
      </button>
    </fieldset>
  );
}

interface DigitKeyProps extends Pick<PinPadProps, 'isLocked' | 'onDigits'> {
  readonly digit: string;
}

function DigitKey({ digit, isLocked, onDigits }: DigitKeyProps) {
  return (
    <button
      type="button"
      className="number-key"
      aria-disabled={isLocked}
      data-testid={`pin-${digit}`}
      {...actOnPress(() => onDigits(digit))}
    >
      {digit}
    </button>
  );
}
