import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { type Pty, startPtyPair } from '../../../fixtures/simulators/pty.ts';
import { machineTimers } from '../../hosts/machine-world.ts';
import { CannotMeasure } from './bench.ts';

/** A cable between two pseudo-terminals: a scanner's end, which is written to, and the end that a till opens. */
export class SerialLine {
  /** The till's end. */
  readonly path: string;
  readonly #pty: Pty;
  readonly #scanner: number;

  private constructor(path: string, pty: Pty, scanner: number) {
    this.path = path;
    this.#pty = pty;
    this.#scanner = scanner;
  }

  /** @throws CannotMeasure where no pseudo-terminals can be made. */
  static async open(path: string): Promise<SerialLine> {
    const scannerPath = `${path}-scanner`;
    const pty = await startPtyPair({ path, otherPath: scannerPath, timers: machineTimers });
    if (!pty.ok) {
      throw new CannotMeasure(
        pty.error.kind === 'no-socat' ? 'socat is not installed' : `no serial line: ${pty.error.detail}`,
      );
    }
    return new SerialLine(path, pty.value, openSync(scannerPath, constants.O_RDWR | constants.O_NOCTTY));
  }

  /** The scanner reads a code: its bytes are in the kernel when this returns. */
  scan(code: string): void {
    writeSync(this.#scanner, `${code}\r`);
  }

  async close(): Promise<void> {
    closeSync(this.#scanner);
    await this.#pty.stop();
  }
}
