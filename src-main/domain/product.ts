import { z } from 'zod';

/** How value-added tax sees a product (einvoice.md 4.1): 5 %, exempt, or not on an invoice at all (bills, gift cards). */
export const TaxKind = z.enum(['taxable', 'exempt', 'not-invoiced']);
export type TaxKind = z.infer<typeof TaxKind>;

/** What a line of a sale is, beside its category (payments-points.md 3.4, exclusions by line kind). */
export const LineKind = z.enum([
  'goods',
  'collection',
  'gift-card',
  'donation',
  'deposit',
  'fee',
  'redemption',
  'pick-up',
]);
export type LineKind = z.infer<typeof LineKind>;

/**
 * By the piece at `unitPrice`; by weight at `unitPrice` per kilogram, from a scale or a label; or for the amount that
 * its label states, where `unitPrice` says nothing.
 */
export const SoldBy = z.enum(['piece', 'weight', 'label']);
export type SoldBy = z.infer<typeof SoldBy>;

/** One sellable article as head office publishes it. */
export const Product = z.strictObject({
  /** Head office's own number, e.g. `A01` or a GTIN. */
  sku: z.string().min(1).max(40),
  /** What scanners read: GTIN-8/12/13/14 digits without padding, or an in-store code. Several may name one product. */
  barcodes: z.array(z.string().min(1).max(48)).max(20),
  /** Short code for the number pad, 1 to 6 digits. */
  shortCode: z
    .string()
    .regex(/^[0-9]{1,6}$/)
    .optional(),
  name: z.string().min(1).max(120),
  /** Second line on quick keys, e.g. 中杯 熱. */
  detail: z.string().max(60).optional(),
  /** Whole NT$, VAT included, per piece. */
  unitPrice: z.number().int().min(0).max(9_999_999),
  category: z.string().min(1).max(40),
  tax: TaxKind,
  /** Whose goods, for promotions that name a brand and for who pays for them. */
  brand: z.string().min(1).max(40).optional(),
  /** Marks that promotions may name: `near-expiry`, `new`. */
  tags: z.array(z.string().min(1).max(40)).max(20).optional(),
  /** What a line of it is; ordinary goods unless told. Decides whether it earns points. */
  lineKind: LineKind.optional(),
  /** How it is sold; by the piece unless told. */
  soldBy: SoldBy.optional(),
  /** Years that a buyer must have, by law: asked once a sale. */
  minimumAge: z.number().int().min(1).max(120).optional(),
  /** Where the article stands among the quick keys: a tab's name and a place on it, from 1. */
  quickKey: z
    .strictObject({ tab: z.string().min(1).max(20), position: z.number().int().min(1).max(60) })
    .optional(),
});
export type Product = z.infer<typeof Product>;
