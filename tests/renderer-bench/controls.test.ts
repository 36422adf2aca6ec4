// Goal: every act of the contract has a button, every button a key, and what is sent is what the contract and the
// simulators take.
import { describe, expect, test } from 'vitest';
import { benchChannels } from '../../src-main/contract/channels.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import {
  BENCH_DEVICES,
  BenchAct,
  BenchDrawer,
  BenchHeadOffice,
  BenchNetwork,
  BenchPlug,
  BenchPrinter,
  BenchScanFault,
  BenchTill,
} from '../../src-main/contract/workbench.ts';
import { exampleParams, readParams } from '../../src-renderer/workbench/act-params.ts';
import { PAGES, pageOf } from '../../src-renderer/workbench/control.ts';
import { CONTROLS } from '../../src-renderer/workbench/controls.ts';
import { FakeBridge, type SeenCall } from './page/fake-bridge.ts';
import { sampleSimulators } from './sample-devices.ts';
import { benchView, devicesWithout } from './views.ts';

const rest = benchView();
/** Everything in its other position, so that toggles send their second act. */
const disturbed = benchView({
  till: 'stopped',
  scanner: { ...rest.scanner, isPlugged: false },
  printer: { ...rest.printer, isPlugged: false, isCoverOpen: true, isCutterJammed: true, diesMidPrint: true },
  drawer: { ...rest.drawer, isStuck: true },
  devices: devicesWithout(...BENCH_DEVICES),
});
const simulators = sampleSimulators();

/** What each control sends in `view`, by id. */
async function sentIn(view: BenchView) {
  const sent: { readonly id: string; readonly calls: readonly SeenCall[] }[] = [];
  for (const control of CONTROLS) {
    const bridge = new FakeBridge();
    await control.send(bridge.asBenchBridge(), view);
    sent.push({ id: control.id, calls: bridge.calls });
  }
  return sent;
}

const everything = async () => [...(await sentIn(rest)), ...(await sentIn(disturbed))];
const allCalls = async () => (await everything()).flatMap(({ calls }) => calls);

const schemas = {
  benchPrinter: BenchPrinter,
  benchScanFault: BenchScanFault,
  benchNetwork: BenchNetwork,
  benchHeadOffice: BenchHeadOffice,
  benchDrawer: BenchDrawer,
  benchTill: BenchTill,
  benchAct: BenchAct,
  benchPlug: BenchPlug,
} as const;

function isTaken({ name, input }: SeenCall): boolean {
  return Object.entries(schemas).some(
    ([method, schema]) => method === name && schema.safeParse(input).success,
  );
}

describe('what buttons send', () => {
  test('is something, and what the contract takes', async () => {
    expect((await everything()).filter(({ calls }) => calls.length === 0)).toEqual([]);
    expect((await allCalls()).filter((call) => !isTaken(call))).toEqual([]);
  });

  test('covers every act that has a channel of its own', async () => {
    const sent = new Set(
      (await allCalls()).map(({ name, input }) => `${name} ${Object.values(input as object)[0]}`),
    );
    const wanted = [
      ...BenchPrinter.shape.act.options.map((act) => `benchPrinter ${act}`),
      ...BenchScanFault.shape.fault.options.map((fault) => `benchScanFault ${fault}`),
      ...BenchNetwork.shape.mode.options.map((mode) => `benchNetwork ${mode}`),
      ...BenchHeadOffice.shape.mode.options.map((mode) => `benchHeadOffice ${mode}`),
      ...BenchDrawer.shape.act.options.map((act) => `benchDrawer ${act}`),
      ...BenchTill.shape.act.options.map((act) => `benchTill ${act}`),
    ];
    expect(wanted.filter((act) => !sent.has(act))).toEqual([]);
  });

  test('is known to the simulator that it is for', async () => {
    const acts = (await allCalls())
      .filter(({ name }) => name === 'benchAct')
      .map(({ input }) => BenchAct.parse(input));
    expect(new Set(acts.map(({ device }) => device)).size).toBe(BENCH_DEVICES.length - 1);
    const unfit = acts.filter(
      ({ device, act, params }) => simulators[device].acts[act]?.params.safeParse(params).success !== true,
    );
    expect(unfit).toEqual([]);
  });

  test('is known for every channel: scans, scenarios, schedules and phones have no control of their own', () => {
    const channels = Object.keys(benchChannels);
    expect(channels.length).toBe(Object.keys(schemas).length + 4);
    expect(channels).toEqual(
      expect.arrayContaining(['bench:scan', 'bench:scenario', 'bench:schedule', 'bench:member-code']),
    );
  });

  test('ends at the first act that is refused', async () => {
    const bridge = new FakeBridge();
    bridge.answer = { ok: false, error: { code: 'malformed', params: {} } };
    const normal = CONTROLS.find(({ id }) => id === 'scale-normal');
    expect(await normal?.send(bridge.asBenchBridge(), rest)).toEqual(bridge.answer);
    expect(bridge.calls.length).toBe(1);
  });
});

describe('acts by name', () => {
  test('every act of every simulator takes what its field is filled with', () => {
    const unfit = BENCH_DEVICES.flatMap((device) =>
      Object.entries(simulators[device].acts)
        .filter(([name, act]) => !act.params.safeParse(readParams(exampleParams(device, name))).success)
        .map(([name]) => `${device} ${name}`),
    );
    expect(unfit).toEqual([]);
  });

  test.each([
    ['', {}],
    ['  ', {}],
    ['{"grams": 250}', { grams: 250 }],
    ['[]', undefined],
    ['null', undefined],
    ['3', undefined],
    ['{grams: 250}', undefined],
  ])('parameters %j are read as %j', (text, read) => {
    expect(readParams(text)).toEqual(read);
  });
});

describe('keys', () => {
  test.each(PAGES)('on the page %s each button has a key of its own', (page) => {
    const letters = CONTROLS.filter((control) => pageOf(control) === page).map(({ letter }) => letter);
    expect(letters.filter((letter) => !/^[A-Z0-9]$/.test(letter))).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
  });
  test('those of the shop are letters: Alt and a digit scans a product', () => {
    const shop = CONTROLS.filter((control) => pageOf(control) === 'shop');
    expect(shop.filter(({ letter }) => !/^[A-Z]$/.test(letter))).toEqual([]);
  });
  test('Ctrl and 1 to 9 each set one mode', () => {
    const keyed = CONTROLS.filter((control) => control.digit !== undefined);
    expect(keyed.map((control) => control.digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(keyed.filter((control) => control.isSelected === undefined)).toEqual([]);
  });
});

describe('modes', () => {
  test('every control is known by one name', () => {
    expect(new Set(CONTROLS.map(({ id }) => id)).size).toBe(CONTROLS.length);
  });
  test('at rest, only the normal ones are selected', () => {
    const selected = CONTROLS.filter((control) => control.isSelected?.(rest) === true);
    expect(selected.map((control) => control.id)).toEqual(['network-up', 'head-office-normal']);
  });
  test('a toggle undoes itself: its second act differs from its first', async () => {
    const toggles = new Set(CONTROLS.filter((control) => control.isToggle === true).map(({ id }) => id));
    expect(toggles.size).toBe(10);
    const before = (await sentIn(rest)).filter(({ id }) => toggles.has(id));
    const after = (await sentIn(disturbed)).filter(({ id }) => toggles.has(id));
    for (const [index, { calls }] of before.entries()) expect(after[index]?.calls).not.toEqual(calls);
  });
});
