import { unreachable } from '../../base/assert.ts';
import type { TillChannel } from '../../contract/channels.ts';
import type { DevicesView, DeviceTestResult, DeviceView } from '../../contract/devices.ts';
import type { Answer } from '../../contract/views.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { differencesBetween } from './compare.ts';
import { DEVICE_IDS, DEVICE_NAMES, type DeviceName } from './counter-devices.ts';
import type { DeviceAct, DeviceEvent, DeviceStep, DeviceTestStep, WaitFor } from './device-step-format.ts';
import type { Stage } from './stage.ts';
import { StepFailure, until } from './waiting.ts';

/** Does to a device what the step says. */
export async function doToDevice(stage: Stage, step: DeviceStep): Promise<void> {
  if ('act' in step) return act(stage, step);
  switch (step.device) {
    case 'scanner':
      return stage.devices.plug('scanner', step.event === 'plugged');
    case 'drawer':
      return stage.printer.setDrawerStuck(step.event === 'stuck');
    case 'printer':
      return happenToPrinter(stage, step);
    default:
      return unreachable(step);
  }
}

function act({ devices }: Stage, step: DeviceAct): void {
  const done = devices.schedulables[step.device]?.acts[step.act]?.run(step.with ?? {});
  if (done === undefined) throw new StepFailure(`the ${step.device} stands at this till and can ${step.act}`);
  if (!done.ok) throw new StepFailure(`the ${step.device} does ${step.act}`, done.error.problem);
}

async function happenToPrinter(
  { printer, devices }: Stage,
  step: Extract<DeviceEvent, { readonly device: 'printer' }>,
): Promise<void> {
  switch (step.event) {
    case 'paper_out':
      return printer.takePaperOut();
    case 'paper_near_end':
      return printer.setPaperNearEnd();
    case 'paper_loaded':
      return printer.loadPaper();
    case 'paper_ends_after':
      return printer.runOutAfterLines(step.lines);
    case 'cover_opened':
      return printer.openCover();
    case 'cover_closed':
      return printer.closeCover();
    case 'cutter_jammed':
      return printer.jamCutter();
    case 'cutter_cleared':
      return printer.clearCutter();
    case 'power_lost':
      return printer.powerOff();
    case 'power_lost_after':
      return printer.dieAfterBytes(step.bytes);
    case 'power_back':
      return printer.powerOn();
    case 'unplugged':
      return devices.plug('printer', false);
    case 'plugged':
      return devices.plug('printer', true);
    default:
      return unreachable(step);
  }
}

/** How a device stands on the technician's screen, in the words of the format. */
export interface DeviceStanding {
  readonly status: DeviceView['status'];
  readonly reason: DeviceView['reason'];
  readonly reading: string;
  readonly counters: Readonly<Record<string, number>>;
}

/** Every device of the technician's screen, by the scenario's names; null where nobody is signed in to look. */
export async function readDevices(
  stage: Stage,
): Promise<Partial<Readonly<Record<DeviceName, DeviceStanding>>> | null> {
  const answer = await stage.service.answer('devices:read', { scanTest: false });
  if (!answer.ok) return null;
  const { devices } = answer.value as DevicesView;
  return Object.fromEntries(
    DEVICE_NAMES.flatMap((name) => {
      const view = devices.find(({ deviceId }) => deviceId === DEVICE_IDS[name]);
      return view === undefined ? [] : [[name, standingOf(view)]];
    }),
  );
}

function standingOf({ status, reason, reading, counters }: DeviceView): DeviceStanding {
  const counts = Object.fromEntries(counters.map(({ name, count }) => [name, count]));
  return { status, reason, reading, counters: counts };
}

/** The rows that the pole shows, without blanks at their ends and with single ones between; null without a pole. */
export function poleRows({ devices }: Stage): readonly string[] | null {
  const { pole } = devices;
  if (pole === undefined) return null;
  return pole.lines.map(withSingleBlanks);
}

/** A row as people would say it: where a display puts its blanks is for the display to know. */
export function withSingleBlanks(row: string): string {
  return row.replace(/\s+/gu, ' ').trim();
}

const USUAL_WAIT_MS = 8_000;

/**
 * Waits until the technician's screen, or the pole, says what the step names.
 * @throws StepFailure with what it says instead.
 */
export async function waitForDevice(stage: Stage, step: WaitFor): Promise<void> {
  const { do: _, device, shows, withinMs = USUAL_WAIT_MS, ...wanted } = step;
  const rows = shows?.map(withSingleBlanks);
  const expected = { ...wanted, ...(rows === undefined ? {} : { shows: rows }) };
  let seen: unknown = null;
  const isSo = async () => {
    const standing = (await readDevices(stage))?.[device] ?? null;
    seen = rows === undefined ? standing : { ...standing, shows: poleRows(stage) };
    return differencesBetween(expected, seen, '').length === 0;
  };
  await until(isSo, JSON.stringify(expected), { clock: machineClock, withinMs, seen: () => seen });
}

/** Asks the till as the window does; a refusal is heard by whoever asks. */
export type Ask = (channel: TillChannel, fields: Readonly<Record<string, unknown>>) => Promise<Answer>;

/**
 * Presses a button of the technician's screen.
 * @throws StepFailure with what came of it, where that is not what the step expects.
 */
export async function testDevice(ask: Ask, step: DeviceTestStep): Promise<void> {
  const { device, test, expect } = step;
  const answer = await ask('devices:test', { deviceId: DEVICE_IDS[device], test });
  if (!answer.ok) {
    if (expect === undefined) return;
    throw new StepFailure(JSON.stringify(expect), answer.error.code);
  }
  const result = answer.value as DeviceTestResult;
  if (expect === undefined) throw new StepFailure('a refusal, since nothing is expected', result);
  if (differencesBetween(expect, result, '').length > 0)
    throw new StepFailure(JSON.stringify(expect), result);
}
