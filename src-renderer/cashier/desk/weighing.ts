import type { ShownRefusal } from '../../i18n/catalogue.ts';
import { amountWith } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** 999,999 grams: the contract takes no more. */
const MAX_GRAM_DIGITS = 6;

/** The core has met goods that are sold by weight: asks for them on the scale. */
export function openWeighing(tools: DeskTools, { params }: ShownRefusal): void {
  tools.change({
    panel: 'weigh',
    entry: '',
    weighing: { sku: String(params.sku ?? ''), name: String(params.name ?? '') },
  });
  tools.play('known');
}

export function typeGrams(tools: DeskTools, digits: string): void {
  tools.change({ entry: amountWith(tools.desk().entry, digits, MAX_GRAM_DIGITS) });
}

/** Enter: takes the typed grams, or with nothing typed what the scale says. */
export function addWeighed(tools: DeskTools): void {
  const { entry, weighing } = tools.desk();
  if (weighing === null) return;
  const grams = entry === '' ? null : Number(entry);
  if (grams === 0) return;
  void tools.single('weigh', async () => {
    const outcome = await tools.client.addWeighed(weighing.sku, grams);
    if (outcome.ok) tools.change({ panel: null, entry: '', weighing: null });
    return outcome;
  });
}
