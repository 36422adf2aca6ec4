// Goal: what is refused about members, their offers and their coupons, in which words; a refusal leaves no trace.
import { expect, test } from 'vitest';
import { PointsToken } from '../../src-main/domain/points/offline-papers.ts';
import { NOON_MS } from '../support/open-till.ts';
import { lastSale, ring, showMember, tillIn } from './counter-deeds.ts';
import { expectRefused, type RefusedCase, titled } from './expect-refused.ts';
import { coupon, MEMBER_CODE, memberOf, OffersWorld, PHONE, promotion } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

const MINUTE_MS = 60_000;
const scan = (code: string) => ({ kind: 'scan', code, origin: 'scanner' }) as const;
const join = (parts: object = {}) =>
  ({
    kind: 'join-member',
    phone: '0987654321',
    name: '王小明',
    consent: { terms: true, offers: true, notes: true },
    ...parts,
  }) as const;

/** A till whose customer has goods, frozen by a first tender of 1. */
function frozen(world = new OffersWorld()): PureTill {
  const till = tillIn(world);
  ring(till, { A01: 1 });
  showMember(till);
  till.must({ kind: 'take-voucher', saleId: till.saleId, amount: 1 });
  return till;
}

function withToken(parts: Partial<PointsToken> = {}, isSignatureValid = true): OffersWorld {
  const world = new OffersWorld();
  const token = PointsToken.parse({
    nonce: 'nonce-1',
    memberId: 'M1',
    programmeId: 'OWN',
    ruleVersion: 1,
    points: 3_000,
    storeId: 'S1',
    issuedAtMs: NOON_MS - MINUTE_MS,
    expiresAtMs: NOON_MS + 4 * MINUTE_MS,
    ...parts,
  });
  world.tokens.set('TOKEN', { token, isSignatureValid });
  return world;
}

/** The token was burned here, for NT$10 of 45. */
function afterToken(): PureTill {
  const till = tillIn(withToken());
  ring(till, { A01: 1 });
  till.must(scan('TOKEN'));
  till.must({ kind: 'burn-points', saleId: till.saleId, programmeId: 'OWN', wanted: 'max' });
  till.payCash(35);
  return till;
}

function withCoupon(parts: Readonly<Record<string, unknown>> = {}, isAuthentic = true): OffersWorld {
  const world = new OffersWorld();
  world.issue(coupon('TWENTY', parts), isAuthentic);
  return world;
}

/** With goods, the member, and the coupon already used in a finished sale. */
function afterCoupon(): PureTill {
  const till = tillIn(withCoupon());
  ring(till, { B01: 1 });
  till.must(scan('TWENTY'));
  till.payCash(69);
  ring(till, { B01: 1 });
  return till;
}

function ringing(world = new OffersWorld()): PureTill {
  const till = tillIn(world);
  ring(till, { B01: 1 });
  return till;
}

function withMember(world = new OffersWorld()): PureTill {
  const till = ringing(world);
  showMember(till);
  return till;
}

const closed = () => {
  const world = new OffersWorld();
  world.memberCodes.set(MEMBER_CODE, memberOf('M1', { status: 'closed' }));
  world.memberPhones.set(PHONE, memberOf('M1', { status: 'closed' }));
  return world;
};

const VALIDITY = { from: '2026-11-01T00:00:00+08:00', until: '2026-11-21T12:00:00+08:00' };
const LATER = { from: '2026-11-21T12:00:01+08:00', until: '2026-12-01T00:00:00+08:00' };

const CASES: readonly RefusedCase[] = [
  { name: 'by code', code: 'member-closed', at: () => ringing(closed()), ask: () => scan(MEMBER_CODE) },
  {
    name: 'by phone',
    code: 'member-closed',
    at: () => ringing(closed()),
    ask: () => ({ kind: 'identify-phone', phone: PHONE }),
  },
  ...['', '091234567', '0812345678', '09123456789', 'abc', '٠٩١٢٣٤٥٦٧٨'].map(
    (phone): RefusedCase => ({
      name: `"${phone}" is no mobile number`,
      code: 'phone-invalid',
      at: () => ringing(),
      ask: () => ({ kind: 'identify-phone', phone }),
    }),
  ),
  {
    name: 'nobody joins by a landline',
    code: 'phone-invalid',
    at: () => ringing(),
    ask: () => join({ phone: '0223456789' }),
  },
  ...(['remove-member', 'burn-points', 'exchange-points', 'note-member'] as const).map(
    (kind): RefusedCase => ({
      name: `${kind} in a sale that is nobody's`,
      code: 'member-needed',
      at: () => ringing(),
      ask: ({ saleId }) => {
        switch (kind) {
          case 'remove-member':
            return { kind, saleId };
          case 'burn-points':
            return { kind, saleId, programmeId: 'OWN', wanted: 'max' };
          case 'exchange-points':
            return { kind, saleId, fromProgrammeId: 'OWN', toProgrammeId: 'CROSS', points: 300 };
          case 'note-member':
            return { kind, saleId, reason: 'service', text: '記得帶杯子' };
        }
      },
    }),
  ),
  {
    name: 'the phone is known',
    code: 'member-exists',
    at: () => ringing(),
    ask: () => join({ phone: PHONE }),
  },
  {
    name: 'whoever joined here an hour ago',
    code: 'member-exists',
    at: () => {
      const till = ringing();
      till.must(join());
      till.payCash(89);
      return till;
    },
    ask: () => join({ phone: '+886 987-654-321' }),
  },
  {
    name: 'nobody joins without agreeing to the terms',
    code: 'consent-needed',
    at: () => ringing(),
    ask: () => join({ consent: { terms: false, offers: true, notes: true } }),
  },
  {
    name: 'no note about who did not agree to notes',
    code: 'consent-needed',
    at: () => {
      const world = new OffersWorld();
      world.memberCodes.set(MEMBER_CODE, memberOf('M1', { consent: { offers: true, notes: false } }));
      return withMember(world);
    },
    ask: ({ saleId }) => ({ kind: 'note-member', saleId, reason: 'other', text: '…' }),
  },
  {
    name: 'a birthday tomorrow',
    code: 'birthday-invalid',
    at: () => ringing(),
    ask: () => join({ birthday: '2026-11-22' }),
  },
  {
    name: 'a signature that is not head office’s',
    code: 'token-refused',
    params: { reason: 'signature' },
    at: () => ringing(withToken({}, false)),
    ask: () => scan('TOKEN'),
  },
  {
    name: 'of another store',
    code: 'token-refused',
    params: { reason: 'other-store' },
    at: () => ringing(withToken({ storeId: 'S2' })),
    ask: () => scan('TOKEN'),
  },
  {
    name: 'at the moment it ends',
    code: 'token-refused',
    params: { reason: 'expired' },
    at: () => ringing(withToken({ expiresAtMs: NOON_MS })),
    ask: () => scan('TOKEN'),
  },
  {
    name: 'from further in the future than clocks may differ',
    code: 'token-refused',
    params: { reason: 'not-yet' },
    at: () => ringing(withToken({ issuedAtMs: NOON_MS + 2 * MINUTE_MS + 1 })),
    ask: () => scan('TOKEN'),
  },
  {
    name: 'a second time',
    code: 'token-refused',
    params: { reason: 'used' },
    at: afterToken,
    ask: () => scan('TOKEN'),
  },
  {
    name: 'somebody wrote it themselves',
    code: 'coupon-forged',
    at: () => ringing(withCoupon({}, false)),
    ask: () => scan('TWENTY'),
  },
  {
    name: 'used here',
    code: 'coupon-used',
    params: { label: 'TWENTY' },
    at: afterCoupon,
    ask: () => scan('TWENTY'),
  },
  {
    name: 'used elsewhere',
    code: 'coupon-used',
    params: { label: 'TWENTY' },
    at: () => {
      const world = withCoupon();
      world.couponsUsedElsewhere.add('TWENTY');
      return ringing(world);
    },
    ask: () => scan('TWENTY'),
  },
  ...[VALIDITY, LATER].map(
    (validity): RefusedCase => ({
      name: `at noon, good from ${validity.from} until ${validity.until}`,
      code: 'coupon-not-now',
      params: { label: 'TWENTY', ...validity },
      at: () => ringing(withCoupon({ validity })),
      ask: () => scan('TWENTY'),
    }),
  ),
  {
    name: 'made for somebody else',
    code: 'coupon-not-for-member',
    params: { label: 'TWENTY' },
    at: () => withMember(withCoupon({ memberId: 'M2' })),
    ask: () => scan('TWENTY'),
  },
  {
    name: 'twice in one sale',
    code: 'coupon-twice',
    params: { label: 'TWENTY' },
    at: () => {
      const till = ringing(withCoupon());
      till.must(scan('TWENTY'));
      return till;
    },
    ask: () => scan('TWENTY'),
  },
  {
    name: 'once for a parked sale and once for this one',
    code: 'coupon-twice',
    params: { label: 'TWENTY' },
    at: () => {
      const till = ringing(withCoupon());
      till.must(scan('TWENTY'));
      till.must({ kind: 'suspend-cart', saleId: till.saleId });
      ring(till, { B01: 1 });
      return till;
    },
    ask: () => scan('TWENTY'),
  },
  {
    name: 'good in other shops',
    code: 'coupon-not-here',
    params: { label: 'TWENTY' },
    at: () => ringing(withCoupon({ stores: ['S2', 'S3'] })),
    ask: () => scan('TWENTY'),
  },
  {
    name: 'withdrawing one that nobody showed',
    code: 'coupon-not-found',
    at: () => ringing(),
    ask: ({ saleId }) => ({ kind: 'withdraw-coupon', saleId, couponId: 'TWENTY' }),
  },
  {
    name: 'refusing an offer that was not made',
    code: 'offer-not-found',
    at: () => withMember(),
    ask: ({ saleId }) => ({ kind: 'refuse-offer', saleId, promotionId: 'P13' }),
  },
  {
    name: 'refusing one that everybody gets',
    code: 'offer-not-found',
    at: () => {
      const world = new OffersWorld();
      world.promotions = [promotion('P11', { kind: 'order-percent', payPct: 90 })];
      return withMember(world);
    },
    ask: ({ saleId }) => ({ kind: 'refuse-offer', saleId, promotionId: 'P11' }),
  },
  ...(
    [
      ['a member', () => scan(MEMBER_CODE)],
      ['a coupon', () => scan('TWENTY')],
      ['a phone', () => ({ kind: 'identify-phone', phone: '0911111111' })],
      ['joining', () => join()],
      ['removing the member', ({ saleId }) => ({ kind: 'remove-member', saleId })],
      ['points', ({ saleId }) => ({ kind: 'burn-points', saleId, programmeId: 'OWN', wanted: 'max' })],
      ['keeping the points', ({ saleId }) => ({ kind: 'drop-burn', saleId, programmeId: 'OWN' })],
      ['withdrawing a coupon', ({ saleId }) => ({ kind: 'withdraw-coupon', saleId, couponId: 'TWENTY' })],
    ] satisfies readonly (readonly [string, RefusedCase['ask']])[]
  ).map(
    ([name, ask]): RefusedCase => ({
      name: `${name}, once money has moved`,
      code: 'cart-frozen',
      at: () => frozen(withCoupon()),
      ask,
    }),
  ),
];

test.each(titled(CASES))('%s', (_, { at, ask, code, params }) => {
  const till = at();
  expectRefused(till, ask(till), code, params);
});

test('a single-use coupon pays in one of two sales that stood open together, and is back once its sale is voided', () => {
  const till = ringing(withCoupon());
  till.must(scan('TWENTY'));
  const parked = till.saleId;
  till.must({ kind: 'suspend-cart', saleId: parked });
  ring(till, { B01: 1 });
  expect(till.code(scan('TWENTY'))).toBe('coupon-twice');
  till.payCash(89);
  expect(lastSale(till).couponsUsed).toBeUndefined();
  till.must({ kind: 'resume-cart', saleId: parked });
  till.must({ kind: 'void-cart', saleId: parked });
  ring(till, { B01: 1 });
  till.must(scan('TWENTY'));
  till.payCash(69);
  expect(lastSale(till).couponsUsed).toMatchObject([{ couponId: 'TWENTY', amount: 20 }]);
});

test('a coupon that anybody may use stands in as many sales as there are', () => {
  const till = ringing(withCoupon({ isSingleUse: false }));
  till.must(scan('TWENTY'));
  till.must({ kind: 'suspend-cart', saleId: till.saleId });
  ring(till, { B01: 1 });
  till.must(scan('TWENTY'));
  till.payCash(69);
  expect(lastSale(till).discount).toBe(20);
});

test('a coupon for one member, shown before they are known, does nothing for somebody else and pays for them', () => {
  const world = withCoupon({ memberId: 'M2' });
  world.memberCodes.set('M0000000000002', memberOf('M2'));
  const till = ringing(world);
  till.must(scan('TWENTY'));
  till.must(scan(MEMBER_CODE));
  till.must({ kind: 'begin-payment', saleId: till.saleId });
  expect(till.ui.quote?.due).toBe(89);
  till.must(scan('M0000000000002'));
  till.payCash(69);
  expect([lastSale(till).due, lastSale(till).member?.memberId]).toEqual([69, 'M2']);
});

test('what was typed about a person stands nowhere in the entries in plain text', () => {
  const till = ringing();
  till.must(join({ birthday: '1990-02-03' }));
  till.must({ kind: 'note-member', saleId: till.saleId, reason: 'preference', text: '不要吸管' });
  till.payCash(89);
  ring(till, { B01: 1 });
  till.must({ kind: 'identify-phone', phone: '0911222333' });
  const written = JSON.stringify([till.entries, till.state]);
  for (const secret of ['0987654321', '王小明', '1990-02-03', '不要吸管', '0911222333'])
    expect(written).not.toContain(secret);
});
