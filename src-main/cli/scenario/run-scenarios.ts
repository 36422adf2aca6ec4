import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepCertificate } from '../../../fixtures/head-office/certificate.ts';
import { unreachable } from '../../base/assert.ts';
import { hashPin } from '../../engine/pin.ts';
import { machineClock, machineRandom } from '../../hosts/machine-world.ts';
import type { Difference } from './compare.ts';
import type { Played } from './measure.ts';
import { playableKind, unsupportedIn } from './needs.ts';
import type { Shared } from './open-office.ts';
import { PEOPLE, USUAL_PIN } from './people.ts';
import { playExchange, playReturn } from './play-return.ts';
import { type PlayOptions, playSale } from './play-sale.ts';
import { playSync } from './play-sync.ts';
import type { Found } from './read-files.ts';
import { maySharedTillPlay, SharedTill } from './shared-till.ts';
import { StepFailure } from './waiting.ts';

/** What became of one scenario. `ok` only when it was played and everything named held. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly ok: boolean;
  /** What it needs and this till cannot do yet; empty for one that was played. */
  readonly unsupported: readonly string[];
  /** What was measured, by the fields of `expected`; null where nothing was. */
  readonly result: Played['result'] | null;
  readonly differences: readonly Difference[];
  readonly durationMs: number;
}

/**
 * Plays the scenarios one after the other, and tells of each as soon as it is over. Plain sales share a till, as a day's
 * customers do; every other scenario has one of its own, and so has each where folders are kept.
 * @param keepIn where the folders stay for a person to look at; without, they are temporary and removed.
 */
export async function runScenarios(
  found: readonly Found[],
  keepIn: string | undefined,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const temporary = mkdtempSync(join(tmpdir(), 'daybook-scenarios-'));
  try {
    const shared = await makeShared(join(temporary, 'shared'));
    const outcomes: Outcome[] = [];
    const till = new SharedTill(join(temporary, 'shared-till'), shared);
    try {
      for (const each of found) {
        const folder = join(keepIn ?? temporary, each.scenario.id);
        // A folder that somebody will look at is one scenario's alone.
        const mayShare = keepIn === undefined && maySharedTillPlay(each.scenario);
        const outcome = await runOne(
          each,
          { folder, shared, isKept: keepIn !== undefined },
          mayShare ? till : undefined,
        );
        if (keepIn === undefined) rmSync(folder, { recursive: true, force: true });
        outcomes.push(outcome);
        onOutcome(outcome);
      }
    } finally {
      await till.close();
    }
    return outcomes;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function makeShared(certificateFolder: string): Promise<Shared> {
  const pinHash = await hashPin(USUAL_PIN, machineRandom);
  await keepCertificate(certificateFolder, machineClock);
  return { certificateFolder, operators: Object.values(PEOPLE).map((person) => ({ ...person, pinHash })) };
}

async function runOne(
  { file, scenario }: Found,
  place: Pick<PlayOptions, 'folder' | 'shared' | 'isKept'>,
  till: SharedTill | undefined,
): Promise<Outcome> {
  const { id, title } = scenario;
  const startedMs = machineClock.monotonicMs();
  const unsupported = unsupportedIn(scenario, file);
  const told = (played: Omit<Outcome, 'id' | 'title' | 'durationMs' | 'unsupported'>): Outcome => ({
    id,
    title,
    ...played,
    unsupported,
    durationMs: machineClock.monotonicMs() - startedMs,
  });
  if (unsupported.length > 0) return told({ ok: false, result: null, differences: [] });
  try {
    if (till === undefined) mkdirSync(place.folder, { recursive: true });
    const { result, differences } =
      till === undefined ? await play({ file, scenario, ...place }) : await till.play({ file, scenario });
    return told({ ok: differences.length === 0, result, differences });
  } catch (error) {
    return told({ ok: false, result: null, differences: [failureOf(error)] });
  }
}

/** What kept a scenario from being measured at all. What is no step's failure is a fault of the till or of this program. */
function failureOf(error: unknown): Difference {
  if (error instanceof StepFailure)
    return { name: 'step', field: 'setup', expected: error.message, actual: null };
  const actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { name: 'fault', expected: 'a scenario that can be played', actual };
}

function play(options: PlayOptions): Promise<Played> {
  const kind = playableKind(options.scenario.kind);
  switch (kind) {
    case 'sale':
      return playSale(options);
    case 'return':
      return playReturn(options);
    case 'exchange':
      return playExchange(options);
    case 'sync':
      return playSync(options);
    case undefined:
      throw new StepFailure(`the kind ${options.scenario.kind} is known`);
    default:
      return unreachable(kind);
  }
}
