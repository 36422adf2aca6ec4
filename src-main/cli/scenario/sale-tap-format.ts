import { z } from 'zod';
import { REASONS, RETURN_REASONS } from '../../domain/till-policy.ts';
import { Person, Pin } from './people.ts';

/** Keys of the cashier's window that are about prices, members, points and returns. */

const Amount = z.int().min(-99_999_999).max(99_999_999);
const Line = z.int().min(1).max(500).meta({ description: 'Place of the line in the cart, from 1.' });
const Sku = z.string().min(1).max(40).meta({ description: 'A key of `catalog`.' });
const Programme = z
  .enum(['OWN', 'CROSS'])
  .optional()
  .meta({ description: '`OWN` points unless told, or the partner’s, `CROSS`.' });
const Approval = z
  .strictObject({ operator: Person, pin: Pin.optional() })
  .optional()
  .meta({ description: 'Who says yes, where the operator alone may not.' });
const Reason = z.enum(REASONS).optional().meta({ description: '`other` unless told.' });

/** What a person takes off: an amount, or the percentage that is still paid. */
export const ByHand = z
  .union([
    z.strictObject({ off: z.int().min(1).max(9_999_999) }),
    z.strictObject({ payPct: z.int().min(0).max(99) }),
  ])
  .meta({ id: 'ByHand', description: 'Whole NT$ off, or the percentage that is still paid.' });
export type ByHand = z.infer<typeof ByHand>;

/** Goods that come back: pieces of the line with this article. */
export const ReturnedGoods = z
  .union([
    z.literal('all'),
    z
      .array(z.strictObject({ sku: Sku, qty: z.int().min(1).max(9_999) }))
      .min(1)
      .max(500),
  ])
  .meta({ id: 'ReturnedGoods', description: 'Everything that is left, or so many pieces of these.' });
export type ReturnedGoods = z.infer<typeof ReturnedGoods>;

function tap<const Button extends string, Shape extends z.ZodRawShape>(
  button: Button,
  shape: Shape,
  description: string,
) {
  return z.strictObject({ do: z.literal('tap'), button: z.literal(button), ...shape }).meta({ description });
}

export const SALE_TAPS = [
  tap(
    'add_weighed',
    { sku: Sku, grams: z.int().min(1).max(999_999).optional() },
    'Goods by weight: from the scale, unless a person says how many grams they are.',
  ),
  tap(
    'discount',
    { line: Line.optional(), discount: ByHand.nullable(), reason: Reason, approval: Approval },
    'A reduction by hand: of a line, or of the whole sale without one; null takes it back.',
  ),
  tap(
    'override_price',
    { line: Line, price: Amount.nullable(), reason: Reason, approval: Approval },
    'Another price in place of the shelf’s; null takes it back.',
  ),
  tap(
    'decline_redemption',
    { line: Line, isDeclined: z.boolean().optional() },
    'The customer keeps the stamps for this line.',
  ),
  tap('confirm_age', { age: z.int().min(1).max(120) }, 'The buyer is at least so many years old.'),
  tap('withdraw_coupon', { coupon: z.string().min(1) }, 'Takes a coupon out of the sale.'),
  tap('member_by_phone', { phone: z.string().max(20) }, 'A phone number: enough to earn, not to burn.'),
  tap('remove_member', {}, 'The sale is nobody’s again.'),
  tap(
    'burn',
    { programme: Programme, value: z.union([Amount, z.literal('max')]) },
    'Points for money off, or as a way to pay: whole NT$, or as much as is allowed.',
  ),
  tap('drop_burn', { programme: Programme }, 'The points stay with the member after all.'),
  tap(
    'exchange',
    { points: z.union([Amount, z.literal('max')]) },
    'Own points of the member of this sale become the partner’s.',
  ),
  tap('refuse_offer', { promotion: z.string().min(1) }, 'The customer does not want a personal offer.'),
  tap(
    'take_card',
    {
      amount: Amount,
      bin: z
        .string()
        .regex(/^\d{4,8}$/)
        .optional(),
    },
    'A card that the terminal has approved, with its first digits.',
  ),
  tap('take_voucher', { amount: Amount }, 'A voucher, whole.'),
  tap('cancel_tender', { place: z.int().min(1) }, 'Gives back a tender, by its place in the sale.'),
  tap(
    'return',
    {
      sale: z.int().min(1).optional(),
      lines: ReturnedGoods,
      reason: z.enum(RETURN_REASONS).optional(),
      approval: Approval,
    },
    'Goods of a finished sale come back: the last sale, unless its place among them is told.',
  ),
] as const;

export type SaleTap = z.infer<(typeof SALE_TAPS)[number]>;

/** Scans of what a customer shows. */
export const ScanMember = z
  .strictObject({ do: z.literal('scan_member') })
  .meta({ description: 'The scanner reads the code of the scenario’s member.' });
export const ScanCoupon = z
  .strictObject({ do: z.literal('scan_coupon'), coupon: z.string().min(1) })
  .meta({ description: 'The scanner reads the code of a coupon of the file.' });

/** What happens while the till has been cut off, for the short form: everything goes up, and head office looks at it. */
export const SyncAtLast = z
  .strictObject({
    do: z.literal('sync'),
    hqBalanceBefore: z.int().optional().meta({
      description: 'Own points that head office has for the member by then: others were spent elsewhere.',
    }),
    result: z.enum(['accepted', 'accepted_overdraft']).optional(),
  })
  .meta({ description: 'Beside `lines` and `tenders` of a sale made offline: the line is back.' });

/** Of kind `return`: goods of `given.original` come back. */
export const ReturnStep = z
  .strictObject({ do: z.literal('return'), lines: ReturnedGoods })
  .meta({ description: 'Of kind `return`: goods of the original sale come back.' });
export type ReturnStep = z.infer<typeof ReturnStep>;
