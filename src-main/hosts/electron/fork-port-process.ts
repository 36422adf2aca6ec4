import type { utilityProcess as UtilityProcesses } from 'electron';
import type { PortChannel } from '../../../drivers/ports/port-channel.ts';
import { Emitter } from '../../base/emitter.ts';
import { portProcessPath } from '../port-process-path.ts';

/**
 * Starts a process that opens ports, as a utility process: Electron's program runs as Node only where the fuse for it
 * is on, and that is off. To be called when Electron is ready.
 */
export function forkPortProcess(utilityProcess: typeof UtilityProcesses): PortChannel {
  const child = utilityProcess.fork(portProcessPath(), [], {
    serviceName: 'Daybook ports',
    // What a host says on standard output is read by programs.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exits = new Emitter<string>();
  let hasExited = false;
  child.once('exit', (code) => {
    hasExited = true;
    exits.emit(`exit code ${code}`);
  });
  return {
    post(message) {
      if (!hasExited) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit: (listener) => exits.on(listener),
    kill() {
      if (hasExited) return;
      // Electron asks first, and one that is stuck in native code does not hear it.
      child.kill();
      try {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      } catch {
        // It is gone, and only the news of it is still on its way.
      }
    },
  };
}
