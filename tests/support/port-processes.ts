import { readdirSync, readFileSync } from 'node:fs';

/** The processes that were started to open ports by process `parent`, oldest first. Looks into Linux's /proc. */
export function portProcessesOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && isPortProcess(pid))
    .sort((a, b) => a - b);
}

/** Whether this process is there. One that has ended and that nobody has asked about does not count. */
export function isRunning(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

function parentOf(pid: number): number | undefined {
  try {
    // The name stands in brackets and may hold anything; state and parent follow it (proc(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function isPortProcess(pid: number): boolean {
  try {
    return /port-process\.(ts|js)\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
