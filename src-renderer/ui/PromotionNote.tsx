import { memo } from 'react';
import { Icon } from './Icon.tsx';

interface PromotionNoteProps {
  /** Where it stands in the bracket that ties it to its lines; null where it names them instead. */
  readonly group: 'start' | 'middle' | 'end' | null;
  readonly name: string;
  /** The language of a name that is not of the screen's. */
  readonly nameLang: string | undefined;
  /** The numbers of its lines, where no bracket shows them. */
  readonly lines: string | null;
  readonly explained: string;
  /** What it saves, in words; null where it saves nothing. */
  readonly saving: string | null;
  readonly spoken: string;
  readonly action: { readonly label: string; readonly spoken: string; readonly onPress: () => void } | null;
  readonly testId: string;
}

/** Why the lines above cost less, right under the last of them. */
export const PromotionNote = memo(function PromotionNote(props: PromotionNoteProps) {
  const { group, name, nameLang, lines, explained, saving, spoken, action, testId } = props;
  return (
    <tr
      className="note-row"
      data-group={group ?? undefined}
      data-has-action={action !== null}
      data-quiet={saving === null}
      aria-label={spoken}
      data-testid={testId}
    >
      <td className="line-number" />
      <td className="note-text" colSpan={3}>
        <span className="note-words">
          <Icon name="tag" size={18} />
          <strong lang={nameLang}>{name}</strong>
          {lines !== null && <span className="note-lines">{lines}</span>}
          <span className="note-explained">{explained}</span>
          {action !== null && (
            <button
              type="button"
              className="note-action"
              aria-label={action.spoken}
              onClick={action.onPress}
              data-testid={`${testId}-action`}
            >
              {action.label}
            </button>
          )}
        </span>
      </td>
      <td className="line-amount note-saving">{saving}</td>
    </tr>
  );
});
