/** Where a report keeps the identifier and the data. Offsets count the report id, as hidapi hands reports over. */
export interface HidLayout {
  /** First of the three bytes of the AIM identifier; absent where the report has none. */
  readonly aimAt?: number;
  readonly dataAt: number;
}

export type HidReportProfileId = 'honeywell' | 'zebra' | 'newland' | 'generic';

/** How a maker lays out the input report of HID usage page 8Ch; every offset counts the report id. */
export interface HidReportProfile {
  readonly id: HidReportProfileId;
  /** USB vendors whose scanners speak it. */
  readonly vendorIds: readonly number[];
  /** The report that carries scanned data; others are not scans. */
  readonly reportId: number;
  /** Whether the transport hands over the leading id byte: hidapi does, WebHID does not. */
  readonly hasReportId: boolean;
  /** Length with the report id. */
  readonly reportBytes: number;
  /** Where the count of valid data bytes is. */
  readonly countAt: number;
  /** Tried in turn; the first whose identifier is in its place fits, and one without identifier always does. */
  readonly layouts: readonly HidLayout[];
  /** The most data that one report holds. */
  readonly dataBytes: number;
  /** Where bit 0 says that the same scan goes on in the next report. */
  readonly flagsAt: number;
  /** The maker's own letter for the symbology; said by simulators, not needed to read. */
  readonly makerCodeAt: number;
  /** The whole output report that makes it beep, report id first. */
  readonly beepReport?: readonly number[];
}

const common = {
  reportId: 0x02,
  hasReportId: true,
  reportBytes: 64,
  countAt: 1,
  dataBytes: 56,
  flagsAt: 63,
} as const;

const aimAfterCount: HidLayout = { aimAt: 2, dataAt: 5 };
const aimOneLater: HidLayout = { aimAt: 3, dataAt: 6 };
const noAim: HidLayout = { dataAt: 2 };

/**
 * The report layouts of the makers (peripherals digest, 1.2). Honeywell's is from its published descriptor; the others
 * are reported by several implementations and not measured, so a configuration may choose another than the vendor's.
 */
export const hidReportProfiles: Readonly<Record<HidReportProfileId, HidReportProfile>> = {
  honeywell: {
    ...common,
    id: 'honeywell',
    vendorIds: [0x0c2e, 0x23d0],
    layouts: [aimAfterCount],
    makerCodeAt: 61,
    beepReport: [0xfd, 0x03, 0x16, 0x07, 0x0d],
  },
  zebra: { ...common, id: 'zebra', vendorIds: [0x05e0], layouts: [aimOneLater], makerCodeAt: 62 },
  newland: { ...common, id: 'newland', vendorIds: [0x1eab], layouts: [noAim], makerCodeAt: 62 },
  generic: {
    ...common,
    id: 'generic',
    vendorIds: [],
    layouts: [aimAfterCount, aimOneLater, noAim],
    makerCodeAt: 62,
  },
};

/** The names that a configuration may give. */
export const hidReportProfileIds: readonly HidReportProfileId[] = [
  'honeywell',
  'zebra',
  'newland',
  'generic',
];

/**
 * The profile of a scanner: what the configuration names, else that of its USB vendor, else `generic`, which finds the
 * layout from each scan's first report.
 */
export function hidReportProfileFor(
  vendorId: number | undefined,
  configured?: HidReportProfileId,
): HidReportProfile {
  if (configured !== undefined) return hidReportProfiles[configured];
  const ofVendor = Object.values(hidReportProfiles).find(
    (profile) => vendorId !== undefined && profile.vendorIds.includes(vendorId),
  );
  return ofVendor ?? hidReportProfiles.generic;
}

export type HidReport =
  | {
      readonly kind: 'data';
      readonly layout: HidLayout;
      /** Three bytes, or none where the layout has none. */
      readonly aim: Uint8Array;
      readonly data: Uint8Array;
      readonly isContinued: boolean;
    }
  /** Another report than that of scanned data. */
  | { readonly kind: 'foreign' }
  /** `isContinued` is undefined where the report is too short to say. */
  | { readonly kind: 'malformed'; readonly isContinued: boolean | undefined };

/**
 * Takes one input report apart. Pure, for any bytes. The data is taken by its count and may hold zeros. A report longer
 * than the profile's is read as far as the profile goes, since some systems fill every report up to the longest.
 * @param layouts which to try; those of the profile unless an earlier report of the same scan has shown which it is.
 */
export function readHidReport(
  bytes: Uint8Array,
  profile: HidReportProfile,
  layouts: readonly HidLayout[] = profile.layouts,
): HidReport {
  if (profile.hasReportId && bytes[0] !== profile.reportId) return { kind: 'foreign' };
  const shift = profile.hasReportId ? 0 : 1;
  const count = bytes[profile.countAt - shift];
  const flags = bytes[profile.flagsAt - shift];
  if (count === undefined || flags === undefined) return { kind: 'malformed', isContinued: undefined };
  const isContinued = (flags & 1) === 1;
  const layout = layouts.find((candidate) => hasAimInPlace(bytes, candidate, shift));
  if (count > profile.dataBytes || layout === undefined) return { kind: 'malformed', isContinued };
  const at = layout.dataAt - shift;
  const aim = aimOf(bytes, layout, shift);
  return { kind: 'data', layout, aim, data: bytes.slice(at, at + count), isContinued };
}

function aimOf(bytes: Uint8Array, { aimAt }: HidLayout, shift: number): Uint8Array {
  return aimAt === undefined ? new Uint8Array() : bytes.slice(aimAt - shift, aimAt - shift + 3);
}

function hasAimInPlace(bytes: Uint8Array, layout: HidLayout, shift: number): boolean {
  if (layout.aimAt === undefined) return true;
  return /^\][A-Za-z][0-9A-Za-z]$/.test(String.fromCharCode(...aimOf(bytes, layout, shift)));
}
