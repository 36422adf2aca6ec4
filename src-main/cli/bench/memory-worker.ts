import { assert } from '../../base/assert.ts';

// A process of its own, started by memory.ts: `bare` holds a database open and nothing else.
const [mode, folder, sales, articles] = process.argv.slice(2);
assert(folder !== undefined, 'a folder is named');
if (mode === 'bare') await holdDatabase(folder);
else await sell(folder, Number(sales), Number(articles));

async function holdDatabase(path: string): Promise<void> {
  const { openWritable } = await import('../../store/connection.ts');
  const database = openWritable(path);
  database.exec('CREATE TABLE plain (bytes TEXT NOT NULL)');
  tellMemory();
  database.close();
}

async function sell(tillFolder: string, count: number, known: number): Promise<void> {
  const { openBenchService } = await import('./bench-service.ts');
  const { openForSelling } = await import('./open-for-selling.ts');
  const { barcodeOf } = await import('./catalog.ts');
  const { LINES } = await import('./bench-till.ts');
  const { SeededRandom } = await import('../../../fixtures/world/test-world.ts');
  const service = await openBenchService(tillFolder);
  const must = openForSelling(service.till);
  // What a host does with every change.
  service.viewChanged.on(() => {
    JSON.stringify(service.cashierView());
    JSON.stringify(service.customerView());
  });
  const random = new SeededRandom(13);
  for (let sale = 1; sale <= count; sale += 1) {
    for (let line = 0; line < LINES; line += 1)
      must({ kind: 'scan', code: barcodeOf(random.below(known)), origin: 'scanner' });
    const { cart } = service.till.state;
    assert(cart !== null, 'a cart is open');
    const due = cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    must({ kind: 'take-cash', saleId: cart.saleId, amount: Math.ceil(due / 100) * 100 });
    must({ kind: 'next-sale' });
    // Receipt, drawer and view have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  tellMemory();
  await service.stop();
}

/** Resident memory of this process in bytes, on a line. */
function tellMemory(): void {
  process.stdout.write(`${process.memoryUsage.rss()}\n`);
}
