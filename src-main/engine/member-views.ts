import type { MemberProfileView } from '../contract/sale-views.ts';
import { balancesOf, type CartSources, type MemberProfile } from './cart-view.ts';
import type { StoredMembers } from './readers/member-reader.ts';

/** What carts show of a member, masked; undefined for somebody this till has no copy of. */
export function memberProfile(
  memberId: string,
  members: Pick<StoredMembers, 'profile' | 'find'> | undefined,
): MemberProfile | undefined {
  const known = members?.find(memberId);
  if (members === undefined || known === undefined) return undefined;
  const profile = members.profile(memberId);
  return {
    maskedName: profile?.maskedName ?? '',
    maskedPhone: profile?.maskedPhone ?? '',
    balances: profile?.balances ?? [],
    ...(profile?.carrier === undefined ? {} : { carrier: profile.carrier }),
    asOfMs: profile?.asOfMs ?? null,
    mayNote: known.consent.notes,
  };
}

/** What people may read of a member on their own panel: the last interactions too, where the member agreed to notes. */
export function profileView(
  memberId: string,
  { scene, oldAfterMs }: CartSources,
  members: Pick<StoredMembers, 'profile' | 'find'> | undefined,
): MemberProfileView | undefined {
  const profile = memberProfile(memberId, members);
  if (profile === undefined) return undefined;
  const { maskedName, maskedPhone, asOfMs, mayNote } = profile;
  return {
    memberId,
    maskedName,
    maskedPhone,
    tiers: members?.find(memberId)?.tiers ?? [],
    balances: balancesOf(memberId, profile, scene),
    asOfMs,
    isOld: asOfMs !== null && scene.nowMs - asOfMs > oldAfterMs,
    mayNote,
    interactions: mayNote ? (members?.profile(memberId)?.interactions ?? []) : [],
  };
}
