// A till's core with its scanner's port in the same process: `node scan-in-this-process.ts PATH`. Says what it hears.
import { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import { localPorts } from '../../../drivers/ports/local-ports.ts';
import { ScannerDevice } from '../../../drivers/scanner/scanner-device.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { machineClock, machineTimers } from '../../../src-main/hosts/machine-world.ts';

const [path = ''] = process.argv.slice(2);
const deps = { clock: machineClock, timers: machineTimers, log: silentLogger };
const link = new ReconnectingLink(
  'scanner',
  localPorts(deps).connect({ kind: 'serial', path, baudRate: 9_600 }),
  deps,
);
const scanner = new ScannerDevice(link, { source: 'counter', doubleReadWindowMs: 0 }, deps);
scanner.onEvent((event) => {
  if (event.kind === 'state') process.stdout.write(`${event.state.status}\n`);
  if (event.kind === 'scan') process.stdout.write(`${event.text}\n`);
});
scanner.open();
