// What the till relies on of any scale, tried on simulated ones over TCP and a pseudo-terminal, and on a real one where
// DAYBOOK_REAL_SCALE names its port (and DAYBOOK_REAL_SCALE_PROFILE what it is; mettler-8217 unless told).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link } from '../../../drivers/link.ts';
import { ScaleDevice } from '../../../drivers/scale/scale-device.ts';
import {
  type ScaleProfile,
  scaleProfiles,
  scaleSerialSettings,
} from '../../../drivers/scale/scale-profile.ts';
import type { ScaleReading } from '../../../drivers/scale/scale-reading.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { ScaleSimulator } from '../../../fixtures/simulators/virtual-scale.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../../drivers/support/time.ts';

const deps = { clock: realTime, timers: realTime, log: silentLogger };
const policy = { backoff: { firstMs: 20, maxMs: 100 } };

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Reached {
  readonly profile: ScaleProfile;
  /** A fresh link to the same scale. */
  readonly link: () => Link;
  /** Whoever can put goods on it; a real one is left as it stands. */
  readonly simulator?: ScaleSimulator;
}

function openScale({ link, profile }: Reached): ScaleDevice {
  const device = new ScaleDevice(link(), profile, deps);
  cleanups.push(() => device.close());
  device.open();
  return device;
}

function scaleContract(name: string, reach: () => Promise<Reached>): void {
  describe(`the contract of a scale: ${name}`, () => {
    test('it answers soon after its line is open, and nothing of it is damaged', async () => {
      const device = openScale(await reach());
      await eventually(() => device.state.status === 'enabled', 'enabled');
      expect(device.counters.damaged).toBe(0);
      expect(device.lastFault).toBeUndefined();
    });

    test('it shows readings while a weighing is open, and a weighing ends when it is told to', async () => {
      const device = openScale(await reach());
      await eventually(() => device.state.status === 'enabled', 'enabled');
      const readings: ScaleReading[] = [];
      device.onReading((reading) => readings.push(reading));
      const stop = new AbortController();
      const weighing = device.weigh({ signal: stop.signal });
      await eventually(() => readings.length > 0, 'a reading');
      stop.abort();
      const result = await weighing;
      // With goods on a real scale the weight may have come first.
      if (result.ok) expect(result.value.grams).toBeGreaterThan(0);
      else expect(result.error.reason).toBe('cancelled');
    });

    test('it is let go of, and can be opened again', async () => {
      const reached = await reach();
      const first = openScale(reached);
      await eventually(() => first.state.status === 'enabled', 'enabled');
      await first.close();
      const second = openScale(reached);
      await eventually(() => second.state.status === 'enabled', 'enabled again');
    });

    test('where somebody can put goods on it, it weighs them', async () => {
      const reached = await reach();
      const device = openScale(reached);
      await eventually(() => device.state.status === 'enabled', 'enabled');
      reached.simulator?.put(1_250);
      const stop = new AbortController();
      const weighing = device.weigh({ signal: stop.signal });
      if (reached.simulator === undefined) stop.abort();
      const result = await weighing;
      const expected = { ok: true, value: { grams: 1_250, isNet: false } };
      if (reached.simulator !== undefined) expect(result).toEqual(expected);
      expect(device.state.status).toBe('enabled');
    });
  });
}

async function simulatorFor(profile: ScaleProfile): Promise<ScaleSimulator> {
  const simulator = new ScaleSimulator({ dialect: profile.dialect, timers: realTime, streamEveryMs: 20 });
  await simulator.start();
  cleanups.push(() => simulator.stop());
  return simulator;
}

async function overTcp(profile: ScaleProfile): Promise<Reached> {
  const simulator = await simulatorFor(profile);
  return {
    profile,
    simulator,
    link: () => tcpLink({ host: '127.0.0.1', port: simulator.port }, deps, policy),
  };
}

async function overPty(profile: ScaleProfile) {
  const simulator = await simulatorFor(profile);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-scale-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'scale');
  const pty = await startPtyBridge({ path, port: simulator.port, timers: realTime, healEveryMs: 20 });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  cleanups.push(() => pty.value.stop());
  const link = () => serialLink(scaleSerialSettings(profile, path), deps, policy);
  return { profile, simulator, link, pty: pty.value };
}

const dialects = ['mettler-8217', 'cas-type6', 'cas-continuous'] as const;
for (const id of dialects) {
  scaleContract(`${id} over TCP`, () => overTcp(scaleProfiles[id]));
  scaleContract(`${id} over a pseudo-terminal`, () => overPty(scaleProfiles[id]));
}

for (const id of dialects)
  test(`${id} on a pseudo-terminal that is pulled out and put back weighs again without a restart`, async () => {
    const reached = await overPty(scaleProfiles[id]);
    const device = openScale(reached);
    await eventually(() => device.state.status === 'enabled', 'enabled');
    const weighing = device.weigh();
    await reached.pty.unplug();
    expect(await weighing).toMatchObject({ ok: false, error: { reason: 'disconnected' } });
    expect(device.state.status).toBe('offline');
    await reached.pty.replug();
    await eventually(() => device.state.status === 'enabled', 'enabled again');
    reached.simulator.put(640);
    expect(await device.weigh()).toEqual({ ok: true, value: { grams: 640, isNet: false } });
  });

const { DAYBOOK_REAL_SCALE: realPath, DAYBOOK_REAL_SCALE_PROFILE: realProfileId = 'mettler-8217' } =
  process.env;
if (realPath !== undefined) {
  const profile = Object.values(scaleProfiles).find(({ id }) => id === realProfileId);
  if (profile === undefined) throw new Error(`DAYBOOK_REAL_SCALE_PROFILE: no profile ${realProfileId}`);
  scaleContract(`the real ${profile.name}`, () =>
    Promise.resolve({ profile, link: () => serialLink(scaleSerialSettings(profile, realPath), deps) }),
  );
}
