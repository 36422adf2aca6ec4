import type { PriceNoteView } from '../../../src-main/contract/sale-views.ts';
import type { LineView } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { PromotionNote } from '../../ui/PromotionNote.tsx';
import { useAct } from '../CashierContext.tsx';
import type { RowGroup } from './cart-rows.ts';
import { noteExplained, noteLines, noteName } from './note-words.ts';

interface NoteRowProps {
  readonly note: PriceNoteView;
  readonly group: RowGroup;
  readonly lines: readonly LineView[];
}

/** A promotion, coupon or reduction under the lines that it lowered. A redemption may be declined on the spot. */
export function NoteRow({ note, group, lines }: NoteRowProps) {
  const words = useWords();
  const { say, language } = words;
  const act = useAct();
  const name = noteName(note, words);
  const explained = noteExplained(note, lines, words);
  const numbers = note.shares.map(({ lineNumber }) => lineNumber);
  const isTied = group === 'end';
  // Under its only line a note needs no bracket to be understood.
  const isPlain = isTied || (note.shares.length === 1 && group !== 'middle');
  const lineIds = note.shares.map(({ lineId }) => lineId);
  const isChinese = language === 'en' && note.label !== null && note.label.en === undefined;
  return (
    <PromotionNote
      group={group}
      name={name}
      nameLang={isChinese ? 'zh-Hant-TW' : undefined}
      lines={isPlain ? null : noteLines(numbers, say)}
      explained={explained}
      saving={say('note.saves', { amount: note.amount })}
      spoken={say('note.spoken', {
        name,
        lines: noteLines(numbers, say),
        explained,
        amount: note.amount,
      })}
      action={
        note.step === 'redeem'
          ? {
              label: say('note.decline'),
              spoken: say('note.declineSpoken'),
              onPress: () => act({ kind: 'decline-redemption', lineIds, isDeclined: true }),
            }
          : null
      }
      testId={`note-${note.noteId}`}
    />
  );
}

interface DeclinedRowProps {
  readonly line: LineView;
  readonly group: RowGroup;
}

/** The customer keeps the stamps for the line above; they may change their mind. */
export function DeclinedRow({ line, group }: DeclinedRowProps) {
  const { say } = useWords();
  const act = useAct();
  const lines = noteLines([line.number], say);
  return (
    <PromotionNote
      group={group}
      name={say('note.declined')}
      nameLang={undefined}
      lines={null}
      explained=""
      saving={null}
      spoken={`${lines}，${say('note.declined')}`}
      action={{
        label: say('note.redeem'),
        spoken: say('note.redeem'),
        onPress: () => act({ kind: 'decline-redemption', lineIds: [line.lineId], isDeclined: false }),
      }}
      testId={`declined-${line.number}`}
    />
  );
}
