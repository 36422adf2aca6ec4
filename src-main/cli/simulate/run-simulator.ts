import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { readSchedule, ScheduleRunner } from '../../../fixtures/simulators/fault-schedule.ts';
import type { FaultSchedule } from '../../../fixtures/simulators/fault-schedule-format.ts';
import { type Pty, startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { unreachable } from '../../base/assert.ts';
import type { Clock, Dispose, Timers } from '../../base/clock.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { actHelp, readLine, runAct } from './acts.ts';
import { type DeviceName, type DeviceSettings, type SimulatedDevice, simulatedDevice } from './devices.ts';
import type { News } from './news.ts';
import { PictureFolder } from './picture-folder.ts';

/** What was asked for on the command line. */
export interface SimulatorPlan {
  readonly name: DeviceName;
  readonly settings: DeviceSettings;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where a serial port is to appear. */
  readonly path?: string | undefined;
  readonly schedulePath?: string | undefined;
  /** Where papers and displays are drawn. */
  readonly folder?: string | undefined;
  /** Tells the events too that come all the time. */
  readonly tellsChatter: boolean;
}

/** Why a simulator does not run: what it was given is malformed, or this machine does not let it. */
export interface StartFailure {
  readonly kind: 'malformed' | 'failed';
  readonly problem: string;
}

export interface SimulatorWorld {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly tell: (news: News) => void;
}

const HEAL_EVERY_MS = 200;

interface RunningParts {
  readonly runner: ScheduleRunner | undefined;
  readonly pty: Pty | undefined;
  /** What it listens to for the sake of telling it. */
  readonly disposers: readonly Dispose[];
}

/** A device that stands on its port, with its serial port and its schedule. */
export class RunningSimulator {
  readonly #device: SimulatedDevice;
  readonly #tell: (news: News) => void;
  readonly #runner: ScheduleRunner | undefined;
  readonly #pty: Pty | undefined;
  readonly #disposers: readonly Dispose[];

  private constructor(device: SimulatedDevice, tell: (news: News) => void, parts: RunningParts) {
    this.#device = device;
    this.#tell = tell;
    this.#runner = parts.runner;
    this.#pty = parts.pty;
    this.#disposers = parts.disposers;
  }

  /** Starts the device as planned. The schedule is checked before anything is opened, and begins when it is ready. */
  static async start(
    plan: SimulatorPlan,
    world: SimulatorWorld,
  ): Promise<Result<RunningSimulator, StartFailure>> {
    const badPath = plan.path === undefined ? undefined : pathProblem(plan.path);
    if (badPath !== undefined) return err({ kind: 'malformed', problem: badPath });
    const pictures = plan.folder === undefined ? undefined : openFolder(plan.folder);
    if (pictures?.ok === false) return pictures;
    const device = simulatedDevice(plan.name, plan.settings, { ...world, pictures: pictures?.value });
    const schedule =
      plan.schedulePath === undefined ? undefined : scheduleAt(plan.schedulePath, plan.name, device);
    if (schedule?.ok === false) return schedule;
    try {
      await device.wire.start(plan.port);
    } catch (error) {
      return err({ kind: 'failed', problem: `port ${plan.port} cannot be opened: ${wordsOf(error)}` });
    }
    const pty =
      plan.path === undefined ? undefined : await openPty(plan.path, device.wire.port, world.timers);
    if (pty?.ok === false) {
      await device.wire.stop();
      return pty;
    }
    const runner =
      schedule === undefined
        ? undefined
        : new ScheduleRunner(schedule.value, { [plan.name]: device.schedulable }, world.timers);
    runner?.onFired((firing) => world.tell({ kind: 'fault', ...firing }));
    runner?.start();
    const { port } = device.wire;
    const path = plan.path === undefined ? {} : { path: plan.path };
    const { pid } = process;
    world.tell({ kind: 'ready', device: plan.name, host: '127.0.0.1', port, pid, ...path });
    const tellConnection = (isConnected: boolean) => world.tell({ kind: 'connection', isConnected });
    const disposers = [hearMoments(device, plan, world.tell), device.wire.onConnection(tellConnection)];
    // The serial port's bridge is there already.
    if (device.wire.isConnected) tellConnection(true);
    return ok(new RunningSimulator(device, world.tell, { runner, pty: pty?.value, disposers }));
  }

  /** Does what a typed line says and tells how it went. @returns whether it was told to end. */
  obey(line: string): boolean {
    const read = readLine(line);
    if (!read.ok) {
      this.#tell({ kind: 'problem', problem: read.error.problem });
      return false;
    }
    const typed = read.value;
    switch (typed.kind) {
      case 'nothing':
        return false;
      case 'quit':
        return true;
      case 'help':
        this.#tell({ kind: 'acts', acts: actHelp(this.#device.schedulable) });
        return false;
      case 'act': {
        const done = runAct(this.#device.schedulable, typed.name, typed.params);
        this.#tell(
          done.ok ? { kind: 'done', act: typed.name } : { kind: 'problem', problem: done.error.problem },
        );
        return false;
      }
      default:
        return unreachable(typed);
    }
  }

  /** Obeys line by line. Resolves with why it is to end: told to, or nothing more will come. */
  obeyAll(input: Readable): Promise<'quit' | 'input-ended'> {
    const lines = createInterface({ input });
    return new Promise((resolve) => {
      lines.on('line', (line) => {
        if (this.obey(line)) resolve('quit');
      });
      lines.once('close', () => resolve('input-ended'));
    });
  }

  /** Ends the schedule, the serial port and the TCP port. */
  async stop(): Promise<void> {
    this.#runner?.stop();
    for (const dispose of this.#disposers) dispose();
    await this.#pty?.stop();
    await this.#device.wire.stop();
    this.#tell({ kind: 'ended' });
  }
}

function hearMoments(device: SimulatedDevice, plan: SimulatorPlan, tell: (news: News) => void): Dispose {
  return device.schedulable.watch(({ event, nth, byte }) => {
    if (byte > 0 || (!plan.tellsChatter && device.chatter.includes(event))) return;
    tell({ kind: 'moment', event, nth });
  });
}

function openFolder(path: string): Result<PictureFolder, StartFailure> {
  try {
    return ok(new PictureFolder(path));
  } catch (error) {
    return err({ kind: 'failed', problem: `nothing can be drawn in ${path}: ${wordsOf(error)}` });
  }
}

function scheduleAt(
  path: string,
  name: DeviceName,
  device: SimulatedDevice,
): Result<FaultSchedule, StartFailure> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return err({ kind: 'malformed', problem: `the schedule cannot be read: ${wordsOf(error)}` });
  }
  const read = readSchedule(text, { [name]: device.schedulable });
  return read.ok ? read : err({ kind: 'malformed', problem: `${path}: ${read.error.problem}` });
}

/** Why no serial port can be made to appear at a path. A link to a port that is gone may be replaced, and nothing else. */
function pathProblem(path: string): string | undefined {
  if (!/^[A-Za-z0-9._/-]+$/.test(path)) return `--pty ${path}: only letters, digits and . _ / - are possible`;
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  if (there.isSymbolicLink() && !existsSync(path)) rmSync(path);
  else return `--pty ${path}: something is there already`;
  return undefined;
}

async function openPty(path: string, port: number, timers: Timers): Promise<Result<Pty, StartFailure>> {
  const opened = await startPtyBridge({ path, port, timers, healEveryMs: HEAL_EVERY_MS });
  if (opened.ok) return opened;
  const { error } = opened;
  const problem =
    error.kind === 'no-socat'
      ? 'a serial port needs the program socat, which is not installed; use --tcp alone instead'
      : `there can be no serial port at ${path}: ${error.detail}`;
  return err({ kind: 'failed', problem });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
