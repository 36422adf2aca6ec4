import { afterEach } from 'vitest';
import { ScaleDevice } from '../../../drivers/scale/scale-device.ts';
import { type ScaleProfile, scaleProfiles } from '../../../drivers/scale/scale-profile.ts';
import type { ScaleReading } from '../../../drivers/scale/scale-reading.ts';
import type { ScaleEvent } from '../../../drivers/scale/scale-state.ts';
import { MemoryWire } from '../../../fixtures/simulators/memory-wire.ts';
import { VirtualScale, type VirtualScaleOptions } from '../../../fixtures/simulators/virtual-scale.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { ManualTime } from '../support/time.ts';

/** One profile for each dialect. */
export const dialectIds = ['mettler-8217', 'cas-type6', 'cas-continuous'] as const;
export type DialectId = (typeof dialectIds)[number];
/** Those that answer questions. */
export const askedIds = ['mettler-8217', 'cas-type6'] as const;

const opened: ScaleDevice[] = [];
afterEach(async () => {
  for (const device of opened.splice(0)) await device.close();
});

/** A till's scale at a virtual one over a wire in memory, in time that the test moves; nothing has happened yet. */
export function scaleBench(
  id: DialectId,
  change: { profile?: Partial<ScaleProfile>; scale?: Partial<VirtualScaleOptions> } = {},
) {
  const time = new ManualTime();
  const profile: ScaleProfile = { ...scaleProfiles[id], ...change.profile };
  const scale = new VirtualScale({ dialect: profile.dialect, timers: time, ...change.scale });
  const wire = new MemoryWire(scale);
  const deps = { clock: time, timers: time, log: silentLogger };
  const device = new ScaleDevice(wire.link('scale', deps), profile, deps);
  opened.push(device);
  const events: ScaleEvent[] = [];
  const readings: ScaleReading[] = [];
  device.onEvent((event) => events.push(event));
  device.onReading((reading) => readings.push(reading));
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state.status} ${event.state.reason ?? ''}`.trim()] : [],
    );
  const waits = () => events.flatMap((event) => (event.kind === 'waiting' ? [event.reason] : []));
  const damage = () => events.flatMap((event) => (event.kind === 'damaged' ? [event.damage] : []));
  return { time, profile, scale, wire, device, events, readings, states, waits, damage };
}

/** The same, opened, and the scale has answered. */
export async function readyScale(id: DialectId, change: Parameters<typeof scaleBench>[1] = {}) {
  const bench = scaleBench(id, change);
  bench.device.open();
  await bench.time.advance(500);
  return bench;
}
