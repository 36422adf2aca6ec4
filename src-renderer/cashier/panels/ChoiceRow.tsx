import { KeyCap } from '../../ui/KeyCap.tsx';

interface Choice<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly note?: string;
}

interface ChoiceRowProps<Id extends string> {
  readonly label: string;
  /** The key that goes to the next one; null without any. */
  readonly cap: string | null;
  readonly columns: 2 | 3 | 4;
  readonly choices: readonly Choice<Id>[];
  readonly chosen: Id | null;
  readonly onChoose: (id: Id) => void;
  readonly testId: string;
}

/** One of a few, each a key of its own. */
export function ChoiceRow<Id extends string>(props: ChoiceRowProps<Id>) {
  const { label, cap, columns, choices, chosen, onChoose, testId } = props;
  return (
    <fieldset className="choice-row" data-columns={columns} data-testid={testId}>
      <legend>
        {label}
        {cap !== null && <KeyCap label={cap} />}
      </legend>
      {choices.map(({ id, label: word, note }) => (
        <button
          key={id}
          type="button"
          className="choice-key"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          data-testid={`${testId}-${id}`}
        >
          <span className="choice-word">{word}</span>
          {note !== undefined && <small>{note}</small>}
        </button>
      ))}
    </fieldset>
  );
}
