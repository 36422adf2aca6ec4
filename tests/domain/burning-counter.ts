// A member with two coffees and papers for points, for what is refused and what is given.
import { ownProgramme } from '../../fixtures/pricing/scenario-programmes.ts';
import { PointsProgramme } from '../../src-main/domain/points/programme.ts';
import { ring, showMember, tillIn } from './counter-deeds.ts';
import { OffersWorld } from './offers-world.ts';
import type { PureTill } from './pure-till.ts';

export const HOUR_MS = 3_600_000;

/** The own programme with other terms. */
export function own(parts: {
  readonly burn?: Partial<NonNullable<PointsProgramme['burn']>>;
  readonly offline?: Partial<PointsProgramme['offline']>;
}): PointsProgramme {
  const programme = ownProgramme();
  return PointsProgramme.parse({
    ...programme,
    burn: { ...programme.burn, ...parts.burn },
    offline: { ...programme.offline, ...parts.offline },
  });
}

/** Two coffees, 90, and the member; half of it may be burned. */
export function buying(world = new OffersWorld(), isOnline = false): PureTill {
  const till = tillIn(world);
  ring(till, { A01: 2 });
  showMember(till);
  till.isOnline = isOnline;
  return till;
}

/** Papers for 40 of which 20 were granted. */
export function withPapers(programme = ownProgramme()): OffersWorld {
  const world = new OffersWorld();
  world.programmes = [programme, ...world.programmes.slice(1)];
  world.sendSnapshot(12_000);
  world.sendGrant(6_000);
  return world;
}

export const wish =
  (wanted: number | 'max', programmeId = 'OWN') =>
  (till: PureTill) =>
    ({ kind: 'burn-points', saleId: till.saleId, programmeId, wanted }) as const;
export const exchange =
  (points: number | 'max', toProgrammeId = 'CROSS') =>
  (till: PureTill) =>
    ({
      kind: 'exchange-points',
      saleId: till.saleId,
      fromProgrammeId: 'OWN',
      toProgrammeId,
      points,
    }) as const;
