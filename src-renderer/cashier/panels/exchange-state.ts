import type { ExchangeView } from '../../../src-main/contract/sale-views.ts';
import type { HeadOfficeBadge } from '../../../src-main/contract/views.ts';
import type { ExchangingDesk } from '../desk/desk.ts';

/**
 * How an exchange stands. `ready`: it may be asked for; `asking`: head office has not answered yet; `later`: asked, and
 * done by itself once head office is there again. The others are why it cannot be asked for.
 */
export type ExchangeState = 'ready' | 'asking' | 'later' | 'short' | 'offline' | 'frozen' | 'busy';

interface Around {
  readonly exchanging: ExchangingDesk | null;
  readonly headOffice: HeadOfficeBadge['state'];
  readonly isFrozen: boolean;
}

/** How an exchange stands; of several reasons the one that will hold for longest. */
export function exchangeState(
  { fromProgrammeId, toProgrammeId, steps }: ExchangeView,
  { exchanging, headOffice, isFrozen }: Around,
): ExchangeState {
  const isOffline = headOffice === 'offline' || headOffice === 'needs-action';
  const isAsked =
    exchanging?.fromProgrammeId === fromProgrammeId && exchanging.toProgrammeId === toProgrammeId;
  if (isAsked) return isOffline ? 'later' : 'asking';
  if (steps === 0) return 'short';
  if (isFrozen) return 'frozen';
  if (isOffline) return 'offline';
  // The core asks head office one exchange at a time.
  return exchanging === null ? 'ready' : 'busy';
}
