import { z } from 'zod';
import { ManualDiscount } from '../domain/pricing/basket.ts';
import { REASONS, RETURN_REASONS } from '../domain/till-policy.ts';

/**
 * What a person at a window may ask of the till. Each command that changes something carries an id made by its
 * sender: the same id again is answered as before and does nothing twice (design.md, The loop).
 */

/** UUIDv7 made by the sender. */
export const CommandId = z.uuid();
/** Names a cart from its first line, and the sale that it becomes. */
export const SaleId = z.uuid();
export const LineId = z.uuid();
/** Whole NT$. The domain says what is sensible; this only bounds what may arrive. */
const Amount = z.number().int().min(-1_000_000_000).max(1_000_000_000);
const Quantity = z.number().int().min(-1_000_000).max(1_000_000);

const Pin = z.string().regex(/^[0-9]{6}$/);
/** A supervisor's number and PIN, where the operator alone may not. */
const Approval = z.strictObject({ operatorId: z.string().min(1).max(40), pin: Pin });
export type Approval = z.infer<typeof Approval>;
const ProgrammeId = z.string().min(1).max(64);

export const SignIn = z.strictObject({
  commandId: CommandId,
  operatorId: z.string().min(1).max(40),
  pin: Pin,
});
export const SignOut = z.strictObject({ commandId: CommandId });
export const OpenShift = z.strictObject({ commandId: CommandId, float: Amount });
/** `counted` is the cash in the drawer, counted without seeing what is expected. */
export const CloseShift = z.strictObject({ commandId: CommandId, counted: Amount });

/** A code typed at the number pad or decoded from a keyboard wedge in the window. */
export const EnterCode = z.strictObject({
  commandId: CommandId,
  code: z.string().max(8192),
  origin: z.enum(['keys', 'wedge']),
  /** The symbology identifier that a typing scanner put in front. */
  aimId: z
    .string()
    .regex(/^\][A-Za-z][0-9A-Za-z]$/)
    .exactOptional(),
});
/** The next product that arrives, by whatever way, is taken this many times. 1 takes it back. */
export const SetMultiplier = z.strictObject({ commandId: CommandId, quantity: Quantity });
export const AddProduct = z.strictObject({ commandId: CommandId, sku: z.string().min(1).max(40) });
export const SetQuantity = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  lineId: LineId,
  quantity: Quantity,
});
export const RemoveLine = z.strictObject({ commandId: CommandId, saleId: SaleId, lineId: LineId });
export const VoidCart = z.strictObject({ commandId: CommandId, saleId: SaleId });
export const SuspendCart = z.strictObject({ commandId: CommandId, saleId: SaleId });
export const ResumeCart = z.strictObject({ commandId: CommandId, saleId: SaleId });

/** Goods by weight: from the scale, unless a person says how many grams they are. */
export const AddWeighed = z.strictObject({
  commandId: CommandId,
  sku: z.string().min(1).max(40),
  grams: Quantity.optional(),
});
/** Another price in place of the shelf's, per piece or of a weighed whole; null takes it back. */
export const OverridePrice = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  lineId: LineId,
  price: Amount.nullable(),
  reason: z.enum(REASONS),
  approval: Approval.optional(),
});
/** A reduction by hand: of a line, or of the whole sale where `lineId` is null; a `discount` of null takes it back. */
export const GiveDiscount = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  lineId: LineId.nullable(),
  discount: ManualDiscount.nullable(),
  reason: z.enum(REASONS),
  approval: Approval.optional(),
});
/** The customer keeps the stamps for this line, or takes the redemption after all. */
export const DeclineRedemption = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  lineId: LineId,
  isDeclined: z.boolean(),
});
/** The cashier has seen that the buyer is at least so many years old. */
export const ConfirmAge = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  minimumAge: z.number().int().min(1).max(120),
});
export const WithdrawCoupon = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  couponId: z.string().min(1).max(64),
});

/** Looks a member up by phone: enough to earn, not to burn. Scanned codes come with the other scans. */
export const MemberByPhone = z.strictObject({ commandId: CommandId, phone: z.string().max(20) });
export const RemoveMember = z.strictObject({ commandId: CommandId, saleId: SaleId });
export const JoinMember = z.strictObject({
  commandId: CommandId,
  phone: z.string().max(20),
  name: z.string().trim().min(1).max(60),
  birthday: z.iso.date().optional(),
  /** `terms` must be agreed to; the others are free. */
  consent: z.strictObject({ terms: z.boolean(), offers: z.boolean(), notes: z.boolean() }),
});
/** A note about the member of this sale, for whoever serves them next. */
export const NoteMember = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  reason: z.enum(['service', 'complaint', 'preference', 'other']),
  text: z.string().trim().min(1).max(200),
});
/** Points for money off, or as a way to pay: whole NT$, or as much as is allowed. */
export const BurnPoints = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  programmeId: ProgrammeId,
  wanted: z.union([Amount, z.literal('max')]),
});
export const DropBurn = z.strictObject({ commandId: CommandId, saleId: SaleId, programmeId: ProgrammeId });
/** Turns points of the member of this sale into another programme's; only while head office answers. */
export const ExchangePoints = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  fromProgrammeId: ProgrammeId,
  toProgrammeId: ProgrammeId,
  points: z.union([Quantity, z.literal('max')]),
});
/** The customer does not want a personal offer; it is not applied in this sale. */
export const RefuseOffer = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  promotionId: z.string().min(1).max(40),
});

export const BeginPayment = z.strictObject({ commandId: CommandId, saleId: SaleId });
export const LeavePayment = z.strictObject({ commandId: CommandId, saleId: SaleId });
/** `amount` is what the customer handed over; 0 completes a sale on which nothing is due. */
export const TakeCash = z.strictObject({ commandId: CommandId, saleId: SaleId, amount: Amount });
/** A card that the terminal has approved; never more than what is left to pay. */
export const TakeCard = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  amount: Amount,
  /** The first digits, as the terminal gives them: some cards earn more. */
  cardPrefix: z
    .string()
    .regex(/^[0-9]{4,8}$/)
    .optional(),
});
/** A voucher, whole: what it is worth beyond the sale is lost to the customer. */
export const TakeVoucher = z.strictObject({ commandId: CommandId, saleId: SaleId, amount: Amount });
/** Gives back a tender that was taken by mistake, before the sale is finished. */
export const CancelTender = z.strictObject({ commandId: CommandId, saleId: SaleId, tenderId: z.uuid() });

const ReturnLines = z
  .array(z.strictObject({ lineId: LineId, units: Quantity }))
  .min(1)
  .max(500);
/** Takes goods of a finished sale back and gives the money back as it was paid. */
export const MakeReturn = z.strictObject({
  commandId: CommandId,
  saleId: SaleId,
  lines: ReturnLines,
  reason: z.enum(RETURN_REASONS),
  approval: Approval.optional(),
});
/** Leaves the done screen. */
export const NextSale = z.strictObject({ commandId: CommandId });

/** What of the cashier's screen decides where a scan goes (ui.md, Scan routing) and is not the till's own doing. */
export const ShowLayer = z.strictObject({
  commandId: CommandId,
  layer: z.enum(['none', 'panel', 'dialog', 'drawer']),
});

/** Opens the drawer without a sale. Where the operator alone may not, a supervisor's number and PIN come with it. */
export const OpenDrawer = z.strictObject({
  commandId: CommandId,
  approval: Approval.optional(),
});

export const Reprint = z.strictObject({ commandId: CommandId, saleId: SaleId });
/** Answers the question that an interrupted receipt asks: print it again, marked as such, or leave it. */
export const ResolvePrint = z.strictObject({
  commandId: CommandId,
  jobId: z.uuid(),
  choice: z.enum(['reprint', 'skip']),
});
/** Tries waiting receipts again now. */
export const RetryPrint = z.strictObject({ commandId: CommandId });
export const ContinueAfterRecovery = z.strictObject({ commandId: CommandId });
export const ChangeSettings = z.strictObject({
  commandId: CommandId,
  language: z.enum(['zh-TW', 'en']).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});

/** Questions: they change nothing and carry no id. */
export const PreviewCash = z.strictObject({ saleId: SaleId, amount: Amount });
export const SearchProducts = z.strictObject({ text: z.string().max(60) });
export const ReadReceipt = z.strictObject({ saleId: SaleId });
/** A finished sale by its id or the number on its receipt, with what may still come back of it. */
export const FindSale = z.strictObject({ text: z.string().trim().min(1).max(60) });
export const PreviewReturn = z.strictObject({ saleId: SaleId, lines: ReturnLines });
/** What people may read of a member: masked, and the last interactions where the member agreed. */
export const ReadMember = z.strictObject({ memberId: z.string().min(1).max(64) });
export const Nothing = z.strictObject({});
