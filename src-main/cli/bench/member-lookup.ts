import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generatedMember } from '../../../fixtures/catalog/sample-members.ts';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { assert } from '../../base/assert.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import { ReferenceStore } from '../../store/reference/reference-store.ts';
import { openStore } from '../../store/store.ts';
import { alternate } from './alternate.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { NO_AIM, percentileResults } from './bench.ts';
import { openBenchReaders, putMembers } from './offer-shop.ts';
import { openPlainMembers } from './plain-members.ts';
import { warmFile } from './warm-file.ts';

/** Who is this? Asked of a copy in which nobody's name or number can be read. */
export const memberLookup: Bench = {
  name: 'member-lookup',
  about: 'a member by code and by phone among a million; the floor is a plain table in the clear',
  run,
};

/** Generated members beyond these have no phone. */
const WITH_PHONE = 999_000;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const count = world.isQuick ? 20_000 : 1_000_000;
  const kept = await keptMembers(count, world);
  const plain = openPlainMembers(count, world);
  const opened = openStore(join(world.runFolder, 'till'));
  assert(opened.ok, 'an empty folder opens');
  const reference = new ReferenceStore(kept);
  try {
    const { members, seals } = openBenchReaders({ database: opened.value.database, reference }, 'none');
    const random = new SeededRandom(17);
    let next = person(0);
    const timed = (look: () => { readonly memberId: string } | undefined) => {
      const startedMs = machineClock.monotonicMs();
      const found = look();
      const ms = machineClock.monotonicMs() - startedMs;
      assert(found?.memberId === next.memberId, 'the one who was asked for is found');
      return ms;
    };
    const plan = { warmUpBlocks: 1_000, blocks: world.isQuick ? 5_000 : 30_000, perBlock: 1 };
    const [codeMs = [], phoneMs = [], floorMs = []] = await alternate(
      plan,
      [
        () => {
          next = person(random.below(Math.min(count, WITH_PHONE)));
          return timed(() => members.findByCode(next.code));
        },
        () =>
          timed(() => {
            const hash = seals.phoneHash(next.phone);
            return hash === undefined ? undefined : members.findByPhoneHash(hash);
          }),
        () => {
          const startedMs = machineClock.monotonicMs();
          plain.find(next.code);
          return machineClock.monotonicMs() - startedMs;
        },
      ],
      (done, blocks) => world.tell(`member-lookup: ${done} of ${blocks}`),
    );
    const percents = [50, 99];
    return [
      ...percentileResults({ name: 'member-lookup code', percents, aim: NO_AIM }, codeMs, floorMs),
      ...percentileResults({ name: 'member-lookup phone', percents, aim: NO_AIM }, phoneMs, floorMs),
    ];
  } finally {
    await reference.close();
    await opened.value.close();
    plain.close();
  }
}

function person(n: number): { readonly memberId: string; readonly code: string; readonly phone: string } {
  const { memberId, codes, phone = '' } = generatedMember(n).member;
  return { memberId, code: codes[0] ?? '', phone };
}

/** The folder of a copy of that many members, made by the till's own import once and kept. */
async function keptMembers(count: number, world: BenchWorld): Promise<string> {
  const folder = join(world.keptFolder, `members-${count}`);
  if (!(await isWhole(folder, count))) {
    rmSync(folder, { recursive: true, force: true });
    const reference = new ReferenceStore(folder);
    try {
      await putMembers(reference, count, (done) =>
        world.tell(`member-lookup: ${done} of ${count} members, imported once and kept`),
      );
    } finally {
      await reference.close();
    }
  }
  for (const name of readdirSync(folder)) if (name.endsWith('.db')) warmFile(join(folder, name));
  return folder;
}

async function isWhole(folder: string, count: number): Promise<boolean> {
  const reference = new ReferenceStore(folder);
  const isThere = reference.members?.count === count;
  await reference.close();
  return isThere;
}
