import { type CodeReading, readCode } from '../../drivers/scanner/code-reading.ts';
import type { Gs1Elements } from '../../drivers/scanner/gs1-elements.ts';
import { gtinCheckDigit } from '../../drivers/scanner/gtin.ts';
import type { Measure, MeasureLayout } from '../../drivers/scanner/variable-measure.ts';
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/random.ts';
import type { Answer } from '../contract/views.ts';
import type { ScanFacts } from '../domain/cart/decide-cart.ts';
import { taipeiDate } from '../domain/civil-time.ts';
import type { ScanNews } from './devices.ts';
import { type ScanTest, testedCode, testedDamage, testedDouble } from './scan-test.ts';
import type { Till } from './till.ts';

export interface ScanDeskMeans {
  readonly till: Pick<Till, 'execute'>;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly scanTest: ScanTest;
  readonly inStoreLayouts: readonly MeasureLayout[];
}

/** The same code typed again sooner is the same sighting; as with other scanners. */
const DOUBLE_READ_MS = 250;

/** Where every code comes by, whoever read it: it is understood here, and goes to the sale or to the scanner test. */
export class ScanDesk {
  readonly #means: ScanDeskMeans;
  #lastTyped: { readonly code: string; readonly atMs: number } | undefined;

  constructor(means: ScanDeskMeans) {
    this.#means = means;
  }

  /** News of a scanner. */
  heard(news: ScanNews): void {
    const { till, ids, scanTest } = this.#means;
    if (news.kind === 'scan') {
      const { text, aimId, symbology } = news;
      const reading = this.#read({
        text,
        ...(aimId === undefined ? {} : { aimId }),
        ...(symbology === undefined ? {} : { symbology }),
      });
      if (scanTest.isOn) scanTest.record(testedCode(reading, news));
      else if (reading.kind !== 'scanner-answer')
        till.execute(
          ids.next(),
          { kind: 'scan', code: text, origin: 'scanner', facts: factsOf(reading) },
          false,
        );
      return;
    }
    if (scanTest.isOn) {
      scanTest.record(news.kind === 'double' ? testedDouble(news) : testedDamage(news));
      return;
    }
    till.execute(
      ids.next(),
      news.kind === 'double' ? { kind: 'double-scan' } : { kind: 'damaged-scan', length: news.length },
      false,
    );
  }

  /** A code typed by a person, or by a scanner that types. */
  entered(ask: {
    readonly commandId: string;
    readonly code: string;
    readonly origin: 'keys' | 'wedge';
    readonly aimId?: string;
  }): Answer {
    const { till, scanTest } = this.#means;
    const { commandId, code, origin } = ask;
    // With its identifier in front it reads as it would from any other scanner.
    const reading = this.#read({ text: `${ask.aimId ?? ''}${code}` });
    if (origin === 'wedge' && scanTest.isOn) {
      const raw = new TextEncoder().encode(code);
      scanTest.record(testedCode(reading, { source: 'wedge', text: code, raw, tookMs: 0 }));
      return { ok: true, value: {} };
    }
    // A scanner that types is believed no more than another.
    if (origin === 'wedge' && reading.kind === 'scanner-answer') return { ok: true, value: {} };
    if (origin === 'wedge' && reading.kind === 'damaged')
      return till.execute(commandId, { kind: 'damaged-scan', length: code.length });
    if (origin === 'wedge' && this.#isDoubleTyped(`${reading.aimId ?? ''}${reading.text}`))
      return till.execute(commandId, { kind: 'double-scan' });
    // An identifier that a typing scanner puts in front has done its work.
    const text = origin === 'wedge' ? reading.text : code;
    return till.execute(commandId, { kind: 'scan', code: text, origin, facts: factsOf(reading) });
  }

  /** Drivers see to it for the scanners they drive; the window decodes keys and knows nothing of sightings. */
  #isDoubleTyped(code: string): boolean {
    const atMs = this.#means.clock.monotonicMs();
    const last = this.#lastTyped;
    this.#lastTyped = { code, atMs };
    return last?.code === code && atMs - last.atMs < DOUBLE_READ_MS;
  }

  #read(scanned: Parameters<typeof readCode>[0]): CodeReading {
    const { clock, inStoreLayouts } = this.#means;
    const currentYear = Number(taipeiDate(clock.nowMs()).slice(0, 4));
    return readCode(scanned, { layouts: inStoreLayouts, currentYear });
  }
}

/** What the sale must know of a code besides its text. */
function factsOf(reading: CodeReading): ScanFacts {
  if (reading.kind === 'scanner-setting')
    return reading.setting === 'check-digit-dropped' ? { isTruncated: true } : { isAltered: true };
  if (reading.kind === 'in-store')
    return { labelItem: itemCodeOf(reading.measure), measured: measuredLabel(reading.measure) };
  if (reading.kind !== 'product') return {};
  const { gtin14, elements, symbology } = reading;
  const { lot, expiry, expiryTime, bestBefore = elements?.sellBy } = elements ?? {};
  const measured = measuredElements(elements);
  return {
    gtin14,
    ...(symbology === undefined ? {} : { isSymbologyKnown: true }),
    ...(measured === undefined ? {} : { measured }),
    ...(lot === undefined ? {} : { lot }),
    ...(expiry === undefined ? {} : { expiresOn: expiry }),
    ...(expiryTime === undefined ? {} : { expiresAt: expiryTime }),
    ...(bestBefore === undefined ? {} : { bestBefore }),
  };
}

/** Under which bar code the catalog has what an in-store label names: its layout's prefix and item, and no measure. */
function itemCodeOf({ prefix, item }: Measure): string {
  const body = `${prefix}${item}`.padEnd(12, '0');
  return `${body}${gtinCheckDigit(body)}`;
}

function measuredLabel({ kind, value }: Measure): NonNullable<ScanFacts['measured']> {
  switch (kind) {
    case 'price':
      return { kind: 'price', amount: value };
    case 'weight':
      return value === 0 ? { kind: 'unfit' } : { kind: 'weight', grams: value };
    case 'count':
      return { kind: 'count', pieces: value };
  }
}

/** AIs 310n, 320n, 392n, 393n, and 30 with more than one piece. The price, where it is there, is what the customer read. */
function measuredElements(elements: Gs1Elements | undefined): ScanFacts['measured'] {
  if (elements === undefined) return undefined;
  const { netWeightKg, netWeightPounds, price, count = 1 } = elements;
  if (price !== undefined) {
    // 901 is the New Taiwan dollar (ISO 4217).
    const amount = (price.currency ?? '901') === '901' ? scaled(price, 0) : undefined;
    return amount === undefined ? { kind: 'unfit' } : { kind: 'price', amount };
  }
  if (netWeightKg !== undefined) {
    const grams = scaled(netWeightKg, 3);
    return grams === undefined || grams === 0 ? { kind: 'unfit' } : { kind: 'weight', grams };
  }
  if (netWeightPounds !== undefined) return { kind: 'unfit' };
  return count === 1 ? undefined : { kind: 'count', pieces: count };
}

/** A number with decimals as a whole count of its 10^-`digits`; undefined where something would be left over. */
function scaled({ value, decimals }: { readonly value: number; readonly decimals: number }, digits: number) {
  if (decimals <= digits) return value * 10 ** (digits - decimals);
  const divisor = 10 ** (decimals - digits);
  return value % divisor === 0 ? value / divisor : undefined;
}
