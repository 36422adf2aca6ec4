import { createContext, use } from 'react';
import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { Language } from '../../src-main/contract/views.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchSay } from '../i18n/workbench.ts';
import type { Acts } from './use-acts.ts';

/** The modifier that is held, and with it which key caps are shown. */
export type Held = 'none' | 'alt' | 'alt-shift' | 'ctrl';

/** What every card of the workbench works with. */
export interface Bench {
  readonly bridge: BenchBridge;
  readonly view: BenchView;
  readonly language: Language;
  readonly say: WorkbenchSay;
  readonly acts: Acts;
  readonly held: Held;
  /** Wall time, UTC milliseconds. */
  readonly nowMs: () => number;
}

export const BenchContext = createContext<Bench | null>(null);

/**
 * What the page hands its cards.
 * @throws outside a workbench that has a view, which is a mistake in the program.
 */
export function useBench(): Bench {
  const bench = use(BenchContext);
  if (bench === null) throw new Error('a card of the workbench stands outside of it');
  return bench;
}
