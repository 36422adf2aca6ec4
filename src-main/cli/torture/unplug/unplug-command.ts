import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { machineRandom } from '../../../hosts/machine-world.ts';
import { unplugRun } from './unplug-run.ts';

interface UnplugFlags {
  readonly sales: string;
  readonly seed?: string;
  readonly pace: string;
  readonly dir?: string;
  readonly json?: true;
}

const MAX_SEED = 2 ** 32;

/** `daybook torture unplug`: sells while cables are pulled, and compares the books. */
export function unplugCommand(): Command {
  return new Command('unplug')
    .description(
      'sell while devices are unplugged, emptied, jammed and frozen at random, then compare the books',
    )
    .requiredOption('--sales <count>', 'how many sales')
    .option(
      '--seed <number>',
      'decides what is sold and what breaks; a new one unless told, and always printed',
    )
    .option('--pace <factor>', 'how many times as fast as the wall’s the devices’ time runs', '5')
    .option('--dir <folder>', 'work there and keep it (default: a temporary folder, removed afterwards)')
    .option('--json', 'print the whole account as one JSON object')
    .addHelpText(
      'after',
      `
Everything at the simulated counter is there: scanners on a serial line and as HID, printer with drawer, pole, scale and
card terminal. Exit code 0 only if nothing was lost, doubled or damaged and no pulse strayed. The same seed breaks the
same things in the same order; at which byte depends on the machine. A sale takes about half a second.`,
    )
    .action((flags: UnplugFlags) => unplug(flags));
}

async function unplug(flags: UnplugFlags): Promise<void> {
  const sales = whole('--sales', flags.sales, 1);
  const seed = flags.seed === undefined ? anySeed() : whole('--seed', flags.seed, 0) % MAX_SEED;
  const pace = whole('--pace', flags.pace, 1);
  const folder = flags.dir ?? mkdtempSync(join(tmpdir(), 'daybook-unplug-'));
  process.stderr.write(`seed ${seed}\n`);
  try {
    const report = await unplugRun({ sales, seed, folder, pace }, (sold) => {
      if (process.stderr.isTTY) process.stderr.write(`${sold}/${sales} sales\r`);
    });
    const { lost, doubled, damaged, strayPulses, unplugs, faults } = report;
    const isClean = lost + doubled + damaged + strayPulses === 0;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(report)}\n`
        : `${report.sales} sales, ${faults} faults, ${unplugs} of them cables and power: ${lost} lost, ${doubled} doubled, ${damaged} damaged, ${strayPulses} stray pulses.\n`,
    );
    process.exitCode = isClean ? 0 : 1;
  } finally {
    if (flags.dir === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function whole(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${flag} ${text}: a whole number from ${least}`);
  return value;
}

function anySeed(): number {
  return Buffer.from(machineRandom.bytes(4)).readUInt32BE();
}
