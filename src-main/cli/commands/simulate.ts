import { Command, InvalidArgumentError, Option } from 'commander';
import { hidReportProfileIds } from '../../../drivers/scanner/hid-report.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';
import {
  type DeviceName,
  DeviceSettings,
  POLE_DIALECTS,
  PRINTER_WIDTHS,
  SCALE_DIALECTS,
  TERMINAL_LAYOUTS,
} from '../simulate/devices.ts';
import { type News, newsText } from '../simulate/news.ts';
import { RunningSimulator } from '../simulate/run-simulator.ts';

interface SimulateFlags {
  readonly tcp: number;
  readonly dialect?: string;
  readonly pty?: string;
  readonly schedule?: string;
  readonly draw?: string;
  readonly json?: true;
  readonly untilStdinEnds?: true;
  readonly everyMoment?: true;
}

/** Longer than anyone runs one. */
const ALIVE_MS = 2 ** 31 - 1;

const HELP = `
A simulated device speaks the bytes of the real one, so any till can be pointed at it, ours or another company's. It
stands on a TCP port of this machine (127.0.0.1) and, with --pty, behind a serial port that appears at that path. It
serves one till at a time. It runs until Ctrl+C, SIGTERM or "quit" on standard input.

Standard input takes one command a line, an act of the device with its parameters as JSON; "help" lists the acts:
  scan {"text":"4710018000003"}
  unplug
A line that is wrong is answered with a sentence and changes nothing.

--schedule lets faults happen by themselves, at a byte of an event or at a time: docs/simulators.md tells the language,
docs/fault-schedule.schema.json is its JSON Schema, examples are in fixtures/simulators/schedules.

With --json, standard output has one line for each thing that happens. The first is
  {"kind":"ready","device","host","port","pid","path"}
and then {"kind":"connection","isConnected"}, {"kind":"moment","event","nth"}, {"kind":"paper","number","text","files"},
{"kind":"drawer","isOpen"}, {"kind":"display","rows"}, {"kind":"charge","charge"}, {"kind":"fault",…}, for each command
{"kind":"done","act"} or {"kind":"problem","problem"}, and at the end {"kind":"ended"}.

Exit code 0: ended when told to. 1: the port, the serial port or the folder could not be had. 2: the command line or
the schedule is malformed; nothing was started.

In a CI job (started without npm, which would not pass the signal on):
  ./node_modules/.bin/node src-main/cli/daybook.ts simulate printer --tcp 9100 --draw papers --json < /dev/null > printer.log &
  printer=$!
  until grep -q '"ready"' printer.log; do sleep 0.1; done
  …the till under test prints to 127.0.0.1:9100…
  kill $printer; grep -q 合計 papers/0001.txt
`;

/** What makes one device differ from the others on the command line. */
interface DeviceLine {
  readonly name: DeviceName;
  readonly about: string;
  readonly example: string;
  readonly options: readonly Option[];
}

const draws = (what: string) => new Option('--draw <folder>', what);

const DEVICES: readonly DeviceLine[] = [
  {
    name: 'scanner',
    about: 'a serial bar code scanner',
    example: 'daybook simulate scanner --pty /tmp/scanner',
    options: [],
  },
  {
    name: 'hid-scanner',
    about: 'a HID POS scanner, whose input reports travel over TCP',
    example: 'daybook simulate hid-scanner --tcp 7001 --profile zebra',
    options: [
      new Option('--profile <maker>', 'whose reports it sends')
        .choices(hidReportProfileIds)
        .default('honeywell'),
    ],
  },
  {
    name: 'printer',
    about: 'an ESC/POS receipt printer with a cash drawer',
    example:
      'daybook simulate printer --tcp 9100 --draw papers --schedule fixtures/simulators/schedules/printer-paper-out.json',
    options: [
      new Option('--width <dots>', 'printable width: 384 for 58 mm paper, 576 or 512 for 80 mm')
        .choices(PRINTER_WIDTHS)
        .default('576'),
      draws('write each paper there as NNNN.png and NNNN.txt'),
    ],
  },
  {
    name: 'pole',
    about: 'a customer display of two rows, or a price pole',
    example: 'daybook simulate pole --pty /tmp/pole --dialect cd5220 --draw display',
    options: [
      new Option('--dialect <name>', 'which commands it obeys').choices(POLE_DIALECTS).default('epson'),
      draws('keep there what it shows as pole.png and pole.txt'),
    ],
  },
  {
    name: 'scale',
    about: 'a counter scale',
    example: 'daybook simulate scale --pty /tmp/scale --dialect cas-type6',
    options: [new Option('--dialect <name>', 'how it talks').choices(SCALE_DIALECTS).default('mettler-8217')],
  },
  {
    name: 'terminal',
    about: 'a card terminal with a cardholder and a bank',
    example: 'daybook simulate terminal --tcp 7002 --layout nccc400 --cardholder-seconds 5',
    options: [
      new Option('--layout <name>', 'how its messages are laid out')
        .choices(TERMINAL_LAYOUTS)
        .default('nccc400-simulator'),
      new Option('--cardholder-seconds <seconds>', 'how long the cardholder takes')
        .argParser(secondsOf)
        .default(2),
    ],
  },
];

/** `daybook simulate`: one simulated device, for any till. */
export function simulateCommand(): Command {
  const simulate = new Command('simulate')
    .description('stand one simulated device on a port, for any till to use')
    .addHelpText('after', HELP);
  for (const { name, about, example, options } of DEVICES) {
    const command = simulate
      .command(name)
      .description(about)
      .addOption(new Option('--tcp <port>', '0 for any that is free').argParser(portOf).default(0));
    // HID is no serial line, and no kernel in CI can be asked for a HID device.
    if (name !== 'hid-scanner')
      command.option('--pty <path>', 'make a serial port appear there too (needs the program socat)');
    command
      .option('--schedule <file>', 'faults to let happen, as JSON')
      .option('--json', 'tell what happens as lines of JSON')
      .option('--until-stdin-ends', 'end too when standard input does')
      .option('--every-moment', 'tell also the events that a till causes by merely looking after the device');
    for (const option of options) command.addOption(option);
    command
      .addHelpText(
        'after',
        `\nExample:\n  ${example}\n\n"daybook simulate --help" tells what all devices share.`,
      )
      .action((flags: SimulateFlags) => simulateDevice(name, flags));
  }
  return simulate;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds > 600) throw new InvalidArgumentError('From 0 to 600.');
  return seconds;
}

async function simulateDevice(name: DeviceName, flags: SimulateFlags): Promise<void> {
  const isJson = flags.json === true;
  const tell = (news: News) => {
    if (isJson) process.stdout.write(`${JSON.stringify(news)}\n`);
    else if (news.kind === 'problem') process.stderr.write(`${newsText(news)}\n`);
    else process.stdout.write(`${newsText(news)}\n`);
  };
  const started = await RunningSimulator.start(
    {
      name,
      settings: settingsOf(name, flags),
      port: flags.tcp,
      path: flags.pty,
      schedulePath: flags.schedule,
      folder: flags.draw,
      tellsChatter: flags.everyMoment === true,
    },
    { clock: machineClock, timers: machineTimers, tell },
  );
  if (!started.ok) {
    process.stderr.write(`daybook simulate ${name}: ${started.error.problem}\n`);
    process.exitCode = started.error.kind === 'malformed' ? 2 : 1;
    return;
  }
  await untilToldToEnd(started.value, flags.untilStdinEnds === true);
  await started.value.stop();
}

function settingsOf(name: DeviceName, flags: SimulateFlags): DeviceSettings {
  const { dialect, ...others } = flags;
  const dialects = { pole: { poleDialect: dialect }, scale: { scaleDialect: dialect } };
  return DeviceSettings.parse({ ...others, ...(name === 'pole' || name === 'scale' ? dialects[name] : {}) });
}

/** Waits for Ctrl+C, SIGTERM, `quit` and, if that is wanted, the end of standard input. */
async function untilToldToEnd(simulator: RunningSimulator, isInputEndEnough: boolean): Promise<void> {
  // A device whose cable is pulled has neither a port nor a timer that would keep the program alive.
  const alive = setInterval(() => {}, ALIVE_MS);
  await new Promise<void>((resolve) => {
    let isEnding = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isEnding) process.exit(130);
        isEnding = true;
        resolve();
      });
    }
    void simulator.obeyAll(process.stdin).then((why) => {
      if (why === 'quit' || isInputEndEnough) resolve();
    });
  });
  clearInterval(alive);
  process.stdin.destroy();
}
