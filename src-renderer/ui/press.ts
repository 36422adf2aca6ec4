import type { MouseEvent, PointerEvent } from 'react';

/** Handlers for a key that acts as soon as it is touched, and for a keyboard or an assistive tool all the same. */
export interface PressHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

/** Makes a control act on pointer down: a number key answers the finger, not its lifting. */
export function actOnPress(act: () => void): PressHandlers {
  return {
    onPointerDown: (event) => {
      if (event.button === 0) act();
    },
    // A click without a pointer comes from a key or a screen reader; one with a pointer has acted already.
    onClick: (event) => {
      if (event.detail === 0) act();
    },
  };
}
