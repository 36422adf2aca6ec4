import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Ports } from '../../drivers/link/ports.ts';
import { processPorts } from '../../drivers/ports/process-ports.ts';
import type { Dispose } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { TillChannel } from '../contract/channels.ts';
import { readConfiguration } from '../engine/configuration.ts';
import { openDevices } from '../engine/device-hub.ts';
import { checkWhenIdle } from '../engine/journal-check.ts';
import { refusalOf, stoppedView } from '../engine/stopped-view.ts';
import { TillService } from '../engine/till-service.ts';
import { journalPath } from '../store/store.ts';
import type { Host } from './host.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from './machine-world.ts';
import type { RunningTill, StartTill } from './start-till.ts';

/**
 * Puts a till together in a host: configuration, devices, engine, windows. A folder that cannot be sold from still
 * shows its window, which says why and changes nothing.
 */
export const startTill: StartTill = async (host, options) => {
  const configuration = readConfiguration(options.configPath ?? join(host.paths.data, 'till.json'));
  if (!configuration.ok) throw new Error(configuration.error.problem);
  const { log } = options;
  const world = { clock: machineClock, timers: machineTimers, log };
  const ports = processPorts({ start: () => host.startPortProcess(), deps: world });
  const devices = openDevices(configuration.value, { ...world, ports });
  const started = TillService.start({
    ...world,
    configuration: configuration.value,
    folder: host.paths.data,
    masterKey: await host.secrets.masterKey(),
    devices,
    ids: machineIds,
    random: machineRandom,
    program: `daybook ${programVersion()}`,
    host: host.name,
  });
  if (!started.ok) {
    log.log('error', 'the till cannot sell from its folder', { problem: started.error.kind });
    host.publish('cashier', 'view', stoppedView(started.error, machineClock.nowMs()));
    const error = refusalOf(started.error);
    host.onCommand(async () => ({ ok: false, error }));
    await host.openWindow('cashier');
    return { stop: async () => {} };
  }
  return run(host, started.value, { log, ports });
};

async function run(
  host: Host,
  service: TillService,
  { log, ports }: { readonly log: Logger; readonly ports: Ports },
): Promise<RunningTill> {
  host.onCommand((_from, channel, input) => service.answer(channel as TillChannel, input));
  const show = () => {
    host.publish('cashier', 'view', service.cashierView());
    host.publish('customer', 'view', service.customerView());
  };
  const disposers: Dispose[] = [
    service.viewChanged.on(show),
    service.events.on((event) => host.publish('cashier', 'event', event)),
    keepAwakeDuringShifts(host, service),
    checkWhenIdle(journalPath(host.paths.data), service, { timers: machineTimers, log }),
  ];
  show();
  // On a machine with one display the cashier's window must come to lie on top.
  await host.openWindow('customer');
  await host.openWindow('cashier');
  return {
    async stop() {
      for (const dispose of disposers.splice(0)) dispose();
      try {
        await service.stop();
      } finally {
        await ports.close();
      }
    },
  };
}

/** The display sleeps when the shop does. */
function keepAwakeDuringShifts(host: Host, service: TillService): Dispose {
  let release: Dispose | undefined;
  const look = () => {
    const isOpen = service.till.state.shift !== null;
    if (isOpen && release === undefined) release = host.keepDisplayAwake();
    if (!isOpen) {
      release?.();
      release = undefined;
    }
  };
  look();
  const stopLooking = service.till.changed.on(look);
  return () => {
    stopLooking();
    release?.();
  };
}

/** From the manifest, wherever this code runs from. */
function programVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)(manifestPath());
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0';
}

function manifestPath(): string {
  return join(import.meta.dirname.replace(/[\\/](out|src-main)[\\/].*$/, ''), 'package.json');
}
