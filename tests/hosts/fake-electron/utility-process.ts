import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { ForkOptions } from 'electron';
import { refuseUnknownForkOptions } from './known-options.ts';

/** How long Electron lets a process end by itself before it makes an end of it. */
const REAP_AFTER_MS = 2_000;

/** Stands in for a `UtilityProcess`: a real Node beside this one, in which `process.parentPort` is there and IPC of Node's is not. */
export class FakeUtilityProcess extends EventEmitter {
  readonly stdout = null;
  readonly stderr = null;
  readonly #child: ChildProcess;
  #isRunning = false;
  #hasExited = false;

  constructor(modulePath: unknown, args: readonly string[] = [], options: ForkOptions = {}) {
    super();
    if (typeof modulePath !== 'string' || modulePath === '')
      throw new TypeError('Missing UtilityProcess entry script.');
    if (!Array.isArray(args)) throw new TypeError('Invalid args for UtilityProcess.');
    refuseUnknownForkOptions(options);
    this.#child = fork(join(import.meta.dirname, 'run-utility.ts'), [modulePath, ...args], {
      serialization: 'advanced',
      execArgv: options.execArgv ?? [],
      stdio: [...stdioOf(options.stdio), 'ipc'],
      ...(options.env === undefined ? {} : { env: { ...options.env } }),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    this.#child.once('spawn', () => {
      this.#isRunning = true;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', () => {});
    this.#child.once('exit', (code, signal) => {
      const tell = () => {
        this.#hasExited = true;
        // What waitpid says of a process that a signal has ended.
        this.emit('exit', signal === null ? code : constants.signals[signal]);
        this.#isRunning = false;
      };
      if (this.#child.connected) this.#child.once('disconnect', tell);
      else tell();
    });
  }

  /** Known from `spawn` until after `exit`. */
  get pid(): number | undefined {
    return this.#isRunning ? this.#child.pid : undefined;
  }

  postMessage(message: unknown): void {
    // Throws for what cannot be cloned; and like the real one it makes plain bytes of a Buffer.
    const cloned = structuredClone(message);
    if (this.#child.connected) this.#child.send({ cloned }, () => {});
  }

  kill(): boolean {
    if (this.#hasExited) return false;
    const reap = setTimeout(() => this.#child.kill('SIGKILL'), REAP_AFTER_MS);
    this.#child.once('exit', () => clearTimeout(reap));
    return this.#child.kill('SIGTERM');
  }
}

type Stdio = 'pipe' | 'ignore' | 'inherit';

function stdioOf(stdio: ForkOptions['stdio'] = 'inherit'): [Stdio, Stdio, Stdio] {
  const [stdin, stdout, stderr] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio];
  if (stdin !== 'ignore') throw new TypeError('stdin must be ignored');
  return ['ignore', known(stdout), known(stderr)];
}

function known(stdio: unknown): Stdio {
  // The till reads nothing of it, so the stand-in has no pipes.
  if (stdio === 'ignore' || stdio === 'inherit') return stdio;
  throw new TypeError(`stdio ${String(stdio)} is not stood in for`);
}
