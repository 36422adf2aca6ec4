import type { Random } from '../../base/random.ts';
import type { PublicationLimits } from '../../domain/pricing/publication-limits.ts';
import type { TopicSink } from '../../sync/ports.ts';
import { catalogSink, operatorsSink } from '../topic-sinks.ts';
import { documentSink, type SinkMeans } from './document-sink.ts';
import type { MemberKeys } from './member-keys.ts';
import { membersSink } from './members-sink.ts';
import {
  couponsTopic,
  policiesTopic,
  programmesTopic,
  promotionsTopic,
  type SnapshotChecks,
  segmentsTopic,
  snapshotsTopic,
} from './offer-topics.ts';

export interface TopicListOptions extends SinkMeans {
  readonly random: Random;
  readonly snapshots: SnapshotChecks;
  /** Absent: this till keeps no copy of members. */
  readonly memberKeys?: MemberKeys | undefined;
  readonly limits?: PublicationLimits;
}

/** Every topic that a till takes, each behind those it is checked against; the largest comes last. */
export function topicSinks(options: TopicListOptions): readonly TopicSink[] {
  const { reference, clock, onSwitched, random, memberKeys, limits } = options;
  return [
    catalogSink(reference, clock, () => onSwitched('catalog')),
    operatorsSink(reference, clock, () => onSwitched('operators')),
    documentSink(policiesTopic, options),
    documentSink(programmesTopic, options),
    documentSink(segmentsTopic, options),
    documentSink(promotionsTopic(reference, limits), options),
    documentSink(couponsTopic, options),
    documentSink(snapshotsTopic(options.snapshots), options),
    ...(memberKeys === undefined ? [] : [membersSink(options, { keys: memberKeys, random })]),
  ];
}
