// Goal: every act of the contract has a button, every button a key, and what is sent is what the contract takes.
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { benchChannels } from '../../src-main/contract/channels.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import {
  BenchDrawer,
  BenchHeadOffice,
  BenchNetwork,
  BenchPrinter,
  BenchScanFault,
  BenchTill,
} from '../../src-main/contract/workbench.ts';
import { CONTROLS } from '../../src-renderer/workbench/controls.ts';
import { FakeBridge } from './page/fake-bridge.ts';
import { benchView } from './views.ts';

const rest = benchView();
/** Everything in its other position, so that toggles send their second act. */
const disturbed = benchView({
  till: 'stopped',
  scanner: { ...rest.scanner, isPlugged: false },
  printer: { ...rest.printer, isPlugged: false, isCoverOpen: true, isCutterJammed: true },
  drawer: { ...rest.drawer, isStuck: true },
});

/** What each control sends in `view`, by id. */
async function sentIn(view: BenchView) {
  const bridge = new FakeBridge();
  for (const control of CONTROLS) await control.send(bridge.asBenchBridge(), view);
  return bridge.calls.map((call, index) => ({ ...call, id: CONTROLS[index]?.id }));
}

const schemas: Readonly<Record<string, z.ZodType>> = {
  benchPrinter: BenchPrinter,
  benchScanFault: BenchScanFault,
  benchNetwork: BenchNetwork,
  benchHeadOffice: BenchHeadOffice,
  benchDrawer: BenchDrawer,
  benchTill: BenchTill,
};

describe('what buttons send', () => {
  test('is what the contract takes', async () => {
    const all = [...(await sentIn(rest)), ...(await sentIn(disturbed))];
    expect(all.length).toBe(2 * CONTROLS.length);
    expect(all.filter(({ name, input }) => schemas[name]?.safeParse(input).success !== true)).toEqual([]);
  });

  test('covers every act of every simulator', async () => {
    const sent = new Set(
      [...(await sentIn(rest)), ...(await sentIn(disturbed))].map(
        ({ name, input }) => `${name} ${Object.values(input as object)[0]}`,
      ),
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

  test('is known for every channel: scans and scenarios have no control of their own', () => {
    const channels = Object.keys(benchChannels);
    expect(channels.length).toBe(Object.keys(schemas).length + 2);
    expect(channels).toEqual(expect.arrayContaining(['bench:scan', 'bench:scenario']));
  });
});

describe('keys', () => {
  test('each button has a letter of its own', () => {
    const letters = CONTROLS.map((control) => control.letter);
    expect(letters.filter((letter) => !/^[A-Z]$/.test(letter))).toEqual([]);
    expect(new Set(letters).size).toBe(CONTROLS.length);
  });
  test('Ctrl and 1 to 9 each set one mode', () => {
    const keyed = CONTROLS.filter((control) => control.digit !== undefined);
    expect(keyed.map((control) => control.digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(keyed.filter((control) => control.isSelected === undefined)).toEqual([]);
  });
});

describe('modes', () => {
  test('at rest, only the normal ones are selected', () => {
    const selected = CONTROLS.filter((control) => control.isSelected?.(rest) === true);
    expect(selected.map((control) => control.id)).toEqual(['network-up', 'head-office-normal']);
  });
  test('a toggle undoes itself: its second act differs from its first', async () => {
    const toggles = new Set(CONTROLS.filter((control) => control.isToggle === true).map(({ id }) => id));
    expect(toggles.size).toBe(5);
    const before = (await sentIn(rest)).filter(({ id }) => toggles.has(id ?? ''));
    const after = (await sentIn(disturbed)).filter(({ id }) => toggles.has(id ?? ''));
    for (const [index, call] of before.entries()) expect(after[index]?.input).not.toEqual(call.input);
  });
});
