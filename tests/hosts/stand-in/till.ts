import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../../../drivers/link/ports.ts';
import { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { processPorts } from '../../../drivers/ports/process-ports.ts';
import type { Host } from '../../../src-main/hosts/host.ts';
import { machineClock, machineTimers } from '../../../src-main/hosts/machine-world.ts';
import type { RunningTill, StartTillOptions } from '../../../src-main/hosts/start-till.ts';

/** A call that came through. */
export interface StandInCall {
  readonly from: string;
  readonly channel: string;
  readonly input: unknown;
}

/**
 * As little of a till as a host can be tried with: two windows, a view of how often it was called, an echo; and where a
 * configuration names a serial port, what comes from there.
 */
export class StandInTill implements RunningTill {
  readonly calls: StandInCall[] = [];
  isStopped = false;
  readonly #host: Host;
  #ports: Ports | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A `StartTill`. With the configuration `broken` it does not start. */
  static async startFor(host: Host, { configPath, log }: StartTillOptions): Promise<StandInTill> {
    if (configPath?.endsWith('broken') === true) throw new Error('the configuration is broken');
    const till = new StandInTill(host);
    if (configPath !== undefined) till.#listen(configPath, log);
    host.onCommand((from, channel, input) => till.#answer({ from, channel, input }));
    host.publish('cashier', 'view', { calls: 0 });
    host.publish('customer', 'view', { due: 0 });
    await host.secrets.masterKey();
    await host.openWindow('cashier');
    await host.openWindow('customer');
    return till;
  }

  /** Leaves a file, so that a test in another process can see that the end was in order. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.#ports?.close();
    writeFileSync(join(this.#host.paths.data, 'stopped-in-order'), '');
  }

  /** Writes to a file what comes from the port, and how its link is, so that a test in another process can see it. */
  #listen(configPath: string, log: StartTillOptions['log']): void {
    const { path } = JSON.parse(readFileSync(configPath, 'utf8')) as { readonly path: string };
    const deps = { clock: machineClock, timers: machineTimers, log };
    this.#ports = processPorts({ start: () => this.#host.startPortProcess(), deps });
    const connect = this.#ports.connect({ kind: 'serial', path, baudRate: 9_600 });
    const link = new ReconnectingLink('port', connect, deps, { backoff: { firstMs: 20, maxMs: 100 } });
    const heard = join(this.#host.paths.data, 'heard');
    link.onState(({ status }) => appendFileSync(heard, `${status}\n`));
    link.onData((bytes) => appendFileSync(heard, bytes));
    link.open();
  }

  async #answer(call: StandInCall) {
    this.calls.push(call);
    if (call.channel === 'echo:fail') throw new Error('a bug with details');
    this.#host.publish('cashier', 'view', { calls: this.calls.length });
    return { ok: true, value: call.input } as const;
  }
}
