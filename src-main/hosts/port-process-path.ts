import { fileURLToPath } from 'node:url';
import { workerScript } from '../store/worker-thread.ts';

/** Where the entry of the port process is: the source beside this file, or the built file beside the host's entry. */
export function portProcessPath(): string {
  return fileURLToPath(workerScript(import.meta.url, './port-process.ts'));
}
