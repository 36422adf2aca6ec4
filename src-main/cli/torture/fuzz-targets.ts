import { codeTargets } from './fuzz-code-targets.ts';
import { messageTargets } from './fuzz-message-targets.ts';
import { poleTargets } from './fuzz-pole-targets.ts';
import { printerTargets } from './fuzz-printer-targets.ts';
import { scaleTargets } from './fuzz-scale-targets.ts';
import { scannerTargets } from './fuzz-scanner-targets.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { terminalTargets } from './fuzz-terminal-targets.ts';
import { wedgeTarget } from './fuzz-wedge-target.ts';

/** Everything that takes bytes, strokes, texts or messages from outside; names are those of the corpus folders. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...scannerTargets,
  wedgeTarget,
  ...codeTargets,
  ...printerTargets,
  ...poleTargets,
  ...scaleTargets,
  ...terminalTargets,
  ...messageTargets,
];
