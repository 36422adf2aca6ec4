import { openPanel } from './panels.ts';
import type { DeskTools } from './tools.ts';

/** Answers the oldest question about a half-printed receipt. */
export function resolvePrint(tools: DeskTools, choice: 'reprint' | 'skip'): void {
  const question = tools.view()?.printQuestions[0];
  if (question === undefined) return;
  tools.environment.sound.acknowledge();
  void tools.single('print', () => tools.client.resolvePrint(question.jobId, choice));
}

/** Sends waiting receipts to the printer again. */
export function retryPrint(tools: DeskTools): void {
  tools.environment.sound.acknowledge();
  void tools.single('print', () => tools.client.retryPrint());
}

/** Another copy of the last receipt, marked as such; one that waits is tried again instead. */
export function reprint(tools: DeskTools): void {
  const sale = tools.view()?.lastSale;
  if (sale === null || sale === undefined) {
    tools.show({ kind: 'unavailable', feature: 'no-last-sale' });
  } else if (sale.receipt === 'question') {
    resolvePrint(tools, 'reprint');
  } else if (sale.receipt === 'waiting') {
    retryPrint(tools);
  } else {
    void tools.single('print', () => tools.client.reprint(sale.saleId));
  }
}

/** F9 on the sell screen: first the last sale is looked at, and from there it is printed again. */
export function lastSaleOrReprint(tools: DeskTools): void {
  const hasLastSale = tools.view()?.lastSale !== null;
  if (tools.desk().panel === 'last-sale' || !hasLastSale) reprint(tools);
  else openPanel(tools, 'last-sale');
}
