// Goal: a till sells on when the native code of its ports crashes in the middle of a sale.
// Method: the whole till on real serial lines with its ports in a process of their own, which gets a real SIGSEGV.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processPorts } from '../../drivers/ports/process-ports.ts';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { forkPortProcess } from '../../src-main/hosts/chromium/fork-port-process.ts';
import { machineClock } from '../../src-main/hosts/machine-world.ts';
import { portProcessesOf } from '../support/port-processes.ts';
import { WholeTill } from '../support/whole-till.ts';

const MILK = demoGtin13(1);

let till: WholeTill;
beforeAll(async () => {
  till = await WholeTill.start((deps) =>
    processPorts({ start: forkPortProcess, deps: { ...deps, clock: machineClock } }),
  );
  await till.openShift();
});
afterAll(() => till.end());

test('the cart stays, the devices come back, and the sale is finished and printed', async () => {
  await till.scan(MILK);
  const [portProcess = 0] = portProcessesOf(process.pid);
  process.kill(portProcess, 'SIGSEGV');
  await till.until(() => till.view().badges.scanner === 'disconnected');
  expect(till.view()).toMatchObject({ screen: 'sell', cart: { pieces: 1 } });
  await till.until(() => till.view().badges.scanner === 'ok' && till.view().badges.printer.state === 'ok');
  await till.scan(MILK);
  expect(till.view().cart).toMatchObject({ pieces: 2 });
  await till.call('pay:begin', { saleId: till.saleId });
  expect((await till.call('pay:take-cash', { saleId: till.saleId, amount: 1_000 })).ok).toBe(true);
  await till.until(() => till.view().lastSale?.receipt === 'printed');
  expect(till.counter.simulators.printer.papers).toHaveLength(1);
  // All devices were in the process that crashed, so each has one of its own now.
  expect(portProcessesOf(process.pid).length).toBeGreaterThan(1);
  expect(portProcessesOf(process.pid)).not.toContain(portProcess);
});
