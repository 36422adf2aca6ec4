import { useEffect, useEffectEvent, useState } from 'react';
import type { Held } from './bench.ts';

/** What the workbench's keys do. Letters and digits stand for physical keys, whatever the input method. */
export interface BenchKeys {
  /** Alt and a letter. */
  readonly onLetter: (letter: string) => void;
  /** Alt and a digit, `0` to `9`. */
  readonly onAltDigit: (digit: string) => void;
  /** Ctrl and a digit, 1 to 9. */
  readonly onCtrlDigit: (digit: number) => void;
  /** Alt and `/`. */
  readonly onAltSlash: () => void;
  /** F2, F8, F12 and Shift+F12. */
  readonly onFunctionKey: (key: 'F2' | 'F8' | 'F12' | 'ShiftF12') => void;
}

/** Hears the page's keys, and tells which modifier is held so that buttons can show theirs. */
export function useBenchKeys(keys: BenchKeys): Held {
  const [held, setHeld] = useState<Held>('none');

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    setHeld(heldIn(event));
    // Alt alone would move the focus to the browser's menu.
    if (event.key === 'Alt') event.preventDefault();
    if (event.isComposing || event.metaKey) return;
    const deed = deedOf(event, keys);
    if (deed === undefined) return;
    event.preventDefault();
    if (!event.repeat) deed();
  });

  useEffect(() => {
    const down = (event: KeyboardEvent) => onKeyDown(event);
    const up = (event: KeyboardEvent) => setHeld(heldIn(event));
    // A modifier let go over another window is never heard of.
    const release = () => setHeld('none');
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', release);
    };
  }, []);

  return held;
}

/** Alt together with Ctrl is AltGr, which types characters. */
function heldIn(event: KeyboardEvent): Held {
  if (event.altKey && event.ctrlKey) return 'none';
  if (event.altKey) return 'alt';
  return event.ctrlKey ? 'ctrl' : 'none';
}

function deedOf(event: KeyboardEvent, keys: BenchKeys): (() => void) | undefined {
  const { code, altKey, ctrlKey, shiftKey } = event;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (altKey && !ctrlKey && !shiftKey) {
    const letter = /^Key([A-Z])$/.exec(code)?.[1];
    if (letter !== undefined) return () => keys.onLetter(letter);
    if (digit !== undefined) return () => keys.onAltDigit(digit);
    return code === 'Slash' ? keys.onAltSlash : undefined;
  }
  if (ctrlKey && !altKey && !shiftKey) {
    return digit === undefined || digit === '0' ? undefined : () => keys.onCtrlDigit(Number(digit));
  }
  if (altKey || ctrlKey) return undefined;
  if (code === 'F12') return () => keys.onFunctionKey(shiftKey ? 'ShiftF12' : 'F12');
  if (code === 'F2' && !shiftKey) return () => keys.onFunctionKey('F2');
  return code === 'F8' && !shiftKey ? () => keys.onFunctionKey('F8') : undefined;
}
