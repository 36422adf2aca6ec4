// what-goes-wrong.md row 23: printer faults at every byte offset of a receipt. The sale is safe, the message is specific,
// a reprint is marked, and there is at most one original on paper.
// Method: engine, spool, hub, driver and virtual printer over a cable in memory, in time that the test moves. Every
// seventh byte in `npm test`; DAYBOOK_PRINTER_STEP=1 for every one.
import { afterEach, describe, expect, test } from 'vitest';
import { ReconnectingLink } from '../../drivers/link/reconnecting-link.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { MemoryWire } from '../../fixtures/simulators/memory-wire.ts';
import { VirtualPrinter } from '../../fixtures/simulators/virtual-printer.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { PaperBook } from '../../src-main/cli/torture/unplug/paper-book.ts';
import { openDrawerOnRequest } from '../../src-main/engine/drawer.ts';
import { HubPrinter } from '../../src-main/engine/hub/hub-printer.ts';
import { PrintSpool } from '../../src-main/engine/print-spool.ts';
import { ReceiptDesk } from '../../src-main/engine/receipt-desk.ts';
import { ManualTime } from '../drivers/support/time.ts';
import { OpenTill } from '../support/open-till.ts';

const STEP = Number(process.env.DAYBOOK_PRINTER_STEP ?? 7);
const profile = printerProfiles['generic-58'];
const glyphs = createGlyphSource();

/** A till, its spool and a printer on one cable. */
class PrintingTill {
  readonly till: OpenTill;
  readonly time = new ManualTime();
  readonly printer = new VirtualPrinter({ widthDots: profile.dots, glyphs, timers: this.time });
  readonly wire = new MemoryWire(this.printer);
  readonly paper = new PaperBook();
  readonly told: string[] = [];
  pulses = 0;
  readonly #hub: HubPrinter;
  readonly #spool: PrintSpool;
  readonly #stopDrawer: () => void;

  constructor(till: OpenTill) {
    this.till = till;
    const deps = { clock: this.time, timers: this.time, log: silentLogger };
    const link = this.wire.link('printer', deps, { backoff: { firstMs: 100, maxMs: 1_000 } });
    if (!(link instanceof ReconnectingLink)) throw new Error('a wire gives a link that opens again');
    const glyphs = createGlyphSource();
    const ports = {
      connect: () => {
        throw new Error('there is no port here');
      },
      list: async () => [],
      close: async () => {},
    };
    this.#hub = new HubPrinter({ link, connection: 'memory', profile, glyphs }, { ...deps, ports });
    const desk = new ReceiptDesk(till.store.database, { profile, glyphs });
    this.#spool = new PrintSpool({
      till: till.till,
      printer: this.#hub,
      ids: till.world.ids,
      log: silentLogger,
      render: (job) => desk.bytesOf(job, till.state),
    });
    this.#stopDrawer = openDrawerOnRequest(till.till, this.#hub, till.world.ids);
    this.printer.onPaper(({ text }) => this.paper.read(text));
    this.printer.schedule.watch(({ event }) => {
      if (event === 'kick') this.pulses += 1;
    });
    till.till.events.on((event) => {
      if (event.kind === 'refusal') this.told.push(event.refusal.code);
    });
  }

  async open(): Promise<void> {
    this.#hub.open();
    this.#spool.open();
    await this.time.advance(3_000);
  }

  /** One coffee for cash. */
  sell(): string {
    this.till.scan('47100183');
    const answer = this.till.payCash(50);
    if (!answer.ok) throw new Error(answer.error.code);
    return (answer.value as { receiptNumber: string }).receiptNumber;
  }

  /** As a person at the counter would: presses on, and says `choice` to every question. */
  async putRight(choice: 'reprint' | 'skip'): Promise<void> {
    for (let turn = 0; turn < 40 && this.till.state.printJobs.length > 0; turn += 1) {
      await this.time.advance(1_000);
      if (this.#hub.badge === 'fault') await this.#hub.recover();
      for (const { jobId, status } of this.till.state.printJobs)
        if (status === 'question') this.till.must({ kind: 'resolve-print', jobId, choice });
    }
    this.paper.read(this.printer.peek().text);
  }

  async end(): Promise<void> {
    this.#stopDrawer();
    const closing = this.#hub.close();
    await this.time.advance(5_000);
    await closing;
    await this.#spool.close();
    await this.till.end();
  }
}

let printing: PrintingTill | undefined;
afterEach(async () => {
  await printing?.end();
  printing = undefined;
});

async function openPrinting(): Promise<PrintingTill> {
  const till = await OpenTill.make();
  till.openShift();
  printing = new PrintingTill(till);
  await printing.open();
  return printing;
}

interface ByteFault {
  readonly name: string;
  /** Whether the job is lost and a person is asked, or the printer goes on by itself. */
  readonly isAsked: boolean;
  strike(printing: PrintingTill): void;
  mend(printing: PrintingTill): void;
}

const FAULTS: readonly ByteFault[] = [
  {
    name: 'power lost',
    isAsked: true,
    strike: ({ printer }) => printer.powerOff(),
    mend: ({ printer }) => printer.powerOn(),
  },
  {
    name: 'cable pulled',
    isAsked: true,
    strike: ({ wire }) => wire.unplug(),
    mend: ({ wire }) => wire.replug(),
  },
  {
    name: 'paper out',
    isAsked: false,
    strike: ({ printer }) => printer.takePaperOut(),
    mend: ({ printer }) => printer.loadPaper(),
  },
  {
    name: 'cover open',
    isAsked: false,
    strike: ({ printer }) => printer.openCover(),
    mend: ({ printer }) => printer.closeCover(),
  },
];

describe('a fault at every byte of a receipt', () => {
  for (const fault of FAULTS) {
    test(`${fault.name}: the sale is safe, the message specific, a reprint marked, at most one original`, async () => {
      const now = await openPrinting();
      // The length of a receipt, in bytes after its ESC @.
      let length = 0;
      const stopMeasuring = now.printer.schedule.watch((moment) => {
        if (moment.event === 'print') length = Math.max(length, moment.byte);
      });
      now.sell();
      await now.time.advance(2_000);
      stopMeasuring();
      expect(length).toBeGreaterThan(300);
      let asked = 0;
      for (let byte = 0; byte <= length; byte += STEP) {
        now.told.length = 0;
        let hasStruck = false;
        const stop = now.printer.schedule.watch((moment) => {
          if (hasStruck || moment.event !== 'print' || moment.byte < byte) return;
          hasStruck = true;
          fault.strike(now);
        });
        const receiptNumber = now.sell();
        await now.time.advance(3_000);
        stop();
        const where = `byte ${byte} of ${length}`;
        expect(hasStruck, where).toBe(true);
        fault.mend(now);
        const wasAsked = now.told.includes('print-interrupted');
        await now.putRight('reprint');
        if (fault.isAsked && byte < length) expect(wasAsked, where).toBe(true);
        if (!fault.isAsked) expect(wasAsked, where).toBe(false);
        asked += wasAsked ? 1 : 0;
        const on = now.paper.of(receiptNumber);
        expect(on.originals, where).toBeLessThanOrEqual(1);
        expect(on.reprints, where).toBe(wasAsked ? 1 : 0);
        // Somebody has a whole receipt in the hand.
        expect(on.wholeOriginals + on.wholeReprints, where).toBeGreaterThanOrEqual(1);
        now.printer.closeDrawer();
      }
      const sales = Math.floor(length / STEP) + 2;
      expect(now.till.store.database.prepare('SELECT count(*) AS n FROM sales').get()).toEqual({ n: sales });
      expect(asked).toBe(fault.isAsked ? asked : 0);
      expect(now.pulses).toBeLessThanOrEqual(sales);
    }, 180_000);
  }
});
