import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { EntryBatch, MailPage, TopicPage } from '../../src-main/contract/head-office.ts';
import type { BatchAnswer, Transport, TransportError } from '../../src-main/sync/transport.ts';

type Batched = Result<BatchAnswer, TransportError>;

/** Answers batches as it is told, one by one, and keeps what was sent. */
export class ScriptedTransport implements Transport {
  readonly batches: EntryBatch[] = [];
  readonly #answer: (batch: EntryBatch, call: number) => Batched | Promise<Batched>;

  constructor(answer: (batch: EntryBatch, call: number) => Batched | Promise<Batched>) {
    this.#answer = answer;
  }

  /** Seqs of each batch as `first-last`, or `-` for an empty one. */
  get sent(): readonly string[] {
    return this.batches.map(({ entries }) => {
      const [first, last] = [entries[0], entries.at(-1)];
      return first === undefined || last === undefined ? '-' : `${first.seq}-${last.seq}`;
    });
  }

  async sendEntries(batch: EntryBatch): Promise<Batched> {
    this.batches.push(batch);
    return this.#answer(batch, this.batches.length);
  }

  async fetchTopic(): Promise<Result<TopicPage, TransportError>> {
    return err({ kind: 'closed' });
  }

  async fetchMail(): Promise<Result<MailPage, TransportError>> {
    return err({ kind: 'closed' });
  }

  async close(): Promise<void> {}
}

export function acked(ackedSeq: number): Batched {
  return ok({ kind: 'acked', ackedSeq });
}

/** Head office has everything that the batch brings. */
export function ackAll(batch: EntryBatch, held = 0): Batched {
  return acked(batch.entries.at(-1)?.seq ?? held);
}

export const UNREACHABLE: Batched = err({ kind: 'unreachable', detail: 'ECONNREFUSED' });
