import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { BridgeCommon } from '../../src-main/contract/bridge.ts';
import type { NearMissView } from '../../src-main/contract/sale-views.ts';
import type { CartView, CustomerView, Language } from '../../src-main/contract/views.ts';
import { type CustomerSay, customerSayIn } from '../i18n/customer.ts';
import { datePartsOf, formatCount, formatSaving, formatTime, isoDay } from '../i18n/format.ts';
import { nameIn } from '../i18n/label.ts';
import { browserEnvironment, type WindowEnvironment } from '../ui/environment.ts';
import { Icon } from '../ui/Icon.tsx';
import { useClock } from '../ui/use-clock.ts';
import { AmountPanel } from './AmountPanel.tsx';
import { LineTable } from './LineTable.tsx';
import { EarnedBox, MemberBox } from './MemberBox.tsx';
import { useView } from './use-view.ts';
import { hasFields } from './view-store.ts';
import './customer.css';
import './customer-sale.css';

/** How long thanks and change stay before the screen is free for the next customer (ui.md, Screens). */
const DONE_SHOWN_MS = 8_000;

type Time = Pick<WindowEnvironment, 'nowMs' | 'after'>;
const ofThisMachine: Time = browserEnvironment();

interface CustomerWindowProps {
  readonly bridge: Pick<BridgeCommon, 'onPublished' | 'onConnection'>;
  readonly time?: Time;
}

/** The second screen. It shows the cart and what is owed, and nothing of what the till says to its operator. */
export function CustomerWindow({ bridge, time = ofThisMachine }: CustomerWindowProps) {
  const { view, connection } = useView(bridge, isCustomerView);
  const isDoneOver = useDoneOver(view, time);
  const language = view?.language ?? 'zh-TW';
  const say = customerSayIn(language);
  const screen = { view, say, time, isWaiting: connection !== 'open' };
  return (
    <div
      className="customer"
      lang={language === 'en' ? 'en' : 'zh-Hant-TW'}
      data-theme="light"
      data-testid="customer"
      data-state={isDoneOver ? 'idle' : (view?.state ?? 'idle')}
    >
      {isDoneOver ? <Idle {...screen} /> : <Shown {...screen} />}
    </div>
  );
}

interface ScreenProps {
  readonly view: CustomerView | null;
  readonly say: CustomerSay;
  readonly time: Time;
  /** The core does not answer: whatever the reason, the customer is asked to wait and told nothing more. */
  readonly isWaiting: boolean;
}

function Shown(props: ScreenProps) {
  const { view } = props;
  switch (view?.state) {
    case undefined:
    case 'idle':
      return <Idle {...props} />;
    case 'cart':
    case 'paying':
      return view.cart === null ? <Idle {...props} /> : <Sale {...props} view={view} cart={view.cart} />;
    case 'done':
      return view.sale === null ? <Idle {...props} /> : <Done {...props} view={view} sale={view.sale} />;
  }
}

function Idle({ view, say, time }: ScreenProps) {
  const nowMs = useClock(time);
  const { month, day, weekday } = datePartsOf(isoDay(nowMs), view?.language ?? 'zh-TW');
  return (
    <>
      <main className="customer-main">
        {view !== null && <h1 className="customer-store">{view.storeName}</h1>}
        <p className="customer-greeting">{say('customer.welcome')}</p>
      </main>
      <aside className="customer-panel" aria-label={say('customer.clock')}>
        <p className="customer-clock" data-testid="customer-clock">
          <span className="customer-date">{say('customer.date', { month, day, weekday })}</span>
          <time className="customer-time">{formatTime(nowMs)}</time>
        </p>
      </aside>
    </>
  );
}

function Sale({
  view,
  cart,
  say,
  time,
  isWaiting,
}: ScreenProps & { readonly view: CustomerView; readonly cart: CartView }) {
  const taken = view.pay?.taken ?? 0;
  const due = view.pay?.remaining ?? cart.due;
  // While money changes hands there is nothing more to buy.
  const nearest = view.state === 'cart' ? cart.nearMisses[0] : undefined;
  const burned = cart.burns.filter(
    ({ treatment, state }) => treatment === 'price-reduction' && state === 'chosen',
  );
  return (
    <>
      <main className="customer-main">
        <LineTable cart={cart} storeName={view.storeName} say={say} language={view.language} />
        {nearest !== undefined && (
          <p className="customer-near" data-testid="customer-near">
            <Icon name="tag" size={24} />
            {nearWord(nearest, say, view.language)}
          </p>
        )}
        <p className="customer-foot">{say('customer.check')}</p>
      </main>
      <aside className="customer-panel" aria-label={say('customer.amounts')}>
        <AmountPanel
          pieces={[
            { id: 'subtotal', label: say('customer.subtotal'), text: formatCount(cart.subtotal) },
            ...(cart.savings > 0
              ? [{ id: 'savings', label: say('customer.savings'), text: formatSaving(cart.savings) }]
              : []),
            ...burned.map(({ programmeId, value }) => ({
              id: `burned-${programmeId}`,
              label: say('customer.burned'),
              text: formatSaving(value),
            })),
            ...(taken > 0 ? [{ id: 'taken', label: say('customer.taken'), text: formatSaving(taken) }] : []),
          ]}
          label={say(taken > 0 ? 'customer.stillToPay' : 'customer.toPay')}
          amount={due}
          isDue
          time={time}
          below={{ id: 'tax', label: say('customer.taxIncluded'), text: formatCount(cart.taxIncluded) }}
        >
          {cart.member !== null && (
            <MemberBox cart={cart} member={cart.member} say={say} language={view.language} />
          )}
          {isWaiting && <Slot>{say('customer.wait')}</Slot>}
          {!isWaiting && view.state === 'paying' && <Slot>{say('customer.paying')}</Slot>}
        </AmountPanel>
      </aside>
    </>
  );
}

/** What is within reach, as an invitation: the name of the deal, and how far it is. */
function nearWord(near: NearMissView, say: CustomerSay, language: Language): string {
  const { what, short, wouldSave } = near;
  const name = nameIn(near.label, language);
  switch (what) {
    case 'gift':
      return say('customer.nearGift', { short, name });
    case 'fixed-price':
      return say('customer.nearFixed', { short, name });
    case 'coupon':
      return say('customer.nearCoupon', { short, name });
    case 'reduction':
      return say('customer.near', { short, name, saving: wouldSave });
  }
}

function Done({
  view,
  sale,
  say,
  time,
  isWaiting,
}: ScreenProps & { readonly view: CustomerView; readonly sale: NonNullable<CustomerView['sale']> }) {
  const { breakage = 0, earned = [] } = sale;
  return (
    <>
      <main className="customer-main">
        <h1 className="customer-store">{view.storeName}</h1>
        <div className="customer-greeting">
          <p>{say('customer.thanks')}</p>
          <p className="customer-farewell">{say('customer.takeChange')}</p>
        </div>
      </main>
      <aside className="customer-panel" aria-label={say('customer.amounts')}>
        <AmountPanel
          pieces={[
            { id: 'due', label: say('customer.toPay'), text: formatCount(sale.due) },
            { id: 'received', label: say('customer.received'), text: formatCount(sale.received) },
            ...(breakage > 0
              ? [{ id: 'breakage', label: say('customer.breakage'), text: formatCount(breakage) }]
              : []),
          ]}
          label={say('customer.change')}
          amount={sale.change}
          isDue={false}
          time={time}
        >
          {earned.length > 0 && <EarnedBox earned={earned} say={say} language={view.language} />}
          <Slot>{say(isWaiting ? 'customer.wait' : 'customer.paid')}</Slot>
        </AmountPanel>
      </aside>
    </>
  );
}

function Slot({ children }: { readonly children: ReactNode }) {
  return (
    <p className="customer-notice" role="status" data-testid="customer-notice">
      {children}
    </p>
  );
}

/** True once a finished sale has been shown for long enough; the core may say `done` until the next item. */
function useDoneOver(view: CustomerView | null, { after }: Time): boolean {
  const [isOver, setIsOver] = useState(false);
  const isDone = view?.state === 'done';
  // The same object as long as it is the same sale: see `shareStructure`.
  const sale = view?.sale ?? null;
  useEffect(() => {
    if (!isDone || sale === null) return;
    const cancel = after(DONE_SHOWN_MS, () => setIsOver(true));
    return () => {
      cancel();
      setIsOver(false);
    };
  }, [isDone, sale, after]);
  return isOver && isDone;
}

function isCustomerView(message: unknown): message is CustomerView {
  return hasFields(message, ['state', 'storeName', 'cart', 'pay', 'sale', 'language']);
}
