import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import { type ScannerId, scannerUnavailable } from './control.ts';
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

/** Holds a product under the HID scanner. */
export function scanProductByHid(bridge: BenchBridge, view: BenchView, product: Product): Act {
  return {
    id: `hid-scan-${product.code}`,
    name: product.label,
    unavailable: scannerUnavailable(view, 'hid-scanner'),
    send: () => bridge.benchAct({ device: 'hid-scanner', act: 'scan', params: { text: product.code } }),
  };
}

/** A code to be sent, and what its button says. */
export interface CodeToScan {
  readonly name: string;
  readonly text: string;
  /** Symbology identifier; '' for none, and then a HID scanner says what it most likely is. */
  readonly aim: string;
}

/** Sends any code through either scanner. */
export function scanCode(
  bridge: BenchBridge,
  view: BenchView,
  scanner: ScannerId,
  { name, text, aim }: CodeToScan,
): Act {
  const params = aim === '' ? { text } : { text, aim };
  return {
    id: 'scan-code',
    name,
    unavailable: scannerUnavailable(view, scanner) ?? (text === '' ? 'bench.unavailable.noCode' : null),
    send: () => bridge.benchAct({ device: scanner, act: 'scan', params }),
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
