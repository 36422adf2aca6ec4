import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import { scannerUnavailable } from './controls.ts';
import type { Act } from './use-acts.ts';

type Product = BenchView['scanner']['products'][number];

/** How many products have a key of their own. */
const KEYED_PRODUCTS = 10;

/** Holds a product under the scanner. */
export function scanProduct(bridge: BenchBridge, view: BenchView, product: Product): Act {
  return {
    id: `scan-${product.code}`,
    name: product.label,
    unavailable: scannerUnavailable(view),
    send: () => bridge.benchScan({ code: product.code }),
  };
}

/** Sends any code through the scanner; `name` is what its button says. */
export function scanTyped(bridge: BenchBridge, view: BenchView, code: string, name: string): Act {
  return {
    id: 'scan-typed',
    name,
    unavailable: scannerUnavailable(view) ?? (code === '' ? 'bench.unavailable.noCode' : null),
    send: () => bridge.benchScan({ code }),
  };
}

/** The digit that scans the product at `index` together with Alt: 1 to 9, then 0, as they stand on the keyboard. */
export function productDigit(index: number): string | null {
  return index < KEYED_PRODUCTS ? String((index + 1) % 10) : null;
}

/** The product that a digit scans. */
export function productAt(view: BenchView, digit: string): Product | undefined {
  return view.scanner.products.find((_, index) => productDigit(index) === digit);
}
