import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HeadOffice } from '../../../fixtures/head-office/head-office.ts';
import type { EntryRules } from '../../../fixtures/head-office/interpret.ts';
import { openSqlite } from '../../../fixtures/head-office/sqlite-database.ts';
import type { Clock } from '../../base/clock.ts';
import { silentLogger } from '../../base/log.ts';
import type { OperatorItem } from '../../contract/head-office.ts';
import type { Product } from '../../domain/product.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../../hosts/machine-world.ts';
import type { ReferenceData } from './reference-data.ts';

/** What the scenarios of one run share, since it takes long to make and says nothing about them. */
export interface Shared {
  /** A folder with `key.pem` and `certificate.pem` of head office. */
  readonly certificateFolder: string;
  /** Everybody who works in the shop. */
  readonly operators: readonly OperatorItem[];
}

export interface OfficeOptions {
  /** An empty folder: everything that this scenario leaves behind goes there. */
  readonly folder: string;
  readonly shared: Shared;
  readonly products: readonly Product[];
  /** Offers and points; absent where the scenario has none. */
  readonly reference?: ReferenceData | undefined;
  /** The wall clock of everybody in this scenario; the machine’s unless told. */
  readonly clock?: Clock | undefined;
  /** What head office can read; everything that tills of this version write unless told. */
  readonly rules?: EntryRules;
  /** Whether a person will look at the folder: then head office's database and what was printed are in it too. */
  readonly isKept: boolean;
}

/** Opens a head office in the scenario's folder and publishes its articles and its people. It does not listen yet. */
export async function openOffice({
  folder,
  shared,
  products,
  reference,
  clock = machineClock,
  rules,
  isKept,
}: OfficeOptions): Promise<HeadOffice> {
  const place = join(folder, 'head-office');
  mkdirSync(place, { recursive: true });
  for (const file of ['key.pem', 'certificate.pem']) {
    copyFileSync(join(shared.certificateFolder, file), join(place, file));
  }
  const office = await HeadOffice.open({
    // What head office keeps need not outlive the scenario; the till's own files are what is put to the test.
    database: openSqlite(isKept ? join(place, 'head-office.db') : ':memory:'),
    folder: place,
    clock,
    timers: machineTimers,
    random: machineRandom,
    ids: machineIds,
    logger: silentLogger,
    ...(rules === undefined ? {} : { rules }),
  });
  await office.publishTopic('catalog', { mode: 'full', items: products });
  await office.publishTopic('operators', { mode: 'full', items: shared.operators });
  if (reference !== undefined) await publishReference(office, reference);
  return office;
}

/** Publishes what is not yet published. @returns the newest generation of each topic. */
export async function publishReference(
  office: HeadOffice,
  reference: ReferenceData,
): Promise<Readonly<Record<string, number>>> {
  const generations: Record<string, number> = {};
  for (const topic of ['policies', 'programmes', 'promotions', 'coupons'] as const)
    generations[topic] = await office.publishChanges(topic, reference[topic]);
  return generations;
}
