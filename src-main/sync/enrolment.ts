import { X509Certificate } from 'node:crypto';
import type { Clock, Timers } from '../base/clock.ts';
import { err, ok, type Result } from '../base/result.ts';
import { EnrolmentAnswer, EnrolmentRequest, headOfficePaths, NO_TILL } from '../contract/head-office.ts';
import type { HeadOfficeTime } from './head-office-time.ts';
import type { HttpsClientSettings } from './https-client.ts';
import { HTTPS_DEFAULTS } from './https-transport.ts';
import { SignedClient, transportErrorOf } from './signed-client.ts';
import type { TillKey } from './till-key.ts';
import type { TransportError } from './transport.ts';

export interface EnrolmentInput {
  /** `https://host:port` of head office. */
  readonly address: string;
  /** Head office's certificate, brought along with the code; the till trusts exactly this one from now on. */
  readonly certificatePem: string;
  readonly enrolmentCode: string;
  /**
   * Made with `TillKey.make` and stored before the first attempt: should the answer be lost, the same code and key
   * again get the same life, and another key would find the code used.
   */
  readonly key: TillKey;
  /** Which till this is to be, where the code leaves that open. */
  readonly storeId?: string;
  readonly registerNumber?: string;
}

export interface EnrolmentMeans {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly time: HeadOfficeTime;
  readonly settings?: HttpsClientSettings;
}

/** Who this till is, and whom it trusts. All of it is to be kept; `till.secrets` wrapped. */
export interface Enrolment {
  readonly till: EnrolmentAnswer;
  readonly address: string;
  readonly certificatesPem: readonly string[];
  /** SHA-256 fingerprints of the pinned certificates as printed, for a person to compare. */
  readonly fingerprints: readonly string[];
}

export type EnrolmentError =
  | { readonly kind: 'bad-address' }
  | { readonly kind: 'bad-certificate' }
  /** The code or a name is not of a form that could be right: nothing was sent. */
  | { readonly kind: 'bad-input'; readonly field: string }
  | TransportError;

/**
 * A till's first start (design.md, Who may do what): has head office record the key's public half and receives the
 * till's identity. Pins the certificate given.
 */
export async function enrol(
  input: EnrolmentInput,
  means: EnrolmentMeans,
): Promise<Result<Enrolment, EnrolmentError>> {
  const address = URL.canParse(input.address) ? new URL(input.address) : undefined;
  if (address === undefined || address.protocol !== 'https:') return err({ kind: 'bad-address' });
  const fingerprint = fingerprintOf(input.certificatePem);
  if (fingerprint === undefined) return err({ kind: 'bad-certificate' });
  const wanted = EnrolmentRequest.safeParse({
    enrolmentCode: input.enrolmentCode,
    publicKey: input.key.publicKey,
    ...(input.storeId === undefined ? {} : { storeId: input.storeId }),
    ...(input.registerNumber === undefined ? {} : { registerNumber: input.registerNumber }),
  });
  if (!wanted.success) return err({ kind: 'bad-input', field: String(wanted.error.issues[0]?.path[0]) });
  const certificatesPem = [input.certificatePem];
  const client = new SignedClient({
    address,
    certificatesPem,
    tillId: NO_TILL,
    key: input.key,
    clock: means.clock,
    timers: means.timers,
    time: means.time,
    settings: means.settings ?? HTTPS_DEFAULTS,
  });
  const body = Buffer.from(JSON.stringify(wanted.data), 'utf8');
  const answer = await client.call(
    { method: 'POST', path: headOfficePaths.enrolments, body },
    EnrolmentAnswer,
  );
  client.close();
  if (!answer.ok) return err(transportErrorOf(answer.error));
  return ok({ till: answer.value, address: address.origin, certificatesPem, fingerprints: [fingerprint] });
}

function fingerprintOf(certificatePem: string): string | undefined {
  try {
    return new X509Certificate(certificatePem).fingerprint256;
  } catch {
    // Not a certificate: the caller is told so, and OpenSSL's words would help nobody.
    return undefined;
  }
}
