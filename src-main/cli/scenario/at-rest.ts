import type { PrinterCondition } from '../../../fixtures/simulators/printer-condition.ts';
import type { PrinterBadge } from '../../contract/views.ts';
import type { TillService } from '../../engine/till-service.ts';

/** How the devices around a till are. */
export interface DevicesAround {
  readonly printer: PrinterCondition;
  readonly isPrinterPlugged: boolean;
  readonly isScannerPlugged: boolean;
}

/**
 * Whether a till has nothing in hand that could end by itself: no receipt that the printer could print, no drawer to
 * hear of; and whether its badges say what is the case.
 */
export function isAtRest(service: TillService, around: DevicesAround): boolean {
  const { state } = service.till;
  const { printer, scanner } = service.badges();
  const isPrinting = printer.state === 'ok' || printer.state === 'paper-low';
  return (
    printer.state === badgeOf(around) &&
    scanner === (around.isScannerPlugged ? 'ok' : 'disconnected') &&
    state.drawerRequests.length === 0 &&
    !(isPrinting && state.printJobs.some((job) => job.status !== 'question'))
  );
}

/** What the till must show of a printer that is so. */
function badgeOf({ printer, isPrinterPlugged }: DevicesAround): PrinterBadge['state'] {
  if (!isPrinterPlugged || !printer.isPoweredOn) return 'disconnected';
  if (printer.hasCutterError) return 'fault';
  if (printer.isCoverOpen) return 'cover-open';
  if (printer.paper === 'out') return 'paper-out';
  return printer.paper === 'near-end' ? 'paper-low' : 'ok';
}
