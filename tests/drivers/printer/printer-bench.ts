import { encodeReceipt } from '../../../drivers/printer/encode-receipt.ts';
import { createGlyphSource } from '../../../drivers/printer/glyph-source.ts';
import { PrinterDevice, type PrinterEvent } from '../../../drivers/printer/printer-device.ts';
import { type PrinterProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import type { ReceiptDocument } from '../../../drivers/printer/receipt-document.ts';
import { MemoryWire } from '../../../fixtures/simulators/memory-wire.ts';
import { VirtualPrinter, type VirtualPrinterOptions } from '../../../fixtures/simulators/virtual-printer.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { ManualTime } from '../support/time.ts';

export const glyphs = createGlyphSource();
export const profile: PrinterProfile = printerProfiles['generic-58'];

/** A receipt of a few lines, under 400 bytes, as text only, so that what was printed can be read. */
export const smallReceipt: ReceiptDocument = {
  blocks: [
    { kind: 'text', text: '信義松仁門市', align: 'center', size: 2, isBold: true },
    { kind: 'columns', left: '美式咖啡 中杯 熱', right: '45' },
    { kind: 'columns', left: '御飯糰 鮪魚', right: '32' },
    { kind: 'columns', left: '合計', right: '77', isBold: true },
    { kind: 'columns', left: '現金', right: '77' },
  ],
  cut: 'partial',
};
export const smallJob = encodeReceipt(smallReceipt, profile, glyphs);

export interface Bench {
  readonly time: ManualTime;
  readonly printer: VirtualPrinter;
  readonly wire: MemoryWire;
  readonly device: PrinterDevice;
  readonly events: PrinterEvent[];
  /** Prints and notes how often `onFirstByte` was awaited. */
  print(bytes?: Uint8Array): ReturnType<PrinterDevice['print']>;
  firstBytes(): number;
  /** The cable breaks after so many more bytes. */
  cutAfter(bytes: number): void;
  /** It is whole again. */
  mend(): void;
  /** Every byte that the printer has taken. */
  received(): Buffer;
  /** Texts of the papers that fell into the customer's hand. */
  papers(): string[];
}

/** A device over a cable in memory, with time in the test's hand. It has got in step with the printer already. */
export async function bench(
  options: Partial<VirtualPrinterOptions> & {
    /** How long an answer is on its way. */ readonly answerDelayMs?: number;
  } = {},
  printerProfile: PrinterProfile = profile,
): Promise<Bench> {
  const { answerDelayMs } = options;
  const time = new ManualTime();
  const printer = new VirtualPrinter({ widthDots: printerProfile.dots, glyphs, timers: time, ...options });
  const received: Uint8Array[] = [];
  let bytesUntilCut = Number.POSITIVE_INFINITY;
  const wire: MemoryWire = new MemoryWire({
    receive(bytes) {
      const passing = bytes.subarray(0, bytesUntilCut);
      const taken = printer.receive(passing);
      received.push(passing.slice(0, taken));
      bytesUntilCut -= taken;
      if (bytesUntilCut <= 0) wire.unplug();
      return taken;
    },
    onRoom: (listener) => printer.onRoom(listener),
    onSend: (listener) =>
      printer.onSend((bytes) => {
        if (answerDelayMs === undefined) listener(bytes);
        else time.after(answerDelayMs, () => listener(bytes));
      }),
    onPresence: (listener) => printer.onPresence(listener),
    get isPresent() {
      return printer.isPresent;
    },
  });
  const link = wire.link('printer', { timers: time, log: silentLogger });
  const device = new PrinterDevice(link, printerProfile, { clock: time, timers: time, log: silentLogger });
  const events: PrinterEvent[] = [];
  device.onEvent((event) => events.push(event));
  let firstBytes = 0;
  device.open();
  await time.advance(10);
  return {
    time,
    printer,
    wire,
    device,
    events,
    print: (bytes = smallJob.bytes) =>
      device.print(bytes, {
        onFirstByte: () => {
          firstBytes += 1;
          return Promise.resolve();
        },
      }),
    firstBytes: () => firstBytes,
    cutAfter(bytes) {
      bytesUntilCut = bytes;
      if (bytes <= 0) wire.unplug();
    },
    mend() {
      bytesUntilCut = Number.POSITIVE_INFINITY;
      wire.replug();
    },
    received: () => Buffer.concat(received),
    papers: () => printer.papers.map((paper) => paper.text),
  };
}
