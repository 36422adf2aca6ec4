import type { PoleBrightness, PoleDialect, PoleLamp } from './pole-commands.ts';
import { led8Columns } from './pole-commands.ts';
import type { PoleFont } from './pole-text.ts';

/** What a till must know of one customer display. Data, so that a new model is a new entry and no new code. */
export interface PoleProfile extends PoleFont {
  readonly id: string;
  /** For the technician's list. */
  readonly name: string;
  readonly dialect: PoleDialect;
  /** Bits per second, for the port and for how long a redraw takes on the line. USB displays ignore it. */
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  /** ESC t n, where the power-on table is not the wanted one; not sent unless told. */
  readonly codeTable?: number;
  /** ESC R n (Epson) or ESC f n (CD5220), so that `$` and `\` are ASCII; not sent unless told. */
  readonly country?: number;
  readonly brightness: PoleBrightness;
  /** Least time between two redraws. Never less than the line needs for one. */
  readonly minIntervalMs: number;
  /** A redraw so long after the last, since a display that lost power cannot say so; 0 for never. */
  readonly refreshMs: number;
  /** How long the operating system may hold a redraw before the display counts as offline. */
  readonly writeTimeoutMs: number;
  /** The digit behind each lamp of a price pole, as a byte. */
  readonly lampDigits: Readonly<Record<PoleLamp, number>>;
  /** Id of the printer whose serial line the display sits on; redraws are then wrapped in ESC =. */
  readonly sharedPortWith?: string;
}

const generic = {
  columns: 20,
  baudRate: 9_600,
  dataBits: 8,
  parity: 'none',
  brightness: 4,
  minIntervalMs: 100,
  refreshMs: 60_000,
  writeTimeoutMs: 2_000,
  hasEtenExtension: false,
  lampDigits: { off: 0x30, price: 0x31, total: 0x32, received: 0x33, change: 0x34 },
} as const satisfies Partial<PoleProfile>;

export type PoleProfileId = 'epson-big5' | 'epson-ascii' | 'cd5220-big5' | 'cd5220-ascii' | 'led8';

/** The profiles that come with the till, by id. */
export const poleProfiles: Readonly<Record<PoleProfileId, PoleProfile>> = {
  'epson-big5': {
    ...generic,
    id: 'epson-big5',
    name: 'ESC/POS 2 × 20 中文',
    dialect: 'epson',
    encoding: 'cp950',
  },
  'epson-ascii': {
    ...generic,
    id: 'epson-ascii',
    name: 'ESC/POS 2 × 20',
    dialect: 'epson',
    encoding: 'ascii',
    country: 0, // USA
  },
  'cd5220-big5': {
    ...generic,
    id: 'cd5220-big5',
    name: 'CD5220 2 × 20 中文',
    dialect: 'cd5220',
    encoding: 'cp950',
  },
  'cd5220-ascii': {
    ...generic,
    id: 'cd5220-ascii',
    name: 'CD5220 2 × 20',
    dialect: 'cd5220',
    encoding: 'ascii',
  },
  led8: {
    ...generic,
    id: 'led8',
    name: 'LED8 8 位數',
    dialect: 'led8',
    encoding: 'ascii',
    columns: led8Columns,
    baudRate: 2_400,
  },
};
