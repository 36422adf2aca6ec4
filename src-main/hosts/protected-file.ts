import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Why a secret is not to be had. None of these mends itself: a technician must look. */
export type SecretFault =
  | 'exposed' // others can read the file, or change its folder
  | 'damaged' // it is not what was written
  | 'unprotected-machine'; // the system offers no place that others cannot read

/** A secret cannot be read or made. The message names the file and never the secret. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly fault: SecretFault;

  constructor(message: string, options: ErrorOptions & { readonly fault: SecretFault }) {
    super(message, options);
    this.fault = options.fault;
  }
}

const largestBytes = 4096;
const isWindows = process.platform === 'win32';

/**
 * Reads a file that nobody but the till's account can read.
 * @returns its content, or undefined where there is none.
 * @throws SecretError `exposed` when its mode, owner or folder would let others read or replace it, or when it is a
 * link; `damaged` when it is longer than a secret is. On Windows the folder's access list is the installer's.
 */
export function readProtectedFile(path: string): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (isWindows ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (hasCode(error, 'ELOOP'))
      throw new SecretError(`${path} is a link`, { fault: 'exposed', cause: error });
    throw error;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > largestBytes)
      throw new SecretError(`${path} is no secret file`, { fault: 'damaged' });
    if (!isWindows) {
      if ((stats.mode & 0o077) !== 0)
        throw new SecretError(`${path} can be read by others: chmod 600`, { fault: 'exposed' });
      if (stats.uid !== process.getuid?.())
        throw new SecretError(`${path} belongs to another account`, { fault: 'exposed' });
      refuseExposedFolder(dirname(path));
    }
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Makes a file that only the till's account can read, durably, and never over one that is there: written beside,
 * synced, linked to its name, folder synced. Of two processes at their first start one wins.
 * @returns false when the file was there already.
 */
export function createProtectedFile(path: string, content: string | Uint8Array): boolean {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isWindows) refuseExposedFolder(folder);
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(beside, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    unlinkSync(beside);
  }
  if (!isWindows) {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  }
  return true;
}

/** Whoever may write to the folder can put another file in the place of ours. */
function refuseExposedFolder(folder: string): void {
  if ((lstatSync(folder).mode & 0o022) !== 0) {
    throw new SecretError(`${folder} can be written to by others: chmod 700`, { fault: 'exposed' });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
