import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { localPorts } from '../../../drivers/ports/local-ports.ts';
import { portName } from '../../../drivers/ports/port-name.ts';
import { startPtyPair } from '../../../fixtures/simulators/pty.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';
import { Heard } from './memory-process.ts';

const deps = { timers: realTime, log: silentLogger };

async function cable() {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-local-'));
  const paths = { path: join(folder, 'a'), otherPath: join(folder, 'b') };
  const pty = await startPtyPair({ ...paths, timers: realTime });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  onTestFinished(async () => {
    await pty.value.stop();
    rmSync(folder, { recursive: true });
  });
  return [paths.path, paths.otherPath] as const;
}

test('bytes go both ways over a real pseudo-terminal; close lets go of the ports and refuses more', async () => {
  const [near, far] = await cable();
  const ports = localPorts(deps);
  const [one, two] = [new Heard(), new Heard()];
  const connection = ports.connect({ kind: 'serial', path: near, baudRate: 9_600 })(one);
  ports.connect({ kind: 'serial', path: far, baudRate: 9_600 })(two);
  await eventually(() => one.events.length + two.events.length === 2, 'both ends open');
  await new Promise((resolve) => connection.write(Uint8Array.of(1, 2, 3), resolve));
  await eventually(() => two.bytes.length === 3, 'the bytes arrive');
  await ports.close();
  expect(() => ports.connect({ kind: 'serial', path: near, baudRate: 9_600 })(new Heard())).toThrow('closed');
  const again = localPorts(deps);
  onTestFinished(() => again.close());
  const third = new Heard();
  again.connect({ kind: 'serial', path: near, baudRate: 9_600 })(third);
  await eventually(() => third.events.length > 0, 'the port is free');
  expect(third.events).toEqual(['open']);
});

test('what is plugged in can always be asked for, whatever this machine can say', async () => {
  const ports = await localPorts(deps).list();
  for (const port of ports) {
    expect(port).toMatchObject({
      kind: expect.stringMatching(/^(serial|hid|printer-file)$/),
      path: expect.any(String),
    });
  }
});

test.each([
  [{ kind: 'serial', path: 'COM3', baudRate: 9_600 }, 'serial:COM3'],
  [{ kind: 'serial', path: 'COM3', baudRate: 115_200, dataBits: 7 }, 'serial:COM3'],
  [{ kind: 'printer-file', path: '/dev/usb/lp0' }, 'printer-file:/dev/usb/lp0'],
  [{ kind: 'hid', path: '/dev/hidraw0', vendorId: 1 }, 'hid:/dev/hidraw0'],
  [{ kind: 'hid', vendorId: 0x0c2e }, 'hid:c2e:*:*:*'],
  [{ kind: 'hid' }, 'hid:*:*:*:*'],
] as const)('%j is called %s', (settings, name) => expect(portName(settings)).toBe(name));
