import { parentPort } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import { err, ok } from '../../base/result.ts';
import { MemberItem } from '../../contract/member-items.ts';
import { PointsId } from '../../domain/points/programme.ts';
import {
  type BuildRequest,
  GenerationBuilder,
  serveRequests,
} from '../../store/reference/generation-builder.ts';
import { MemberFile, type ReadMember } from '../../store/reference/member-file.ts';
import { fieldOf, firstIssue } from './document-sink.ts';
import { type MemberKeys, memberSeals, streamRandom } from './member-keys.ts';

/** What the thread needs to seal a generation. */
export interface MembersOpening {
  readonly keys: MemberKeys;
  /** For `streamRandom`; fresh for each generation. */
  readonly seed: Uint8Array;
}

assert(parentPort !== null, 'the members worker runs as a worker');
const builder = new GenerationBuilder<MembersOpening>(
  (path, basePath, { keys, seed }) =>
    new MemberFile(path, basePath, { read: readMember, seals: memberSeals(keys, streamRandom(seed)) }),
);
serveRequests<BuildRequest<MembersOpening>>(parentPort, (request) => builder.answer(request));

const readMember: ReadMember = (item) => {
  const parsed = MemberItem.safeParse(item);
  if (!parsed.success) return err({ problem: `${nameOf(item)}: ${firstIssue(parsed.error)}` });
  const { codes, name, phone, birthday, carrier, interactions, ...record } = parsed.data;
  return ok({
    ...record,
    codes,
    secrets: {
      name,
      ...(phone === undefined ? {} : { phone }),
      ...(birthday === undefined ? {} : { birthday }),
      ...(carrier === undefined ? {} : { carrier }),
      // What was talked about is kept of those alone who agreed to it.
      interactions: record.consent.notes ? interactions : [],
    },
  });
};

/** Only what can be an id is told: something else in its place may be somebody's name. */
function nameOf(item: unknown): string {
  const id = PointsId.safeParse(fieldOf(item, 'memberId'));
  return id.success ? `member ${id.data}` : 'a member without a number';
}
