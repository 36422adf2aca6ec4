import { SAMPLE_OPERATORS, SAMPLE_STORE } from '../../../fixtures/catalog/sample-store.ts';

/** Who sells in every bench. */
export const CASHIER = SAMPLE_OPERATORS[0];

/** What a till is enrolled as where no head office is asked. */
export const ENROLMENT = { ...SAMPLE_STORE, tillId: 'bench-till', publicKey: 'none' } as const;
