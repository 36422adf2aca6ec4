import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { err, ok, type Result } from '../base/result.ts';

const SerialLink = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1),
  baudRate: z.number().int().min(300).max(921_600).default(9_600),
});
const TcpLink = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
});
const LinkConfiguration = z.discriminatedUnion('kind', [SerialLink, TcpLink]);
export type LinkConfiguration = z.infer<typeof LinkConfiguration>;

/** A till's own settings: what is plugged in, where head office is. Written by a technician, or by the demo for itself. */
export const TillConfiguration = z.strictObject({
  version: z.literal(1),
  headOffice: z.strictObject({
    /** `https://host:port`. */
    url: z.url(),
    /** File with head office's certificate, brought along with the code; the till trusts exactly this one. */
    certificatePath: z.string().min(1),
    enrolmentCode: z.string().min(1),
    registerNumber: z.string().min(1).max(10).optional(),
  }),
  devices: z
    .strictObject({
      scanner: z
        .strictObject({
          link: LinkConfiguration,
          duplicateWindowMs: z.number().int().min(0).max(5_000).default(250),
        })
        .optional(),
      printer: z
        .strictObject({ link: LinkConfiguration, profile: z.enum(['generic-58', 'generic-80']) })
        .optional(),
    })
    .default({}),
  /** Limits a chain sets for itself; what is left out is the default of `domain/context.ts`. */
  policy: z
    .strictObject({
      maxChange: z.number().int().min(0),
      maxFloat: z.number().int().min(0),
      pinTries: z.number().int().min(1),
      pinLockMs: z.number().int().min(1_000),
      maxSuspended: z.number().int().min(0),
    })
    .partial()
    .default({}),
  sync: z
    .strictObject({
      retryBaseMs: z.number().int().min(10),
      retryCapMs: z.number().int().min(10),
      /** How often head office is asked for news. */
      pollMs: z.number().int().min(100),
    })
    .partial()
    .default({}),
  /** First pause before a lost device is tried again; it doubles up to thirty seconds. */
  reconnectBaseMs: z.number().int().min(10).default(1_000),
});
export type TillConfiguration = z.infer<typeof TillConfiguration>;

/** Reads a till's configuration file; the problem names the field. */
export function readConfiguration(path: string): Result<TillConfiguration, { readonly problem: string }> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err({ problem: `${path}: ${error instanceof Error ? error.message : String(error)}` });
  }
  const parsed = TillConfiguration.safeParse(content);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ problem: `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}` });
}
