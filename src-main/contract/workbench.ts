import { z } from 'zod';

/** What the workbench page may do to the simulators. It exists only where simulators do (design.md, Hosts). */
export const BenchScan = z.strictObject({ code: z.string().max(4096) });
export const BenchScanFault = z.strictObject({
  fault: z.enum(['half', 'garbage', 'burst', 'unplug', 'plug']),
});
export const BenchPrinter = z.strictObject({
  act: z.enum([
    'paper-ok',
    'paper-near-end',
    'paper-out',
    'cover-open',
    'cover-close',
    'cutter-jam',
    'cutter-clear',
    'unplug',
    'plug',
    'die-mid-print',
  ]),
});
export const BenchDrawer = z.strictObject({ act: z.enum(['open', 'close', 'stick', 'release']) });
export const BenchNetwork = z.strictObject({ mode: z.enum(['up', 'down', 'slow']) });
export const BenchHeadOffice = z.strictObject({
  mode: z.enum(['normal', 'lose-answers', 'error-500', 'garbage', 'reject-next', 'old-catalog', 'new-price']),
});
export const BenchTill = z.strictObject({ act: z.enum(['kill', 'start']) });
export const BenchScenario = z.strictObject({
  act: z.enum(['next', 'restart']),
  id: z.string().max(40).optional(),
});

export interface BenchJournalRow {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  /** A short account in words and figures, without personal data. */
  readonly summary: string;
  readonly isAcknowledged: boolean;
}

/** Everything the workbench shows. */
export interface BenchView {
  readonly revision: number;
  readonly registerNumber: string;
  readonly host: 'electron' | 'chromium';
  readonly till: 'running' | 'starting' | 'stopped';
  /** Where the cashier's window can be opened, when the host has no display of its own. */
  readonly scanner: {
    readonly transport: 'pty' | 'tcp';
    readonly isPlugged: boolean;
    readonly products: readonly { readonly code: string; readonly label: string }[];
  };
  readonly printer: {
    readonly transport: 'pty' | 'tcp';
    readonly isPlugged: boolean;
    readonly paper: 'ok' | 'near-end' | 'out';
    readonly isCoverOpen: boolean;
    readonly isCutterJammed: boolean;
    readonly diesMidPrint: boolean;
    /** The newest paper as a PNG data URL, and what it says. */
    readonly paperPng: string | null;
    readonly paperText: string;
    readonly papers: number;
  };
  readonly drawer: { readonly isOpen: boolean; readonly isStuck: boolean; readonly kicks: number };
  readonly network: 'up' | 'down' | 'slow';
  readonly headOffice: {
    readonly mode: z.infer<typeof BenchHeadOffice>['mode'];
    readonly sales: number;
    readonly total: number;
    readonly entries: number;
    readonly parked: number;
    readonly backlog: number;
  };
  readonly scenario: {
    readonly id: string;
    readonly title: string;
    readonly step: number;
    readonly steps: readonly string[];
  } | null;
  readonly journal: readonly BenchJournalRow[];
  readonly isChainWhole: boolean;
}
