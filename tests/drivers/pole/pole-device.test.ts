import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PoleProfileId, poleProfiles } from '../../../drivers/pole/profiles.ts';
import { openedPole, poleBench } from './pole-bench.ts';

const twoRows: readonly PoleProfileId[] = ['epson-big5', 'epson-ascii', 'cd5220-big5', 'cd5220-ascii'];

describe('showing', () => {
  for (const id of twoRows) {
    test(`both rows on ${id}`, async () => {
      const { device, pole, time } = await openedPole(poleProfiles[id]);
      device.show({ upper: 'Latte x2        $100', lower: 'Total' });
      await time.advance(0);
      expect(pole.lines).toEqual(['Latte x2        $100', 'Total               ']);
      expect(pole).toMatchObject({ isCursorOn: false, mode: 'overwrite', brightness: 4, eepromWrites: 0 });
      expect(pole.unknownCommands).toBe(0);
    });
  }

  test('Chinese as raw Big5', async () => {
    const { device, pole, time } = await openedPole();
    device.show({ upper: '拿鐵 x2         $100', lower: '功許蓋' }); // trail bytes 5Ch among them
    await time.advance(0);
    expect(pole.text).toBe('拿鐵 x2         $100\n功許蓋');
  });

  test('a figure and its lamp on a price pole', async () => {
    const { device, pole, time } = await openedPole(poleProfiles.led8);
    device.show({ upper: '', lower: '', figure: { amount: 1_250, lamp: 'total' } });
    await time.advance(0);
    expect([pole.lines, pole.lamp]).toEqual([['    1250'], 'total']);
    device.show({ upper: '', lower: '' });
    await time.advance(1_000);
    expect([pole.isBlank, pole.lamp]).toEqual([true, 'off']);
  });

  test('wipes what an earlier run left', async () => {
    const { device, pole, time } = await poleBench();
    pole.receive(new TextEncoder().encode('Total $999'));
    device.open();
    await time.advance(0);
    expect(pole.isBlank).toBe(true);
  });

  test('what is shown already sends nothing', async () => {
    const { device, time } = await openedPole();
    device.show({ upper: 'A', lower: 'B' });
    await time.advance(1_000);
    const { redraws, bytesOut } = device.counters;
    device.show({ upper: 'A', lower: 'B' });
    await time.advance(1_000);
    expect(device.counters).toMatchObject({ redraws, bytesOut, wishes: 2, coalesced: 0 });
  });

  test('brightness, which a redraw carries', async () => {
    const { device, pole, time } = await openedPole();
    device.show({ upper: 'A', lower: '' });
    await time.advance(1_000);
    device.setBrightness(1);
    await time.advance(0);
    expect([pole.brightness, pole.text]).toEqual([1, 'A\n']);
  });

  test('on a line shared with a printer, which gets it back', async () => {
    const { device, pole, time } = await openedPole({
      ...poleProfiles['cd5220-big5'],
      sharedPortWith: 'counter',
    });
    device.show({ upper: '拿鐵', lower: 'B' });
    await time.advance(0);
    expect([pole.text, pole.isSelected, pole.passedBytes]).toEqual(['拿鐵\nB', false, 0]);
  });
});

describe('the rate', () => {
  test('is ten a second, and the newest wish wins', async () => {
    const { device, time, drawn } = await openedPole();
    for (let i = 0; i < 100; i += 1) {
      device.show({ upper: `n${i}`, lower: '' });
      await time.advance(10);
    }
    // The first at once, then every 100 ms the newest of that moment.
    const texts = ['n0', 'n9', 'n19', 'n29', 'n39', 'n49', 'n59', 'n69', 'n79', 'n89', 'n99'];
    expect(drawn().slice(1)).toEqual(texts);
    expect(device.counters).toMatchObject({ wishes: 100, redraws: 12, coalesced: 89 });
  });

  test('is slower on a line that is slower', async () => {
    const { device, time, drawn } = await openedPole({ ...poleProfiles['cd5220-big5'], baudRate: 1_200 });
    for (let i = 0; i < 100; i += 1) {
      device.show({ upper: `n${i}`, lower: '' });
      await time.advance(10);
    }
    // 57 bytes of 10 bits at 1200 bits a second take 475 ms.
    expect(drawn().slice(1)).toEqual(['n0', 'n47', 'n94']);
  });

  test('holds for any wishes at any times, and the last one is shown', async () => {
    const wishes = fc.array(fc.record({ afterMs: fc.nat(250), text: fc.constantFrom('a', 'b', 'c') }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(wishes, async (list) => {
        const { device, pole, time, events } = await openedPole();
        const timesMs: number[] = [];
        device.onEvent((event) => event.kind === 'drawn' && timesMs.push(time.monotonicMs()));
        for (const { afterMs, text } of list) {
          await time.advance(afterMs);
          device.show({ upper: text, lower: '' });
        }
        await time.advance(200);
        expect(pole.lines[0]?.trim()).toBe(list.at(-1)?.text);
        expect(timesMs.every((atMs, i) => i === 0 || atMs - (timesMs[i - 1] ?? 0) >= 100)).toBe(true);
        expect(events.length).toBeGreaterThan(0);
        await device.close();
      }),
      { numRuns: 30 },
    );
  });
});

describe('a display that comes back', () => {
  test('is initialised and shows the newest wish of the time it was away', async () => {
    const { device, pole, wire, time, states } = await openedPole(poleProfiles['cd5220-big5'], {
      hasPoweredPort: true,
    });
    device.show({ upper: 'before', lower: '' });
    await time.advance(1_000);
    pole.powerOff();
    await time.advance(100);
    device.show({ upper: 'away 1', lower: '' });
    device.show({ upper: 'away 2', lower: '' });
    await time.advance(10_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'not-found' });
    pole.powerOn();
    await time.advance(30_000);
    expect(pole.text).toBe('away 2\n');
    expect(states()).toEqual([
      { status: 'closed', reason: 'opening' },
      { status: 'enabled' },
      { status: 'offline', reason: 'disconnected' },
      { status: 'offline', reason: 'not-found' },
      { status: 'enabled' },
    ]);
    expect(device.lastFault).toMatchObject({ reason: 'not-found' });
    wire.unplug();
    await time.advance(0);
    expect(device.lastFault).toMatchObject({ reason: 'disconnected', detail: 'the cable was pulled' });
  });

  test('begins with 0C, initialisation and the whole picture', async () => {
    const { device, pole, wire, time } = await openedPole(poleProfiles['epson-ascii']);
    device.show({ upper: 'A', lower: 'B' });
    await time.advance(1_000);
    const bytes: number[] = [];
    const receive = pole.receive.bind(pole);
    pole.receive = (more) => {
      bytes.push(...more);
      return receive(more);
    };
    wire.unplug();
    await time.advance(500);
    wire.replug();
    await time.advance(2_000);
    expect(Buffer.from(bytes).toString('hex')).toMatch(/^0d1b3d021b3d020c1b400c1f01/);
    expect(pole.text).toBe('A\nB');
  });

  test('shows the picture again whatever byte of a redraw the cable was pulled at', async () => {
    for (const id of ['cd5220-big5', 'epson-big5'] as const) {
      const { device, pole, wire, time } = await openedPole(poleProfiles[id]);
      for (let at = 0; at <= 60; at += 1) {
        let isDone = false;
        const stop = pole.watch((moment) => {
          if (isDone || moment.byte !== at) return;
          isDone = true;
          wire.unplug();
          pole.setFrozen(true); // the rest of the write is lost with the cable
        });
        device.show({ upper: `拿鐵 ${at}`, lower: `合計 ${at}` });
        await time.advance(1_000);
        stop();
        pole.setFrozen(false);
        wire.replug();
        await time.advance(31_000);
        expect(pole.text, `${id}, cut at byte ${at}`).toBe(`拿鐵 ${at}\n合計 ${at}`);
      }
      expect(pole.eepromWrites).toBe(0);
      await device.close();
    }
  });

  test('that lost its power behind a standing line is drawn again after a minute', async () => {
    const { device, pole, time } = await openedPole();
    device.show({ upper: 'A', lower: 'B' });
    await time.advance(1_000);
    pole.powerOff();
    pole.powerOn();
    expect(pole.isBlank).toBe(true);
    for (let i = 0; i < 6; i += 1) {
      await time.advance(10_000);
      device.show({ upper: 'A', lower: 'B' }); // the same wish again does not put it off
    }
    expect(pole.text).toBe('A\nB');
    expect(device.state).toEqual({ status: 'enabled' });
  });

  test('is drawn again when a person asks', async () => {
    const { device, pole, time } = await openedPole();
    device.show({ upper: 'A', lower: 'B' });
    await time.advance(1_000);
    pole.powerOff();
    pole.powerOn();
    device.redraw();
    await time.advance(0);
    expect(pole.text).toBe('A\nB');
  });
});

describe('a display that is stuck', () => {
  const traps = {
    'cd5220-big5': ['string', 'open-string', 'scroll', 'vertical-scroll', 'horizontal-scroll'],
    'epson-big5': ['vertical-scroll', 'horizontal-scroll'],
    led8: ['string'],
  } as const;
  for (const id of ['cd5220-big5', 'epson-big5', 'led8'] as const) {
    for (const trap of traps[id]) {
      test(`in ${trap} on ${id} shows what is drawn next`, async () => {
        const { device, pole, time } = await openedPole(poleProfiles[id]);
        pole.trap(trap);
        const wish = { upper: 'next', lower: 'B', figure: { amount: 7, lamp: 'price' } } as const;
        // Only a redraw from scratch ends a string that was cut off: that happens after a lost cable, not in between.
        device.show(wish);
        if (trap === 'open-string') device.redraw();
        await time.advance(1_000);
        expect(pole.text).toBe(id === 'led8' ? '       7' : 'next\nB');
        expect(pole.eepromWrites).toBe(0);
      });
    }
  }

  test('and takes nothing is offline, blocks nothing, and shows the newest wish when it goes on', async () => {
    const { device, pole, time, states } = await openedPole();
    pole.setFrozen(true);
    for (let i = 0; i < 1_000; i += 1) device.show({ upper: `n${i}`, lower: '' });
    await time.advance(2_000);
    expect(device.state).toEqual({ status: 'offline', reason: 'stalled' });
    expect(device.counters).toMatchObject({ failures: 1, wishes: 1_000 });
    expect(device.lastFault).toMatchObject({ reason: 'stalled' });
    await time.advance(100_000);
    pole.setFrozen(false);
    await time.advance(1_000);
    expect(pole.text).toBe('n999\n');
    expect(states().slice(-2)).toEqual([{ status: 'offline', reason: 'stalled' }, { status: 'enabled' }]);
  });
});

describe('an end', () => {
  test('leaves no timer behind, and what is wished afterwards hurts nobody', async () => {
    const { device, time, pole } = await openedPole();
    device.show({ upper: 'A', lower: '' });
    device.show({ upper: 'B', lower: '' });
    await device.close();
    await device.close();
    device.show({ upper: 'C', lower: '' });
    device.redraw();
    device.setBrightness(2);
    await time.advance(100_000);
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    expect(pole.text).toBe('A\n');
    expect(time.pendingTimers).toBe(0);
  });

  test('while a write is stuck', async () => {
    const { device, time, pole } = await openedPole();
    pole.setFrozen(true);
    device.show({ upper: 'A', lower: '' });
    await device.close();
    await time.advance(100_000);
    expect(device.state).toEqual({ status: 'closed', reason: 'closed' });
    expect(time.pendingTimers).toBe(0);
  });
});
