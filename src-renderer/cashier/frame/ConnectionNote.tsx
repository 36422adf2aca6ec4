import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSelected } from '../../ui/state/snapshot-store.ts';
import { useCashier } from '../CashierContext.tsx';

/** Says that the window has lost the core. What is on the screen is the last that was durable. */
export function ConnectionNote() {
  const { say } = useWords();
  const connection = useSelected(useCashier().till, (till) => till.connection);
  if (connection === 'open') return null;
  return (
    <p className="connection-note" role="alert" data-testid="connection-note">
      <Icon name="triangle" size={22} />
      {say(connection === 'lost' ? 'start.connectionLost' : 'start.connectionRefused')}
    </p>
  );
}
