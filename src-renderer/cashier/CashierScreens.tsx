import type { Screen } from '../../src-main/contract/views.ts';
import { unreachable } from '../ui/unreachable.ts';
import { useView } from './CashierContext.tsx';
import { DoneScreen } from './done/DoneScreen.tsx';
import { PayScreen } from './pay/PayScreen.tsx';
import { SellScreen } from './sell/SellScreen.tsx';
import { RecoveryScreen } from './start/RecoveryScreen.tsx';
import { ShiftOpenScreen } from './start/ShiftOpenScreen.tsx';
import { SignInScreen } from './start/SignInScreen.tsx';
import { StartingScreen } from './start/StartingScreen.tsx';
import { StoppedScreen } from './start/StoppedScreen.tsx';

/** The screen that the core says, between the top bar and the bottom of the window. */
export function CashierScreens() {
  const screen = useView<Screen>((view) => view.screen, 'starting');
  const stopped = useView((view) => view.stopped, null);
  if (stopped !== null && screen === 'starting') return <StoppedScreen refusal={stopped} />;
  switch (screen) {
    case 'starting':
      return <StartingScreen />;
    case 'sign-in':
      return <SignInScreen />;
    case 'recovery':
      return <RecoveryScreen />;
    case 'shift-open':
      return <ShiftOpenScreen />;
    case 'sell':
      return <SellScreen />;
    case 'pay':
      return <PayScreen />;
    case 'done':
      return <DoneScreen />;
    default:
      return unreachable(screen);
  }
}
