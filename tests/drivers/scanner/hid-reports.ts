import { type HidReportProfile, hidReportProfiles } from '../../../drivers/scanner/hid-report.ts';

/** One report as the digest writes it: hexadecimal bytes, and `[00 x n]` for n zeros. */
export function reportOf(written: string): Uint8Array {
  const zeros = written.replaceAll(/\[00 x (\d+)\]/g, (_, count) => '00 '.repeat(Number(count)));
  return Uint8Array.from(zeros.trim().split(/\s+/), (pair) => Number.parseInt(pair, 16));
}

/** The bytes of a text of one byte per character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The example reports of the peripherals digest, 1.2. */
export const examples = {
  ean13: '02 0D 5D 45 30 34 37 31 30 30 31 38 30 30 30 30 30 33 [00 x 43] 00 00 00',
  carrier: '02 08 5D 41 30 2F 41 42 43 2B 31 32 33 [00 x 48] 00 00 00',
  gs1:
    '02 2E 5D 43 31 30 31 30 34 37 31 30 30 31 38 30 30 30 30 30 33 33 31 30 33 30 30 31 32 35 30 31 37 32 36 ' +
    '31 32 33 31 31 30 4C 4F 54 37 1D 32 31 53 34 32 [00 x 10] 00 00 00',
  qrFirst: `02 38 5D 51 31 ${hexOf('https://id.example.tw/01/04710018000003/10/LOT7/21/S42?1')} 00 00 01`,
  qrSecond: `02 14 5D 51 31 ${hexOf('7=261231&3103=001250')} [00 x 36] 00 00 00`,
  menuEnd: '02 09 5D 58 30 75 6D 3A 20 4E 2F 41 0D 0A [00 x 47] 3F 00 00',
} as const;

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex').replaceAll(/../g, '$& ').trim();
}

/** Builds a report by hand, independently of the simulator. */
export function handMade(
  parts: {
    readonly aim?: string;
    readonly data: string;
    readonly isContinued?: boolean;
    readonly count?: number;
  },
  profile: HidReportProfile = hidReportProfiles.honeywell,
  layout = profile.layouts[0],
): Uint8Array {
  const report = new Uint8Array(profile.reportBytes);
  report[0] = profile.reportId;
  report[1] = parts.count ?? parts.data.length;
  if (layout?.aimAt !== undefined) report.set(bytesOf(parts.aim ?? ']C0'), layout.aimAt);
  report.set(bytesOf(parts.data), layout?.dataAt ?? 0);
  report[63] = parts.isContinued === true ? 1 : 0;
  return profile.hasReportId ? report : report.subarray(1);
}
