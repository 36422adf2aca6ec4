// What the till relies on in a HID scanner: against the simulators always, and against a real one where
// DAYBOOK_REAL_HID_SCANNER names its path, such as /dev/hidraw0 (DAYBOOK_REAL_HID_PROFILE its layout, generic unless
// told). A person then scans when asked.
import { afterEach, describe, expect, test } from 'vitest';
import { hidLink } from '../../../drivers/link/hid-link.ts';
import type { LinkPolicy } from '../../../drivers/link/reconnecting-link.ts';
import { reportsOverTcp } from '../../../drivers/link/report-stream.ts';
import type { Link } from '../../../drivers/link.ts';
import { HidCodec } from '../../../drivers/scanner/hid-codec.ts';
import {
  type HidReportProfile,
  hidReportProfileIds,
  hidReportProfiles,
} from '../../../drivers/scanner/hid-report.ts';
import { ScannerDevice, type ScannerEvent } from '../../../drivers/scanner/scanner-device.ts';
import { HidScannerSimulator, VirtualHidScanner } from '../../../fixtures/simulators/hid-scanner.ts';
import { MemoryHidTransport } from '../../../fixtures/simulators/memory-hid-transport.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

const deps = { clock: realTime, timers: realTime, log: silentLogger };
const policy: Partial<LinkPolicy> = { backoff: { firstMs: 10, maxMs: 50 } };
const forPeopleMs = 60_000;

/** A scanner and how to reach it. */
interface Reach {
  readonly profile: HidReportProfile;
  link(): Link;
  /** Has this read, or asks a person to read anything. */
  scan(text: string): void;
  /** Whether the scanner would hear a beep by now. */
  isReady(): boolean;
  stop(): Promise<void>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function contract(name: string, reach: () => Promise<Reach>, deadlineMs = 10_000) {
  describe(`a HID scanner, ${name},`, () => {
    async function connected() {
      const at = await reach();
      open.push(() => at.stop());
      const make = () => {
        const codec = new HidCodec({ profile: at.profile });
        const device = new ScannerDevice(at.link(), { source: 'contract', codec }, deps);
        open.push(() => device.close());
        const scans: (ScannerEvent & { readonly kind: 'scan' })[] = [];
        device.onEvent((event) => {
          if (event.kind === 'scan') scans.push(event);
        });
        device.open();
        return { device, scans };
      };
      const first = make();
      await eventually(() => first.device.state.status === 'enabled' && at.isReady(), 'enabled');
      return { at, make, ...first };
    }

    test(
      'opens, and a scan is heard whole',
      async () => {
        const { at, device, scans } = await connected();
        at.scan('4710018000003');
        await eventually(() => scans.length > 0, 'a scan', deadlineMs);
        expect(scans[0]?.text).not.toBe('');
        expect(scans[0]?.raw.length).toBeGreaterThanOrEqual(scans[0]?.text.length ?? 1);
        expect(device.counters).toMatchObject({ scans: 1, damaged: 0 });
        expect(device.counters.bytesIn).toBeGreaterThanOrEqual(64);
        expect(device.lastFault).toBeUndefined();
      },
      deadlineMs + 10_000,
    );

    test('beeps, or says that it is not known to', async () => {
      const { at, device } = await connected();
      const beeped = await device.beep();
      expect(beeped.ok).toBe(at.profile.beepReport !== undefined);
      if (!beeped.ok) expect(beeped.error.fault).toBe('unsupported');
    });

    test(
      'is let go of when closed, and the next opener is heard by',
      async () => {
        const { at, make, device } = await connected();
        await device.close();
        expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
        const next = make();
        await eventually(() => next.device.state.status === 'enabled' && at.isReady(), 'enabled again');
        at.scan('/ABC+123');
        await eventually(() => next.scans.length > 0, 'a scan by the next', deadlineMs);
      },
      deadlineMs + 10_000,
    );
  });
}

for (const id of hidReportProfileIds) {
  const profile = hidReportProfiles[id];
  contract(`${id}, in memory`, async () => {
    const scanner = new VirtualHidScanner({ profile });
    const transport = new MemoryHidTransport({ isExclusive: true });
    transport.plug(scanner, { path: 'memory' });
    return {
      profile,
      link: () => hidLink({}, deps, policy, transport),
      scan: (text) => scanner.scan(text),
      isReady: () => transport.openerCount('memory') === 1,
      stop: async () => {},
    };
  });

  contract(`${id}, over TCP`, async () => {
    const simulator = new HidScannerSimulator({ profile });
    await simulator.start();
    return {
      profile,
      link: () => reportsOverTcp({ host: '127.0.0.1', port: simulator.port }, deps, policy),
      scan: (text) => simulator.scan(text),
      isReady: () => simulator.isConnected,
      stop: () => simulator.stop(),
    };
  });
}

const realPath = process.env.DAYBOOK_REAL_HID_SCANNER;
if (realPath !== undefined) {
  const wanted = process.env.DAYBOOK_REAL_HID_PROFILE ?? 'generic';
  const id = hidReportProfileIds.find((known) => known === wanted);
  if (id === undefined)
    throw new Error(`DAYBOOK_REAL_HID_PROFILE is one of ${hidReportProfileIds.join(', ')}`);
  const reach = async (): Promise<Reach> => ({
    profile: hidReportProfiles[id],
    link: () => hidLink({ path: realPath }, deps, policy),
    scan: () => process.stderr.write(`\n>>> scan any code within ${forPeopleMs / 1_000} s\n`),
    isReady: () => true,
    stop: async () => {},
  });
  contract(`really at ${realPath}`, reach, forPeopleMs);
}
