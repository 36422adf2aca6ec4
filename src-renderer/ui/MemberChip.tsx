import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';

interface MemberChipProps {
  /** Null while nobody is known: the chip says how a member comes in. */
  readonly member: {
    readonly name: string;
    readonly phone: string;
    readonly marks: readonly string[];
    readonly age: string;
    readonly isWarning: boolean;
    readonly note: string;
    /** The mark of a carrier; shown only where nothing else has to give way. */
    readonly carrier: string;
    readonly balance: string;
    readonly burnable: string;
  } | null;
  readonly empty: string;
  readonly spoken: string;
  readonly onPress: () => void;
  readonly testId: string;
}

/** Who the sale is for: masked, with what they have and what they will earn. Pressing it opens the panel. */
export function MemberChip({ member, empty, spoken, onPress, testId }: MemberChipProps) {
  if (member === null) {
    return (
      <ChipKey isEmpty spoken={spoken} onPress={onPress} testId={testId}>
        <span className="chip-empty">{empty}</span>
        <KeyCap label="F5" />
      </ChipKey>
    );
  }
  const { name, phone, marks, age, isWarning, note, carrier, balance, burnable } = member;
  const hasNote = note !== '' || marks.length > 0;
  return (
    <ChipKey isEmpty={false} spoken={spoken} onPress={onPress} testId={testId}>
      <span className="chip-main">
        <span className="chip-who">
          <strong className="chip-name">{name}</strong>
          <span className="chip-phone">{phone}</span>
        </span>
        <span className="chip-age" data-warning={isWarning}>
          {isWarning && <Icon name="triangle" size={16} />}
          <span className="chip-when">{age}</span>
        </span>
        {(hasNote || carrier !== '') && (
          <span className="chip-notes">
            {hasNote && (
              <span className="chip-note">
                {marks.map((mark) => (
                  <span key={mark} className="chip-mark">
                    {mark}
                  </span>
                ))}
                <span className="chip-when">{note}</span>
              </span>
            )}
            {carrier !== '' && <span className="chip-mark">{carrier}</span>}
          </span>
        )}
      </span>
      <span className="chip-figures">
        <strong className="chip-balance">{balance}</strong>
        <span className="chip-burnable">{burnable}</span>
      </span>
    </ChipKey>
  );
}

interface ChipKeyProps extends Pick<MemberChipProps, 'spoken' | 'onPress' | 'testId'> {
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

function ChipKey({ isEmpty, spoken, onPress, testId, children }: ChipKeyProps) {
  return (
    <button
      type="button"
      className="member-chip"
      data-empty={isEmpty}
      aria-label={spoken}
      aria-keyshortcuts="F5"
      onClick={onPress}
      data-testid={testId}
    >
      <span className="chip-icon">
        <Icon name="person" size={22} />
      </span>
      {children}
    </button>
  );
}
