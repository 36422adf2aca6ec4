import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** One line that a host tells with `--json` (`src-main/hosts/announce.ts`). */
export interface Announced {
  readonly window?: string;
  readonly address?: string;
  readonly ready?: boolean;
  readonly host?: string;
}

export interface HostProcessOptions {
  /** A script and its arguments, for the Node that runs this. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take to be ready. */
  readonly deadlineMs?: number;
}

/** A host in a process of its own, as whoever started it sees it. */
export class HostProcess {
  readonly process: ChildProcess;
  readonly announced: Announced[] = [];
  /** Resolves to the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #complaints: string[] = [];
  readonly #deadlineMs: number;
  readonly #ready = Promise.withResolvers<void>();

  constructor({ args, env = {}, deadlineMs = 25_000 }: HostProcessOptions) {
    this.#deadlineMs = deadlineMs;
    this.process = spawn(process.execPath, [...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its windows are opened by tests, wherever these run.
      env: { ...process.env, ...env },
    });
    this.ended = new Promise((resolve) =>
      this.process.once('exit', (code, signal) => resolve(code ?? signal ?? 0)),
    );
    this.#ready.promise.catch(() => {});
    createInterface({ input: this.process.stdout as Readable }).on('line', (line) => this.#hear(line));
    createInterface({ input: this.process.stderr as Readable }).on('line', (line) =>
      this.#complaints.push(line),
    );
    void this.ended.then((code) =>
      this.#ready.reject(new Error(`the host ended with ${code}\n${this.complaints}`)),
    );
  }

  /** What it said on standard error. */
  get complaints(): string {
    return this.#complaints.join('\n');
  }

  /** Resolves when the host says that it is ready; rejects when it ends before, or takes too long. */
  async ready(): Promise<void> {
    const timer = setTimeout(
      () => this.#ready.reject(new Error(`the host is not ready in time\n${this.complaints}`)),
      this.#deadlineMs,
    );
    try {
      await this.#ready.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it as an operating system does: a request, then the end. */
  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 8_000);
    await this.ended;
    clearTimeout(timer);
  }

  #hear(line: string): void {
    // Whatever else is printed there is not ours.
    if (!line.startsWith('{')) return;
    const announced = JSON.parse(line) as Announced;
    this.announced.push(announced);
    if (announced.ready === true) this.#ready.resolve();
  }
}
