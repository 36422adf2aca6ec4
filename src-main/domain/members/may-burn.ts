import type { MemberIdentified } from '../member-payloads.ts';

/** Whether the customer showed something of their own: a number that others may know lets no points or stamps go. */
export function mayBurn({ knownBy }: Pick<MemberIdentified, 'knownBy'>): boolean {
  return knownBy === 'code' || knownBy === 'app';
}
