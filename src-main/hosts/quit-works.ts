import type { Dispose } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { describeError } from './call-desk.ts';

const longestWaitMs = 10_000;

/** What must be done before the process ends. Runs once, however often it is asked to. */
export class QuitWorks {
  readonly #log: Logger;
  #works: (() => Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(work: () => Promise<void>): Dispose {
    this.#works = [work, ...this.#works];
    return () => {
      this.#works = this.#works.filter((one) => one !== work);
    };
  }

  /** Starts all works and resolves when they are done, or after 10 seconds: a stuck device must not hold the machine. */
  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    const { promise: deadline, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), longestWaitMs);
    const all = Promise.all(this.#works.map((work) => this.#runOne(work)));
    if ((await Promise.race([all, deadline])) === 'late')
      this.#log.log('error', 'not everything ended in time');
    clearTimeout(timer);
  }

  async #runOne(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The others must still have their turn, and the process ends all the same.
      this.#log.log('error', 'work before the end failed', { error: describeError(error) });
    }
  }
}
