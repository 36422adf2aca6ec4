import type { Policy } from './context.ts';
import type { NewEntry } from './entries.ts';
import { type Refusal, refuse } from './refusals.ts';

/**
 * The refusal that entries themselves state: a wrong PIN that counts, prices that moved. Read from the entries alone,
 * so that the same command sent again is answered from the journal as it was answered first.
 */
export function refusalIn(entries: readonly NewEntry[], policy: Policy): Refusal | undefined {
  for (const entry of entries) {
    if (entry.kind === 'operator.sign-in-failed') {
      const { failures, lockedUntilMs } = entry.payload;
      return lockedUntilMs === null
        ? refuse('pin-wrong', { n: policy.pinTries - failures })
        : refuse('pin-locked', { s: Math.ceil(policy.pinLockMs / 1000) });
    }
    if (entry.kind === 'line.added' && entry.payload.pastBestBefore !== undefined) {
      const { name, pastBestBefore } = entry.payload;
      return refuse('past-best-before', { name, date: pastBestBefore });
    }
    if (entry.kind === 'line.repriced') {
      const { name, oldUnitPrice, unitPrice } = entry.payload;
      const count = entries.filter((each) => each.kind === 'line.repriced').length;
      return refuse('price-changed', { name, old: oldUnitPrice, new: unitPrice, count });
    }
  }
  return undefined;
}
