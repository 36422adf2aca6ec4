import type { PrinterBadge } from '../../contract/views.ts';
import type { BenchDevice } from '../../contract/workbench.ts';
import type { TillService } from '../../engine/till-service.ts';
import type { CounterDevices } from './counter-devices.ts';

/**
 * Whether a till has nothing in hand that could end by itself: no receipt that the printer could print, no drawer to
 * hear of; and whether its badges say what is the case, as far as a device can tell it.
 */
export function isAtRest(service: TillService, devices: CounterDevices): boolean {
  const { state } = service.till;
  const { printer } = service.badges();
  const isPrinting = printer.state === 'ok' || printer.state === 'paper-low';
  return (
    (!devices.isPrinterTelling || printer.state === printerBadge(devices)) &&
    areScannersNoticed(service, devices) &&
    (['pole', 'scale', 'terminal'] as const).every((device) => isNoticed(service, devices, device)) &&
    state.drawerRequests.length === 0 &&
    !(isPrinting && state.printJobs.some((job) => job.status !== 'question'))
  );
}

/** What the till must show of the printer. */
function printerBadge(devices: CounterDevices): PrinterBadge['state'] {
  const { condition } = devices.printer;
  if (!devices.isPlugged('printer') || !condition.isPoweredOn) return 'disconnected';
  if (condition.error === 'unrecoverable' || condition.hasCutterError) return 'fault';
  if (condition.isCoverOpen) return 'cover-open';
  if (condition.paper === 'out') return 'paper-out';
  if (condition.error === 'recoverable' || condition.isHeadHot) return 'fault';
  return condition.paper === 'near-end' ? 'paper-low' : 'ok';
}

/** One that is away is enough for the badge to say so. */
function areScannersNoticed(service: TillService, devices: CounterDevices): boolean {
  const isOneAway = (['scanner', 'hid-scanner'] as const).some(
    (device) => devices.has(device) && !devices.isPlugged(device),
  );
  return service.badges().scanner === (isOneAway ? 'disconnected' : 'ok');
}

/** Whether the till knows that its cable is in, or out. */
function isNoticed(
  service: TillService,
  devices: CounterDevices,
  device: Extract<BenchDevice, 'pole' | 'scale' | 'terminal'>,
): boolean {
  if (!devices.has(device)) return true;
  return devices.isPlugged(device) ? devices.isConnected(device) : service.badges()[device] !== 'ok';
}
