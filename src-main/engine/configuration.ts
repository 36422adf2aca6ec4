import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { poleProfiles } from '../../drivers/pole/profiles.ts';
import { printerProfileFrom } from '../../drivers/printer/profile-fields.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { scaleProfiles } from '../../drivers/scale/scale-profile.ts';
import { hidReportProfiles } from '../../drivers/scanner/hid-report.ts';
import { checkLayouts } from '../../drivers/scanner/variable-measure.ts';
import { terminalLayouts } from '../../drivers/terminal/layouts.ts';
import { err, ok, type Result } from '../base/result.ts';
import { TillPolicy } from '../domain/till-policy.ts';

/** The name of one of these. */
function idOf<Id extends string>(known: Readonly<Record<Id, unknown>>) {
  return z.enum(Object.keys(known) as [Id, ...Id[]]);
}

/** A serial port, real, USB or pseudo. What is left out is what the device's profile says. */
const SerialLink = z.strictObject({
  kind: z.literal('serial'),
  path: z.string().min(1),
  baudRate: z.number().int().min(300).max(921_600).optional(),
  dataBits: z.union([z.literal(7), z.literal(8)]).optional(),
  parity: z.enum(['none', 'even', 'odd']).optional(),
  stopBits: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Who holds back whom; see `SerialSettings`. */
  flow: z.enum(['none', 'rtscts', 'xon']).optional(),
});
const TcpLink = z.strictObject({
  kind: z.literal('tcp'),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
});
/** A HID device: by path, or by vendor and product, or the first bar code scanner there is. */
const HidLink = z.strictObject({
  kind: z.literal('hid'),
  path: z.string().min(1).optional(),
  vendorId: z.number().int().min(0).max(0xffff).optional(),
  productId: z.number().int().min(0).max(0xffff).optional(),
  usagePage: z.number().int().min(0).max(0xffff).optional(),
  usage: z.number().int().min(0).max(0xffff).optional(),
});
/** HID reports over a network connection, from a simulator or a machine that has the scanner. */
const HidReportsLink = z.strictObject({
  kind: z.literal('hid-reports'),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  reportBytes: z.number().int().min(8).max(1_024).default(64),
});
/** A printer's device file, such as /dev/usb/lp0. */
const PrinterFileLink = z.strictObject({ kind: z.literal('printer-file'), path: z.string().min(1) });

const StreamLink = z.discriminatedUnion('kind', [SerialLink, TcpLink]);
const ScannerLink = z.discriminatedUnion('kind', [SerialLink, TcpLink, HidLink, HidReportsLink]);
const PrinterLink = z.discriminatedUnion('kind', [SerialLink, TcpLink, PrinterFileLink]);
export type LinkConfiguration = z.infer<typeof ScannerLink> | z.infer<typeof PrinterLink>;

const Scanner = z.strictObject({
  link: ScannerLink,
  /** How a HID scanner lays out its reports; told from its vendor where it is left out. */
  reportProfile: idOf(hidReportProfiles).optional(),
  /** The same code again within this time is the same sighting; 500 to 800 for scanners that look all the time. */
  duplicateWindowMs: z.number().int().min(0).max(5_000).default(250),
  /** `optional` for a serial scanner that cannot send a terminator. */
  terminator: z.enum(['required', 'optional']).default('required'),
  silenceMs: z.number().int().min(10).max(2_000).default(100),
});
export type ScannerConfiguration = z.infer<typeof Scanner>;

/** How the shop writes prices and weights into its own labels; see `MeasureLayout`. */
const InStoreLayout = z.strictObject({
  prefix: z.string(),
  itemStart: z.number().int(),
  itemLength: z.number().int(),
  verifier: z
    .strictObject({ at: z.number().int(), digits: z.union([z.literal(4), z.literal(5)]) })
    .exactOptional(),
  valueStart: z.number().int(),
  valueLength: z.number().int(),
  kind: z.enum(['price', 'weight', 'count']),
  decimals: z.number().int(),
});
const InStoreLayouts = z
  .array(InStoreLayout)
  .max(40)
  .superRefine((layouts, context) => {
    for (const { index, problem } of checkLayouts(layouts))
      context.addIssue({ code: 'custom', path: [index], message: `the layout's ${problem} is not sound` });
  });

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
      /** A hand scanner and one in the counter, say. */
      scanners: z.array(Scanner).max(4).default([]),
      /** Scanners that type like a keyboard: they need no port, only their habits. */
      wedge: z
        .strictObject({
          /** Longest pause between two keys of one scan. */
          maxGapMs: z.number().int().min(10).max(120).exactOptional(),
          /** What the scanner sends before each code, such as `]`. */
          prefix: z.string().min(1).max(3).exactOptional(),
        })
        .default({}),
      inStoreLayouts: InStoreLayouts.default([]),
      printer: z
        .strictObject({
          link: PrinterLink,
          profile: idOf(printerProfiles),
          /** Where this model departs from its profile; see `printerProfileFields`. */
          overrides: z.record(z.string(), z.json()).default({}),
        })
        .superRefine(({ profile, overrides }, context) => {
          const made = printerProfileFrom(profile, overrides);
          if (!made.ok)
            context.addIssue({ code: 'custom', path: ['overrides'], message: made.error.problem });
        })
        .optional(),
      pole: z
        .strictObject({
          link: StreamLink,
          profile: idOf(poleProfiles),
          language: z.enum(['zh-TW', 'en']).default('zh-TW'),
        })
        .optional(),
      scale: z.strictObject({ link: StreamLink, profile: idOf(scaleProfiles) }).optional(),
      terminal: z
        .strictObject({
          link: StreamLink,
          layout: idOf(terminalLayouts),
          resultMs: z.number().int().min(10_000).max(300_000).optional(),
        })
        .optional(),
    })
    .prefault({}),
  /** Limits a chain sets for itself; what is left out is the default of `domain/till-policy.ts`, or what head office sends. */
  policy: TillPolicy.partial().default({}),
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
