import type { BenchDevice, BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import type { Tone } from './Card.tsx';
import { deviceIn } from './control.ts';

const TRANSPORTS = { pty: 'bench.scanner.pty', tcp: 'bench.scanner.tcp' } as const;

/** How a device's line stands: what it runs over, unless the cable is out or the till does not hold it. */
export function lineState(
  view: BenchView,
  device: BenchDevice,
): { readonly key: WorkbenchPlainKey; readonly tone: Tone } {
  const standing = deviceIn(view, device);
  if (standing === undefined || !standing.isPlugged) return { key: 'bench.device.unplugged', tone: 'warn' };
  if (!standing.isConnected) return { key: 'bench.device.notConnected', tone: 'plain' };
  return { key: TRANSPORTS[standing.transport], tone: 'plain' };
}
