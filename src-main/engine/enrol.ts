import { readFileSync } from 'node:fs';
import type { Clock, Timers } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Payload } from '../domain/entries.ts';
import { backoffMs } from '../sync/backoff.ts';
import { enrol } from '../sync/enrolment.ts';
import { HeadOfficeTime } from '../sync/head-office-time.ts';
import type { TillKey } from '../sync/till-key.ts';
import type { TillConfiguration } from './configuration.ts';
import type { Enrolled, IdentityStore } from './identity.ts';

export interface EnrolOptions {
  readonly identity: IdentityStore;
  readonly headOffice: TillConfiguration['headOffice'];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

const RETRY = { baseMs: 500, capMs: 30_000 };

/**
 * The till's identity: the one it has, or on its first start the one head office gives it. Asks until it is answered,
 * always with the same key, so that a lost answer costs nothing. Resolves to undefined when `signal` ends the wait.
 */
export async function enrolUntilDone(options: EnrolOptions): Promise<Enrolled | undefined> {
  const { identity, headOffice, clock, timers, random, log, signal } = options;
  for (let attempt = 1; identity.enrolled === undefined && !signal.aborted; attempt += 1) {
    const certificatePem = readCertificate(headOffice.certificatePath);
    const { url: address, enrolmentCode, registerNumber } = headOffice;
    const answer = await enrol(
      {
        address,
        certificatePem,
        enrolmentCode,
        key: identity.key,
        ...(registerNumber === undefined ? {} : { registerNumber }),
      },
      { clock, timers, time: new HeadOfficeTime() },
    );
    if (signal.aborted) return undefined;
    if (answer.ok) return identity.keep(answer.value.till, answer.value);
    log.log('warn', 'this till is not enrolled yet', { problem: answer.error.kind, attempt });
    await pause(timers, backoffMs(attempt, RETRY, random), signal);
  }
  return identity.enrolled;
}

/** Empty where it cannot be read, which `enrol` tells as a bad certificate; it may be put there later. */
function readCertificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function pause(timers: Timers, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(delayMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}

/** The till's first entry: who it is in this life. */
export function enrolmentOf({ till }: Enrolled, key: TillKey): Payload<'till.enrolled'> {
  const { tillId, storeId, storeName, registerNumber, sellerTaxId, address } = till;
  return {
    tillId,
    storeId,
    storeName,
    registerNumber,
    ...(sellerTaxId === undefined ? {} : { sellerTaxId }),
    ...(address === undefined ? {} : { address }),
    publicKey: key.publicKey,
  };
}
