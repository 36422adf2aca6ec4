import { createHash } from 'node:crypto';
import { request } from 'node:https';
import type { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import { SIGNATURE_HEADERS, signedText } from '../../src-main/contract/head-office.ts';
import type { TillKey } from '../../src-main/sync/till-key.ts';

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Sends exactly this, signed or not, right or wrong. */
export function send(office: HeadOffice, raw: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(raw.path, office.address),
      {
        method: raw.method,
        ca: office.certificate.certificatePem,
        agent: false,
        headers: {
          ...(raw.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...raw.headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(raw.body);
  });
}

export interface SignAs {
  readonly tillId: string;
  readonly key: TillKey;
  readonly timestampMs?: number;
}

/** The headers that make a request the till's. */
export function signatureOf(raw: RawRequest, as: SignAs): Readonly<Record<string, string>> {
  const timestampMs = as.timestampMs ?? Date.now();
  const bodyHash = createHash('sha256')
    .update(raw.body ?? '')
    .digest('hex');
  const text = signedText({ method: raw.method, path: raw.path, tillId: as.tillId, timestampMs, bodyHash });
  return {
    [SIGNATURE_HEADERS.tillId]: as.tillId,
    [SIGNATURE_HEADERS.timestamp]: String(timestampMs),
    [SIGNATURE_HEADERS.signature]: as.key.sign(text),
  };
}
