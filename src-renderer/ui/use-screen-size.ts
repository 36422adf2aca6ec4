import { useSyncExternalStore } from 'react';
import { type ScreenSize, screenSize, watchScreenSize } from './screen-size.ts';

/** The layout of this window, drawn anew when it changes. */
export function useScreenSize(): ScreenSize {
  return useSyncExternalStore(watchScreenSize, screenSize);
}
