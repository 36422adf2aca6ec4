import { z } from 'zod';

/** The kinds of window. A key opens one window of one kind: what a kind may ask is in `channels.ts`. */
export const WindowKind = z.enum(['cashier', 'customer', 'workbench']);
export type WindowKind = z.infer<typeof WindowKind>;
