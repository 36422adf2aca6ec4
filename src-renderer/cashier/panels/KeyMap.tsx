import type { Screen } from '../../../src-main/contract/views.ts';
import type { WordKey } from '../../i18n/catalogue.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useView } from '../CashierContext.tsx';

interface KeyMapRow {
  readonly keys: readonly string[];
  readonly word: Extract<WordKey, `keyMap.${string}`>;
}

const EVERYWHERE: readonly KeyMapRow[] = [
  { keys: ['Esc'], word: 'keyMap.back' },
  { keys: ['Tab', 'Shift Tab'], word: 'keyMap.regions' },
  { keys: ['↑ ↓ ← →'], word: 'keyMap.arrows' },
  { keys: ['Space'], word: 'keyMap.space' },
  { keys: ['/', '?'], word: 'keyMap.help' },
];

const CONTINUE: readonly KeyMapRow[] = [{ keys: ['Enter'], word: 'keyMap.continue' }];

/** The keys of each screen, in the order of the hand. */
const BY_SCREEN: Readonly<Record<Screen, readonly KeyMapRow[]>> = {
  starting: [],
  'sign-in': [
    { keys: ['F1–F6', '↑ ↓ ← →'], word: 'keyMap.chooseOperator' },
    { keys: ['0–9'], word: 'keyMap.pin' },
  ],
  recovery: CONTINUE,
  'shift-open': [
    { keys: ['0–9'], word: 'keyMap.float' },
    { keys: ['Enter', 'F12'], word: 'keyMap.openShift' },
    { keys: ['F10'], word: 'keyMap.more' },
  ],
  sell: [
    { keys: ['0–9'], word: 'keyMap.digits' },
    { keys: ['Enter'], word: 'keyMap.enter' },
    { keys: ['*'], word: 'keyMap.times' },
    { keys: ['↑ ↓', 'Home', 'End'], word: 'keyMap.select' },
    { keys: ['← →'], word: 'keyMap.quantity' },
    { keys: ['−', 'Delete'], word: 'keyMap.remove' },
    { keys: ['+', 'F12'], word: 'keyMap.pay' },
    { keys: ['F1'], word: 'keyMap.quick' },
    { keys: ['F2'], word: 'keyMap.search' },
    { keys: ['F3'], word: 'keyMap.price' },
    { keys: ['F4'], word: 'keyMap.suspend' },
    { keys: ['F5'], word: 'keyMap.member' },
    { keys: ['F6'], word: 'keyMap.points' },
    { keys: ['F8'], word: 'keyMap.return' },
    { keys: ['F9'], word: 'keyMap.lastSale' },
    { keys: ['F10'], word: 'keyMap.more' },
    { keys: ['Ctrl ⌫'], word: 'keyMap.void' },
  ],
  pay: [
    { keys: ['0–9', '.'], word: 'keyMap.amount' },
    { keys: ['Enter'], word: 'keyMap.takeCash' },
    { keys: ['+', 'F1'], word: 'keyMap.exact' },
    { keys: ['F2–F4'], word: 'keyMap.quickAmounts' },
    { keys: ['Esc'], word: 'keyMap.leavePay' },
  ],
  done: [
    { keys: ['Enter'], word: 'keyMap.next' },
    { keys: ['F9'], word: 'keyMap.reprint' },
    { keys: ['F10'], word: 'keyMap.more' },
  ],
};

const MOST_IN_COLUMN = 13;

function isFunctionRow({ keys }: KeyMapRow): boolean {
  return keys.every((key) => /^F\d/.test(key));
}

/** The key map of the screen in front of the cashier. */
export function KeyMap() {
  const { say } = useWords();
  const screen = useView<Screen>((view) => view.screen, 'starting');
  const rows = BY_SCREEN[screen];
  // So many do not fit one column: the function keys have one of their own then, in their order.
  const functionKeys = rows.length > MOST_IN_COLUMN ? rows.filter(isFunctionRow) : [];
  const others = rows.filter((row) => !functionKeys.includes(row));
  return (
    <div className="key-map">
      <div>
        <KeyMapTable rows={others} caption={say('keyMap.here')} />
        {functionKeys.length > 0 && <KeyMapTable rows={EVERYWHERE} caption={say('keyMap.everywhere')} />}
      </div>
      {functionKeys.length > 0 ? (
        <KeyMapTable rows={functionKeys} caption={say('keyMap.functionKeys')} />
      ) : (
        <KeyMapTable rows={EVERYWHERE} caption={say('keyMap.everywhere')} />
      )}
    </div>
  );
}

interface KeyMapTableProps {
  readonly rows: readonly KeyMapRow[];
  readonly caption: string;
}

function KeyMapTable({ rows, caption }: KeyMapTableProps) {
  const { say } = useWords();
  if (rows.length === 0) return null;
  return (
    <table className="key-map-table">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ keys, word }) => (
          <tr key={word}>
            <th scope="row">
              {keys.map((key) => (
                <KeyCap key={key} label={key} />
              ))}
              <span className="only-spoken">{keys.join(' ')}</span>
            </th>
            <td>{say(word)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
