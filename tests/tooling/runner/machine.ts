import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something outside npm that a stage of `npm test` needs, and the Debian package that brings it. */
export interface Program {
  readonly name: string;
  readonly debianPackage: string;
  /** What it is for, as the end of "It is needed …". */
  readonly why: string;
  isThere(): boolean;
}

/** The absolute path of the first of `names` that PATH knows. */
function onPath(...names: readonly string[]): string | undefined {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
  return undefined;
}

/** Where the system's Chromium is, if anywhere: Debian's first, since its version is the one we are made for. */
export function findChromium(): string | undefined {
  return (
    ['/usr/bin/chromium'].find((path) => existsSync(path)) ??
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
  );
}

export const chromium: Program = {
  name: 'Chromium',
  debianPackage: 'chromium',
  why: 'to show the windows in browser tests',
  isThere: () => findChromium() !== undefined,
};

export const chineseFonts: Program = {
  name: 'Noto Sans CJK',
  debianPackage: 'fonts-noto-cjk',
  why: 'so that Chinese on screen is not a row of boxes',
  isThere: () => globSync('/usr/share/fonts/**/NotoSansCJK*').length > 0,
};

export const socat: Program = {
  name: 'socat',
  debianPackage: 'socat',
  why: 'to make the pseudo-terminals that stand in for serial cables',
  isThere: () => onPath('socat') !== undefined,
};

export const postgresql: Program = {
  name: 'PostgreSQL',
  debianPackage: 'postgresql',
  why: 'to test the reference head office on its real database',
  isThere: () => globSync('/usr/lib/postgresql/*/bin/initdb').length > 0 || onPath('initdb') !== undefined,
};

export const strace: Program = {
  name: 'strace',
  debianPackage: 'strace',
  why: 'to see that the kernel is asked for an fsync before anybody is told "done"',
  isThere: () => onPath('strace') !== undefined,
};

/** How packages are installed here. */
export interface Apt {
  /** What comes before `apt-get`: nothing for root, sudo where it asks no password; undefined where neither works. */
  readonly prefix: readonly string[] | undefined;
  /** Runs a command, its complaints shown; true if it went well. */
  run(command: readonly string[]): boolean;
}

function systemApt(): Apt {
  const run = ([program = '', ...args]: readonly string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  };
  if (onPath('apt-get') === undefined) return { prefix: undefined, run };
  if (process.getuid?.() === 0) return { prefix: [], run };
  const sudo = ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'];
  const maySudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return { prefix: maySudo ? sudo : undefined, run };
}

/**
 * Installs the Debian packages of what is missing, where this machine has apt and lets us.
 * @param say gets each sentence for the person at the screen.
 * @returns the programs that are still missing; each has been told of, with what to do about it.
 */
export function installMissing(
  programs: readonly Program[],
  say: (line: string) => void,
  apt: Apt = systemApt(),
): readonly Program[] {
  const missing = programs.filter((program) => !program.isThere());
  if (missing.length === 0) return [];
  const packages = missing.map((program) => program.debianPackage);
  if (apt.prefix === undefined) {
    say('Nothing can be installed here: that takes apt-get, and root or sudo without a password.');
  } else {
    say(`Installing ${packages.join(', ')} with apt-get, since this machine lacks them.`);
    const isFresh = apt.run([...apt.prefix, 'apt-get', 'update', '--quiet']);
    if (!isFresh) say('apt-get update failed; trying with the list of packages at hand.');
    const install = ['apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', ...packages];
    if (!apt.run([...apt.prefix, ...install])) say('apt-get install failed; see its words above.');
  }
  const remaining = missing.filter((program) => !program.isThere());
  for (const program of remaining) {
    say(`${program.name} is missing. It is needed ${program.why}.`);
    say(`  On Debian: sudo apt-get install ${program.debianPackage}`);
  }
  return remaining;
}
