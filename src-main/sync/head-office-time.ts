/** One answer that told head office's time, and when it was asked for, by this machine. */
export interface TimeReading {
  readonly headOfficeNowMs: number;
  /** Wall clock when the answer came. */
  readonly receivedAtMs: number;
  /** Elapsed between question and answer. */
  readonly roundTripMs: number;
}

/** How far this machine's clock is from head office's, from the newest answer. */
export class HeadOfficeTime {
  #offsetMs: number | undefined;

  /** Head office's time less this machine's; `undefined` before the first answer. Good to half a round trip. */
  get offsetMs(): number | undefined {
    return this.#offsetMs;
  }

  observe(reading: TimeReading): void {
    this.#offsetMs = Math.round(reading.headOfficeNowMs - (reading.receivedAtMs - reading.roundTripMs / 2));
  }
}
