import { z } from 'zod';
import { CounterDevices, type DeviceName } from './counter-devices.ts';
import { scheduleProblem } from './faults.ts';
import type { Scenario } from './format.ts';
import { TillStep } from './steps.ts';

/**
 * What of a scenario's device steps cannot be done at its till: a device that does not stand there, an act that does
 * not take what it is given, a schedule that no device can follow. Undefined when nothing is.
 */
export function deviceProblemIn(scenario: Scenario): string | undefined {
  const steps = (scenario.steps ?? []).flatMap((step, place) => {
    const parsed = TillStep.safeParse(step);
    return parsed.success ? [{ step: parsed.data, place }] : [];
  });
  const expected = Object.keys(scenario.expected.devices ?? {});
  const isAboutDevices = steps.some(({ step }) => 'device' in step || 'via' in step || step.do === 'faults');
  if (!isAboutDevices && expected.length === 0) return undefined;
  const devices = new CounterDevices(scenario.till?.devices);
  for (const { step, place } of steps) {
    const problem = problemOf(step, devices);
    if (problem !== undefined) return `steps.${place}${problem}`;
  }
  const absent = expected.find((name) => !devices.has(name as DeviceName));
  return absent === undefined ? undefined : `expected.devices: ${absence(absent)}`;
}

/** Beginning with the field. */
function problemOf(step: TillStep, devices: CounterDevices): string | undefined {
  if ('device' in step && !devices.has(step.device)) return `.device: ${absence(step.device)}`;
  if ('via' in step && step.via === 'hid' && !devices.has('hid-scanner'))
    return `.via: ${absence('hid-scanner')}`;
  if (step.do === 'faults') {
    const problem = scheduleProblem(step.schedule, devices.schedulables);
    return problem === undefined ? undefined : `.schedule: ${problem}`;
  }
  if (step.do !== 'device' || !('act' in step)) return undefined;
  const act = devices.schedulables[step.device]?.acts[step.act];
  if (act === undefined) return `.act: the ${step.device} of this till cannot ${step.act}`;
  const parsed = act.params.safeParse(step.with ?? {});
  return parsed.success ? undefined : `.with: ${oneLine(z.prettifyError(parsed.error))}`;
}

function absence(device: string): string {
  return `no ${device} stands at this till; till.devices names those that do`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/^✖ /u, '').trim();
}
