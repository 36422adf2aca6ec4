export type { ManualDiscount } from '../domain/pricing/basket.ts';
export type { ReasonCode, ReturnReasonCode } from '../domain/till-policy.ts';
