import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  SAMPLE_OPERATORS,
  SAMPLE_PIN,
  SAMPLE_STORE,
  sampleProducts,
} from '../../fixtures/catalog/sample-store.ts';
import { HeadOffice } from '../../fixtures/head-office/head-office.ts';
import { openSqlite } from '../../fixtures/head-office/sqlite-database.ts';
import { type Logger, silentLogger } from '../base/log.ts';
import { hashPin } from '../engine/pin.ts';
import { machineClock, machineIds, machineRandom, machineTimers } from '../hosts/machine-world.ts';

/** A head office of our own on this machine, with where a till finds it and what lets a till in. */
export interface LocalHeadOffice {
  readonly office: HeadOffice;
  readonly url: string;
  readonly certificatePath: string;
  readonly enrolmentCode: string;
}

const CODE_LIFE_MS = 86_400_000;

/**
 * Opens the reference head office on SQLite in `folder` and publishes a shop there once, and its people, all with the
 * PIN 123456.
 * @param port 0 for any that is free. @param publishShop what is sold there; the sample shop's articles at plain prices
 *   unless told.
 */
export async function openHeadOffice(
  folder: string,
  port = 0,
  logger: Logger = silentLogger,
  publishShop: (office: HeadOffice) => Promise<void> = publishSampleShop,
): Promise<LocalHeadOffice> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const office = await HeadOffice.open({
    database: openSqlite(join(folder, 'head-office.db')),
    folder,
    clock: machineClock,
    timers: machineTimers,
    random: machineRandom,
    ids: machineIds,
    logger,
  });
  const published = join(folder, 'sample-shop-published');
  if (!existsSync(published)) {
    await publishShop(office);
    await office.publishTopic('operators', { mode: 'full', items: await sampleOperators() });
    writeFileSync(published, '');
  }
  const url = await office.listen(port);
  const certificatePath = join(folder, 'trusted-certificate.pem');
  writeFileSync(certificatePath, office.certificate.certificatePem);
  const enrolmentCode = await office.issueCode({
    store: SAMPLE_STORE,
    registerNumber: SAMPLE_STORE.registerNumber,
    lifeMs: CODE_LIFE_MS,
  });
  return { office, url, certificatePath, enrolmentCode };
}

async function publishSampleShop(office: HeadOffice): Promise<void> {
  await office.publishTopic('catalog', { mode: 'full', items: sampleProducts() });
}

async function sampleOperators() {
  return Promise.all(
    SAMPLE_OPERATORS.map(async (operator) => ({
      ...operator,
      pinHash: await hashPin(SAMPLE_PIN, machineRandom),
    })),
  );
}
