import { columnDots } from './glyph-source.ts';

/** What a till must know of one printer model. Data, so that a new model is a new entry and no new code. */
export interface PrinterProfile {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  /** Printable width: 384 on 58 mm paper, 576 on 80 mm, both at 203 dpi; 360 and 512 at 180 dpi. */
  readonly dots: number;
  readonly dpi: number;
  /**
   * `big5`: the printer has a Traditional Chinese font and only what that font lacks goes out as a picture.
   * `gb18030`: a mainland model, whose font shows other characters for the same bytes, so all Chinese goes out as
   * pictures. `raster`: the same for a printer without any Chinese font, or with an unknown one.
   */
  readonly chineseEncoding: 'big5' | 'gb18030' | 'raster';
  /** Whether the Big5 font has F9D6-F9FE (碁 恒 裏 粧). */
  readonly hasEtenExtension: boolean;
  readonly lineSpacingDots: number;
  /** Lines to feed so that the last printed one has passed the cutter; 0 where the cut command feeds by itself. */
  readonly linesBeforeCut: number;
  readonly cut: CutCommands;
  /** Whether bars one dot wide come out readable, which 19 characters of Code 39 need on 58 mm. */
  readonly isModule1Ok: boolean;
  /** How a serial one holds the till back; `flow` of the link's settings. Network and USB printers need none. */
  readonly flow: 'none' | 'rtscts' | 'xon';
  /** Rows per raster command; clones with small buffers want 256 or fewer. */
  readonly bandRows: number;
  /** Whether GS ( D can switch off the real-time drawer pulse, which image data could otherwise set off. */
  readonly isRealtimeDisableSupported: boolean;
  /** Whether GS ( H answers when a job has been printed; GS r is used otherwise. */
  readonly isProcessIdSupported: boolean;
  /** Whether the printer reports changes by itself (Automatic Status Back). */
  readonly isAutoStatusSupported: boolean;
  readonly drawer: DrawerProfile;
  readonly timeouts: PrinterTimeouts;
}

/** What the model understands as a cut; empty bytes for one without a cutter, whose paper is torn off. */
export interface CutCommands {
  readonly partial: Uint8Array;
  readonly full: Uint8Array;
}

export interface DrawerProfile {
  /** Connector pin of the solenoid: 2 for the first drawer, 5 for a second. */
  readonly kickPin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
  /** Whether the drawer's switch is wired; without it the pin says nothing. */
  readonly isSenseWired: boolean;
  /** Level of connector pin 3 while the drawer is open; depends on the switch, so it is set at installation. */
  readonly openLevel: 'high' | 'low';
}

export interface PrinterTimeouts {
  /** For one real-time status answer. */
  readonly answerMs: number;
  /** Between polls; while printing too. */
  readonly pollMs: number;
  /** For a whole job beyond what its length takes, counted only while the printer can work. */
  readonly jobMs: number;
  /** How long a job waits for a person (paper, cover, cutter) before it is given up as interrupted. */
  readonly recoveryMs: number;
  /** Slowest speed that the connection and the head are expected to keep. */
  readonly bytesPerSecond: number;
  /** From the wish to open the drawer until it is dropped. */
  readonly kickMs: number;
  /** How long the printer may take no byte of what is offered before it is said to be stalled. */
  readonly stallMs: number;
}

const ordinaryTimeouts: PrinterTimeouts = {
  answerMs: 1_000,
  pollMs: 2_000,
  jobMs: 30_000,
  recoveryMs: 600_000,
  bytesPerSecond: 900, // 9600 baud, the slowest in use
  kickMs: 3_000,
  stallMs: 5_000,
};

const ordinaryDrawer: DrawerProfile = {
  kickPin: 2,
  onMs: 100,
  offMs: 500,
  isSenseWired: true,
  openLevel: 'high',
};

/** What clones of the common kind can do; a model known to do more gets its own entry. */
const generic = {
  dpi: 203,
  chineseEncoding: 'big5',
  hasEtenExtension: false,
  lineSpacingDots: 32,
  linesBeforeCut: 4,
  cut: { partial: Uint8Array.of(0x1d, 0x56, 0x01), full: Uint8Array.of(0x1d, 0x56, 0x00) },
  isModule1Ok: true,
  flow: 'rtscts',
  bandRows: 256,
  isRealtimeDisableSupported: true,
  isProcessIdSupported: false,
  isAutoStatusSupported: true,
  drawer: ordinaryDrawer,
  timeouts: ordinaryTimeouts,
} as const satisfies Omit<PrinterProfile, 'id' | 'name' | 'dots'>;

const narrow = { ...generic, dots: 384 } as const;
const wide = { ...generic, dots: 576 } as const;
const eten = { hasEtenExtension: true } as const;
/** Mainland clones: no Big5, and few of them know GS ( D. */
const mainland = { chineseEncoding: 'gb18030', isRealtimeDisableSupported: false } as const;
/** The TM-T88 family: 512 dots at 180 dpi, cuts that feed by themselves, and an answer to process ids. */
const epson = {
  ...generic,
  dpi: 180,
  lineSpacingDots: 30,
  linesBeforeCut: 0,
  cut: { partial: Uint8Array.of(0x1d, 0x56, 0x42, 0x00), full: Uint8Array.of(0x1d, 0x56, 0x41, 0x00) },
  isProcessIdSupported: true,
} as const;

/** The ids of the profiles that come with the till, as configurations name them. */
export const printerProfileIds = [
  'generic-58',
  'generic-80',
  'eten-58',
  'eten-80',
  'gb18030-58',
  'gb18030-80',
  'epson-512',
] as const;
export type PrinterProfileId = (typeof printerProfileIds)[number];

/** The profiles that come with the till, by id. */
export const printerProfiles: Readonly<Record<PrinterProfileId, PrinterProfile>> = {
  'generic-58': { ...narrow, id: 'generic-58', name: 'ESC/POS 58 mm' },
  'generic-80': { ...wide, id: 'generic-80', name: 'ESC/POS 80 mm' },
  'eten-58': { ...narrow, ...eten, id: 'eten-58', name: 'ESC/POS 58 mm, Big5 with ETEN extension' },
  'eten-80': { ...wide, ...eten, id: 'eten-80', name: 'ESC/POS 80 mm, Big5 with ETEN extension' },
  'gb18030-58': { ...narrow, ...mainland, id: 'gb18030-58', name: 'ESC/POS 58 mm, GB18030 font' },
  'gb18030-80': { ...wide, ...mainland, id: 'gb18030-80', name: 'ESC/POS 80 mm, GB18030 font' },
  'epson-512': { ...epson, dots: 512, id: 'epson-512', name: 'Epson 80 mm, 512 dots' },
};

/** Columns of font A across the paper, 32, 42 or 48; a double-size line has half of them. */
export function columnsOfProfile(profile: PrinterProfile, size: 1 | 2 = 1): number {
  return Math.floor(profile.dots / (columnDots * size));
}
