import type { Schedulable } from '../../../fixtures/simulators/schedulable.ts';
import { machineClock, machineTimers } from '../../hosts/machine-world.ts';
import { actHelp } from './acts.ts';
import { DEVICE_NAMES, DeviceSettings, simulatedDevice } from './devices.ts';

const BEGIN = '<!-- acts: written by src-main/cli/simulate/write-documents.ts -->\n';
const END = '<!-- end of acts -->\n';

/** The document with its list of every device's events and acts written anew between the two marks. */
export function withActs(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/simulators.md has lost the marks of its list of acts');
  return `${document.slice(0, begin + BEGIN.length)}\n${actsOfAll()}\n${document.slice(end)}`;
}

function actsOfAll(): string {
  const world = { clock: machineClock, timers: machineTimers, tell: () => {} };
  const settings = DeviceSettings.parse({});
  return DEVICE_NAMES.map((name) => {
    const { schedulable } = simulatedDevice(name, settings, world);
    return [`### ${name}\n`, `${eventsText(schedulable)}\n`, ...rows(schedulable), ''].join('\n');
  }).join('\n');
}

function eventsText({ events, instants = [] }: Schedulable): string {
  const words = events.map((event) => `\`${event}\`${instants.includes(event) ? ' (byte 0 only)' : ''}`);
  return `Events: ${words.join(', ')}.`;
}

function rows(device: Schedulable): readonly string[] {
  const acts = actHelp(device).map(({ name, params, help }) => {
    const given = params === '' ? '' : `\`${params.replaceAll('|', '\\|')}\``;
    return `| \`${name}\` | ${given} | ${help} |`;
  });
  return ['| act | parameters | what it does |', '| --- | --- | --- |', ...acts];
}
