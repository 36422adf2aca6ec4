import type { PoleView } from '../../drivers/pole/pole-lines.ts';
import type { CustomerView } from '../contract/views.ts';

/** What the pole says of what the second screen shows: the line just touched, what is due, what has come, the change. */
export function poleViewOf(view: CustomerView): PoleView {
  const { cart, pay, sale } = view;
  if (view.state === 'done' && sale !== null) return { kind: 'done', change: sale.change };
  if (view.state === 'paying' && cart !== null) {
    if (pay === null || pay.taken === 0) return { kind: 'total', due: cart.due };
    return { kind: 'paying', received: pay.taken, remaining: pay.remaining };
  }
  const line = cart?.lines.find((each) => each.lineId === cart.touchedLineId) ?? cart?.lines.at(-1);
  if (cart === null || line === undefined) return { kind: 'idle', storeName: view.storeName };
  const { name, quantity, amount } = line;
  return { kind: 'line', name, quantity, amount, total: cart.due };
}
