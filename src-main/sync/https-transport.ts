import { err, ok, type Result } from '../base/result.ts';
import {
  EntriesAnswer,
  type EntryBatch,
  headOfficePaths,
  MailPage,
  TopicPage,
  WIRE_LIMITS,
} from '../contract/head-office.ts';
import type { HttpsClientSettings } from './https-client.ts';
import { SignedClient, type SignedClientOptions, transportErrorOf } from './signed-client.ts';
import type { BatchAnswer, Transport, TransportError } from './transport.ts';

export const HTTPS_DEFAULTS: HttpsClientSettings = {
  requestTimeoutMs: 30_000,
  maxAnswerBytes: WIRE_LIMITS.answerBytes,
};

/** Head office over HTTPS. Durable there when answered. */
export class HttpsTransport implements Transport {
  readonly #client: SignedClient;
  readonly #tillId: string;

  constructor(options: SignedClientOptions) {
    this.#client = new SignedClient(options);
    this.#tillId = options.tillId;
  }

  async sendEntries(batch: EntryBatch): Promise<Result<BatchAnswer, TransportError>> {
    const body = Buffer.from(JSON.stringify(batch), 'utf8');
    const path = headOfficePaths.entries(this.#tillId);
    const answer = await this.#client.call({ method: 'POST', path, body }, EntriesAnswer);
    if (answer.ok) return ok({ kind: 'acked', ackedSeq: answer.value.ackedSeq });
    const failure = answer.error;
    if (failure.kind === 'told' && failure.told.code === 'gap') {
      return ok({ kind: 'gap', ackedSeq: failure.told.ackedSeq });
    }
    if (failure.kind === 'told' && failure.told.code === 'diverged') {
      return ok({ kind: 'diverged', seq: failure.told.seq });
    }
    return err(transportErrorOf(failure));
  }

  async fetchTopic(topic: string, cursor: string | undefined): Promise<Result<TopicPage, TransportError>> {
    const path = headOfficePaths.topic(this.#tillId, topic, cursor);
    const answer = await this.#client.call({ method: 'GET', path }, TopicPage);
    return answer.ok ? answer : err(transportErrorOf(answer.error));
  }

  async fetchMail(after: string | undefined): Promise<Result<MailPage, TransportError>> {
    const path = headOfficePaths.mail(this.#tillId, after);
    const answer = await this.#client.call({ method: 'GET', path }, MailPage);
    return answer.ok ? answer : err(transportErrorOf(answer.error));
  }

  /** The same signed way, for other questions to head office. */
  get calls(): Pick<SignedClient, 'call'> {
    return this.#client;
  }

  async close(): Promise<void> {
    this.#client.close();
  }
}
