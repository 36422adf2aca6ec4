import type { PoleEvent } from '../../../drivers/pole/pole-device.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import { type PoleProfile, poleProfiles } from '../../../drivers/pole/profiles.ts';
import { MemoryWire } from '../../../fixtures/simulators/memory-wire.ts';
import { VirtualPole, type VirtualPoleOptions } from '../../../fixtures/simulators/virtual-pole.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { ManualTime } from '../support/time.ts';

/** A display on a memory wire, driven with time that stands still. */
export async function poleBench(
  profile: PoleProfile = poleProfiles['cd5220-big5'],
  options: Partial<VirtualPoleOptions> = {},
) {
  const time = new ManualTime();
  const pole = new VirtualPole({ dialect: profile.dialect, encoding: profile.encoding, ...options });
  const wire = new MemoryWire(pole);
  const link = wire.link('pole', { timers: time, log: silentLogger });
  const device = new PoleDevice(
    link,
    { source: 'counter', profile },
    { clock: time, timers: time, log: silentLogger },
  );
  const events: PoleEvent[] = [];
  device.onEvent((event) => events.push(event));
  const states = () => events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  const drawn = () => events.flatMap((event) => (event.kind === 'drawn' ? [event.frame.upper] : []));
  return { time, pole, wire, device, events, states, drawn };
}

/** The same, opened and past the redraw that every connection begins with. */
export async function openedPole(...given: Parameters<typeof poleBench>) {
  const bench = await poleBench(...given);
  bench.device.open();
  await bench.time.advance(1_000);
  return bench;
}
