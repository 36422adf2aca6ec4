import { assert } from '../../src-main/base/assert.ts';
import type { Link } from '../link.ts';
import { type Connect, type LinkDeps, type LinkPolicy, ReconnectingLink } from './reconnecting-link.ts';
import { type TcpSettings, tcpConnect } from './tcp-link.ts';

/** Input reports of bar code scanners have this length, report id included. */
export const defaultReportBytes = 64;

/**
 * Makes a connection of bytes one of reports: every `onData` is one report of exactly `reportBytes`, however the bytes
 * were split on the way. What is written is filled up with zeros to whole reports. A part of a report at the end of a
 * connection is dropped, and the next connection begins with a new one.
 */
export function cutIntoReports(connect: Connect, reportBytes: number): Connect {
  assert(Number.isSafeInteger(reportBytes) && reportBytes > 0, 'a report has at least one byte');
  return (listener) => {
    const buffer = new Uint8Array(reportBytes);
    let filled = 0;
    const connection = connect({
      onOpen: () => listener.onOpen(),
      onLost: (error) => listener.onLost(error),
      onData(bytes) {
        for (let at = 0; at < bytes.length; ) {
          const part = bytes.subarray(at, at + reportBytes - filled);
          buffer.set(part, filled);
          filled += part.length;
          at += part.length;
          if (filled < reportBytes) return;
          filled = 0;
          listener.onData(buffer.slice());
        }
      },
    });
    return {
      write(bytes, done) {
        const whole = new Uint8Array(Math.ceil(bytes.length / reportBytes) * reportBytes);
        whole.set(bytes);
        connection.write(whole, done);
      },
      close: () => connection.close(),
    };
  };
}

export interface ReportsOverTcpSettings extends TcpSettings {
  /** Length of every report; 64 unless told. */
  readonly reportBytes?: number;
}

/**
 * A link that carries HID reports over TCP, for simulators and for machines that reach their scanner through another.
 * To a device it is the same as `hidLink`: each data event is one report.
 */
export function reportsOverTcp(
  settings: ReportsOverTcpSettings,
  deps: LinkDeps,
  policy?: Partial<LinkPolicy>,
): Link {
  const connect = cutIntoReports(tcpConnect(settings, deps), settings.reportBytes ?? defaultReportBytes);
  return new ReconnectingLink(`reports:${settings.host}:${settings.port}`, connect, deps, policy);
}
