import type { MemberView, OfferView } from '../../../src-main/contract/sale-views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import { labelIn } from '../sell/note-words.ts';
import { JoinForm } from './JoinForm.tsx';
import { MemberExchanges } from './MemberExchanges.tsx';
import { MemberFacts } from './MemberFacts.tsx';
import { MemberNote } from './MemberNote.tsx';
import { MemberPhone } from './MemberPhone.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** F5: the member of the sale, or how one comes in: by phone, by joining, or by a scan at any time. */
export function MemberPanel() {
  const member = useView((view) => view.cart?.member ?? null, null);
  const isJoining = useDesk((desk) => desk.isJoining);
  if (isJoining) return <JoinForm />;
  return member === null ? <MemberPhone /> : <KnownMember member={member} />;
}

const NO_OFFERS: readonly OfferView[] = [];

function KnownMember({ member }: { readonly member: MemberView }) {
  const { say } = useWords();
  const act = useAct();
  const offers = useView((view) => view.cart?.offers ?? NO_OFFERS, NO_OFFERS);
  return (
    <PanelFrame
      title={say('member.title')}
      testId="panel-member"
      focusesFirst={false}
      actions={
        <>
          {!member.isInCopy && (
            <button
              type="button"
              className="button"
              onClick={() => act({ kind: 'show-joining', isJoining: true })}
              data-testid="member-show-join"
            >
              {say('member.join')}
            </button>
          )}
          <button
            type="button"
            className="button"
            onClick={() => act({ kind: 'remove-member' })}
            data-testid="member-remove"
          >
            {say('member.remove')}
          </button>
        </>
      }
    >
      <MemberFacts member={member} />
      <MemberExchanges member={member} />
      {offers.length > 0 && <Offers offers={offers} />}
      <MemberNote member={member} />
    </PanelFrame>
  );
}

function Offers({ offers }: { readonly offers: readonly OfferView[] }) {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  return (
    <section className="member-part">
      <h2>{say('member.offers')}</h2>
      <ul className="member-offers">
        {offers.map(({ promotionId, label, isApplied }) => {
          const name = labelIn(label, words);
          return (
            <li key={promotionId}>
              <span className="choice-main">{name}</span>
              <span className="choice-note">{say(isApplied ? 'offer.applied' : 'offer.open')}</span>
              <button
                type="button"
                className="button"
                aria-label={say('offer.refuseSpoken', { name })}
                onClick={() => act({ kind: 'refuse-offer', promotionId })}
                data-testid={`member-offer-${promotionId}`}
              >
                {say('offer.refuse')}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
