/**
 * The entry of the process that opens ports (docs/decisions/0012): native code for serial ports and HID runs here and
 * not in the till. Both hosts start it, Electron as a utility process and the Chromium host as a Node, and it ends with
 * them.
 */
import { localPorts } from '../../drivers/ports/local-ports.ts';
import { PortWorker } from '../../drivers/ports/port-worker.ts';
import { parentProcessEnd } from './chromium/parent-process-end.ts';
import { parentPortEnd } from './electron/parent-port-end.ts';
import { machineTimers } from './machine-world.ts';

// When a terminal or a service manager ends the whole group, the core still has a receipt to finish: it tells us when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const end = parentPortEnd() ?? parentProcessEnd();
if (end === undefined) {
  process.stderr.write('This is started by a till, which tells it what to open.\n');
  process.exit(2);
}
new PortWorker(
  end,
  (log) => localPorts({ timers: machineTimers, log }),
  () => process.exit(),
);
