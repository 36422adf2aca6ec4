import type { CodeReading } from '../../drivers/scanner/code-reading.ts';
import type { Clock } from '../base/clock.ts';
import type { DeviceReason, ScanTestRow } from '../contract/devices.ts';
import type { ScanNews } from './devices.ts';
import { reasonOf } from './hub/watched.ts';

const ROWS_KEPT = 20;
/** The screen asks every second; three that do not come mean that nobody looks any more. */
const KEPT_ON_MS = 3_500;
const SHOWN_CHARACTERS = 200;
const SHOWN_BYTES = 64;

/** A scan before it is a row: everything but number, time and how it is written out. */
export interface TestedScan extends Omit<ScanTestRow, 'number' | 'atMs' | 'shown' | 'hex' | 'length'> {
  readonly text: string;
  readonly raw: Uint8Array;
}

/** While it is on, scans go here instead of the sale, and a technician sees what arrives and how it was read. */
export class ScanTest {
  readonly #clock: Clock;
  #rows: readonly ScanTestRow[] = [];
  #onUntilMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOn(): boolean {
    return this.#clock.monotonicMs() < this.#onUntilMs;
  }

  /** Newest first. */
  get rows(): readonly ScanTestRow[] {
    return this.isOn ? this.#rows : [];
  }

  /** Begins, or goes on for a few seconds more. */
  keepOn(): void {
    if (!this.isOn) this.#rows = [];
    this.#onUntilMs = this.#clock.monotonicMs() + KEPT_ON_MS;
  }

  end(): void {
    this.#rows = [];
    this.#onUntilMs = Number.NEGATIVE_INFINITY;
  }

  record({ text, raw, ...scan }: TestedScan): void {
    this.#count += 1;
    const row: ScanTestRow = {
      ...scan,
      number: this.#count,
      atMs: this.#clock.nowMs(),
      shown: shown(text),
      hex: Buffer.from(raw.subarray(0, SHOWN_BYTES)).toString('hex').toUpperCase(),
      length: raw.length,
    };
    this.#rows = [row, ...this.#rows].slice(0, ROWS_KEPT);
  }
}

const CONTROL_NAMES: Readonly<Record<number, string>> = { 4: 'EOT', 9: 'TAB', 29: 'GS', 30: 'RS' };

/** Control characters by name, so that a separator that was lost is seen to be missing. */
function shown(text: string): string {
  const characters = [...text].slice(0, SHOWN_CHARACTERS);
  return characters.map(shownCharacter).join('');
}

function shownCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code !== 0x7f) return character;
  return `<${CONTROL_NAMES[code] ?? code.toString(16).toUpperCase().padStart(2, '0')}>`;
}

interface Arrived {
  readonly source: string;
  readonly text: string;
  readonly raw: Uint8Array;
  readonly tookMs: number;
}

/** A code and what the till makes of it. */
export function testedCode(reading: CodeReading, { source, text, raw, tookMs }: Arrived): TestedScan {
  return {
    source,
    text,
    raw,
    tookMs,
    aimId: reading.aimId ?? null,
    symbology: reading.symbology ?? null,
    readAs: reading.kind,
    parts: partsOf(reading),
    advice: adviceOn(reading),
  };
}

/** Something that was no whole code. */
export function testedDamage(news: Extract<ScanNews, { kind: 'damaged' }>): TestedScan {
  const { source, raw = new Uint8Array(), reason } = news;
  // Whatever is no ASCII is shown by the bytes below it.
  const text = [...raw].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '·')).join('');
  return { ...UNREAD, source, raw, text, readAs: 'damaged', advice: reasonOf(reason) };
}

/** The same code again, within the time in which it counts as one. */
export function testedDouble(news: Extract<ScanNews, { kind: 'double' }>): TestedScan {
  return { ...UNREAD, source: news.source, text: news.text, readAs: 'double', advice: null };
}

const UNREAD = { raw: new Uint8Array(), tookMs: 0, aimId: null, symbology: null, parts: [] } as const;

function adviceOn(reading: CodeReading): DeviceReason | null {
  if (reading.kind === 'scanner-setting') return reasonOf(reading.setting);
  return reading.kind === 'damaged' ? reasonOf(reading.reason) : null;
}

/** The parts by the names that windows know; elements of GS1 codes by their identifier. */
function partsOf(reading: CodeReading): ScanTestRow['parts'] {
  switch (reading.kind) {
    case 'product': {
      const addOn = reading.addOn === undefined ? [] : [{ name: 'add-on', text: reading.addOn }];
      if (reading.elements === undefined) return [{ name: 'gtin', text: reading.gtin14 }, ...addOn];
      return elementsOf(reading.elements);
    }
    case 'in-store': {
      const { item, kind, value } = reading.measure;
      return [
        { name: 'item', text: item },
        { name: kind, text: String(value) },
      ];
    }
    case 'gs1-data':
      return elementsOf(reading.elements);
    case 'coupon':
      return reading.elements === undefined ? [] : elementsOf(reading.elements);
    case 'add-on':
      return [{ name: 'add-on', text: reading.digits }];
    default:
      return [];
  }
}

function elementsOf({
  elements,
}: {
  readonly elements: readonly { readonly ai: string; readonly value: string }[];
}): ScanTestRow['parts'] {
  return elements.map(({ ai, value }) => ({ name: ai, text: value }));
}
