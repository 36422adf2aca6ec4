/** How often a sale's receipt stands on paper. */
export interface OnPaper {
  /** Heads of originals, whether the rest followed or not. */
  readonly originals: number;
  readonly wholeOriginals: number;
  /** The same for those marked 補印. */
  readonly reprints: number;
  readonly wholeReprints: number;
}

const NONE: OnPaper = { originals: 0, wholeOriginals: 0, reprints: 0, wholeReprints: 0 };

/**
 * Reads what came out of the printer: which sale each receipt is of, whether it says that it is a reprint, and whether
 * it is whole. One piece of paper may hold several, where a printer lost its power and went on after it.
 */
export class PaperBook {
  readonly #sales = new Map<string, OnPaper>();
  #nameless = 0;

  /** Receipts that broke off before their number. */
  get nameless(): number {
    return this.#nameless;
  }

  read(paper: string): void {
    const [, ...receipts] = paper.split('交易明細');
    for (const receipt of receipts) {
      const number = /序號 (\S+)/.exec(receipt)?.[1];
      if (number === undefined) {
        this.#nameless += 1;
        continue;
      }
      const isReprint = receipt.startsWith('（補印）');
      const whole = receipt.includes('謝謝光臨') ? 1 : 0;
      const before = this.of(number);
      this.#sales.set(
        number,
        isReprint
          ? { ...before, reprints: before.reprints + 1, wholeReprints: before.wholeReprints + whole }
          : { ...before, originals: before.originals + 1, wholeOriginals: before.wholeOriginals + whole },
      );
    }
  }

  of(receiptNumber: string): OnPaper {
    return this.#sales.get(receiptNumber) ?? NONE;
  }

  /** Every sale of which there is paper. */
  get receiptNumbers(): readonly string[] {
    return [...this.#sales.keys()];
  }

  sum(what: keyof OnPaper): number {
    return [...this.#sales.values()].reduce((sum, each) => sum + each[what], 0);
  }
}
