import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the tests on PostgreSQL are left out on purpose. */
export const isPostgresSkipped = process.env.DAYBOOK_SKIP_POSTGRES === '1';

const PACKAGES = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 30_000;

/** A PostgreSQL of its own: fresh data, a socket in its folder and no port, fsync on. */
export class PostgresCluster {
  readonly #server: ChildProcess;
  readonly #folder: string;

  private constructor(server: ChildProcess, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  /** @throws with a sentence when PostgreSQL is not installed or does not start. */
  static async start(): Promise<PostgresCluster> {
    const bin = findBinaries();
    const folder = mkdtempSync(join(tmpdir(), 'daybook-postgres-'));
    // PostgreSQL refuses to run as root.
    const account = process.getuid?.() === 0 ? accountOf('postgres') : {};
    if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
    const data = join(folder, 'data');
    const made = ['-D', data, '-U', 'daybook', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(bin, 'initdb'), made, { ...account, cwd: folder, stdio: 'pipe' });
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'fsync=on',
      'max_connections=40',
    ];
    const server = spawn(
      join(bin, 'postgres'),
      ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const cluster = new PostgresCluster(server, folder);
    try {
      await readiness(server);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** @param options as `-c` takes them, for each connection. */
  connectionString(options = ''): string {
    const query = new URLSearchParams({ host: this.#folder, ...(options === '' ? {} : { options }) });
    return `postgres://daybook@/postgres?${query}`;
  }

  async stop(): Promise<void> {
    if (this.#server.exitCode === null && this.#server.signalCode === null) {
      const gone = new Promise((resolve) => this.#server.once('exit', resolve));
      // SIGINT is PostgreSQL's fast shutdown: connections are ended, data is written.
      this.#server.kill('SIGINT');
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function findBinaries(): string {
  const versions = existsSync(PACKAGES) ? readdirSync(PACKAGES) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  const bin = join(PACKAGES, newest ?? '', 'bin');
  if (newest === undefined || !existsSync(join(bin, 'initdb'))) {
    throw new Error(
      `PostgreSQL is not installed (${PACKAGES}/*/bin/initdb): install the package postgresql, or set DAYBOOK_SKIP_POSTGRES=1 to leave these tests out.`,
    );
  }
  return bin;
}

function accountOf(name: string): { readonly uid?: number; readonly gid?: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function readiness(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const deadline = setTimeout(
      () => reject(new Error(`PostgreSQL did not start:\n${said}`)),
      START_TIMEOUT_MS,
    );
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(deadline);
      resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      clearTimeout(deadline);
      reject(new Error(`PostgreSQL ended at once:\n${said}`));
    });
  });
}
