import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Result } from '../../base/result.ts';
import { err, ok } from '../../base/result.ts';
import type { WindowKind } from '../../contract/windows.ts';

/** How a window introduces itself: see `contract/bridge-wire.ts`. */
export interface Introduction {
  readonly key?: string | undefined;
  readonly session: string;
}

/** Why a window is not let in. `used-key` deserves a loud log line: somebody else has opened what was a window's. */
export type AccessRefusal = 'unknown' | 'used-key';

interface Access {
  readonly kind: WindowKind;
  readonly keyDigest: Buffer;
  /** Undefined until the key was used. */
  sessionDigest: Buffer | undefined;
}

export interface WindowAccessOptions {
  /** Keys stay good: whoever comes with one takes the place of the window before. For addresses that a person opens. */
  readonly isReopenable: boolean;
  /** For development alone: the key of every kind, the same at each start. */
  readonly fixedKey?: string | undefined;
}

/**
 * Who may come in as which kind of window. A key of 256 bits opens windows of one kind, and at any time one of them. On
 * first contact it is swapped for a session, a secret of the window's own making, with which the same window may return
 * after a reload or a lost connection. Only digests are kept, and they are compared in constant time.
 */
export class WindowAccess {
  readonly #accesses = new Map<WindowKind, Access>();
  readonly #isReopenable: boolean;
  readonly #fixedKey: string | undefined;

  constructor({ isReopenable, fixedKey }: WindowAccessOptions) {
    this.#isReopenable = isReopenable;
    this.#fixedKey = fixedKey;
  }

  /** Makes the key for a new window of this kind. The one before, and the window that it let in, are forgotten. */
  mint(kind: WindowKind): string {
    const key =
      this.#fixedKey === undefined ? randomBytes(32).toString('base64url') : `${this.#fixedKey}-${kind}`;
    this.#accesses.set(kind, { kind, keyDigest: digest(key), sessionDigest: undefined });
    return key;
  }

  /** Lets a window in, or not. A key that was swapped opens again for that same session only, unless it is reopenable. */
  admit({ key, session }: Introduction): Result<WindowKind, AccessRefusal> {
    const access = key === undefined ? this.#find('sessionDigest', session) : this.#find('keyDigest', key);
    if (access === undefined) return err('unknown');
    const sessionDigest = digest(session);
    const isAnew = key !== undefined && this.#isReopenable;
    const held = (isAnew ? undefined : access.sessionDigest) ?? sessionDigest;
    access.sessionDigest = held;
    return timingSafeEqual(held, sessionDigest) ? ok(access.kind) : err('used-key');
  }

  /** Compares with every access whatever it finds, so that the time taken tells nothing. */
  #find(by: 'keyDigest' | 'sessionDigest', secret: string): Access | undefined {
    const wanted = digest(secret);
    let found: Access | undefined;
    for (const access of this.#accesses.values()) {
      const own = access[by];
      if (own !== undefined && timingSafeEqual(own, wanted)) found = access;
    }
    return found;
  }
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
