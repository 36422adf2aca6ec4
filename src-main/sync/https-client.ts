import { X509Certificate } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { assert } from '../base/assert.ts';
import type { Clock, Timers } from '../base/clock.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { TransportError } from './transport.ts';

export interface HttpsClientSettings {
  /** From the call until the last byte of the answer, connecting included. */
  readonly requestTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

export interface HttpsClientOptions {
  /** `https:` with host and port; a path in it is ignored. */
  readonly address: URL;
  /**
   * The certificates that are trusted, in PEM, and no others: that of head office, and its successor's where one is
   * announced. Chain, validity and host name are verified against them as usual.
   */
  readonly certificatesPem: readonly string[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly settings: HttpsClientSettings;
}

export interface HttpsCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, where there is a body. */
  readonly body?: Buffer;
}

export interface HttpsAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly receivedAtMs: number;
  readonly roundTripMs: number;
}

type ConnectionFaultKind = 'unreachable' | 'timed-out' | 'certificate' | 'garbage-answer' | 'closed';
export type ConnectionError = Extract<TransportError, { readonly kind: ConnectionFaultKind }>;

type Outcome = Result<HttpsAnswer, ConnectionError>;

const NOT_PINNED = 'DAYBOOK_NOT_PINNED';
/** Two connections are kept: one for what goes up, one for what comes down. */
const MAX_CONNECTIONS = 2;

/** HTTPS to one place that is known by its certificate. Never throws, never waits for ever, never reads without bound. */
export class HttpsClient {
  readonly #address: URL;
  readonly #agent: Agent;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #settings: HttpsClientSettings;
  readonly #underWay = new Set<() => void>();
  #isClosed = false;

  constructor(options: HttpsClientOptions) {
    assert(options.address.protocol === 'https:', 'head office is spoken to over TLS only');
    assert(options.certificatesPem.length > 0, 'without a pinned certificate nobody could be trusted');
    this.#address = options.address;
    this.#clock = options.clock;
    this.#timers = options.timers;
    this.#settings = options.settings;
    const pinned = new Set(options.certificatesPem.map((pem) => new X509Certificate(pem).fingerprint256));
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: MAX_CONNECTIONS,
      ca: [...options.certificatesPem],
      minVersion: 'TLSv1.2',
      checkServerIdentity: (host, certificate) => checkPinned(host, certificate, pinned),
    });
  }

  /** One request, one answer of whatever status. */
  call(call: HttpsCall): Promise<Outcome> {
    if (this.#isClosed) return Promise.resolve(err({ kind: 'closed' }));
    const startedMs = this.#clock.monotonicMs();
    return new Promise((resolve) => {
      let isSettled = false;
      let sent: ClientRequest | undefined;
      const settle = (outcome: Outcome): void => {
        if (isSettled) return;
        isSettled = true;
        cancelDeadline();
        this.#underWay.delete(end);
        if (!outcome.ok) sent?.destroy();
        resolve(outcome);
      };
      const end = (): void => settle(err({ kind: 'closed' }));
      const cancelDeadline = this.#timers.after(this.#settings.requestTimeoutMs, () =>
        settle(err({ kind: 'timed-out', detail: `no answer within ${this.#settings.requestTimeoutMs} ms` })),
      );
      this.#underWay.add(end);
      sent = this.#send(call, (answer) => {
        const receivedAtMs = this.#clock.nowMs();
        const roundTripMs = this.#clock.monotonicMs() - startedMs;
        settle(answer.ok ? ok({ ...answer.value, receivedAtMs, roundTripMs }) : answer);
      });
    });
  }

  /** Ends every call under way with `closed` and drops the connections. Idempotent. */
  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#underWay]) end();
    this.#agent.destroy();
  }

  #send(
    call: HttpsCall,
    done: (answer: Result<Pick<HttpsAnswer, 'status' | 'body'>, ConnectionError>) => void,
  ): ClientRequest {
    const sent = request({
      agent: this.#agent,
      protocol: this.#address.protocol,
      hostname: this.#address.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: this.#address.port,
      method: call.method,
      path: call.path,
      headers: {
        accept: 'application/json',
        ...(call.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(call.body.length) }),
        ...call.headers,
      },
    });
    sent.on('error', (error) => done(err(faultOf(error))));
    sent.on('response', (response) => this.#read(response, done));
    sent.end(call.body);
    return sent;
  }

  #read(
    response: IncomingMessage,
    done: (answer: Result<Pick<HttpsAnswer, 'status' | 'body'>, ConnectionError>) => void,
  ): void {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > this.#settings.maxAnswerBytes) {
        const detail = `answer longer than ${this.#settings.maxAnswerBytes} bytes`;
        done(err({ kind: 'garbage-answer', detail }));
        return;
      }
      chunks.push(chunk);
    });
    response.on('error', (error) => done(err(faultOf(error))));
    response.on('close', () => {
      if (response.complete) done(ok({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      else done(err({ kind: 'unreachable', detail: 'the connection ended within the answer' }));
    });
  }
}

function checkPinned(
  host: string,
  certificate: PeerCertificate,
  pinned: ReadonlySet<string>,
): Error | undefined {
  const usual = checkServerIdentity(host, certificate);
  if (usual !== undefined) return usual;
  if (pinned.has(certificate.fingerprint256)) return undefined;
  return Object.assign(new Error('not the pinned certificate'), { code: NOT_PINNED });
}

/** OpenSSL's verification results and Node's own, as `error.code` gives them. */
const CERTIFICATE_FAULT =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH/;

function faultOf(error: Error & { readonly code?: unknown }): ConnectionError {
  const code = typeof error.code === 'string' ? error.code : '';
  const detail = code === '' ? error.message : code;
  if (code === NOT_PINNED || CERTIFICATE_FAULT.test(code)) return { kind: 'certificate', detail };
  // What came was not HTTP: somebody else answers on that port.
  if (code.startsWith('HPE_')) return { kind: 'garbage-answer', detail };
  return { kind: 'unreachable', detail };
}
