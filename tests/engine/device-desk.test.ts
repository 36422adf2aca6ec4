// Goal: the technician's screen is answered for every device of the counter, on real lines: how it stands, what it
// counts, what its tests come to, and who may have them done.
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { DEVICE_REASONS, type DevicesView, type DeviceTestResult } from '../../src-main/contract/devices.ts';
import { WholeTill } from '../support/whole-till.ts';

let till: WholeTill;
beforeAll(async () => {
  till = await WholeTill.start();
  await till.call('session:sign-in', { operatorId: '901', pin: '123456' });
  await until((view) =>
    view.devices.every(({ kind, status }) => status === (kind === 'terminal' ? 'claimed' : 'enabled')),
  );
});
afterAll(() => till.end());

async function read(scanTest = false): Promise<DevicesView> {
  const answer = await till.service.answer('devices:read', { scanTest });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as DevicesView;
}

async function until(holds: (view: DevicesView) => boolean): Promise<DevicesView> {
  for (const endMs = performance.now() + 25_000; performance.now() < endMs; ) {
    const view = await read();
    if (holds(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not in time: ${JSON.stringify((await read()).devices)}`);
}

async function run(deviceId: string, name: string): Promise<DeviceTestResult> {
  const answer = await till.call('devices:test', { deviceId, test: name });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as DeviceTestResult;
}

const device = (view: DevicesView, deviceId: string) => {
  const found = view.devices.find((each) => each.deviceId === deviceId);
  if (found === undefined) throw new Error(`no ${deviceId}`);
  return found;
};

test('every device of the counter is there, with its line and its model', async () => {
  const { devices } = await read();
  expect(devices.map(({ deviceId, kind, status, reason }) => [deviceId, kind, status, reason])).toEqual([
    ['scanner-1', 'scanner', 'enabled', null],
    ['scanner-2', 'scanner', 'enabled', null],
    ['printer', 'printer', 'enabled', null],
    ['drawer', 'drawer', 'enabled', null],
    ['pole', 'pole', 'enabled', null],
    ['scale', 'scale', 'enabled', null],
    // A terminal says nothing unless it is asked.
    ['terminal', 'terminal', 'claimed', 'unheard'],
  ]);
  expect(device(await read(), 'scale').connection).toMatch(/scale · 9600 7E1$/);
  expect(device(await read(), 'scanner-2')).toMatchObject({
    connection: expect.stringMatching(/^HID 127\.0\.0\.1:/),
    profile: 'HID honeywell',
  });
});

describe('tests', () => {
  test('the printer prints its page', async () => {
    expect(await run('printer', 'test-print')).toEqual({ outcome: 'done', reason: null, text: '' });
    expect(till.counter.simulators.printer.papers.at(-1)?.text).toContain('ESC/POS');
  });

  test('the drawer opens, and says that it is open', async () => {
    expect(await run('drawer', 'open-drawer')).toMatchObject({ outcome: 'done' });
    await until((view) => device(view, 'drawer').reason === 'drawer-open');
    till.counter.simulators.printer.closeDrawer();
    await until((view) => device(view, 'drawer').reason === null);
  });

  test('one that is stuck is told', async () => {
    till.counter.simulators.printer.setDrawerStuck(true);
    expect(await run('drawer', 'open-drawer')).toMatchObject({ outcome: 'failed', reason: 'drawer-stuck' });
    till.counter.simulators.printer.setDrawerStuck(false);
    expect(await run('drawer', 'open-drawer')).toMatchObject({ outcome: 'done' });
    till.counter.simulators.printer.closeDrawer();
  });

  test('the pole shows a text', async () => {
    expect(await run('pole', 'show-text')).toMatchObject({ outcome: 'done' });
    await until(() => till.counter.simulators.pole.text.includes('測試'));
    expect(device(await read(), 'pole').reading).toContain('測試');
  });

  test('the scale weighs what lies there', async () => {
    till.counter.simulators.scale.put(312);
    expect(await run('scale', 'weigh')).toEqual({ outcome: 'done', reason: null, text: '0.312 kg' });
    till.counter.simulators.scale.takeOff();
  });

  test('a scale that is lifted says so', async () => {
    till.counter.simulators.scale.liftPan(50);
    expect(await run('scale', 'weigh')).toMatchObject({ outcome: 'failed', reason: 'under-zero' });
    till.counter.simulators.scale.takeOff();
  });

  test('the terminal is asked without a charge', async () => {
    expect(await run('terminal', 'ask')).toMatchObject({ outcome: 'done' });
    expect(till.counter.simulators.terminal.charges).toEqual([]);
    await until((view) => device(view, 'terminal').status === 'enabled');
  });

  test('a serial scanner of which nothing is known cannot be made to beep', async () => {
    expect(await run('scanner-1', 'beep')).toMatchObject({ outcome: 'failed', reason: 'unsupported' });
  });

  test('a test that a device does not have', async () => {
    expect(await run('pole', 'weigh')).toMatchObject({ outcome: 'failed', reason: 'not-configured' });
    expect(await run('nothing', 'weigh')).toMatchObject({ outcome: 'failed', reason: 'not-configured' });
  });
});

describe('a cable', () => {
  for (const [name, deviceId] of [
    ['scanner', 'scanner-1'],
    ['hid-scanner', 'scanner-2'],
    ['printer', 'printer'],
    ['pole', 'pole'],
    ['scale', 'scale'],
    ['terminal', 'terminal'],
  ] as const) {
    test(`of the ${name}, pulled and put back without a restart`, async () => {
      await till.counter.unplug(name);
      const gone = await until((view) => ['offline', 'error'].includes(device(view, deviceId).status));
      expect(DEVICE_REASONS).toContain(device(gone, deviceId).reason);
      expect(device(gone, deviceId).lastFault).not.toBeNull();
      await till.counter.plug(name);
      await until((view) => !['offline', 'error'].includes(device(view, deviceId).status));
    });
  }

  test('a person who will not wait has the port opened anew', async () => {
    expect((await till.call('devices:reopen', { deviceId: 'pole' })).ok).toBe(true);
    await until((view) => device(view, 'pole').status === 'enabled');
  });
});

describe('who may', () => {
  test('a cashier looks and does not touch', async () => {
    await till.call('session:sign-out');
    expect(await till.service.answer('devices:read', { scanTest: false })).toMatchObject({
      error: { code: 'signed-out' },
    });
    await till.call('session:sign-in', { operatorId: '101', pin: '123456' });
    expect((await read()).devices).toHaveLength(7);
    for (const [channel, input] of [
      ['devices:test', { deviceId: 'drawer', test: 'open-drawer' }],
      ['devices:reopen', { deviceId: 'drawer' }],
    ] as const)
      expect(await till.call(channel, input)).toMatchObject({ ok: false, error: { code: 'role-needed' } });
  });
});

test('scans go to the test while somebody looks, and to nobody’s sale', async () => {
  await read(true);
  till.counter.simulators['hid-scanner'].scan('4710018000003', { aim: ']E0' });
  let rows: DevicesView['scans'] = [];
  await read(true);
  till.counter.simulators['hid-scanner'].scan('/ABC+123', { aim: ']A0' });
  const isSecondThere = () => rows.some(({ aimId }) => aimId === ']A0');
  for (const endMs = performance.now() + 25_000; !isSecondThere() && performance.now() < endMs; ) {
    rows = (await read(true)).scans;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(rows[0]).toMatchObject({ source: 'scanner-2', aimId: ']A0', symbology: 'code-39', readAs: 'text' });
  await read(false);
});

describe('what the journal must have', () => {
  test('a test of the drawer is in it, once for one command', async () => {
    await till.call('session:sign-out');
    await till.call('session:sign-in', { operatorId: '901', pin: '123456' });
    const kinds: string[] = [];
    const stop = till.service.till.appended.on((entries) =>
      kinds.push(...entries.map((entry) => entry.kind)),
    );
    const ask = { commandId: v7(), deviceId: 'drawer', test: 'open-drawer' };
    for (let tap = 0; tap < 3; tap += 1)
      expect(await till.service.answer('devices:test', ask)).toMatchObject({
        ok: true,
        value: { outcome: 'done' },
      });
    stop();
    till.counter.simulators.printer.closeDrawer();
    expect(kinds.filter((kind) => kind.startsWith('drawer.'))).toEqual(['drawer.requested', 'drawer.opened']);
  });
});

describe('a device at work', () => {
  test('is neither tested nor opened anew', async () => {
    till.counter.simulators.printer.setSpeed(300);
    const printing = run('printer', 'test-print');
    await until((view) =>
      device(view, 'printer').counters.some(({ name, count }) => name === 'jobs' && count > 1),
    );
    expect(await run('printer', 'test-print')).toMatchObject({ outcome: 'failed', reason: 'busy' });
    expect(await till.call('devices:reopen', { deviceId: 'printer' })).toMatchObject({
      error: { code: 'device-busy' },
    });
    till.counter.simulators.printer.setSpeed(undefined);
    expect(await printing).toMatchObject({ outcome: 'done' });
  });

  test('opening a port anew is no fault of the device', async () => {
    const before = device(await read(), 'pole').lastFault;
    await till.call('devices:reopen', { deviceId: 'pole' });
    const after = await until((view) => device(view, 'pole').status === 'enabled');
    expect(device(after, 'pole').lastFault).toEqual(before);
  });
});

test('the receipt in hand ends before the till does', async () => {
  await till.call('session:sign-out');
  await till.openShift();
  const { printer } = till.counter.simulators;
  await till.scan(demoGtin13(1));
  printer.setSpeed(4_000);
  expect((await till.call('pay:take-cash', { saleId: till.saleId, amount: 1_000 })).ok).toBe(true);
  await till.until(() => till.view().lastSale?.receipt === 'printing');
  const kinds: string[] = [];
  till.service.till.appended.on((entries) => kinds.push(...entries.map((entry) => entry.kind)));
  await till.service.stop();
  expect(kinds).toContain('print.finished');
  expect(kinds).not.toContain('print.interrupted');
});
