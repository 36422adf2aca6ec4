import type { Dispose, Timers } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { checkJournal } from '../store/check-journal.ts';
import type { TillService } from './till-service.ts';

/** First look a while after the start, when the shop has begun; then once an hour. */
const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

/**
 * Has the whole chain and the file checked from time to time, in a thread of its own. Damage stops selling and is
 * told; a check that cannot be made is logged and made again later.
 */
export function checkWhenIdle(
  path: string,
  service: TillService,
  world: { readonly timers: Timers; readonly log: Logger },
): Dispose {
  let isOver = false;
  let cancel = world.timers.after(FIRST_MS, look);

  function look(): void {
    void checkJournal(path)
      .then(({ checked, damage }) => {
        if (isOver) return;
        world.log.log(damage === null ? 'info' : 'error', 'the journal was checked', { checked, damage });
        service.hearCheck({ checked, isWhole: damage === null });
      })
      .catch((error: unknown) =>
        world.log.log('warn', 'the journal could not be checked', { error: String(error) }),
      )
      .finally(() => {
        if (!isOver) cancel = world.timers.after(EVERY_MS, look);
      });
  }

  return () => {
    isOver = true;
    cancel();
  };
}
