import { SerialPort } from 'serialport';
import type { Link } from '../link.ts';
import { linkErrorOf } from './link-faults.ts';
import {
  type Connect,
  type Connection,
  type ConnectionListener,
  type LinkDeps,
  type LinkPolicy,
  ReconnectingLink,
} from './reconnecting-link.ts';
import { serialBinding } from './serial-binding.ts';

export interface SerialSettings {
  /** `COM3`, `/dev/ttyUSB0`, or any path that behaves like one; it need not be in the system's list of ports. */
  readonly path: string;
  /** Bits per second; 9600 is what most devices leave the factory with. USB ports ignore it. */
  readonly baudRate: number;
  readonly dataBits?: 7 | 8;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
  /**
   * Who holds back whom. `rtscts`: wire the device's busy line to our CTS. `xon`: obey the device's XOFF, but
   * never send one ourselves, since 11h and 13h would land in the print stream; not for binary answers.
   */
  readonly flow?: 'none' | 'rtscts' | 'xon';
  /** Lines to raise or drop after opening: some scanners draw their power from DTR. Ports without lines are fine. */
  readonly lines?: { readonly dtr: boolean; readonly rts: boolean };
}

/**
 * A link over a serial port, real or USB, or a pseudo-terminal.
 * The port is locked while we hold it; when another program does, the fault is `in-use`.
 */
export function serialLink(settings: SerialSettings, deps: LinkDeps, policy?: Partial<LinkPolicy>): Link {
  return new ReconnectingLink(`serial:${settings.path}`, serialConnect(settings, deps), deps, policy);
}

/** How a link connects to this serial port, in this process. Settings that no port has, such as an odd baud rate, throw when it does. */
export function serialConnect(settings: SerialSettings, deps: LinkDeps): Connect {
  return (listener) => openPort(settings, deps, listener);
}

function openPort(settings: SerialSettings, deps: LinkDeps, listener: ConnectionListener): Connection {
  const options = {
    binding: serialBinding,
    path: settings.path,
    baudRate: settings.baudRate,
    dataBits: settings.dataBits ?? 8,
    parity: settings.parity ?? 'none',
    stopBits: settings.stopBits ?? 1,
    rtscts: settings.flow === 'rtscts',
    xon: settings.flow === 'xon',
    xoff: false,
    lock: true,
    autoOpen: false,
  };
  const port = new SerialPort(options);
  let closed: Promise<void> | undefined;
  // Attached for as long as the port lives: an unplugged port that nobody reads notices nothing until its next write.
  port.on('data', (bytes: Uint8Array) => listener.onData(bytes));
  port.on('error', (error) => listener.onLost(linkErrorOf(error)));
  // After a failed write the port says `close` twice, the first time without an error; the link heeds the first loss alone.
  port.on('close', (error: Error | null | undefined) =>
    listener.onLost({ fault: 'disconnected', detail: error?.message ?? 'the port was closed' }),
  );
  const opened = new Promise<void>((resolve) => {
    port.open((error) => {
      resolve();
      if (error !== null && error !== undefined) {
        listener.onLost(linkErrorOf(error));
      } else if (closed === undefined) {
        setLines(port, settings, deps);
        listener.onOpen();
      }
    });
  });
  return {
    write(bytes, done) {
      port.write(bytes, (error) => {
        if (error === null || error === undefined) {
          done(undefined);
          return;
        }
        const linkError = linkErrorOf(error);
        done(linkError);
        listener.onLost(linkError);
      });
    },
    close() {
      closed ??= opened.then(() => closePort(port));
      return closed;
    },
  };
}

function closePort(port: SerialPort): Promise<void> {
  if (!port.isOpen) return Promise.resolve();
  // An error here means that the port closed itself meanwhile, which is what was wanted.
  return new Promise((resolve) => port.close(() => resolve()));
}

function setLines(port: SerialPort, settings: SerialSettings, deps: LinkDeps): void {
  if (settings.lines === undefined) return;
  port.set(settings.lines, (error) => {
    // Pseudo-terminals and some adapters have no modem lines; whoever needs the power they give will see a silent device.
    if (error !== null && error !== undefined)
      deps.log.log('debug', 'modem lines not set', { port: settings.path, detail: error.message });
  });
}
