import { assert } from '../../base/assert.ts';
import type { Readers } from '../../engine/readers/open-readers.ts';
import { openStore } from '../../store/store.ts';
import type { BenchWorld } from './bench.ts';
import { BenchTill } from './bench-till.ts';
import { stockFolder } from './catalog.ts';
import { HistoryWriter } from './history-writer.ts';
import {
  MORNING_PEOPLE,
  memberCodeOf,
  OPENED_AT_MS,
  publishOffers,
  REGULAR,
  REGULAR_EVERY,
  shopClock,
} from './offer-shop.ts';

/** A till with promotions, members and their papers, and its look-ups. */
export interface OfferTill {
  readonly till: BenchTill;
  readonly readers: Readers;
}

/**
 * A fresh till of a shop with promotions and members, at noon of its first day.
 * @param salesBefore how many members were sold to on that day before, in the shift that is still open.
 */
export async function openOfferTill(folder: string, world: BenchWorld, salesBefore = 0): Promise<OfferTill> {
  await stockFolder(folder, world);
  const openReaders = await publishOffers(folder);
  if (salesBefore > 0) await writeMorning(folder, { world, salesBefore, openReaders });
  let readers: Readers | undefined;
  const till = BenchTill.open(folder, {
    clock: shopClock,
    openReaders(store) {
      readers = openReaders(store);
      return readers;
    },
  });
  assert(readers !== undefined, 'the till has opened its look-ups');
  return { till, readers };
}

async function writeMorning(
  folder: string,
  {
    world,
    salesBefore,
    openReaders,
  }: {
    readonly world: BenchWorld;
    readonly salesBefore: number;
    readonly openReaders: Awaited<ReturnType<typeof publishOffers>>;
  },
): Promise<void> {
  const opened = openStore(folder);
  assert(opened.ok, `the folder ${folder} can be sold from`);
  const store = opened.value;
  try {
    const writer = new HistoryWriter(store, {
      readers: openReaders(store),
      codeOfCustomer,
    });
    const when = { fromMs: OPENED_AT_MS, untilMs: shopClock.nowMs() };
    writer.writeMorning(salesBefore, when, (done) => {
      if (done % 100 === 0) world.tell(`the day before it: ${done} of ${salesBefore} sales`);
    });
  } finally {
    await store.close();
  }
}

function codeOfCustomer(sale: number): string {
  return memberCodeOf(sale % REGULAR_EVERY === 0 ? REGULAR : sale % MORNING_PEOPLE);
}
