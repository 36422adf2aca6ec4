import { writeSync } from 'node:fs';
import { sellsAtOnce } from '../../../fixtures/catalog/sample-chain.ts';
import { sampleProducts } from '../../../fixtures/catalog/sample-store.ts';
import { assert } from '../../base/assert.ts';
import type { Answer } from '../../contract/views.ts';
import type { Command } from '../../domain/command.ts';
import type { Till } from '../../engine/till.ts';
import { machineIds, machineRandom } from '../../hosts/machine-world.ts';

/** What a sale says on standard output once it is acknowledged, which is once it is on disk. */
export interface AcknowledgedSale {
  readonly sale: number;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly due: number;
  readonly seq: number;
}

/**
 * Rings up cash sales of one to four articles, one after the other, until `shouldStop`. Each acknowledged sale is one
 * JSON line, written before the next one begins.
 */
export async function sellOn(till: Till, headSeq: () => number, shouldStop: () => boolean): Promise<void> {
  const skus = sampleProducts()
    .filter(sellsAtOnce)
    .map((product) => product.sku);
  const ask = (command: Command): Answer => till.execute(machineIds.next(), command);
  const must = (command: Command) => {
    const answer = ask(command);
    assert(answer.ok, `${command.kind} is carried out: ${answer.ok ? '' : answer.error.code}`);
    return answer.value;
  };
  signInForSelling(till, must);
  for (let sale = 1; !shouldStop(); sale += 1) {
    const pieces = 1 + below(4);
    for (let piece = 0; piece < pieces; piece += 1)
      must({ kind: 'add-product', sku: skus[below(skus.length)] ?? '' });
    const { cart } = till.state;
    assert(cart !== null, 'a cart is open');
    const due = cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    const value = must({ kind: 'take-cash', saleId: cart.saleId, amount: Math.ceil(due / 100) * 100 });
    const { saleId, receiptNumber, due: charged } = value as AcknowledgedSale;
    const line: AcknowledgedSale = { sale, saleId, receiptNumber, due: charged, seq: headSeq() };
    writeSync(1, `${JSON.stringify(line)}\n`);
    // Receipts, drawer and head office have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function signInForSelling(till: Till, must: (command: Command) => unknown): void {
  if (till.state.operator === null) must({ kind: 'sign-in', operatorId: '101', isPinRight: true });
  if (till.state.recovery !== null) must({ kind: 'continue-after-recovery' });
  if (till.state.shift === null) must({ kind: 'open-shift', float: 3_000 });
  // What a kill left half rung up is voided: every sale of this run is counted whole.
  if (till.state.cart !== null) must({ kind: 'void-cart', saleId: till.state.cart.saleId });
}

function below(bound: number): number {
  const [a = 0, b = 0] = machineRandom.bytes(2);
  return (a * 256 + b) % bound;
}
