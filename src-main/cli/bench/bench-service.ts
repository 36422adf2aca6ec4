import { join } from 'node:path';
import { assert } from '../../base/assert.ts';
import { silentLogger } from '../../base/log.ts';
import { TillConfiguration } from '../../engine/configuration.ts';
import { TillService } from '../../engine/till-service.ts';
import { openKeyFile } from '../../hosts/chromium/key-file.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import { instantDevices } from '../torture/instant-devices.ts';

/** A whole till without windows: every part of the core that a shop runs, with a counter at which nothing takes time and a head office that is not there. */
export async function openBenchService(folder: string): Promise<TillService> {
  const started = TillService.start({
    configuration: TillConfiguration.parse({
      version: 1,
      headOffice: {
        url: 'https://127.0.0.1:9',
        certificatePath: join(folder, 'no-certificate.pem'),
        enrolmentCode: 'none',
      },
    }),
    folder,
    masterKey: await openKeyFile(join(folder, 'keys', 'master-key')).masterKey(),
    devices: instantDevices(),
    clock: machineClock,
    timers: machineTimers,
    ids: machineIds,
    random: machineRandom,
    log: silentLogger,
    program: 'daybook bench',
    host: 'none',
  });
  assert(started.ok, 'the folder can be sold from');
  return started.value;
}
