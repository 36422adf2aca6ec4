import { SerialPort } from 'serialport';
import { unreachable } from '../../src-main/base/assert.ts';
import { hidConnect, listHid } from '../link/hid-link.ts';
import type { PluggedPort, PortSettings } from '../link/ports.ts';
import { listPrinterFiles, printerFileConnect } from '../link/printer-file-link.ts';
import type { Connect, LinkDeps } from '../link/reconnecting-link.ts';
import { serialConnect } from '../link/serial-link.ts';

/** How a link over this port connects, in this process. */
export function portConnect(settings: PortSettings, deps: LinkDeps): Connect {
  switch (settings.kind) {
    case 'serial':
      return serialConnect(settings, deps);
    case 'hid':
      return hidConnect(settings, deps);
    case 'printer-file':
      return printerFileConnect(settings, deps);
    default:
      return unreachable(settings);
  }
}

/** One way to ask the system for what is plugged in. May reject. */
export type PortLister = (deps: LinkDeps) => Promise<readonly PluggedPort[]>;

/** All ways there are, serial ports first. */
export const portListers: readonly PortLister[] = [
  listSerialPorts,
  ({ log }) => listHid(undefined, log),
  () => listPrinterFiles(),
];

/** On Linux the binding asks `udevadm`, which a container may lack: then it rejects. */
async function listSerialPorts(): Promise<readonly PluggedPort[]> {
  const ports = await SerialPort.list();
  return ports.map((port) => {
    const words = [port.manufacturer, port.serialNumber].filter((word) => word !== undefined);
    return {
      kind: 'serial',
      path: port.path,
      label: words.join(' '),
      ...idOf('vendorId', port.vendorId),
      ...idOf('productId', port.productId),
    };
  });
}

/** The system writes USB ids as hexadecimal digits. */
function idOf<Name extends string>(name: Name, hex: string | undefined): { readonly [key in Name]?: number } {
  const id = Number.parseInt(hex ?? '', 16);
  return Number.isNaN(id) ? {} : ({ [name]: id } as { readonly [key in Name]: number });
}
