import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import type { FuzzTarget } from '../torture/fuzz-target.ts';
import { fuzzTargets } from '../torture/fuzz-targets.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, result } from './bench.ts';

/** A device that talks nonsense for hours must cost neither memory nor the till's time. */
export const codecMemory: Bench = {
  name: 'codec-memory',
  about: '10 MB of random bytes into each codec: what stays in memory afterwards, and time for a megabyte',
  run,
};

const BYTES_PER_MB = 1_000_000;
/** About what one read of a busy port brings. */
const PIECE_BYTES = 4_096;
const AIM = 'under 1000 kB';
/** The other end of the line, which keeps what it printed for people to look at. */
const SIMULATED = /-interpreter/;
/** Layouts of one codec; the first stands for all. */
const ALIKE = /^scanner-hid-(?!honeywell)/;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const megabytes = world.isQuick ? 1 : 10;
  const bytes = new SeededRandom(23).bytes(megabytes * BYTES_PER_MB);
  const collect = garbageCollector();
  const results: BenchResult[] = [];
  for (const target of fuzzTargets) {
    if (target.open === undefined || ALIKE.test(target.name)) continue;
    world.tell(`codec-memory: ${target.name}`);
    const { keptKb, ms } = await fed(target, bytes, collect);
    const floorMs = timedMs(() => addUp(bytes));
    results.push(
      result(`codec-memory ${target.name}`, keptKb, 'kB', null, SIMULATED.test(target.name) ? NO_AIM : AIM),
      result(`codec-time ${target.name}`, ms / megabytes, 'ms/MB', floorMs / megabytes, NO_AIM),
    );
  }
  return results;
}

/** What one instance of a codec holds after all of these bytes, and how long they took. */
async function fed(
  target: FuzzTarget,
  bytes: Uint8Array,
  collect: () => Promise<void>,
): Promise<{ readonly keptKb: number; readonly ms: number }> {
  const stream = target.open?.();
  const feed = (upTo: number) => {
    for (let at = 0; at < upTo; at += PIECE_BYTES)
      stream?.push(bytes.subarray(at, Math.min(upTo, at + PIECE_BYTES)));
  };
  // First for code that is compiled and caches that are filled.
  feed(BYTES_PER_MB);
  await collect();
  const before = process.memoryUsage();
  const ms = timedMs(() => feed(bytes.length));
  await collect();
  const after = process.memoryUsage();
  stream?.push(Uint8Array.of(0)); // it was alive until here
  const grown = after.heapUsed + after.external - before.heapUsed - before.external;
  return { keptKb: Math.max(0, grown / 1_000), ms };
}

/** The least that can be done with bytes: look at each. */
function addUp(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) | 0;
  return sum;
}

function timedMs(work: () => unknown): number {
  const startedMs = machineClock.monotonicMs();
  work();
  return machineClock.monotonicMs() - startedMs;
}

/** Node gives it to code that is started afterwards, whatever flags it was started with itself. */
function garbageCollector(): () => Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return async () => {
    // Memory outside of the heap is given back by others, a moment later.
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
}
