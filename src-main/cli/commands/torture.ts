import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { TillService } from '../../engine/till-service.ts';
import { openHeadOffice } from '../open-head-office.ts';
import { codecsCommand } from '../torture/fuzz-command.ts';
import { killRun } from '../torture/kill-run.ts';
import { type HeadOfficeAddress, openTortureTill } from '../torture/open-torture-till.ts';
import { sellOn } from '../torture/selling-loop.ts';
import { unplugCommand } from '../torture/unplug/unplug-command.ts';

interface LoopFlags {
  readonly dir: string;
  readonly headOffice?: string;
  readonly certificate?: string;
  readonly code?: string;
  readonly sales?: string;
}

interface KillFlags {
  readonly kills: string;
  readonly dir?: string;
  readonly json?: true;
}

/** `daybook torture`: shows that nothing acknowledged is lost or doubled, however the till ends, and that no bytes harm it. */
export function tortureCommand(): Command {
  const torture = new Command('torture').description(
    'sell as fast as possible, be killed, be fed garbage, and lose nothing',
  );
  torture
    .command('loop')
    .description('sell for ever against a folder; one JSON line on standard output per acknowledged sale')
    .requiredOption('--dir <folder>', 'the till’s folder; made on the first run')
    .option('--head-office <url>', 'send to this head office too; needs --certificate and --code')
    .option('--certificate <path>', 'head office’s certificate')
    .option('--code <code>', 'enrolment code')
    .option('--sales <count>', 'end in order after this many')
    .addHelpText(
      'after',
      `
A line {"sale","saleId","receiptNumber","due","seq"} is written after the sale is on disk and before the next begins:
kill the process from outside at any moment, and every whole line must be found once in the journal
("daybook journal export --data <folder>"). Without --head-office the till enrols with one of its own inside the
folder on its first run and then sells offline.`,
    )
    .action((flags: LoopFlags) => loop(flags));
  torture
    .command('kill')
    .description(
      'kill a selling till at random moments, then compare what it acknowledged with its journal and head office',
    )
    .requiredOption('--kills <count>', 'how many times')
    .option('--dir <folder>', 'work there and keep it (default: a temporary folder, removed afterwards)')
    .option('--json', 'print {"kills","acknowledged","lost","doubled","damaged"}')
    .addHelpText(
      'after',
      '\nExit code 0 only if nothing was lost, doubled or damaged. A kill takes about a second.',
    )
    .action((flags: KillFlags) => kill(flags));
  torture.addCommand(codecsCommand());
  torture.addCommand(unplugCommand());
  return torture;
}

async function loop(flags: LoopFlags): Promise<void> {
  mkdirSync(flags.dir, { recursive: true, mode: 0o700 });
  const sales = flags.sales === undefined ? Number.POSITIVE_INFINITY : Number(flags.sales);
  if (Number.isNaN(sales)) throw new Error(`--sales ${flags.sales}: a whole number`);
  const named = namedHeadOffice(flags);
  const own = named === undefined ? await openHeadOffice(join(flags.dir, 'head-office')) : undefined;
  let service: TillService;
  try {
    service = await openTortureTill(flags.dir, named ?? own ?? never());
  } finally {
    // Its own head office has done what it was for: the till is enrolled and stocked, or cannot be opened at all.
    await own?.office.close();
  }
  let isOver = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (isOver = true));
  let sold = 0;
  await sellOn(
    service.till,
    () => service.cashierView().journal.entries,
    () => isOver || sold++ >= sales,
  );
  await service.stop();
}

function namedHeadOffice(flags: LoopFlags): HeadOfficeAddress | undefined {
  const { headOffice: url, certificate: certificatePath, code: enrolmentCode } = flags;
  if (url === undefined) return undefined;
  if (certificatePath === undefined || enrolmentCode === undefined) {
    throw new Error('--head-office needs --certificate and --code');
  }
  return { url, certificatePath, enrolmentCode };
}

function never(): never {
  throw new Error('a head office is named or its own');
}

async function kill(flags: KillFlags): Promise<void> {
  const kills = Number(flags.kills);
  if (!Number.isSafeInteger(kills) || kills < 1)
    throw new Error(`--kills ${flags.kills}: a whole number from 1`);
  const folder = flags.dir ?? mkdtempSync(join(tmpdir(), 'daybook-kill-'));
  try {
    const report = await killRun({ kills, folder }, (done, acknowledged) => {
      if (flags.json !== true || process.stderr.isTTY) {
        process.stderr.write(`${done}/${kills} kills, ${acknowledged} sales acknowledged\r`);
      }
    });
    const isClean = report.lost === 0 && report.doubled === 0 && report.damaged === 0;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(report)}\n`
        : `\n${report.acknowledged} sales acknowledged over ${report.kills} kills: ${report.lost} lost, ${report.doubled} doubled, ${report.damaged} damaged.\n`,
    );
    process.exitCode = isClean ? 0 : 1;
  } finally {
    if (flags.dir === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
