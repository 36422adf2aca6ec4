import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMPILE_CACHE = new URL('../../node_modules/.cache/node-compile-cache', import.meta.url);

/** A process of the tests' own, told from by lines. */
export class Child {
  readonly process: ChildProcess;
  readonly lines: string[] = [];
  #stderr = '';
  readonly #closed: Promise<unknown>;
  #onLine: () => void = () => {};

  /** @param script a TypeScript file; `prefix` a program that starts it, strace say. */
  constructor(script: URL, args: readonly string[], prefix: readonly string[] = []) {
    const [program = '', ...rest] = [...prefix, process.execPath, fileURLToPath(script), ...args];
    // Half of a child's start is reading the sources; one that ended in order leaves that work to the next.
    const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(COMPILE_CACHE) };
    this.process = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.#closed = once(this.process, 'close');
    const { stdout, stderr } = this.process;
    stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    if (stdout === null) throw new Error('the child talks to nobody');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#onLine();
    });
  }

  /** Resolves when so many lines have come; rejects with what the child complained of if it ends before. */
  async untilLines(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (this.lines.length >= count) resolve();
      };
      this.#onLine();
    });
    const ended = this.#closed.then(() => {
      if (this.lines.length < count) throw new Error(`the child ended early: ${this.#stderr}`);
    });
    await Promise.race([enough, ended]);
  }

  /** Ends it at whatever it is doing, and waits until it is gone and its last line has been read. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#closed;
  }

  /** Waits for its own end; its exit code. */
  async ended(): Promise<{ readonly code: number | null; readonly stderr: string }> {
    await this.#closed;
    return { code: this.process.exitCode, stderr: this.#stderr };
  }
}
