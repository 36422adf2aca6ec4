import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../base/log.ts';
import { TillConfiguration } from '../../engine/configuration.ts';
import { TillService } from '../../engine/till-service.ts';
import { openKeyFile } from '../../hosts/chromium/key-file.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import { instantDevices } from './instant-devices.ts';

/** Where a torture till's head office is. */
export interface HeadOfficeAddress {
  readonly url: string;
  readonly certificatePath: string;
  readonly enrolmentCode: string;
}

const ENROL_TIMEOUT_MS = 30_000;

/** Opens a whole till on `folder` with instant devices, and waits until it is enrolled and has the sample shop. */
export async function openTortureTill(folder: string, headOffice: HeadOfficeAddress): Promise<TillService> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const configuration = TillConfiguration.parse({
    version: 1,
    headOffice,
    sync: { retryBaseMs: 50, retryCapMs: 500, pollMs: 1_000 },
  });
  const started = TillService.start({
    configuration,
    folder,
    masterKey: await openKeyFile(join(folder, 'keys', 'master-key')).masterKey(),
    devices: instantDevices(),
    clock: machineClock,
    timers: machineTimers,
    ids: machineIds,
    random: machineRandom,
    log: silentLogger,
    program: 'daybook torture',
    host: 'none',
  });
  if (!started.ok) throw new Error(`the till's folder cannot be sold from: ${started.error.kind}`);
  const service = started.value;
  await until(service, () => isReady(service));
  return service;
}

function isReady(service: TillService): boolean {
  const view = service.cashierView();
  return view.screen !== 'starting' && view.catalog.products > 0 && view.operators.length > 0;
}

/** Resolves when `holds`, looked at after every change of the till's view. */
export function until(
  service: TillService,
  holds: () => boolean,
  timeoutMs = ENROL_TIMEOUT_MS,
): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      dispose();
      reject(new Error('the till did not get there in time'));
    }, timeoutMs);
    const dispose = service.viewChanged.on(() => {
      if (!holds()) return;
      clearTimeout(timer);
      dispose();
      resolve();
    });
  });
}
