import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../../src-main/hosts/host.ts';
import type { RunningTill, StartTillOptions } from '../../../src-main/hosts/start-till.ts';

/** A call that came through. */
export interface StandInCall {
  readonly from: string;
  readonly channel: string;
  readonly input: unknown;
}

/** As little of a till as a host can be tried with: two windows, a view of how often it was called, an echo. */
export class StandInTill implements RunningTill {
  readonly calls: StandInCall[] = [];
  isStopped = false;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A `StartTill`. With the configuration `broken` it does not start. */
  static async startFor(host: Host, { configPath }: StartTillOptions): Promise<StandInTill> {
    if (configPath?.endsWith('broken') === true) throw new Error('the configuration is broken');
    const till = new StandInTill(host);
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
    writeFileSync(join(this.#host.paths.data, 'stopped-in-order'), '');
  }

  async #answer(call: StandInCall) {
    this.calls.push(call);
    if (call.channel === 'echo:fail') throw new Error('a bug with details');
    this.#host.publish('cashier', 'view', { calls: this.calls.length });
    return { ok: true, value: call.input } as const;
  }
}
