import { useEffect, useEffectEvent, useState } from 'react';
import type { Held } from './bench.ts';

const PLAIN_KEYS = ['F2', 'F3', 'F4', 'F6', 'F7', 'F8', 'F9', 'F12'] as const;
export type FunctionKey = (typeof PLAIN_KEYS)[number] | 'ShiftF12';

/** What the workbench's keys do. Letters and digits stand for physical keys, whatever the input method. */
export interface BenchKeys {
  /** Alt and a letter. */
  readonly onLetter: (letter: string) => void;
  /** Alt and a digit, `0` to `9`. */
  readonly onAltDigit: (digit: string) => void;
  /** Ctrl and a digit, 1 to 9. */
  readonly onCtrlDigit: (digit: number) => void;
  /** Alt, Shift and a letter or digit: what stands on the page that is shown. */
  readonly onPageKey: (key: string) => void;
  /** Alt and `/`. */
  readonly onAltSlash: () => void;
  /** F2, F8, F12, Shift+F12, and those of the pages. */
  readonly onFunctionKey: (key: FunctionKey) => void;
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
  if (event.altKey) return event.shiftKey ? 'alt-shift' : 'alt';
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
  if (altKey && !ctrlKey) {
    const key = /^Key([A-Z])$/.exec(code)?.[1] ?? digit;
    return key === undefined ? undefined : () => keys.onPageKey(key);
  }
  if (ctrlKey && !altKey && !shiftKey) {
    return digit === undefined || digit === '0' ? undefined : () => keys.onCtrlDigit(Number(digit));
  }
  if (altKey || ctrlKey) return undefined;
  if (shiftKey) return code === 'F12' ? () => keys.onFunctionKey('ShiftF12') : undefined;
  const plain = PLAIN_KEYS.find((key) => key === code);
  return plain === undefined ? undefined : () => keys.onFunctionKey(plain);
}
