// A port that stands open and refuses what is written: no wire does that on its own, so the link is made here.
import { expect, test } from 'vitest';
import type { Link, LinkError, LinkState } from '../../../drivers/link.ts';
import { PoleDevice } from '../../../drivers/pole/pole-device.ts';
import { poleProfiles } from '../../../drivers/pole/profiles.ts';
import { Emitter } from '../../../src-main/base/emitter.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { err, ok, type Result } from '../../../src-main/base/result.ts';
import { ManualTime } from '../support/time.ts';

class RefusingLink implements Link {
  readonly name = 'refusing';
  state: LinkState = { status: 'closed' };
  isRefusing = true;
  readonly written: Uint8Array[] = [];
  readonly #states: Emitter<LinkState> = new Emitter();

  open(): void {
    this.#set({ status: 'open' });
  }

  close(): Promise<void> {
    this.#set({ status: 'closed' });
    return Promise.resolve();
  }

  write(bytes: Uint8Array): Promise<Result<void, LinkError>> {
    if (this.isRefusing) return Promise.resolve(err({ fault: 'overflow', detail: 'too much is waiting' }));
    this.written.push(bytes);
    return Promise.resolve(ok(undefined));
  }

  onData() {
    return () => {};
  }

  onState(listener: (state: LinkState) => void) {
    return this.#states.on(listener);
  }

  #set(state: LinkState): void {
    this.state = state;
    this.#states.emit(state);
  }
}

test('a refused write is offline, is tried again every second, and then drawn from scratch', async () => {
  const time = new ManualTime();
  const link = new RefusingLink();
  const device = new PoleDevice(
    link,
    { source: 'counter', profile: poleProfiles['epson-ascii'] },
    { clock: time, timers: time, log: silentLogger },
  );
  device.open();
  await time.advance(0);
  expect(device.state).toEqual({ status: 'offline', reason: 'overflow' });
  expect(device.lastFault).toEqual({ reason: 'overflow', detail: 'too much is waiting', atMs: time.nowMs() });
  await time.advance(2_500);
  expect(device.counters).toMatchObject({ failures: 3, redraws: 0, bytesOut: 0 });
  link.isRefusing = false;
  device.show({ upper: 'A', lower: '' });
  await time.advance(1_000);
  expect(device.state).toEqual({ status: 'enabled' });
  expect(link.written).toHaveLength(1);
  expect(Buffer.from(link.written[0] ?? []).toString('hex')).toMatch(/^0d1b3d021b3d020c1b40/);
  await device.close();
  expect(time.pendingTimers).toBe(0);
});
