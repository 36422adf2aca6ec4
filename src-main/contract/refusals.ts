export type { Refusal, RefusalCode } from '../domain/refusals.ts';
