import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readEntry } from '../../domain/entries.ts';
import type { JournalRow } from '../../domain/entry.ts';
import { openReadable, openWritable } from '../../store/connection.ts';
import { JournalRows } from '../../store/journal.ts';
import { lockFolder } from '../../store/lock.ts';
import { digestViews, rebuildViews } from '../../store/rebuild.ts';
import { journalPath } from '../../store/store.ts';
import { createViews } from '../../store/views.ts';

interface FolderFlag {
  readonly data: string;
  readonly json?: true;
}

/** `daybook journal`: proof, copy and repair of what a till has written. */
export function journalCommand(): Command {
  const journal = new Command('journal').description('check, copy out or rebuild what a till has written');
  journal
    .command('verify')
    .description('walk the whole chain and check the file; changes nothing, also beside a running till')
    .requiredOption('--data <folder>', 'the till’s folder')
    .option('--json', 'print {"ok","entries","brokenAt","problem"}')
    .addHelpText(
      'after',
      '\nExit code 0: every entry is what it was when it was written. 1: it is not, and where.',
    )
    .action((flags: FolderFlag) => verify(flags));
  journal
    .command('export')
    .description('print the entries, one JSON line each')
    .requiredOption('--data <folder>', 'the till’s folder')
    .option('--after <seq>', 'only entries after this one', '0')
    .action((flags: FolderFlag & { readonly after: string }) => exportEntries(flags));
  journal
    .command('rebuild')
    .description('drop every view and write it again from the journal; the till must not be running')
    .requiredOption('--data <folder>', 'the till’s folder')
    .option('--json', 'print {"ok","entries","isSame","before","after"}')
    .addHelpText(
      'after',
      '\nSays whether the views are the same as before, byte for byte. The journal is only read.',
    )
    .action((flags: FolderFlag) => rebuild(flags));
  return journal;
}

function verify(flags: FolderFlag): void {
  const path = existingJournal(flags.data);
  if (path === undefined) return;
  const report = inspect(path);
  if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else if (report.ok)
    process.stdout.write(`${report.entries} entries, each as it was written. 日記帳驗證無誤。\n`);
  else {
    const where = report.brokenAt === null ? '' : ` at entry ${report.brokenAt}`;
    process.stdout.write(
      `The journal is damaged${where}: ${report.problem}. ${report.entries} entries before it are sound.\n` +
        '日記帳有損壞。請保留檔案，找技術人員。\n',
    );
  }
  process.exitCode = report.ok ? 0 : 1;
}

interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly brokenAt: number | null;
  readonly problem: string | null;
}

function inspect(path: string): VerifyReport {
  try {
    const database = openReadable(path);
    try {
      const walked = new JournalRows(database).verify();
      if (walked.brk !== null) {
        return { ok: false, entries: walked.checked, brokenAt: walked.brk.seq, problem: walked.brk.problem };
      }
      const file = String(database.pragma('integrity_check', { simple: true }));
      const ok = file === 'ok';
      return { ok, entries: walked.checked, brokenAt: null, problem: ok ? null : `the file: ${file}` };
    } finally {
      database.close();
    }
  } catch (error) {
    return {
      ok: false,
      entries: 0,
      brokenAt: null,
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

function exportEntries(flags: FolderFlag & { readonly after: string }): void {
  const path = existingJournal(flags.data);
  if (path === undefined) return;
  const after = Number(flags.after);
  if (!Number.isSafeInteger(after) || after < 0) {
    fail(`--after ${flags.after}: a whole number from 0`);
    return;
  }
  const database = openReadable(path);
  try {
    for (const row of new JournalRows(database).iterateAfter(after)) process.stdout.write(`${line(row)}\n`);
  } finally {
    database.close();
  }
}

/** A row with its payload opened up, so that other programs need not parse twice. */
function line(row: JournalRow): string {
  return JSON.stringify({ ...row, payload: readEntry(row).payload });
}

function rebuild(flags: FolderFlag): void {
  const path = existingJournal(flags.data);
  if (path === undefined) return;
  const lock = lockFolder(join(flags.data, 'till.lock'));
  if (!lock.ok) {
    fail('The till is running on this folder. End it first. 收銀機正在使用這個資料夾。');
    return;
  }
  const database = openWritable(path);
  try {
    createViews(database);
    const before = digestViews(database);
    const entries = rebuildViews(database, (done) => process.stderr.write(`${done} entries\r`));
    const after = digestViews(database);
    const report = { ok: true, entries, isSame: before === after, before, after };
    if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      const verdict = report.isSame
        ? 'the same as before, byte for byte'
        : 'different from before: they had been wrong';
      process.stdout.write(`Views written again from ${entries} entries: ${verdict}.\n`);
    }
  } finally {
    database.close();
    lock.value.release();
  }
}

function existingJournal(folder: string): string | undefined {
  const path = journalPath(folder);
  if (existsSync(path)) return path;
  fail(`There is no journal in ${folder}. 這個資料夾沒有日記帳。`);
  return undefined;
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}
