import type { Random } from '../../base/random.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { workerScript } from '../../store/worker-thread.ts';
import type { SinkProblem, TopicSink } from '../../sync/ports.ts';
import type { SinkMeans } from './document-sink.ts';
import { type MemberKeys, SEED_BYTES } from './member-keys.ts';
import type { MembersOpening } from './members-worker.ts';

/** Takes the members: sealed and built in a worker beside those in use, then switched. */
export function membersSink(
  { reference, clock, onSwitched }: SinkMeans,
  { keys, random }: { readonly keys: MemberKeys; readonly random: Random },
): TopicSink {
  const script = workerScript(import.meta.url, './members-worker.ts');
  let isDelta = false;
  return {
    topic: 'members',
    cursor: () => reference.topic('members')?.cursor,
    async begin(mode) {
      isDelta = mode === 'delta';
      const opening: MembersOpening = { keys, seed: random.bytes(SEED_BYTES) };
      await reference.beginMembers(mode, { script, opening });
    },
    put: (items, removed) => asResult(reference.putMembers(items, removed, isDelta)),
    async commit(cursor) {
      const committed = await asResult(reference.commitMembers(cursor, clock.nowMs()));
      if (!committed.ok) return committed;
      onSwitched('members');
      return ok({ count: committed.value });
    },
    abandon: () => reference.abandonMembers(),
  };
}

/** What a worker refuses with comes as a rejection that carries the problem's words. */
export async function asResult<Value>(work: Promise<Value>): Promise<Result<Value, SinkProblem>> {
  try {
    return ok(await work);
  } catch (error) {
    return err({ problem: error instanceof Error ? error.message : String(error) });
  }
}
