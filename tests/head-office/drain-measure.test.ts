import { expect, test } from 'vitest';
import { measureDrain } from '../../fixtures/head-office/drain-measure.ts';
import { UPLINK_DEFAULTS } from '../../src-main/sync/uplink.ts';
import { drain, enrolTill } from '../sync/enrolled-till.ts';
import { openOffice } from './office-harness.ts';
import { systemClock } from './system-means.ts';

const SALES = Number(process.env.DAYBOOK_DRAIN_SALES ?? '1000');

test('a backlog drains whole, and both figures are of the same sales', async () => {
  const { office, folder, close } = await openOffice();
  await office.listen(0);
  const till = await enrolTill(office);
  for (let due = 1; due <= SALES; due += 1) till.journal.appendSale(due);
  const { tillId, storeId } = till.enrolment.till;
  const figures = await measureDrain(
    {
      rows: till.journal.rows,
      tillId,
      storeId,
      batchRows: UPLINK_DEFAULTS.batch.maxRows,
      run: () => drain(till.makeUplink()),
    },
    office,
    { clock: systemClock, folder },
  );
  await till.transport.close();
  await close();
  // How fast it is, `daybook bench` tells; here only that it measures what it says.
  if (process.env.DAYBOOK_DRAIN_SALES) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures.sales).toBe(SALES);
  for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(0);
  expect(figures.share).toBeCloseTo(figures.floorMs / figures.uplinkMs, 6);
});
