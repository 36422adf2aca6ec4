import { isoDay } from '../i18n/format.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';

/** GS, ASCII 29, which ends an element of variable length (GS1 General Specifications, 7.8). */
export const GS = '\u001d';
/** How a person writes and reads it here. */
export const GS_WRITTEN = '{GS}';

/** Symbology identifiers that can be put before a code (ISO/IEC 15424); '' leaves it to the scanner. */
export const AIM_CHOICES = [
  { aim: '', label: 'bench.codes.aimNone' },
  { aim: ']E0', label: 'bench.codes.aimEan' },
  { aim: ']A0', label: 'bench.codes.aimCode39' },
  { aim: ']A4', label: 'bench.codes.aimCode39Full' },
  { aim: ']C0', label: 'bench.codes.aimCode128' },
  { aim: ']C1', label: 'bench.codes.aimGs1128' },
  { aim: ']d2', label: 'bench.codes.aimGs1DataMatrix' },
  { aim: ']Q1', label: 'bench.codes.aimQr' },
] as const satisfies readonly { readonly aim: string; readonly label: WorkbenchPlainKey }[];

/** What the special codes are made of. */
export interface CodeGround {
  /** A product of the shop, as its barcode says it. */
  readonly productCode: string;
  /** Wall time, UTC milliseconds; the day is that of Taipei. */
  readonly nowMs: number;
}

/** A code that a counter meets and that is hard to type. */
export interface SpecialCode {
  readonly id: string;
  readonly label: WorkbenchPlainKey;
  /** Presses it together with Alt and Shift. */
  readonly letter: string;
  readonly aim: string;
  readonly textOf: (ground: CodeGround) => string;
}

const DAY_MS = 86_400_000;

/** YYMMDD of the day in Taipei, `days` from now. Taiwan has no daylight saving time. */
function sixDigits(nowMs: number, days: number): string {
  return isoDay(nowMs + days * DAY_MS)
    .slice(2)
    .replaceAll('-', '');
}

function gtin14({ productCode }: CodeGround): string {
  return productCode.padStart(14, '0');
}

export const SPECIAL_CODES: readonly SpecialCode[] = [
  {
    id: 'carrier',
    label: 'bench.codes.carrier',
    letter: 'Q',
    aim: ']A0',
    textOf: () => '/ABC+123',
  },
  {
    // Code 39 Full ASCII makes one `!` of `/A` (ISO/IEC 16388).
    id: 'carrier-damaged',
    label: 'bench.codes.carrierDamaged',
    letter: 'W',
    aim: ']A4',
    textOf: () => '!BC+123',
  },
  {
    id: 'expires-tomorrow',
    label: 'bench.codes.expiresTomorrow',
    letter: 'E',
    aim: ']d2',
    textOf: (ground) => `01${gtin14(ground)}17${sixDigits(ground.nowMs, 1)}10LOT7${GS}21S42`,
  },
  {
    id: 'expired',
    label: 'bench.codes.expired',
    letter: 'R',
    aim: ']d2',
    textOf: (ground) => `01${gtin14(ground)}17${sixDigits(ground.nowMs, -1)}10LOT7${GS}21S42`,
  },
  {
    id: 'best-before',
    label: 'bench.codes.bestBefore',
    letter: 'T',
    aim: ']d2',
    textOf: (ground) => `01${gtin14(ground)}15${sixDigits(ground.nowMs, -1)}10LOT7${GS}21S42`,
  },
  {
    // Without its GS the lot swallows what follows and is longer than the twenty characters that it may have.
    id: 'lost-separators',
    label: 'bench.codes.lostSeparators',
    letter: 'Y',
    aim: ']d2',
    textOf: (ground) => `01${gtin14(ground)}10LOT000004217${sixDigits(ground.nowMs, 1)}21SERIAL0042`,
  },
  {
    // Prefix 28, item 54321, 0.375 kg (peripherals.md 1.7).
    id: 'weight-label',
    label: 'bench.codes.weightLabel',
    letter: 'U',
    aim: ']E0',
    textOf: () => '2854321003756',
  },
  {
    // 76 characters, more than one HID report holds (peripherals.md 1.2).
    id: 'long-qr',
    label: 'bench.codes.longQr',
    letter: 'I',
    aim: ']Q1',
    textOf: () => 'https://id.example.tw/01/04710018000003/10/LOT7/21/S42?17=261231&3103=001250',
  },
];

/** What a person typed, with `{GS}` as the separator that it stands for. */
export function fromWritten(text: string): string {
  return text.replaceAll(GS_WRITTEN, GS);
}

/** A code for people to read. */
export function toWritten(text: string): string {
  return text.replaceAll(GS, GS_WRITTEN);
}
