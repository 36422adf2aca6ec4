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
/** Every simulated device that the workbench can act on by the names of its acts (see docs/simulators.md). */
export const BENCH_DEVICES = ['scanner', 'hid-scanner', 'printer', 'pole', 'scale', 'terminal'] as const;
export type BenchDevice = (typeof BENCH_DEVICES)[number];
export const BenchAct = z.strictObject({
  device: z.enum(BENCH_DEVICES),
  act: z.string().min(1).max(40),
  params: z.record(z.string().max(40), z.json()).default({}),
});
/** Pulls a device's cable, or puts it back. */
export const BenchPlug = z.strictObject({ device: z.enum(BENCH_DEVICES), isPlugged: z.boolean() });
/** A fault schedule to run from now on; null ends the one that runs. */
export const BenchSchedule = z.strictObject({ text: z.string().max(20_000).nullable() });
export const BenchScenario = z.strictObject({
  act: z.enum(['next', 'restart']),
  id: z.string().max(40).optional(),
});

/** What the phone of a sample member can show. `token-…` and `coupon-…` are signed texts, made anew each time. */
export const PHONE_CODES = [
  'member',
  'token-own',
  'token-partner',
  'coupon-good',
  'coupon-expired',
  'coupon-used',
  'coupon-forged',
  'coupon-other',
] as const;
export type PhoneCode = (typeof PHONE_CODES)[number];
/** Asks for what a sample member's phone shows now. The answer is a {@link BenchMemberCode}. */
export const BenchMemberAsk = z.strictObject({
  memberId: z.string().min(1).max(64),
  code: z.enum(PHONE_CODES),
});

/** What makes a sample member worth trying. */
export type BenchMemberTrait =
  | 'gold'
  | 'silver'
  | 'birthday'
  | 'offers'
  | 'points-short'
  | 'phone-only'
  | 'closed'
  | 'forged';

/** A person of the sample chain; nobody real is meant. */
export interface BenchMember {
  readonly memberId: string;
  readonly name: string;
  readonly traits: readonly BenchMemberTrait[];
  /** As the cashier would type it. */
  readonly phone: string;
  /** What their phone can show; nothing where they only say its number. */
  readonly codes: readonly PhoneCode[];
}

/** One code as a phone shows it. */
export interface BenchMemberCode {
  readonly memberId: string;
  readonly code: PhoneCode;
  readonly symbology: 'code-128' | 'qr';
  /** What a scanner reads, and the identifier that it puts before it (ISO/IEC 15424). */
  readonly text: string;
  readonly aim: string;
  /** The symbol with its quiet zone, as a PNG data URL. */
  readonly png: string;
  /** UTC ms; null for what does not end by itself. */
  readonly expiresAtMs: number | null;
}

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
  /** All simulated devices, with what can be done to each. */
  readonly devices: readonly {
    readonly device: BenchDevice;
    readonly transport: 'pty' | 'tcp';
    readonly isPlugged: boolean;
    /** Whether the till holds the line. */
    readonly isConnected: boolean;
    readonly acts: readonly { readonly name: string; readonly help: string }[];
  }[];
  /** The customer's two rows, as text and as a PNG data URL. */
  readonly pole: { readonly rows: readonly string[]; readonly png: string };
  /** What the scale's own display shows. */
  readonly scale: { readonly grams: number; readonly isMoving: boolean };
  readonly terminal: {
    readonly requests: number;
    readonly isBusy: boolean;
    /** What its bank has booked, newest first, whole NT$. */
    readonly charges: readonly { readonly kind: 'pay' | 'refund' | 'void'; readonly amount: number }[];
  };
  /** The fault schedule: how far it is, or what is wrong with the newest one that was given. */
  readonly schedule: {
    readonly isRunning: boolean;
    readonly fired: number;
    readonly faults: number;
    readonly log: readonly string[];
    readonly problem: string | null;
  };
  /** Sample members whose phones can be held under the scanner; none where the demo's head office has none. */
  readonly members: readonly BenchMember[];
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
