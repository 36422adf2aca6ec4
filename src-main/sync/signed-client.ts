import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { unreachable } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { err, ok, type Result } from '../base/result.ts';
import { ErrorAnswer, SIGNATURE_HEADERS, signedText } from '../contract/head-office.ts';
import type { HeadOfficeTime } from './head-office-time.ts';
import { type HttpsAnswer, type HttpsCall, HttpsClient, type HttpsClientOptions } from './https-client.ts';
import type { TillKey } from './till-key.ts';
import type { TransportError } from './transport.ts';

export interface SignedClientOptions extends HttpsClientOptions {
  /** `NO_TILL` before enrolment. */
  readonly tillId: string;
  readonly key: TillKey;
  /** Told of head office's time with every answer that carries it; asked when a request is signed. */
  readonly time: HeadOfficeTime;
}

export type UnsignedCall = Pick<HttpsCall, 'method' | 'path' | 'body'>;

/** `told`: head office answered, and said no in the words of the contract. */
export type CallFailure = TransportError | { readonly kind: 'told'; readonly told: ErrorAnswer };

/** HTTPS to head office with every request signed and every answer checked against the contract. */
export class SignedClient {
  readonly #client: HttpsClient;
  readonly #tillId: string;
  readonly #key: TillKey;
  readonly #clock: Clock;
  readonly #time: HeadOfficeTime;

  constructor(options: SignedClientOptions) {
    this.#client = new HttpsClient(options);
    this.#tillId = options.tillId;
    this.#key = options.key;
    this.#clock = options.clock;
    this.#time = options.time;
  }

  /**
   * Asks and reads the answer as `schema`. A wrong clock must not keep a till from head office for ever: where the
   * timestamp is all that was wrong, the answer says what time it is there, and the request is signed once more by that.
   */
  async call<Value>(call: UnsignedCall, schema: z.ZodType<Value>): Promise<Result<Value, CallFailure>> {
    const first = await this.#callOnce(call, schema);
    if (first.ok || first.error.kind !== 'told' || first.error.told.code !== 'clock-skew') return first;
    return this.#callOnce(call, schema);
  }

  /** Ends every call under way with `closed`. Idempotent. */
  close(): void {
    this.#client.close();
  }

  async #callOnce<Value>(call: UnsignedCall, schema: z.ZodType<Value>): Promise<Result<Value, CallFailure>> {
    const answer = await this.#client.call({ ...call, headers: this.#signature(call) });
    return answer.ok ? this.#read(answer.value, schema) : answer;
  }

  #signature(call: UnsignedCall): Readonly<Record<string, string>> {
    const timestampMs = this.#clock.nowMs() + (this.#time.offsetMs ?? 0);
    const bodyHash = createHash('sha256')
      .update(call.body ?? '')
      .digest('hex');
    const { method, path } = call;
    const text = signedText({ method, path, tillId: this.#tillId, timestampMs, bodyHash });
    return {
      [SIGNATURE_HEADERS.tillId]: this.#tillId,
      [SIGNATURE_HEADERS.timestamp]: String(timestampMs),
      [SIGNATURE_HEADERS.signature]: this.#key.sign(text),
    };
  }

  #read<Value>(answer: HttpsAnswer, schema: z.ZodType<Value>): Result<Value, CallFailure> {
    if (answer.status >= 500) return err({ kind: 'server-fault', status: answer.status });
    if (answer.status === 200) {
      const parsed = parseJsonAs(answer.body, schema);
      if (parsed.ok) this.#observeTime(answer, parsed.value);
      return parsed.ok ? parsed : garbage(answer, parsed.error);
    }
    const refusal = parseJsonAs(answer.body, ErrorAnswer);
    if (!refusal.ok) return garbage(answer, refusal.error);
    this.#observeTime(answer, refusal.value);
    return err({ kind: 'told', told: refusal.value });
  }

  #observeTime(answer: HttpsAnswer, body: unknown): void {
    if (typeof body !== 'object' || body === null || !('nowMs' in body)) return;
    if (typeof body.nowMs !== 'number') return;
    this.#time.observe({ ...answer, headOfficeNowMs: body.nowMs });
  }
}

function garbage(answer: HttpsAnswer, problem: string): Result<never, CallFailure> {
  return err({ kind: 'garbage-answer', detail: `status ${answer.status}: ${problem}` });
}

/** Reads a body as JSON of the given form, or says in a few words what is wrong with it, quoting nothing of it. */
function parseJsonAs<Value>(body: Buffer, schema: z.ZodType<Value>): Result<Value, string> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's message quotes the text, which may be anything at all.
    return err(`not JSON (${body.length} bytes)`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err(`not of the contract’s form: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`);
}

/** What a failed call means to sync, where the refusals that the caller knows what to do with are dealt with. */
export function transportErrorOf(failure: CallFailure): TransportError {
  return failure.kind === 'told' ? refusalError(failure.told) : failure;
}

function refusalError(told: ErrorAnswer): TransportError {
  switch (told.code) {
    case 'signature-missing':
    case 'signature-invalid':
    case 'clock-skew':
    case 'unknown-till':
    case 'superseded':
    case 'wrong-store':
      return { kind: 'authentication', code: told.code };
    case 'too-large':
      return { kind: 'too-large' };
    case 'malformed':
    case 'not-found':
    case 'enrolment-refused':
    case 'fault':
      return { kind: 'refused', code: told.code, detail: told.detail };
    case 'gap':
    case 'diverged':
    case 'unknown-cursor':
      return { kind: 'refused', code: told.code, detail: '' };
    default:
      return unreachable(told);
  }
}
