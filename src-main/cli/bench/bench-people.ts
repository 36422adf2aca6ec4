import { SAMPLE_OPERATORS, SAMPLE_STORE } from '../../../fixtures/catalog/sample-store.ts';

/** Who sells in every bench. */
export const CASHIER = SAMPLE_OPERATORS[0];

/** What a till is enrolled as where no head office is asked. Fields in the order of the entry's schema, as a journal read back has them. */
export const ENROLMENT = {
  tillId: 'bench-till',
  storeId: SAMPLE_STORE.storeId,
  storeName: SAMPLE_STORE.storeName,
  registerNumber: SAMPLE_STORE.registerNumber,
  sellerTaxId: SAMPLE_STORE.sellerTaxId,
  address: SAMPLE_STORE.address,
  publicKey: 'none',
} as const;
