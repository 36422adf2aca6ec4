import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Emitter } from '../../base/emitter.ts';
import { runHost } from '../run-host.ts';

/** What the till's process has said of itself. */
export type TillNews =
  | { readonly window: string; readonly address?: string }
  | { readonly ready: true; readonly host: 'electron' | 'chromium' }
  | { readonly stopped: true; readonly wasKilled: boolean };

/** The till, in a process of its own, so that the workbench can really kill it. */
export class TillProcess {
  readonly #electron: string | undefined;
  readonly #argv: readonly string[];
  readonly news = new Emitter<TillNews>();
  #child: ChildProcess | undefined;
  #state: 'running' | 'starting' | 'stopped' = 'stopped';

  constructor(electron: string | undefined, argv: readonly string[]) {
    this.#electron = electron;
    this.#argv = argv;
  }

  get state(): 'running' | 'starting' | 'stopped' {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it, unless it runs. */
  start(): void {
    if (this.#child !== undefined) return;
    const child = runHost(this.#electron, [...this.#argv, '--json'], ['ignore', 'pipe', 'inherit']);
    this.#child = child;
    this.#state = 'starting';
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    }
    child.on('exit', (_code, signal) => {
      this.#child = undefined;
      this.#state = 'stopped';
      this.news.emit({ stopped: true, wasKilled: signal === 'SIGKILL' });
    });
  }

  /** Ends it at once, as a power cut would: SIGKILL, in the middle of whatever it is doing. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    await gone;
  }

  #hear(line: string): void {
    let news: unknown;
    try {
      news = JSON.parse(line);
    } catch {
      // Not for us: a warning of the runtime, say. It is told as it is.
      process.stderr.write(`${line}\n`);
      return;
    }
    if (typeof news !== 'object' || news === null) return;
    if ('ready' in news) this.#state = 'running';
    this.news.emit(news as TillNews);
  }
}
