import { createHash } from 'node:crypto';
import type { HeadOffice } from '../../../fixtures/head-office/head-office.ts';
import type { MemberItem } from '../../contract/member-items.ts';
import type { Scenario } from './format.ts';
import { StepFailure } from './waiting.ts';

/** The member of a scenario: known to head office under a number of the scenario's own, with a card to be scanned. */

const HOUR_MS = 3_600_000;

/** Head office's number of the member; the same person in a return and its original sale. */
export function memberIdOf(scenario: Pick<Scenario, 'id' | 'member'>): string {
  return `${scenario.member?.id ?? 'M'}-${scenario.id}`;
}

/** What the scanner reads: the letter M and thirteen digits. */
export function memberCode(memberId: string): string {
  const number = createHash('sha256').update(memberId).digest().readUIntBE(0, 6) % 10_000_000_000_000;
  return `M${String(number).padStart(13, '0')}`;
}

/** Writes the member down at head office, with opening balances, and publishes the copy for tills. */
export async function enrolMember(
  office: HeadOffice,
  scenario: Pick<Scenario, 'id' | 'member' | 'segments'>,
  nowMs: number,
): Promise<void> {
  const { member } = scenario;
  if (member === undefined || member === null) return;
  const balances = [
    ['OWN', member.ownBalance ?? 0],
    ['CROSS', member.crossBalance ?? 0],
    ['STAMPS', member.stamps ?? 0],
  ] as const;
  const memberId = memberIdOf(scenario);
  const item: MemberItem = {
    memberId,
    codes: [memberCode(memberId)],
    name: '王小明',
    status: 'active',
    tiers: [],
    segments: (scenario.segments ?? []).map((segment) => {
      const [id = segment, variant] = segment.split(':');
      return variant === undefined ? { id } : { id, variant };
    }),
    hasBought: true,
    balances: balances.map(([programmeId, points]) => ({ programmeId, points, pending: 0 })),
    consent: { offers: true, notes: true },
    interactions: [],
    asOfMs: nowMs,
  };
  await office.addMembers([item]);
}

/**
 * What a till has in hand for the time without head office: the points that are held for it, and the signed balance,
 * as old as the scenario says.
 */
export async function givePapers(
  office: HeadOffice,
  scenario: Pick<Scenario, 'id' | 'member'>,
  { tillId, nowMs }: { readonly tillId: string; readonly nowMs: number },
): Promise<void> {
  const { member } = scenario;
  if (member === undefined || member === null) return;
  const memberId = memberIdOf(scenario);
  const { deviceAllowance = 0, snapshotAgeHours } = member;
  if (deviceAllowance > 0) {
    const granted = await office.grantPoints({
      tillId,
      memberId,
      programmeId: 'OWN',
      points: deviceAllowance,
      expiresAtMs: nowMs + 24 * HOUR_MS,
    });
    if (!granted.ok)
      throw new StepFailure(
        `head office holds ${deviceAllowance} points for the till (${granted.error.code})`,
      );
  }
  await office.publishSnapshots(tillId, [memberId], {
    issuedAtMs: nowMs - (snapshotAgeHours ?? 0) * HOUR_MS,
  });
}

/** Whether the till must have papers: for the time without head office, and for stamps, which no question is asked about. */
export function needsPapers({ member }: Pick<Scenario, 'member'>): boolean {
  return member?.snapshotAgeHours !== undefined || member?.stamps !== undefined;
}

/** Points were earned or spent elsewhere: head office has so many own ones from now on. */
export async function spendElsewhere(office: HeadOffice, memberId: string, balance: number): Promise<void> {
  const own = (await office.balances(memberId)).find(({ programmeId }) => programmeId === 'OWN')?.points ?? 0;
  if (own === balance) return;
  await office.adjustPoints({
    memberId,
    programmeId: 'OWN',
    direction: balance > own ? 'give' : 'take',
    points: Math.abs(balance - own),
    reason: 'elsewhere',
    approvedBy: 'scenario',
  });
}
