import { afterEach, describe, expect, test } from 'vitest';
import type { Link } from '../../../drivers/link.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import type { PoleFrame } from '../../../drivers/pole/pole-frame.ts';
import { type PoleView, poleLines } from '../../../drivers/pole/pole-lines.ts';
import type { PoleProfile } from '../../../drivers/pole/profiles.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../support/time.ts';

/** A display that can be reached, and, where it can be looked at by a program, what is to be seen. */
export interface ReachedPole {
  readonly link: Link;
  readonly seen?: () => string;
  readonly release: () => Promise<void>;
}

/**
 * What a display and its driver do together, simulated or real. A real one is one-way, so that no more can be
 * expected of it than that its port takes everything; its glass is for a person to read.
 */
export function describePole(name: string, profile: PoleProfile, reach: () => Promise<ReachedPole>): void {
  describe(`the contract of a display: ${name}`, () => {
    const open: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of open.splice(0).reverse()) await close();
    });

    async function opened() {
      const reached = await reach();
      open.push(() => reached.release());
      const device = new PoleDevice(
        reached.link,
        { source: name, profile },
        { clock: realTime, timers: realTime, log: silentLogger },
      );
      open.push(() => device.close());
      device.open();
      await eventually(() => device.counters.redraws === 1, 'the first redraw taken');
      return { ...reached, device };
    }

    test('takes a sale from greeting to change', async () => {
      const { device, seen } = await opened();
      const greeting: PoleView = { kind: 'idle', storeName: '日日商店', storeNameLatin: 'Daybook test' };
      const selling: readonly PoleView[] = [
        { kind: 'line', name: '拿鐵', nameLatin: 'Latte', quantity: 2, amount: 100, total: 100 },
        { kind: 'total', due: 100 },
        { kind: 'paying', received: 60, remaining: 40 },
        { kind: 'done', change: 50 },
      ];
      // A price pole has no words: when the till is idle it is blank, which it is already.
      const views = profile.dialect === 'led8' ? selling : [greeting, ...selling];
      for (const [i, view] of views.entries()) {
        const frame = poleLines(view, 'zh-TW', profile);
        device.show(frame);
        await eventually(() => device.counters.redraws === i + 2, `${view.kind} taken`);
        if (seen === undefined) continue;
        const wanted = [frame.upper, frame.lower].map((row) => row.trimEnd()).join('\n');
        await eventually(() => seen() === wanted, `${view.kind} shown`);
      }
      expect(device.state).toEqual({ status: 'enabled' });
      expect(device.counters).toMatchObject({ wishes: views.length, coalesced: 0, failures: 0 });
    });

    test('takes a burst of wishes at its own rate and ends with the last', async () => {
      const { device, seen } = await opened();
      const frames = Array.from({ length: 500 }, (_, i) =>
        poleLines({ kind: 'total', due: i + 1 }, 'en', profile),
      );
      let newest: PoleFrame | undefined;
      device.onEvent((event) => {
        if (event.kind === 'drawn') newest = event.frame;
      });
      const startedAtMs = realTime.monotonicMs();
      for (const frame of frames) device.show(frame);
      await eventually(() => newest === frames.at(-1), 'the last wish taken');
      const tookMs = realTime.monotonicMs() - startedAtMs;
      const { wishes, coalesced, redraws, failures } = device.counters;
      // One redraw was the first of all; each of the others was a wish that no newer one replaced.
      expect({ wishes, drawn: coalesced + redraws - 1, failures }).toEqual({
        wishes: 500,
        drawn: 500,
        failures: 0,
      });
      expect(redraws - 1).toBeLessThanOrEqual(1 + tookMs / profile.minIntervalMs);
      if (seen !== undefined) await eventually(() => seen().includes('$500'), 'the last wish shown');
    });

    if (profile.dialect === 'led8') return; // has no brightness
    test('takes each brightness', async () => {
      const { device } = await opened();
      for (const [i, level] of ([1, 2, 3, 4] as const).entries()) {
        device.setBrightness(level);
        // The profile begins with 4, so that the first three and the last differ from what is set.
        await eventually(() => device.counters.redraws === i + 2, `brightness ${level} taken`);
      }
      expect(device.counters.failures).toBe(0);
    });
  });
}
