import { fork } from 'node:child_process';
import type { PortChannel } from '../../../drivers/ports/port-channel.ts';
import { Emitter } from '../../base/emitter.ts';
import { portProcessPath } from '../port-process-path.ts';

/** Starts a process that opens ports, as a child of this Node. It ends itself when this one is gone. */
export function forkPortProcess(): PortChannel {
  const child = fork(portProcessPath(), [], {
    // Bytes cross as bytes, not as JSON.
    serialization: 'advanced',
    // Neither this process's debugger nor its hooks.
    execArgv: [],
    // What a host says on standard output is read by programs.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exits = new Emitter<string>();
  let hasEnded = false;
  const end = (detail: string) => {
    if (hasEnded) return;
    hasEnded = true;
    exits.emit(detail);
  };
  child.on('exit', (code, signal) => {
    const detail = signal ?? `exit code ${code}`;
    // What it sent before it died may still be on its way; the end of the pipe comes after it.
    if (child.connected) child.once('disconnect', () => end(detail));
    else end(detail);
  });
  child.on('error', (error) => {
    // Also told when a message could not be sent to it; only one that never came to be has no id.
    if (child.pid === undefined) end(error.message);
  });
  return {
    post(message) {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit: (listener) => exits.on(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
