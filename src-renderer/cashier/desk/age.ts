import type { DeskTools } from './tools.ts';

/** The cashier has seen an ID: says so, and goes on to the payment that was asked for. */
export function confirmAge(tools: DeskTools): void {
  const cart = tools.cart();
  const age = cart?.ageToConfirm ?? null;
  if (cart === null || age === null) {
    tools.change({ dialog: null });
    return;
  }
  const { saleId } = cart;
  const asked = tools.single('begin-payment', async () => {
    const confirmed = await tools.client.confirmAge(saleId, age);
    return confirmed.ok ? tools.client.beginPayment(saleId) : confirmed;
  });
  void asked?.then(() => tools.change({ dialog: null }));
}

/** Not old enough: says which lines have to go, and selects the first of them for the `-` key. Nothing is removed. */
export function refuseAge(tools: DeskTools): void {
  const cart = tools.cart();
  const age = cart?.ageToConfirm ?? null;
  tools.change({ dialog: null });
  if (cart === null || age === null) return;
  const lines = cart.lines.filter(({ minimumAge }) => minimumAge !== undefined);
  const [first] = lines;
  if (first === undefined) {
    tools.show({ kind: 'unavailable', feature: 'under-age', params: { age } });
    return;
  }
  tools.change({ selectedLineId: first.lineId });
  const between = tools.view()?.language === 'en' ? ', ' : '、';
  const names = lines.map(({ number, name }) => `${number} ${name}`).join(between);
  tools.show({ kind: 'unavailable', feature: 'under-age-lines', params: { age, lines: names } });
}
