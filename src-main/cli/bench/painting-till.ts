import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { z } from 'zod';
import { SAMPLE_PIN } from '../../../fixtures/catalog/sample-store.ts';
import { assert } from '../../base/assert.ts';
import { silentLogger } from '../../base/log.ts';
import { tillChannels } from '../../contract/channels.ts';
import { createChromiumHost } from '../../hosts/chromium/chromium-host.ts';
import { startTill } from '../../hosts/compose-till.ts';
import type { Host, WindowRequestHandler } from '../../hosts/host.ts';
import type { RunningTill } from '../../hosts/start-till.ts';
import type { LocalHeadOffice } from '../open-head-office.ts';
import { CASHIER } from './bench-people.ts';

/** What the bench looks at of the cashier's view. */
const Seen = z.looseObject({
  screen: z.string(),
  operators: z.array(z.unknown()),
  cart: z.looseObject({ saleId: z.string(), lines: z.array(z.unknown()) }).nullable(),
  catalog: z.looseObject({ products: z.number() }),
  badges: z.looseObject({ scanner: z.string() }),
});
type Seen = z.infer<typeof Seen>;

const READY_MS = 30_000;

/**
 * A whole till on the Chromium host, put together as the product does it. It stands between the host and the till only
 * to see what windows are shown and to call what a window calls.
 */
export class PaintingTill {
  readonly #host: Host;
  #running: RunningTill | undefined;
  #ask: WindowRequestHandler | undefined;
  #view: Seen | undefined;
  #lookers: (() => void)[] = [];
  /** Opens the cashier's window, once. */
  address = '';

  private constructor(host: Host) {
    this.#host = host;
  }

  static async start(options: {
    readonly folder: string;
    readonly rendererFolder: string;
    readonly headOffice: LocalHeadOffice;
    readonly scannerPath: string;
  }): Promise<PaintingTill> {
    const { folder, rendererFolder, headOffice, scannerPath } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { url, certificatePath, enrolmentCode } = headOffice;
    const configPath = join(folder, 'till.json');
    const scanner = { link: { kind: 'serial', path: scannerPath, baudRate: 38_400 }, duplicateWindowMs: 0 };
    writeFileSync(
      configPath,
      JSON.stringify({
        version: 1,
        headOffice: { url, certificatePath, enrolmentCode },
        devices: { scanner },
        reconnectBaseMs: 100,
      }),
    );
    const host = await createChromiumHost({
      channels: tillChannels,
      dataFolder: folder,
      rendererFolder,
      log: silentLogger,
      announce: () => {},
      onEnded: () => {},
    });
    const till = new PaintingTill(host);
    till.#running = await startTill(till.#between(), { configPath, log: silentLogger });
    await till.#openForSelling();
    return till;
  }

  #between(): Host {
    const host = this.#host;
    return {
      ...host,
      onCommand: (handler) => {
        this.#ask = handler;
        host.onCommand(handler);
      },
      publish: (kind, topic, message) => {
        host.publish(kind, topic, message);
        if (kind !== 'cashier' || topic !== 'view') return;
        this.#view = Seen.parse(message);
        for (const look of this.#lookers) look();
      },
      openWindow: async (kind) => {
        const address = await host.openWindow(kind);
        if (kind === 'cashier') this.address = address ?? '';
        return address;
      },
    };
  }

  async #openForSelling(): Promise<void> {
    await this.#until((view) => view.screen === 'sign-in' && view.operators.length > 0);
    await this.#until((view) => view.catalog.products > 0 && view.badges.scanner === 'ok');
    await this.#call('session:sign-in', { operatorId: CASHIER.operatorId, pin: SAMPLE_PIN });
    await this.#call('shift:open', { float: 3_000 });
    await this.#until((view) => view.screen === 'sell');
  }

  /** Empties the cart, as a cashier does who starts again. */
  async voidCart(): Promise<void> {
    const saleId = this.#view?.cart?.saleId;
    if (saleId !== undefined) await this.#call('cart:void', { saleId });
  }

  async #call(channel: string, input: Readonly<Record<string, unknown>>): Promise<void> {
    assert(this.#ask !== undefined, 'the till takes calls');
    const answer = await this.#ask('cashier', channel, { commandId: v7(), ...input });
    assert(answer.ok, `${channel} is carried out: ${JSON.stringify(answer)}`);
  }

  #until(holds: (view: Seen) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => {
        reject(new Error(`the till did not get there in ${READY_MS} ms: ${JSON.stringify(this.#view)}`));
      }, READY_MS);
      const look = () => {
        if (this.#view === undefined || !holds(this.#view)) return;
        clearTimeout(lost);
        this.#lookers = this.#lookers.filter((each) => each !== look);
        resolve();
      };
      this.#lookers.push(look);
      look();
    });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    await this.#host.quit();
  }
}
