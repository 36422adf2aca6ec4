import type { WorkbenchPlainKey } from '../i18n/workbench.ts';

/** A schedule to begin with: the same four as the files in `fixtures/simulators/schedules`. */
export interface ScheduleExample {
  /** As its file is called. */
  readonly id: string;
  readonly label: WorkbenchPlainKey;
  /** Presses it together with Alt and Shift. */
  readonly letter: string;
  readonly faults: readonly object[];
}

export const SCHEDULE_EXAMPLES: readonly ScheduleExample[] = [
  {
    id: 'printer-paper-out',
    label: 'bench.schedule.paperOut',
    letter: 'Q',
    faults: [
      {
        device: 'printer',
        when: { event: 'print', nth: 3, byte: 400 },
        do: 'paper-out',
        // biome-ignore lint/suspicious/noThenProperty: a word of the schedules' format; nobody awaits it.
        then: [{ afterSeconds: 20, do: 'load-paper' }],
      },
    ],
  },
  {
    id: 'scanner-unplug',
    label: 'bench.schedule.scannerUnplug',
    letter: 'W',
    faults: [
      {
        device: 'scanner',
        when: { event: 'scan', nth: 2, byte: 6 },
        do: 'unplug',
        // biome-ignore lint/suspicious/noThenProperty: a word of the schedules' format; nobody awaits it.
        then: [{ afterSeconds: 3, do: 'replug' }],
      },
    ],
  },
  {
    id: 'scale-half-frame',
    label: 'bench.schedule.scaleHalf',
    letter: 'E',
    faults: [{ device: 'scale', when: { event: 'weigh', every: 3 }, do: 'half-frame' }],
  },
  {
    id: 'terminal-late-answer',
    label: 'bench.schedule.terminalLate',
    letter: 'R',
    faults: [
      {
        device: 'terminal',
        when: { event: 'request', nth: 1 },
        do: 'approve',
        with: { afterMs: 61_000 },
      },
    ],
  },
];

/** An example as a person would write it. */
export function scheduleText({ faults }: ScheduleExample): string {
  return JSON.stringify({ faults }, null, 2);
}
