import { formatPoints } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { TotalBlock } from '../../ui/TotalBlock.tsx';
import { useCashier, useDesk, useView } from '../CashierContext.tsx';
import { BannerPlace } from '../frame/BannerPlace.tsx';
import { SellKeys } from '../frame/SellKeys.tsx';
import { PanelPlace } from '../panels/PanelPlace.tsx';
import { CartTable } from './CartTable.tsx';
import { EntryBar } from './EntryBar.tsx';
import { LastSaleCard } from './LastSaleCard.tsx';
import { MemberPlace } from './MemberPlace.tsx';
import { PayKey } from './PayKey.tsx';
import { QuickKeys } from './QuickKeys.tsx';

/** Scanning goods: the cart at the left, the total and the next step at the right. */
export function SellScreen() {
  const { say } = useWords();
  const size = useDesk((desk) => desk.size);
  return (
    <>
      <main className="left" data-region="lines" aria-label={say('frame.main')} data-testid="screen-sell">
        <SellLeft />
      </main>
      {size === 'large' && <SellMiddle />}
      <SellRight />
      <SellKeys />
    </>
  );
}

function SellLeft() {
  const { say } = useWords();
  const hasCart = useView((view) => view.cart !== null, false);
  const panel = useDesk((desk) => desk.panel);
  const isCart = hasCart && panel !== 'quick';
  if (panel !== null && panel !== 'quick') return <PanelPlace panel={panel} />;
  return (
    <div className="sell-left panel">
      <h1 className="only-spoken">{say('frame.sell')}</h1>
      {isCart ? <CartTable /> : <QuickKeys />}
      <BannerPlace />
      <EntryBar />
    </div>
  );
}

/** On a wide screen the quick keys are always open between cart and total; before the first line the last sale is. */
function SellMiddle() {
  const { say } = useWords();
  const hasCart = useView((view) => view.cart !== null, false);
  return (
    <section className="middle" data-region="middle" aria-label={say('quick.title')}>
      {hasCart ? (
        <div className="middle-keys panel">
          <QuickKeys />
        </div>
      ) : (
        <LastSaleCard isBrief={false} />
      )}
    </section>
  );
}

function SellRight() {
  const { say } = useWords();
  const { environment } = useCashier();
  const size = useDesk((desk) => desk.size);
  const cart = useView((view) => view.cart, null);
  return (
    <aside className="right" data-region="side" aria-label={say('frame.side')}>
      {cart !== null && <MemberPlace />}
      {(cart !== null || size !== 'large') && <LastSaleCard isBrief={cart !== null} />}
      <TotalBlock
        total={cart}
        burned={(cart?.burns ?? [])
          .filter(({ treatment, state }) => treatment === 'price-reduction' && state === 'chosen')
          .map(({ programmeId, points, decimals, value }) => ({
            id: programmeId,
            label: say('pay.burned', { points: formatPoints(points, decimals) }),
            value,
          }))}
        environment={environment}
        testId="total"
      />
      <PayKey />
    </aside>
  );
}
