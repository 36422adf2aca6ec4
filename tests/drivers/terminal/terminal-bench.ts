import type { TerminalLayout } from '../../../drivers/terminal/layout.ts';
import {
  type TerminalProfile,
  terminalProfile,
  terminalProfiles,
} from '../../../drivers/terminal/profiles.ts';
import { TerminalDevice, type TerminalEvent } from '../../../drivers/terminal/terminal-device.ts';
import type { LateAnswer, TerminalOutcome } from '../../../drivers/terminal/terminal-outcome.ts';
import type { TerminalRequest } from '../../../drivers/terminal/terminal-request.ts';
import { MemoryWire } from '../../../fixtures/simulators/memory-wire.ts';
import {
  VirtualTerminal,
  type VirtualTerminalOptions,
} from '../../../fixtures/simulators/virtual-terminal.ts';
import type { LogLevel } from '../../../src-main/base/log.ts';
import { ManualTime, settle } from '../support/time.ts';

export interface BenchOptions {
  readonly layout?: TerminalLayout;
  readonly profile?: Partial<Omit<TerminalProfile, 'layout'>>;
  readonly terminal?: Partial<Omit<VirtualTerminalOptions, 'clock' | 'timers'>>;
}

/** A step of a request, or a byte string that went over the wire, in the order in which they happened. */
export type Trace = string;

/** A till's terminal driver, a cable in memory and a terminal at its end, with time that a test moves. */
export function terminalBench({ layout, profile = {}, terminal = {} }: BenchOptions = {}) {
  const time = new ManualTime();
  const logged: string[] = [];
  const log = {
    log: (level: LogLevel, message: string, fields?: object) =>
      void logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
  };
  const virtual = new VirtualTerminal({
    clock: time,
    timers: time,
    ...(layout === undefined ? {} : { layout }),
    ...terminal,
  });
  const wire = new MemoryWire(virtual);
  const deps = { clock: time, timers: time, log };
  const link = wire.link('terminal', deps, { backoff: { firstMs: 100, maxMs: 1_000 } });
  const base = layout === undefined ? terminalProfiles.simulator : terminalProfile(layout);
  const lateNoted: LateAnswer[] = [];
  const device = new TerminalDevice(
    link,
    { ...base, ...profile },
    { ...deps, onLateAnswer: async (late) => void lateNoted.push(late) },
  );
  const events: TerminalEvent[] = [];
  device.onEvent((event) => void events.push(event));

  /** What happened in its order: steps by name, `>` for a frame that begins, `<` for what reaches the till. */
  const trace: Trace[] = [];
  virtual.watch((moment) => {
    if (moment.byte === 0) trace.push('> frame');
  });
  link.onData((bytes) => {
    for (const byte of bytes.subarray(0, 2)) {
      if (byte === 0x06) trace.push('< ack');
      else if (byte === 0x15) trace.push('< nak');
      else {
        trace.push(byte === 0x02 ? '< frame' : '< noise');
        break;
      }
    }
  });

  async function request(
    what: TerminalRequest,
    onStep: (state: string) => Promise<void> = async () => {},
    signal?: AbortSignal,
  ): Promise<TerminalOutcome> {
    const running = device.request(what, {
      onStep: async (step) => {
        trace.push(step.state);
        await onStep(step.state);
      },
      ...(signal === undefined ? {} : { signal }),
    });
    return time.until(running);
  }

  return {
    time,
    virtual,
    wire,
    link,
    device,
    events,
    trace,
    logged,
    lateNoted,
    request,
    pay: (amount = 1_250, reference = `R${amount}`) => request({ verb: 'pay', amount, reference }),
    async open() {
      device.open();
      await settle();
    },
  };
}

/** An opened bench. */
export async function openBench(options: BenchOptions = {}) {
  const bench = terminalBench(options);
  await bench.open();
  return bench;
}
