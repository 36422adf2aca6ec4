import type { Seals } from '../../domain/readers.ts';
import type { MemberSeals } from '../../store/reference/member-seals.ts';
import type { Store } from '../../store/store.ts';
import { decodeCoupon, decodeToken } from '../vault/document-codes.ts';
import { verifyDocument } from '../vault/signatures.ts';
import type { Vault } from '../vault/vault.ts';
import { StoredCoupons } from './coupon-reader.ts';
import { StoredMembers } from './member-reader.ts';
import { StoredOffers } from './offers-reader.ts';
import { StoredPoints } from './points-reader.ts';
import { StoredSales } from './sale-reader.ts';

export interface ReadersOptions {
  readonly store: Pick<Store, 'database' | 'reference'>;
  readonly vault: Pick<Vault, 'sealFor' | 'phoneHash'>;
  /** Of the till's copy of members: `memberSeals` with the vault's keys. */
  readonly memberSeals: Pick<MemberSeals, 'localOpen' | 'codeHash'>;
  readonly storeId: string;
  /** `EnrolmentAnswer.headOfficePublicKey`. */
  readonly headOfficePublicKey: string;
}

/** All look-ups of a till's context; each answers from what is on this machine. */
export interface Readers {
  readonly offers: StoredOffers;
  readonly members: StoredMembers;
  readonly points: StoredPoints;
  readonly coupons: StoredCoupons;
  readonly sales: StoredSales;
  readonly seals: Seals;
}

/** Opens the look-ups over an open store. They see every switch of reference data and every entry by themselves. */
export function openReaders(options: ReadersOptions): Readers {
  const { store, vault, memberSeals, storeId, headOfficePublicKey } = options;
  const { database, reference } = store;
  return {
    offers: new StoredOffers(reference, storeId),
    members: new StoredMembers({
      reference,
      database,
      seals: memberSeals,
      readToken(code) {
        const read = decodeToken(code);
        if (!read.ok) return undefined;
        const { token, signature } = read.value;
        return {
          token,
          isSignatureValid: verifyDocument(headOfficePublicKey, 'points-token', token, signature),
        };
      },
    }),
    points: new StoredPoints({
      reference,
      database,
      verifySnapshot: (body, signature) =>
        verifyDocument(headOfficePublicKey, 'points-snapshot', body, signature),
    }),
    coupons: new StoredCoupons({
      reference,
      database,
      readCoupon(code) {
        const read = decodeCoupon(code);
        if (!read.ok) return undefined;
        const { coupon, signature } = read.value;
        return { coupon, isSigned: verifyDocument(headOfficePublicKey, 'coupon', coupon, signature) };
      },
      isSigned: (coupon) =>
        coupon.signature !== undefined &&
        verifyDocument(headOfficePublicKey, 'coupon', coupon, coupon.signature.value),
    }),
    sales: new StoredSales(database),
    seals: {
      seal: (personId, text) => vault.sealFor(personId, text),
      phoneHash: (phone) => vault.phoneHash(phone),
    },
  };
}
