import { useEffect, useState } from 'react';
import type { MemberView } from '../../../src-main/contract/sale-views.ts';
import { formatDayAndTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import type { Interaction } from '../../ui/state/member-answers.ts';
import type { NoteReason } from '../../ui/state/till-client.ts';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useCashier } from '../CashierContext.tsx';
import { noteMember } from '../desk/members.ts';
import { ChoiceRow } from './ChoiceRow.tsx';

const REASONS = ['service', 'complaint', 'preference', 'other'] as const satisfies readonly NoteReason[];
const LONGEST = 200;

interface MemberNoteProps {
  readonly member: MemberView;
}

/** The last contacts, and a note for whoever serves next: only of members who agreed to it. */
export function MemberNote({ member: { memberId, mayNote, isInCopy } }: MemberNoteProps) {
  const { say } = useWords();
  const { desk } = useCashier();
  const [contacts, setContacts] = useState<readonly Interaction[] | null>(null);
  const [turn, setTurn] = useState(0);
  // The core is asked once the panel is there, and again after a note.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a note that was kept is a reason to ask again.
  useEffect(() => {
    if (!mayNote) return undefined;
    let isWanted = true;
    void desk.client.readInteractions(memberId).then((outcome) => {
      if (!isWanted) return;
      setContacts(outcome.ok ? outcome.value : []);
      if (!outcome.ok) desk.show({ kind: 'refusal', refusal: outcome.refusal });
    });
    return () => {
      isWanted = false;
    };
  }, [desk, memberId, mayNote, turn]);
  // Of somebody whom only head office knows nobody here can say what they agreed to.
  if (!mayNote && !isInCopy) return null;
  if (!mayNote) return <p className="member-hint">{say('member.mayNotNote')}</p>;
  return (
    <section className="member-part member-contacts">
      <div>
        <h2>{say('member.interactions')}</h2>
        <Contacts contacts={contacts} />
      </div>
      <NoteForm onKept={() => setTurn(turn + 1)} />
    </section>
  );
}

function Contacts({ contacts }: { readonly contacts: readonly Interaction[] | null }) {
  const { say, language } = useWords();
  if (contacts === null) return <WaitingWord word={say('member.reading')} />;
  if (contacts.length === 0) return <p className="member-hint">{say('member.noInteractions')}</p>;
  return (
    <ul className="contacts" data-testid="member-contacts">
      {contacts.map(({ atMs, channel, text }) => (
        <li key={`${atMs}-${channel}-${text}`}>
          <span className="contact-when">{formatDayAndTime(atMs)}</span>
          <span lang={language === 'en' ? 'zh-Hant-TW' : undefined}>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function NoteForm({ onKept }: { readonly onKept: () => void }) {
  const { say } = useWords();
  const { desk } = useCashier();
  const [reason, setReason] = useState<NoteReason>('service');
  const [text, setText] = useState('');
  const [isKept, setIsKept] = useState(false);
  const save = async (): Promise<void> => {
    if (text.trim() === '' || !(await noteMember(desk, reason, text.trim()))) return;
    setText('');
    setIsKept(true);
    onKept();
  };
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ChoiceRow
        label={say('member.noteReason')}
        cap={null}
        columns={4}
        choices={REASONS.map((id) => ({ id, label: say(`member.note.${id}`) }))}
        chosen={reason}
        onChoose={setReason}
        testId="note-reason"
      />
      <label className="search-label">
        {say('member.noteField')}
        <input
          className="search-field"
          type="text"
          value={text}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setIsKept(false);
          }}
          data-testid="note-text"
        />
      </label>
      <div className="note-save">
        <button type="submit" className="button" aria-disabled={text.trim() === ''} data-testid="note-save">
          {say('member.saveNote')}
        </button>
        <span role="status">{isKept && say('member.noteSaved')}</span>
      </div>
    </form>
  );
}
