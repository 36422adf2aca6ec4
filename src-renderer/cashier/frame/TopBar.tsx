import type { Screen } from '../../../src-main/contract/views.ts';
import { datePartsOf, formatTime, isoDay } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useClock } from '../../ui/use-clock.ts';
import { useAct, useCashier, useView } from '../CashierContext.tsx';
import { badgesOf } from './badges.ts';

/** Screens whose left column a panel may take. */
const WITH_PANELS: readonly Screen[] = ['shift-open', 'sell', 'pay', 'done'];

/** Store and till, badges, who is signed in, and the clock. Last in reading order, first on the screen. */
export function TopBar() {
  const { say } = useWords();
  const store = useView((view) => view.store, null);
  return (
    <header className="top-bar" data-region="top">
      <p className="top-store">
        <strong>{store?.name ?? 'Daybook'}</strong>
        {store !== null && <span>{say('frame.register', { n: store.registerNumber })}</span>}
      </p>
      <TopBadges />
      <TopOperator />
      <TopClock />
    </header>
  );
}

function TopBadges() {
  const { say } = useWords();
  const act = useAct();
  const badges = useView((view) => view.badges, null);
  const canOpenPanel = useView((view) => WITH_PANELS.includes(view.screen), false);
  if (badges === null) return <div className="top-badges" />;
  return (
    <fieldset className="top-badges">
      <legend className="only-spoken">{say('frame.badges')}</legend>
      {badgesOf(badges, say).map(({ id, ...look }) => (
        <StatusBadge
          key={id}
          {...look}
          onPress={canOpenPanel ? () => act({ kind: 'open-panel', panel: 'status' }) : null}
          testId={`badge-${id}`}
        />
      ))}
    </fieldset>
  );
}

function TopOperator() {
  const { say, language } = useWords();
  const operator = useView((view) => view.operator, null);
  return (
    <p className="top-operator" data-testid="top-operator">
      <Icon name="person" size={18} />
      {operator === null && <span>{say('auth.notSignedIn')}</span>}
      {operator !== null && (
        <span lang={language === 'en' ? 'zh-Hant-TW' : undefined}>
          {operator.shiftName === undefined
            ? operator.name
            : say('frame.operatorShift', { name: operator.name, shift: operator.shiftName })}
        </span>
      )}
    </p>
  );
}

function TopClock() {
  const { say, language } = useWords();
  const nowMs = useClock(useCashier().environment);
  const { month, day, weekday } = datePartsOf(isoDay(nowMs), language);
  return (
    <p className="top-clock">
      <span>{say('frame.monthDay', { month, day, weekday })}</span>
      <time className="top-time" data-testid="clock">
        {formatTime(nowMs)}
      </time>
    </p>
  );
}
