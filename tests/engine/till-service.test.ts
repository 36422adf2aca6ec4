import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoGtin13 } from '../../fixtures/catalog/gtin.ts';
import { WholeTill } from '../support/whole-till.ts';

const MILK = demoGtin13(1);
const RARE_NAME = demoGtin13(63);

let till: WholeTill;
beforeAll(async () => {
  till = await WholeTill.start();
  await till.openShift();
});
afterAll(() => till.end());

test('a scanned cash sale is printed on real serial lines, opens the drawer and reaches head office', async () => {
  await till.scan(MILK);
  await till.scan(RARE_NAME);
  await till.call('pay:begin', { saleId: till.saleId });
  expect(till.view().screen).toBe('pay');
  const answer = await till.call('pay:take-cash', { saleId: till.saleId, amount: 300 });
  expect(answer).toMatchObject({ ok: true, value: { due: 257, change: 43 } });
  await till.until(() => till.view().lastSale?.receipt === 'printed');
  const paper = till.counter.simulators.printer.papers.at(-1);
  expect(paper?.text).toContain('瑞穗鮮乳');
  expect(paper?.text.replaceAll(' ', '')).toContain('找零43');
  expect(till.counter.simulators.printer.condition.isDrawerOpen).toBe(true);
  await till.until(() => till.view().badges.headOffice.backlog === 0);
  await till.headOffice.office.interpretAll();
  expect(await till.headOffice.office.report()).toMatchObject({
    sales: 1,
    total: 257,
    sequenceGaps: 0,
    parked: [],
  });
});

test('with the network cut and the paper out the sale completes; both catch up when they are back', async () => {
  await till.headOffice.office.cut();
  till.counter.simulators.printer.takePaperOut();
  await till.until(() => till.view().badges.printer.state === 'paper-out');
  await till.scan(MILK);
  expect((await till.call('pay:take-cash', { saleId: till.saleId, amount: 98 })).ok).toBe(true);
  await till.until(() => till.view().badges.headOffice.state === 'offline');
  expect(till.view().lastSale?.receipt).toBe('waiting');
  expect(till.view().badges.headOffice.backlog).toBeGreaterThan(0);
  till.counter.simulators.printer.loadPaper();
  await till.until(() => till.view().lastSale?.receipt === 'printed');
  await till.headOffice.office.restore();
  await till.until(
    () => till.view().badges.headOffice.backlog === 0 && till.view().badges.headOffice.state === 'online',
  );
  await till.headOffice.office.interpretAll();
  expect(await till.headOffice.office.report()).toMatchObject({ sales: 2, total: 355 });
});
