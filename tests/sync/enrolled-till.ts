import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import type { Clock } from '../../src-main/base/clock.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import { type Enrolment, enrol } from '../../src-main/sync/enrolment.ts';
import { HeadOfficeTime } from '../../src-main/sync/head-office-time.ts';
import { HTTPS_DEFAULTS, HttpsTransport } from '../../src-main/sync/https-transport.ts';
import { TillKey } from '../../src-main/sync/till-key.ts';
import { UPLINK_DEFAULTS, Uplink, type UplinkSettings } from '../../src-main/sync/uplink.ts';
import { issueCode } from '../head-office/office-harness.ts';
import { systemClock, systemRandom, systemTimers } from '../head-office/system-means.ts';
import { MemoryJournal, MemorySyncState } from './memory-journal.ts';

/** Waits are short, so that tests over real sockets are quick. */
export const QUICK: UplinkSettings = {
  ...UPLINK_DEFAULTS,
  backoff: { baseMs: 5, capMs: 20 },
  idleProbeMs: 60_000,
};

/** The sync side of one till, over real TLS to a real head office. */
export interface EnrolledTill {
  readonly enrolment: Enrolment;
  readonly key: TillKey;
  readonly time: HeadOfficeTime;
  readonly transport: HttpsTransport;
  readonly journal: MemoryJournal;
  readonly state: MemorySyncState;
  readonly makeUplink: (settings?: UplinkSettings) => Uplink;
}

export async function enrolTill(
  office: HeadOffice,
  options: {
    readonly registerNumber?: string;
    readonly clock?: Clock;
    readonly requestTimeoutMs?: number;
  } = {},
): Promise<EnrolledTill> {
  const clock = options.clock ?? systemClock;
  const time = new HeadOfficeTime();
  const key = TillKey.make(systemRandom);
  const enrolled = await enrol(
    {
      address: office.address,
      certificatePem: office.certificate.certificatePem,
      enrolmentCode: await issueCode(office, options.registerNumber),
      key,
    },
    { clock, timers: systemTimers, time },
  );
  if (!enrolled.ok) throw new Error(`not enrolled: ${JSON.stringify(enrolled.error)}`);
  const enrolment = enrolled.value;
  const { tillId, storeId } = enrolment.till;
  const transport = new HttpsTransport({
    address: new URL(enrolment.address),
    certificatesPem: enrolment.certificatesPem,
    tillId,
    key,
    clock,
    timers: systemTimers,
    time,
    settings: {
      ...HTTPS_DEFAULTS,
      requestTimeoutMs: options.requestTimeoutMs ?? HTTPS_DEFAULTS.requestTimeoutMs,
    },
  });
  const journal = new MemoryJournal(tillId);
  const state = new MemorySyncState();
  const means = { clock, timers: systemTimers, random: systemRandom, logger: silentLogger, time };
  const makeUplink = (settings = QUICK): Uplink =>
    new Uplink({ storeId, tillId, transport, journal, state, ...means, settings });
  return { enrolment, key, time, transport, journal, state, makeUplink };
}

/** Resolves when the uplink's state is as wanted; fails after `limitMs`, naming the state it was in. */
export function until(
  uplink: Uplink,
  isWanted: (state: Uplink['state']) => boolean,
  limitMs = 25_000,
): Promise<Uplink['state']> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      stop();
      reject(new Error(`not within ${limitMs} ms: ${JSON.stringify(uplink.state)}`));
    }, limitMs);
    const look = (state: Uplink['state']): void => {
      if (!isWanted(state)) return;
      clearTimeout(deadline);
      stop();
      resolve(state);
    };
    const stop = uplink.onState(look);
    look(uplink.state);
  });
}

/** Starts the uplink, waits until the whole journal is acknowledged, and stops it. */
export async function drain(uplink: Uplink): Promise<void> {
  uplink.start();
  await until(uplink, (state) => state.backlog === 0 && state.kind === 'online');
  await uplink.stop();
}
