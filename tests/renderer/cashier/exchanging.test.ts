import { beforeEach, describe, expect, test } from 'vitest';
import type { MemberView } from '../../../src-main/contract/sale-views.ts';
import type { CashierView } from '../../../src-main/contract/views.ts';
import { CashierDesk } from '../../../src-renderer/cashier/desk/cashier-desk.ts';
import type { Intent } from '../../../src-renderer/cashier/desk/intents.ts';
import { exchangeState } from '../../../src-renderer/cashier/panels/exchange-state.ts';
import { carrierWords } from '../../../src-renderer/cashier/sell/member-words.ts';
import { wordsIn } from '../../../src-renderer/i18n/catalogue.ts';
import { TillClient } from '../../../src-renderer/ui/state/till-client.ts';
import { TillStore } from '../../../src-renderer/ui/state/till-store.ts';
import { FakeTill, refusal } from '../fake-till.ts';
import { answersArrive, ManualEnvironment } from '../manual-time.ts';
import { EXCHANGES, MEMBER, MOBILE_BARCODE, memberCart } from '../sale-views.ts';
import { cartOf, ONLINE, SALE_ID, selling } from '../views.ts';

/** Points that become another programme's: what is asked, and how long the window waits for head office. */

const MEMBER_WITH: MemberView = { ...MEMBER, exchanges: EXCHANGES };
const ASK: Intent = { kind: 'exchange-all', fromProgrammeId: 'own', toProgrammeId: 'miles' };
const ASKED = { memberId: 'm-1', fromProgrammeId: 'own', toProgrammeId: 'miles', balance: 12_480 };
const EXCHANGED: MemberView = {
  ...MEMBER_WITH,
  balances: MEMBER.balances.map((balance) => ({
    ...balance,
    points: balance.programmeId === 'own' ? 180 : 281,
  })),
};

let till: FakeTill;
let desk: CashierDesk;

const showing = (member: MemberView | null): CashierView =>
  selling(memberCart([], { member }), { badges: ONLINE });

beforeEach(() => {
  const time = new ManualEnvironment(1_000_000);
  till = new FakeTill();
  till.show(showing(MEMBER_WITH));
  desk = new CashierDesk(new TillStore(till.bridge), new TillClient(till.bridge, time.nextId), time);
});

async function act(...intents: readonly Intent[]): Promise<void> {
  for (const intent of intents) {
    desk.act(intent);
    await answersArrive();
  }
}

describe('asking', () => {
  test('for as much as the points are enough for', async () => {
    await act(ASK);
    expect(till.callsOf('points:exchange')).toEqual([
      {
        commandId: expect.any(String),
        saleId: SALE_ID,
        fromProgrammeId: 'own',
        toProgrammeId: 'miles',
        points: 'max',
      },
    ]);
  });

  test('the core’s yes is not head office’s: the window waits for new balances, and asks no second time', async () => {
    await act(ASK, ASK);
    expect(desk.get().exchanging).toEqual(ASKED);
    till.show(selling(memberCart([], { member: MEMBER_WITH, due: 280 }), { badges: ONLINE }));
    expect(desk.get().exchanging).toEqual(ASKED);
    expect(till.callsOf('points:exchange')).toHaveLength(1);
    till.show(showing(EXCHANGED));
    expect(desk.get().exchanging).toBeNull();
  });

  test('what the core refuses is told at once', async () => {
    till.answer('points:exchange', () => refusal('exchange-offline'));
    await act(ASK);
    expect(desk.get()).toMatchObject({
      exchanging: null,
      banner: { refusal: { code: 'exchange-offline' } },
    });
  });

  test('what head office refuses comes later, and ends the wait', async () => {
    await act(ASK);
    till.emit({
      kind: 'refusal',
      refusal: { code: 'exchange-refused', number: 'POINTS-382', params: { reason: 'daily-cap' } },
    });
    expect(desk.get()).toMatchObject({ exchanging: null, banner: { refusal: { code: 'exchange-refused' } } });
  });

  test.each([
    ['another member', showing({ ...MEMBER_WITH, memberId: 'm-2' })],
    ['nobody', showing(null)],
    ['no sale', { ...showing(null), cart: null }],
  ])('%s is not waited for', async (_, next) => {
    await act(ASK);
    till.show(next);
    expect(desk.get().exchanging).toBeNull();
  });

  test('without a member nothing is asked', async () => {
    till.show(selling(cartOf(2)));
    await act(ASK);
    expect(till.callsOf('points:exchange')).toEqual([]);
  });
});

describe('how an exchange stands', () => {
  const [enough, short] = EXCHANGES;
  if (enough === undefined || short === undefined) throw new Error('the story has two');
  const free = { exchanging: null, headOffice: 'online', isFrozen: false } as const;
  const other = { ...ASKED, fromProgrammeId: 'miles', toProgrammeId: 'own' };

  test.each([
    [enough, free, 'ready'],
    [enough, { ...free, headOffice: 'catching-up' }, 'ready'],
    [enough, { ...free, headOffice: 'offline' }, 'offline'],
    [enough, { ...free, headOffice: 'needs-action' }, 'offline'],
    [enough, { ...free, isFrozen: true }, 'frozen'],
    [enough, { ...free, isFrozen: true, headOffice: 'offline' }, 'frozen'],
    [short, free, 'short'],
    [short, { ...free, isFrozen: true, headOffice: 'offline' }, 'short'],
    [enough, { ...free, exchanging: ASKED }, 'asking'],
    [enough, { ...free, exchanging: ASKED, headOffice: 'offline' }, 'later'],
    [enough, { ...free, exchanging: other }, 'busy'],
  ] as const)('%#: %o', (exchange, around, expected) => {
    expect(exchangeState(exchange, around)).toBe(expected);
  });
});

describe('the carrier', () => {
  test.each([
    [MOBILE_BARCODE, '載具　手機條碼 /AB***+9', 'Carrier: mobile barcode /AB***+9'],
    [
      { kind: 'member', maskedId: 'M88***13' } as const,
      '載具　會員載具 M88***13',
      'Carrier: member carrier M88***13',
    ],
  ])('%o', (carrier, zh, en) => {
    expect(carrierWords({ carrier }, wordsIn['zh-TW'])).toBe(zh);
    expect(carrierWords({ carrier }, wordsIn.en)).toBe(en);
  });

  test('none is no word', () => {
    expect(carrierWords({}, wordsIn['zh-TW'])).toBe('');
  });
});
