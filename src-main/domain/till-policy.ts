import { z } from 'zod';

const Percent = z.number().int().min(0).max(100);

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** Limits that a chain sets for its tills: data, never constants of the rules. Amounts are whole NT$. */
export const TillPolicy = z.strictObject({
  /** Most change one cash tender may give: a slip of the finger on 00 is caught here. */
  maxChange: z.number().int().min(0).max(1_000_000),
  /** Largest opening float. */
  maxFloat: z.number().int().min(0).max(10_000_000),
  /** Wrong PINs in a row before a lock, and how long it holds. */
  pinTries: z.number().int().min(1).max(100),
  pinLockMs: z.number().int().min(1_000).max(86_400_000),
  maxSuspended: z.number().int().min(0).max(1_000),
  /** No cash is taken while the drawer stands open; shops that share a drawer leave it false. */
  needsClosedDrawer: z.boolean(),
  /** Most percent that a cashier may take off a line or a sale without anybody's leave; 0: none. */
  discountAlonePct: Percent,
  /** Most percent that may be taken off at all by hand. */
  discountMostPct: Percent,
  /** How far below the shelf price an override may go, in percent of it; it always needs a supervisor. */
  overrideMostPct: Percent,
  /** Days after a sale within which its goods come back; the day of the sale is day 0. */
  returnDays: z.number().int().min(0).max(3_650),
  /** Whether a cashier needs a supervisor to take goods back. */
  returnNeedsApproval: z.boolean(),
  /** Most that one voucher may be worth. */
  maxVoucher: z.number().int().min(1).max(1_000_000),
  /** The form of member codes, as a regular expression over the whole code: one that no copy has is kept for head office. */
  memberCodePattern: z.string().min(1).max(200).refine(isPattern, 'it is a regular expression'),
  /** A copy of the members older than this is told with its age when one is used, hours. */
  memberCopyOldHours: z.number().int().min(0).max(10_000),
});
export type TillPolicy = z.infer<typeof TillPolicy>;

/** What holds where neither configuration nor head office says otherwise. */
export const DEFAULT_POLICY: TillPolicy = {
  maxChange: 10_000,
  maxFloat: 200_000,
  pinTries: 5,
  pinLockMs: 60_000,
  maxSuspended: 50,
  needsClosedDrawer: false,
  discountAlonePct: 0,
  discountMostPct: 50,
  overrideMostPct: 90,
  returnDays: 30,
  returnNeedsApproval: true,
  maxVoucher: 50_000,
  memberCodePattern: 'M[0-9]{13}',
  memberCopyOldHours: 24,
};

/** Why somebody gave a reduction, another price or took goods back: words stand in the windows, under these codes. */
export const REASONS = ['damaged', 'near-expiry', 'price-match', 'label-wrong', 'goodwill', 'other'] as const;
export type ReasonCode = (typeof REASONS)[number];
export const RETURN_REASONS = ['defective', 'wrong-item', 'changed-mind', 'expired', 'other'] as const;
export type ReturnReasonCode = (typeof RETURN_REASONS)[number];
