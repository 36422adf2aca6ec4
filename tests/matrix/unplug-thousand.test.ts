// Goal: random unplugging of everything at the counter while it sells, with the books equal at the end. `npm test` runs a
// fixed small share of the thousand; all of it: `npm run -s daybook -- torture unplug --sales 1000 --seed N --json`.
// DAYBOOK_UNPLUG_SALES and DAYBOOK_UNPLUG_SEED choose others here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unplugRun } from '../../src-main/cli/torture/unplug/unplug-run.ts';

const SALES = Number(process.env.DAYBOOK_UNPLUG_SALES ?? 25);
const SEED = Number(process.env.DAYBOOK_UNPLUG_SEED ?? 20_261_122);

test(
  `${SALES} sales while cables are pulled and put back, seed ${SEED}: nothing lost, nothing twice, books equal`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-unplug-'));
    try {
      const report = await unplugRun({ sales: SALES, seed: SEED, folder });
      expect(report, JSON.stringify(report)).toMatchObject({
        sales: SALES,
        lost: 0,
        doubled: 0,
        damaged: 0,
        strayPulses: 0,
      });
      expect(report.unplugs).toBeGreaterThan(SALES / 10);
      expect(report.pulses).toBeGreaterThan(0);
      expect(report.scansTaken + report.scansRefused + report.scansLost).toBe(report.scans);
      expect(report.originals).toBeLessThanOrEqual(SALES);
      // Nothing a cashier waits for waits for a device: the answer to a tender is the journal's alone.
      expect(report.longestWaitMs).toBeLessThan(1_000);
      // This machine's own work comes on top, with whatever else it has to do.
      expect(report.slowestSaleMs).toBeLessThan(5_000);
      // A port that spins on a hang-up grows by a megabyte a sale.
      expect(report.heapGrowthKb).toBeLessThan(12_000 + 60 * SALES);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  180_000 + SALES * 5_000,
);
