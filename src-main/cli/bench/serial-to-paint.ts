import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sellsAtOnce } from '../../../fixtures/catalog/sample-chain.ts';
import { sampleProducts } from '../../../fixtures/catalog/sample-store.ts';
import { SeededRandom } from '../../../fixtures/world/test-world.ts';
import { assert } from '../../base/assert.ts';
import { builtPath } from '../../hosts/built-files.ts';
import { openHeadOffice } from '../open-head-office.ts';
import { alternate } from './alternate.ts';
import { BareScreen } from './bare-screen.ts';
import type { Bench, BenchResult, BenchWorld } from './bench.ts';
import { CannotMeasure, NO_AIM, percentileResults } from './bench.ts';
import { openPaintBrowser, PaintedPage } from './paint-browser.ts';
import { PaintingTill } from './painting-till.ts';
import { SerialLine } from './serial-line.ts';

/** What the cashier feels: from the scanner's beam to the line on the screen. */
export const serialToPaint: Bench = {
  name: 'serial-to-paint',
  about: 'bytes on the scanner’s serial line to the painted line in the window, on the Chromium host',
  run,
};

const TILL_ROW = '[data-cart-row]';
const BARE_ROW = '#rows li';
/** Lines of a cart before it is emptied: more than fit on the screen, so that scrolling is in it. */
const LINES = 20;
/** A frame and a little: scans must not all fall on the same moment between two frames. */
const JITTER_MS = 18;

async function run(world: BenchWorld): Promise<readonly BenchResult[]> {
  const rendererFolder = findRenderer();
  // Undone newest first, whatever else fails.
  await using undo = new AsyncDisposableStack();
  const lines = {
    till: await SerialLine.open(join(world.runFolder, 'till-line')),
    bare: await SerialLine.open(join(world.runFolder, 'bare-line')),
  };
  undo.defer(() => lines.till.close());
  undo.defer(() => lines.bare.close());
  const headOffice = await openHeadOffice(join(world.runFolder, 'head-office'));
  undo.defer(() => headOffice.office.close());
  const till = await PaintingTill.start({
    folder: join(world.runFolder, 'till'),
    rendererFolder,
    headOffice,
    scannerPath: lines.till.path,
  });
  undo.defer(() => till.stop());
  const bare = await BareScreen.start(lines.bare.path);
  undo.defer(() => bare.close());
  const browser = await openPaintBrowser();
  undo.defer(() => browser.close());

  const tillPage = await PaintedPage.open(browser, till.address, '[data-testid="screen-sell"]');
  await tillPage.watch(TILL_ROW);
  const barePage = await PaintedPage.open(browser, bare.address, '#state.open');
  await barePage.watch(BARE_ROW);

  const codes = sampleProducts()
    .filter(sellsAtOnce)
    .flatMap((product) => product.barcodes);
  const random = new SeededRandom(17);
  let scans = 0;
  const paint = async (page: PaintedPage, line: SerialLine): Promise<number> => {
    const code = codes[scans % codes.length];
    assert(code !== undefined, 'the sample shop has barcodes');
    scans += 1;
    await pause(random.below(JITTER_MS));
    return page.paintAfter(() => line.scan(code));
  };
  let inCart = 0;
  const [tillMs = [], bareMs = []] = await alternate(
    { warmUpBlocks: 1, blocks: world.isQuick ? 4 : 15, perBlock: LINES },
    [
      async () => {
        if (inCart === LINES) {
          await till.voidCart();
          await tillPage.untilEmpty(TILL_ROW);
          inCart = 0;
        }
        inCart += 1;
        return paint(tillPage, lines.till);
      },
      () => paint(barePage, lines.bare),
    ],
    (done, blocks) => world.tell(`serial-to-paint: block ${done} of ${blocks}`),
  );
  return percentileResults({ name: 'serial-to-paint', percents: [50, 95], aim: NO_AIM }, tillMs, bareMs);
}

function findRenderer(): string {
  try {
    const folder = builtPath('renderer');
    if (existsSync(join(folder, 'index.html'))) return folder;
  } catch {
    // Nothing was built: said below.
  }
  throw new CannotMeasure('the windows are not built: npm run build');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
