import { addLine } from './add-line.ts';
import { afterHistory } from './after-history.ts';
import type { Bench } from './bench.ts';
import { catalogImport } from './catalog-import.ts';
import { codecMemory } from './codec-memory.ts';
import { coldStart } from './cold-start.ts';
import { finishSale } from './finish-sale.ts';
import { finishSaleWithMember } from './finish-sale-with-member.ts';
import { hardBasket } from './hard-basket.ts';
import { memberLookup } from './member-lookup.ts';
import { memory } from './memory.ts';
import { portHop } from './port-hop.ts';
import { receiptEncode } from './receipt-encode.ts';
import { reprice } from './reprice.ts';
import { scanEvent } from './scan-event.ts';
import { scanToLine } from './scan-to-line.ts';
import { serialToPaint } from './serial-to-paint.ts';
import { syncDrain } from './sync-drain.ts';
import { tenderToPrint } from './tender-to-print.ts';

/** Every bench, in the order in which a full run takes them. */
export const BENCHES: readonly Bench[] = [
  catalogImport,
  scanToLine,
  finishSale,
  finishSaleWithMember,
  reprice,
  hardBasket,
  addLine,
  memberLookup,
  afterHistory,
  coldStart,
  portHop,
  scanEvent,
  receiptEncode,
  tenderToPrint,
  codecMemory,
  serialToPaint,
  memory,
  syncDrain,
];
