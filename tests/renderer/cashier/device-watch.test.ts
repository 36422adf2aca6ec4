import { beforeEach, describe, expect, test } from 'vitest';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { answerOf, CALM_DEVICES, DEVICES, SCANNED } from '../device-views.ts';
import { FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { cartOf, EMPTY, finished, SIGN_IN, selling, TECHNICIAN } from '../views.ts';

let till: FakeTill;
let time: ManualEnvironment;
let desk: CashierDesk;

beforeEach(() => {
  till = new FakeTill();
  time = new ManualEnvironment(1_000_000);
  till.answer('devices:read', () => answerOf(CALM_DEVICES));
});

function open(view: CashierView): void {
  till.show(view);
  desk = new CashierDesk(new TillStore(till.bridge), new TillClient(till.bridge, time.nextId), time);
}

async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

async function pass(ms: number): Promise<void> {
  time.advance(ms);
  await answersArrive();
}

const show = (panel: 'status' | 'scan-test' | 'more' | 'messages'): Intent => ({ kind: 'open-panel', panel });
const BACK: Intent = { kind: 'back' };
/** What each question said of scans. */
const questions = () => till.callsOf('devices:read').map(({ scanTest }) => scanTest);

describe('watching the devices', () => {
  test('begins with the panel, asks once a second, and ends with it', async () => {
    open(EMPTY);
    await pass(5_000);
    expect(questions()).toEqual([]);
    await act(show('status'));
    expect(questions()).toEqual([false]);
    expect(desk.devices.get().view).toEqual(CALM_DEVICES);
    await pass(999);
    expect(questions()).toHaveLength(1);
    await pass(1);
    expect(questions()).toHaveLength(2);
    await act(BACK);
    await pass(10_000);
    expect(questions()).toHaveLength(2);
    expect(desk.devices.get().view).toBe(null);
  });

  test.each([
    ['another screen', () => till.show(finished())],
    ['another person', () => till.show({ ...SIGN_IN, screen: 'sell' })],
    ['the window’s end', () => desk.dispose()],
  ])('ends with %s', async (_, leave) => {
    open(EMPTY);
    await act(show('status'));
    leave();
    await pass(10_000);
    expect(questions()).toHaveLength(1);
  });

  test('what did not change is the same, so that its row is not drawn again', async () => {
    open(EMPTY);
    await act(show('status'));
    const before = desk.devices.get().view?.devices;
    till.answer('devices:read', () => {
      const [first, ...others] = structuredClone(CALM_DEVICES.devices);
      return answerOf({ ...CALM_DEVICES, devices: [{ ...first, reason: 'paper-out' }, ...others] });
    });
    await pass(1_000);
    const after = desk.devices.get().view?.devices;
    expect(after?.[0]).toMatchObject({ reason: 'paper-out' });
    expect(after?.[1]).toBe(before?.[1]);
  });

  test('an answer that comes late does not put back what is newer', async () => {
    open(EMPTY);
    const waiting: (() => void)[] = [];
    const views = [DEVICES, CALM_DEVICES];
    till.answer('devices:read', () => {
      const view = views.shift();
      return new Promise((resolve) => waiting.push(() => resolve(answerOf(view))));
    });
    await act(show('status'));
    await pass(1_000);
    waiting[1]?.();
    await answersArrive();
    waiting[0]?.();
    await answersArrive();
    expect(desk.devices.get().view).toEqual(CALM_DEVICES);
  });

  test('a core that does not answer is not flooded, and asked on once it does', async () => {
    open(EMPTY);
    const waiting: (() => void)[] = [];
    till.answer(
      'devices:read',
      () => new Promise((resolve) => waiting.push(() => resolve(answerOf(CALM_DEVICES)))),
    );
    await act(show('status'));
    for (let second = 0; second < 60; second += 1) await pass(1_000);
    expect(questions()).toHaveLength(3);
    for (const answer of waiting) answer();
    await answersArrive();
    await pass(1_000);
    expect(questions()).toHaveLength(4);
  });

  test('without news what was seen stays, and that is told', async () => {
    open(EMPTY);
    await act(show('status'));
    till.answer('devices:read', () => refusal('till-not-answering'));
    await pass(1_000);
    expect(desk.devices.get()).toMatchObject({
      view: CALM_DEVICES,
      refusal: { code: 'till-not-answering' },
    });
    till.answer('devices:read', () => answerOf(CALM_DEVICES));
    await pass(1_000);
    expect(desk.devices.get().refusal).toBe(null);
  });
});

describe('the scanner test', () => {
  test('keeps scans for as long as it is open, and gives them back at once', async () => {
    open(selling(cartOf(1)));
    till.answer('devices:read', ({ scanTest }) =>
      answerOf(scanTest === true ? SCANNED : { ...CALM_DEVICES, isScanTest: false }),
    );
    await act(show('status'), show('scan-test'));
    await pass(1_000);
    expect(questions()).toEqual([false, true, true]);
    expect(desk.devices.get().view).toEqual(SCANNED);
    await act(BACK);
    expect(desk.get().panel).toBe('status');
    expect(questions()).toEqual([false, true, true, false]);
    expect(desk.devices.get().view?.isScanTest).toBe(false);
  });

  test.each([
    ['F10', () => act(show('more'))],
    ['the next screen', async () => till.show(finished())],
    ['signing out', async () => till.show(SIGN_IN)],
    ['the end of the window', async () => desk.dispose()],
  ])('%s gives them back too, once', async (_, leave) => {
    open(EMPTY);
    await act(show('status'), show('scan-test'));
    await leave();
    await pass(5_000);
    expect(questions()).toEqual([false, true, false]);
  });

  test('rows of an earlier test are not shown', async () => {
    open(EMPTY);
    till.answer('devices:read', () => answerOf(SCANNED));
    await act(show('status'));
    till.answer('devices:read', () => new Promise(() => {}));
    await act(show('scan-test'));
    expect(desk.devices.get().view).toBe(null);
  });

  test('a scan that comes by the keyboard goes to the core as ever, which knows of the test', async () => {
    open(EMPTY);
    await act(show('status'), show('scan-test'));
    await act({ kind: 'wedge-scan', code: '/AB201+9', aimId: null });
    expect(till.callsOf('cart:enter-code')).toMatchObject([{ code: '/AB201+9', origin: 'wedge' }]);
    expect(desk.get().panel).toBe('scan-test');
  });
});

test('F10 leads to the devices by way of more, and closes what it led to', async () => {
  open(EMPTY);
  await act(show('more'), show('status'), show('more'));
  expect(desk.get().panel).toBe(null);
  await act(show('messages'), show('more'));
  expect(desk.get().panel).toBe('more');
});

test('the way back from the scanner test is to the devices', async () => {
  open(EMPTY);
  await act(show('scan-test'), { kind: 'close-panel' });
  expect(desk.get().panel).toBe('status');
  await act({ kind: 'close-panel' });
  expect(desk.get().panel).toBe(null);
});

describe('having a device do something', () => {
  const WEIGH: Intent = { kind: 'test-device', deviceId: 'scale', test: 'weigh' };
  const REOPEN: Intent = { kind: 'reopen-device', deviceId: 'scale' };

  test('a cashier is told who may', async () => {
    open(EMPTY);
    await act(show('status'), WEIGH, REOPEN);
    expect(till.callsOf('devices:test')).toEqual([]);
    expect(till.callsOf('devices:reopen')).toEqual([]);
    expect(desk.get().banner).toEqual({ kind: 'unavailable', feature: 'device-work' });
  });

  test.each(['supervisor', 'manager', 'technician'] as const)('a %s may', async (role) => {
    open({ ...EMPTY, operator: { ...TECHNICIAN, role } });
    till.answer('devices:test', () => answerOf({ outcome: 'done', reason: null, text: '0.312 kg' }));
    await act(show('status'), WEIGH);
    expect(till.callsOf('devices:test')).toEqual([
      { commandId: expect.any(String), deviceId: 'scale', test: 'weigh' },
    ]);
    expect(desk.devices.get().results.scale).toEqual({
      kind: 'answered',
      work: 'weigh',
      result: { outcome: 'done', reason: null, text: '0.312 kg' },
    });
    await act(REOPEN);
    expect(till.callsOf('devices:reopen')).toMatchObject([{ deviceId: 'scale' }]);
    expect(desk.devices.get().results.scale).toEqual({ kind: 'reopened' });
  });

  test('while it does, nothing more is asked of it; of another one it is', async () => {
    open({ ...EMPTY, operator: TECHNICIAN });
    till.answer('devices:test', () => new Promise(() => {}));
    await act(show('status'), WEIGH, WEIGH, REOPEN);
    await act({ kind: 'test-device', deviceId: 'pole', test: 'show-text' });
    expect(till.callsOf('devices:test').map(({ deviceId }) => deviceId)).toEqual(['scale', 'pole']);
    expect(till.callsOf('devices:reopen')).toEqual([]);
  });

  test('a refusal is told at the device', async () => {
    open({ ...EMPTY, operator: TECHNICIAN });
    till.answer('devices:test', () => refusal('role-needed'));
    await act(show('status'), WEIGH);
    expect(desk.devices.get().results.scale).toMatchObject({
      kind: 'refused',
      refusal: { code: 'role-needed' },
    });
  });

  test('what comes after the panel was closed is not shown in the next one', async () => {
    open({ ...EMPTY, operator: TECHNICIAN });
    let answer = () => {};
    till.answer(
      'devices:reopen',
      () =>
        new Promise((resolve) => {
          answer = () => resolve(answerOf({}));
        }),
    );
    await act(show('status'), REOPEN, BACK, show('status'));
    answer();
    await answersArrive();
    expect(desk.devices.get().results).toEqual({});
  });
});
