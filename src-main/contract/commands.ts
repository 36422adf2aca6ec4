import { z } from 'zod';

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

export const BeginPayment = z.strictObject({ commandId: CommandId, saleId: SaleId });
export const LeavePayment = z.strictObject({ commandId: CommandId, saleId: SaleId });
/** `amount` is what the customer handed over; 0 completes a sale on which nothing is due. */
export const TakeCash = z.strictObject({ commandId: CommandId, saleId: SaleId, amount: Amount });
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
  approval: z.strictObject({ operatorId: z.string().min(1).max(40), pin: Pin }).optional(),
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
export const Nothing = z.strictObject({});
