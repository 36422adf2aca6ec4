import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { type BenchTill, LINES } from './bench-till.ts';
import { barcodeOf } from './catalog.ts';
import type { PlainCatalog, PlainLog } from './plain-tables.ts';

/** What a step of selling took, and the payloads it put into the journal. */
export interface Sold {
  readonly ms: number;
  readonly payloads: readonly string[];
}

/** Rings up articles from all over the catalog, always the same ones in the same order. */
export class Seller {
  readonly #till: BenchTill;
  readonly #articles: number;
  readonly #random = new SeededRandom(7);
  #lines = 0;

  constructor(till: BenchTill, articles: number) {
    this.#till = till;
    this.#articles = articles;
  }

  /** Number of the next article to be scanned. */
  #next(): number {
    return this.#random.below(this.#articles);
  }

  /** One scan of an article; after ten the cart is voided, outside of what is measured. */
  scan(): Sold & { readonly item: number } {
    const item = this.#next();
    const seq = this.#till.seq;
    const ms = this.#till.scan(item);
    const payloads = this.#till.payloadsAfter(seq);
    this.#lines += 1;
    if (this.#lines === LINES) {
      this.#till.voidCart();
      this.#lines = 0;
    }
    return { ms, payloads, item };
  }

  /** Rings up ten articles and measures what finishing them takes. */
  sell(): Sold {
    for (let line = 0; line < LINES; line += 1) this.#till.scan(this.#next());
    const seq = this.#till.seq;
    const ms = this.#till.finish();
    const payloads = this.#till.payloadsAfter(seq);
    this.#till.settle();
    return { ms, payloads };
  }
}

/** The floor under a scan: the article looked up, and what the till wrote put on disk. */
export function plainScan(
  catalog: PlainCatalog,
  log: PlainLog,
  scanned: { readonly item: number; readonly payloads: readonly string[] },
): number {
  const barcode = barcodeOf(scanned.item);
  const startedMs = machineClock.monotonicMs();
  catalog.find(barcode);
  const foundMs = machineClock.monotonicMs() - startedMs;
  return foundMs + log.put(scanned.payloads);
}
