import { read } from 'node:fs';
import { promisify } from 'node:util';
import { SerialPort } from 'serialport';

const readFile = promisify(read);

/** What ports have on systems where they are files; not on Windows. */
interface FilePort {
  readonly isOpen: boolean;
  readonly fd: number | null;
  readonly poller: {
    once(event: 'readable', tell: (error: Error | null) => void): unknown;
  };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

type Binding = typeof SerialPort.binding;

/**
 * The system's serial binding, with one thing mended: serialport's own read takes 0 bytes for nothing and asks again,
 * for ever. A file gives 0 bytes when its other end has hung up, so a port that was pulled while it spoke stayed open,
 * span and was never heard of again (`@serialport/bindings-cpp` 13.0.1, `unix-read`).
 */
export const serialBinding: Binding = mended(SerialPort.binding);

function mended<Any extends { open(options: never): Promise<object> }>(binding: Any): Any {
  return {
    ...binding,
    async open(options: never) {
      const port = await binding.open(options);
      if (isFilePort(port)) port.read = (buffer, offset, length) => readSome(port, buffer, offset, length);
      return port;
    },
  };
}

function isFilePort(port: object): port is FilePort {
  return 'poller' in port && 'fd' in port;
}

/** Rejects when the port is closed (`canceled`, which the stream lets pass) and when it is lost. */
async function readSome(
  port: FilePort,
  buffer: Buffer,
  offset: number,
  length: number,
): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    if (!port.isOpen || port.fd === null) throw closed();
    try {
      const { bytesRead } = await readFile(port.fd, buffer, offset, length, null);
      if (bytesRead > 0) return { buffer, bytesRead };
    } catch (error) {
      // It may have been closed meanwhile, and its poller destroyed: touching that ends the process.
      if (!port.isOpen) throw closed();
      if (!isNothingYet(error)) throw error;
      await readable(port);
      continue;
    }
    throw new Error('the other end has hung up');
  }
}

/** What the stream lets pass: nobody wants to read any more. */
function closed(): Error {
  return Object.assign(new Error('Port is not open'), { canceled: true });
}

function readable({ poller }: FilePort): Promise<void> {
  return new Promise((resolve, reject) => {
    poller.once('readable', (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

function isNothingYet(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR';
}
