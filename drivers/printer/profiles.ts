import { columnDots } from './glyph-source.ts';

/** What a till must know of one printer model. Data, so that a new model is a new entry and no new code. */
export interface PrinterProfile {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  /** Printable width: 384 on 58 mm paper, 576 on 80 mm, both at 203 dpi. */
  readonly dots: number;
  readonly dpi: number;
  /**
   * `big5`: the printer has a Traditional Chinese font and only what that font lacks goes out as a picture.
   * `raster`: all lines with Chinese go out as pictures, for mainland models, whose GB18030 font would show other characters.
   */
  readonly chineseEncoding: 'big5' | 'raster';
  /** Whether the Big5 font has F9D6-F9FE (碁 恒 裏 粧). */
  readonly hasEtenExtension: boolean;
  readonly lineSpacingDots: number;
  /** Lines to feed so that the last printed one has passed the cutter. */
  readonly linesBeforeCut: number;
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
}

const ordinaryTimeouts: PrinterTimeouts = {
  answerMs: 1_000,
  pollMs: 2_000,
  jobMs: 30_000,
  recoveryMs: 600_000,
  bytesPerSecond: 900, // 9600 baud, the slowest in use
  kickMs: 3_000,
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
  bandRows: 256,
  isRealtimeDisableSupported: true,
  isProcessIdSupported: false,
  isAutoStatusSupported: true,
  drawer: ordinaryDrawer,
  timeouts: ordinaryTimeouts,
} as const satisfies Omit<PrinterProfile, 'id' | 'name' | 'dots'>;

/** The profiles that come with the till, by id. */
export const printerProfiles: Readonly<Record<'generic-58' | 'generic-80', PrinterProfile>> = {
  'generic-58': { ...generic, id: 'generic-58', name: 'ESC/POS 58 mm', dots: 384 },
  'generic-80': { ...generic, id: 'generic-80', name: 'ESC/POS 80 mm', dots: 576 },
};

/** Columns of font A across the paper, 32 or 48; a double-size line has half of them. */
export function columnsOfProfile(profile: PrinterProfile, size: 1 | 2 = 1): number {
  return Math.floor(profile.dots / (columnDots * size));
}
