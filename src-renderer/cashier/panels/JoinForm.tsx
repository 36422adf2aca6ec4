import { useState } from 'react';
import { useWords } from '../../i18n/WordsContext.tsx';
import { useAct, useCashier } from '../CashierContext.tsx';
import { isPhone, joinMember } from '../desk/members.ts';
import { PanelFrame } from './PanelFrame.tsx';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface Consent {
  readonly terms: boolean;
  readonly offers: boolean;
  readonly notes: boolean;
}

/** Joining at the counter. The terms are needed, the rest is the customer's choice; a phone typed before is kept. */
export function JoinForm() {
  const { say } = useWords();
  const act = useAct();
  const { desk } = useCashier();
  const [phone, setPhone] = useState(desk.get().entry);
  const [name, setName] = useState('');
  const [birthday, setBirthday] = useState('');
  const [consent, setConsent] = useState<Consent>({ terms: false, offers: false, notes: false });
  const isBirthdayOdd = birthday !== '' && !DAY.test(birthday);
  const isReady = isPhone(phone) && name.trim() !== '' && !isBirthdayOdd && consent.terms;
  const join = (): void => {
    if (!isReady) return;
    const day = birthday === '' ? {} : { birthday };
    void joinMember(desk, { phone, name: name.trim(), ...day, consent });
  };
  return (
    <PanelFrame
      title={say('member.join')}
      testId="panel-join"
      actions={
        <button
          type="button"
          className="button"
          onClick={() => act({ kind: 'show-joining', isJoining: false })}
          data-testid="join-by-phone"
        >
          {say('member.backToPhone')}
        </button>
      }
    >
      <form
        className="join-form"
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <div className="join-fields">
          <TextField
            label={say('member.name')}
            value={name}
            onChange={setName}
            longest={60}
            testId="join-name"
          />
          <TextField
            label={say('member.phone')}
            value={phone}
            onChange={setPhone}
            longest={10}
            mode="numeric"
            testId="join-phone"
          />
          <TextField
            label={say('member.birthday')}
            hint={say(isBirthdayOdd ? 'member.birthdayBad' : 'member.birthdayForm')}
            isOdd={isBirthdayOdd}
            value={birthday}
            onChange={setBirthday}
            longest={10}
            testId="join-birthday"
          />
        </div>
        <fieldset className="join-consent">
          <legend className="only-spoken">{say('member.join')}</legend>
          <ConsentKey
            label={say('member.terms')}
            isGiven={consent.terms}
            onChange={(terms) => setConsent({ ...consent, terms })}
            testId="join-terms"
          />
          <ConsentKey
            label={say('member.consentOffers')}
            isGiven={consent.offers}
            onChange={(offers) => setConsent({ ...consent, offers })}
            testId="join-offers"
          />
          <ConsentKey
            label={say('member.consentNotes')}
            isGiven={consent.notes}
            onChange={(notes) => setConsent({ ...consent, notes })}
            testId="join-notes"
          />
        </fieldset>
        <button
          type="submit"
          className="primary-key entry-primary"
          aria-disabled={!isReady}
          data-testid="join-now"
        >
          {say('member.joinNow')}
        </button>
      </form>
    </PanelFrame>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What is typed is not of the form asked for; the hint says so. */
  readonly isOdd?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly longest: number;
  readonly mode?: 'numeric' | 'text';
  readonly testId: string;
}

function TextField({
  label,
  hint,
  isOdd = false,
  value,
  onChange,
  longest,
  mode = 'text',
  testId,
}: TextFieldProps) {
  return (
    <label className="search-label">
      {label}
      <input
        className="search-field"
        type="text"
        inputMode={mode}
        value={value}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isOdd}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      />
      {hint !== undefined && (
        <span className="field-hint" data-odd={isOdd}>
          {hint}
        </span>
      )}
    </label>
  );
}

interface ConsentKeyProps {
  readonly label: string;
  readonly isGiven: boolean;
  readonly onChange: (isGiven: boolean) => void;
  readonly testId: string;
}

/** A box to tick, the whole row of it. */
function ConsentKey({ label, isGiven, onChange, testId }: ConsentKeyProps) {
  return (
    <label className="consent-key">
      <input
        type="checkbox"
        checked={isGiven}
        onChange={(event) => onChange(event.target.checked)}
        data-testid={testId}
      />
      {label}
    </label>
  );
}
