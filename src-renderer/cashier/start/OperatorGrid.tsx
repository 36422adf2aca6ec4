import type { OperatorView, Role } from '../../../src-main/contract/views.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { useAct, useDesk, useView } from '../CashierContext.tsx';

const NO_OPERATORS: readonly OperatorView[] = [];

/** F1 to F6 choose; further operators are reached by arrows and touch. */
const KEYED = 6;

const ROLE_WORDS = {
  cashier: 'auth.cashier',
  supervisor: 'auth.supervisor',
  manager: 'auth.manager',
  technician: 'auth.technician',
} as const satisfies Record<Role, string>;

/** Everybody who may sign in at this till. */
export function OperatorGrid() {
  const { say } = useWords();
  const operators = useView((view) => view.operators, NO_OPERATORS);
  const chosen = useDesk((desk) => desk.operatorIndex);
  if (operators.length === 0) {
    return (
      <div className="operator-none" data-testid="no-operators">
        <strong>{say('auth.noOperators')}</strong>
        <p>{say('auth.noOperatorsHint')}</p>
      </div>
    );
  }
  return (
    <fieldset className="operator-grid">
      <legend className="only-spoken">{say('auth.operators')}</legend>
      {operators.map((operator, index) => (
        <OperatorCard
          key={operator.operatorId}
          operator={operator}
          index={index}
          isChosen={index === chosen}
        />
      ))}
    </fieldset>
  );
}

interface OperatorCardProps {
  readonly operator: OperatorView;
  readonly index: number;
  readonly isChosen: boolean;
}

function OperatorCard({ operator, index, isChosen }: OperatorCardProps) {
  const { say, language } = useWords();
  const act = useAct();
  const role = say(ROLE_WORDS[operator.role]);
  const key = index < KEYED ? `F${index + 1}` : undefined;
  return (
    <button
      type="button"
      className="operator-card"
      aria-pressed={isChosen}
      aria-keyshortcuts={key}
      onClick={() => act({ kind: 'choose-operator', index })}
      data-testid={`operator-${operator.operatorId}`}
    >
      <span className="operator-sign" aria-hidden="true">
        {isChosen ? <Icon name="check-plain" size={26} /> : [...operator.name][0]}
      </span>
      <span className="operator-words">
        <span className="operator-name" lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
          {operator.name}
        </span>
        <span className="operator-role">
          {operator.shiftName === undefined
            ? role
            : say('auth.roleAndShift', { role, shift: operator.shiftName })}
        </span>
      </span>
      {key !== undefined && <KeyCap label={key} />}
    </button>
  );
}
