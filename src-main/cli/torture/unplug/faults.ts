import type { SeededRandom } from '../../../../fixtures/world/test-world.ts';
import type { Dispose } from '../../../base/clock.ts';
import type { BenchDevice } from '../../../contract/workbench.ts';
import type { SimulatedCounter } from '../../demo/counter.ts';

/** One way in which a device fails, and how it is mended. */
interface Fault {
  readonly name: string;
  /** Whether its cable is pulled or its power lost. */
  readonly isUnplug?: true;
  strike(counter: SimulatedCounter, random: SeededRandom): Promise<void> | Armed | void;
  mend(counter: SimulatedCounter): Promise<void> | void;
}

/** A fault that waits for its moment. */
export interface Armed {
  readonly struck: Promise<void>;
  disarm(): void;
}

type PrinterSimulator = SimulatedCounter['simulators']['printer'];

const onPrinter = (
  name: string,
  strike: (printer: PrinterSimulator, random: SeededRandom) => void,
  mend: (printer: PrinterSimulator) => void,
): Fault => ({
  name,
  strike: ({ simulators }, random) => strike(simulators.printer, random),
  mend: ({ simulators }) => mend(simulators.printer),
});

/** The system's end of a serial line goes, as when a USB plug is pulled. */
const portGone = (device: BenchDevice): Fault => ({
  name: 'port-gone',
  isUnplug: true,
  strike: (counter) => counter.unplug(device),
  mend: (counter) => counter.plug(device),
});

/** The device's end goes; the pseudo-terminal follows by itself. */
const cableOut = (device: BenchDevice): Fault => ({
  name: 'cable-out',
  isUnplug: true,
  strike: async (counter) => void (await counter.simulator(device).unplug()),
  mend: async (counter) => void (await counter.simulator(device).replug()),
});

/** A quick thermal printer: a receipt takes a twentieth of a second, time enough to pull a cable. */
export const PRINTER_BYTES_PER_SECOND = 20_000;
const RECEIPT_BYTES = 900;
const CODE_BYTES = 14;

/** Waits for the next such moment of the device and strikes then, between two bytes. */
function atByte(
  device: 'scanner' | 'hid-scanner' | 'printer',
  { event, byte }: { readonly event: string; readonly byte: number },
  strike: (counter: SimulatedCounter) => void,
): (counter: SimulatedCounter) => Armed {
  return (counter) => {
    const { printer } = counter.simulators;
    const schedulable = device === 'printer' ? printer.schedule : counter.simulators[device];
    let disarm: Dispose = () => {};
    const struck = new Promise<void>((resolve) => {
      let hasStruck = false;
      disarm = schedulable.watch((moment) => {
        if (hasStruck || moment.event !== event || moment.byte < byte) return;
        hasStruck = true;
        strike(counter);
        resolve();
      });
    });
    return { struck, disarm };
  };
}

const midScan = (device: 'scanner' | 'hid-scanner'): Fault => ({
  name: 'cable-out-mid-scan',
  isUnplug: true,
  strike: (counter, random) =>
    atByte(
      device,
      { event: 'scan', byte: 1 + random.below(CODE_BYTES) },
      ({ simulators }) => void simulators[device].unplug(),
    )(counter),
  mend: ({ simulators }) => simulators[device].replug(),
});

const PRINTER_FAULTS: readonly Fault[] = [
  portGone('printer'),
  cableOut('printer'),
  {
    name: 'cable-out-mid-receipt',
    isUnplug: true,
    strike: (counter, random) =>
      atByte(
        'printer',
        { event: 'print', byte: random.below(RECEIPT_BYTES) },
        ({ simulators }) => void simulators.printer.unplug(random.below(2) === 0 ? 'reset' : 'close'),
      )(counter),
    mend: ({ simulators }) => simulators.printer.replug(),
  },
  {
    ...onPrinter(
      'power-off',
      (it) => it.powerOff(),
      (it) => it.powerOn(),
    ),
    isUnplug: true,
  },
  {
    name: 'power-off-mid-receipt',
    isUnplug: true,
    strike: (counter, random) =>
      atByte('printer', { event: 'print', byte: random.below(RECEIPT_BYTES) }, ({ simulators }) =>
        simulators.printer.powerOff(),
      )(counter),
    mend: ({ simulators }) => simulators.printer.powerOn(),
  },
  onPrinter(
    'paper-out',
    (it) => it.takePaperOut(),
    (it) => it.loadPaper(),
  ),
  onPrinter(
    'paper-out-mid-receipt',
    (it, random) => it.runOutAfterLines(1 + random.below(25)),
    (it) => it.loadPaper(),
  ),
  onPrinter(
    'paper-near-end',
    (it) => it.setPaperNearEnd(),
    (it) => it.loadPaper(),
  ),
  onPrinter(
    'cover-open',
    (it) => it.openCover(),
    (it) => it.closeCover(),
  ),
  onPrinter(
    'cutter-jam',
    (it) => it.jamCutter(),
    (it) => it.clearCutter(),
  ),
  onPrinter(
    'frozen',
    (it) => it.setFrozen(true),
    (it) => it.setFrozen(false),
  ),
  onPrinter(
    'stalled',
    (it) => it.setStalled(true),
    (it) => it.setStalled(false),
  ),
  onPrinter(
    'silent',
    (it) => it.setAnswering(false),
    (it) => it.setAnswering(true),
  ),
  onPrinter(
    'nonsense',
    (it) => it.setNonsense(true),
    (it) => it.setNonsense(false),
  ),
  onPrinter(
    'head-hot',
    (it) => it.setHeadHot(true),
    (it) => it.setHeadHot(false),
  ),
  onPrinter(
    'recoverable',
    (it) => it.setError('recoverable'),
    () => {},
  ),
  onPrinter(
    'drawer-stuck',
    (it) => it.setDrawerStuck(true),
    (it) => it.setDrawerStuck(false),
  ),
  onPrinter(
    'slow',
    (it, random) => it.setSpeed(1_000 + random.below(4_000)),
    (it) => it.setSpeed(PRINTER_BYTES_PER_SECOND),
  ),
];

const HALF_A_CODE = '4710000000000';

/** Everything that can happen to each device. */
export const FAULTS: Readonly<Record<BenchDevice, readonly Fault[]>> = {
  printer: PRINTER_FAULTS,
  scanner: [
    portGone('scanner'),
    cableOut('scanner'),
    midScan('scanner'),
    { name: 'half', strike: ({ simulators }) => simulators.scanner.halfFrame(HALF_A_CODE), mend: () => {} },
    { name: 'garbage', strike: ({ simulators }) => simulators.scanner.garbage(), mend: () => {} },
  ],
  'hid-scanner': [
    cableOut('hid-scanner'),
    midScan('hid-scanner'),
    {
      name: 'half',
      strike: ({ simulators }) => simulators['hid-scanner'].halfScan(HALF_A_CODE),
      mend: () => {},
    },
    { name: 'garbage', strike: ({ simulators }) => simulators['hid-scanner'].garbage(), mend: () => {} },
    {
      name: 'foreign-report',
      strike: ({ simulators }) => simulators['hid-scanner'].foreignReport(),
      mend: () => {},
    },
  ],
  pole: [
    portGone('pole'),
    cableOut('pole'),
    {
      name: 'power-off',
      isUnplug: true,
      strike: ({ simulators }) => simulators.pole.powerOff(),
      mend: ({ simulators }) => simulators.pole.powerOn(),
    },
    {
      name: 'frozen',
      strike: ({ simulators }) => simulators.pole.setFrozen(true),
      mend: ({ simulators }) => simulators.pole.setFrozen(false),
    },
    {
      name: 'stuck-mode',
      strike: ({ simulators }) => simulators.pole.trap('vertical-scroll'),
      mend: () => {},
    },
  ],
  scale: [
    portGone('scale'),
    cableOut('scale'),
    {
      name: 'power-off',
      isUnplug: true,
      strike: ({ simulators }) => simulators.scale.setPower(false),
      mend: ({ simulators }) => simulators.scale.setPower(true),
    },
    {
      name: 'garbage',
      strike: ({ simulators }) => simulators.scale.spoilNext('garbage', 3),
      mend: () => {},
    },
  ],
  terminal: [
    portGone('terminal'),
    cableOut('terminal'),
    {
      name: 'noise',
      strike: ({ simulators }, random) => simulators.terminal.noise(random.bytes(1 + random.below(20))),
      mend: () => {},
    },
  ],
};
