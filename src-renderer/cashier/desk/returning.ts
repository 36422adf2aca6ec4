import type { ReturnReasonCode } from '../../../src-main/contract/reasons.ts';
import type { ReturnableLine } from '../../../src-main/contract/sale-views.ts';
import type { Outcome } from '../../ui/state/answers.ts';
import type { UnitsBack } from '../../ui/state/till-client.ts';
import type { ApprovalAsk } from './approving.ts';
import type { ReturnDesk } from './desk.ts';
import type { DeskTools } from './tools.ts';

/** The reasons in the order of their keys, 1 to 5: those that the core knows. */
export const RETURN_REASONS = [
  'defective',
  'wrong-item',
  'changed-mind',
  'expired',
  'other',
] as const satisfies readonly ReturnReasonCode[];

/** What a return needs besides the tools of every act. */
export interface ReturningTools extends DeskTools {
  readonly approving: { ask(ask: ApprovalAsk): void };
}

/** Goods that come back: the sale is found, its lines and pieces chosen, then the money goes back as it came. */
export class Returning {
  readonly #tools: ReturningTools;
  /** An answer about pieces that have changed since is dropped. */
  #turn = 0;

  constructor(tools: ReturningTools) {
    this.#tools = tools;
  }

  /** Opens the panel: at its search, or straight at a sale by its id. The key that opened it closes it again. */
  open(saleId: string | null): void {
    const isOpen = this.#tools.desk().panel === 'return' && saleId === null;
    this.#tools.change({ panel: isOpen ? null : 'return', entry: '', returning: null });
    if (saleId !== null) this.find(saleId);
  }

  /** Looks for a finished sale by its id or the number on its receipt. */
  find(text: string): void {
    const wanted = text.trim();
    if (wanted === '') return;
    void this.#tools.single('find-sale', async () => {
      const outcome = await this.#tools.client.findSale(wanted);
      if (!outcome.ok) return outcome;
      // Somebody who has left the panel meanwhile does not want it any more.
      if (this.#tools.desk().panel !== 'return') return { ok: true, value: 'done' };
      const sale = outcome.value;
      const first = sale.lines.find((line) => mostOf(line) > 0);
      this.#tools.change({
        returning: {
          sale,
          units: {},
          lineId: first?.lineId ?? null,
          reason: null,
          preview: null,
          isMade: false,
        },
      });
      return { ok: true, value: 'done' };
    });
  }

  /** Back to the search, for another sale. */
  forget(): void {
    this.#turn += 1;
    this.#tools.change({ returning: null });
  }

  selectLine(lineId: string): void {
    this.#change({ lineId });
  }

  select(step: 'previous' | 'next' | 'first' | 'last'): void {
    const returning = this.#open();
    if (returning === null) return;
    const { lines } = returning.sale;
    const last = lines.length - 1;
    const at = lines.findIndex(({ lineId }) => lineId === returning.lineId);
    const place = { previous: Math.max(at - 1, 0), next: Math.min(at + 1, last), first: 0, last }[step];
    const line = lines[place];
    if (line !== undefined) this.#change({ lineId: line.lineId });
  }

  /** One piece more or less of a line; of the selected one where none is named. */
  changeUnits(step: 1 | -1, lineId?: string): void {
    const returning = this.#open();
    const line = returning?.sale.lines.find((each) => each.lineId === (lineId ?? returning.lineId));
    if (returning === null || line === undefined) return;
    const units = (returning.units[line.lineId] ?? 0) + step;
    if (units < 0) return;
    if (units > mostOf(line)) {
      this.#tools.show({
        kind: 'refusal',
        refusal: {
          code: 'return-too-much',
          number: 'RETURN-412',
          params: { name: line.name, left: mostOf(line) },
        },
      });
      return;
    }
    this.#setUnits({ ...returning.units, [line.lineId]: units }, line.lineId);
  }

  /** Everything that can still come back. */
  all(): void {
    const returning = this.#open();
    if (returning === null) return;
    const units = Object.fromEntries(returning.sale.lines.map((line) => [line.lineId, mostOf(line)]));
    this.#setUnits(units, returning.lineId);
  }

  /** Chooses a reason by its place; one that is not there changes nothing. */
  chooseReason(index: number): void {
    const reason = RETURN_REASONS[index];
    if (reason !== undefined) this.#change({ reason });
  }

  /** Makes the return. Where that needs somebody else's yes, a supervisor gives it on the spot. */
  make(): void {
    const returning = this.#open();
    if (returning === null) return;
    const { reason, sale } = returning;
    const lines = chosenOf(returning);
    if (lines.length === 0 || returning.preview === null) {
      this.#tools.show({ kind: 'unavailable', feature: 'return-nothing' });
      return;
    }
    if (reason === null) {
      this.#tools.show({ kind: 'unavailable', feature: 'return-reason' });
      return;
    }
    const ask = { saleId: sale.saleId, lines, reason };
    void this.#tools.single('make-return', async () => {
      const outcome = await this.#tools.client.makeReturn(ask);
      if (outcome.ok) {
        this.#made(sale.saleId);
      } else if (outcome.refusal.code === 'approval-needed') {
        this.#tools.approving.ask({
          act: 'return',
          onApprove: async (operatorId, pin): Promise<Outcome> => {
            const approved = await this.#tools.client.makeReturn(ask, { operatorId, pin });
            if (approved.ok) this.#made(sale.saleId);
            return approved;
          },
        });
        return { ok: true, value: 'done' };
      }
      return outcome;
    });
  }

  #made(saleId: string): void {
    const returning = this.#open();
    if (returning?.sale.saleId === saleId) this.#change({ isMade: true });
  }

  #setUnits(units: ReturnDesk['units'], lineId: string | null): void {
    this.#turn += 1;
    this.#change({ units, lineId, preview: null });
    void this.#ask(this.#turn);
  }

  /** What these pieces come to is the core's to say. */
  async #ask(turn: number): Promise<void> {
    const returning = this.#open();
    if (returning === null) return;
    const lines = chosenOf(returning);
    if (lines.length === 0) return;
    const outcome = await this.#tools.client.previewReturn(returning.sale.saleId, lines);
    if (turn !== this.#turn) return;
    if (outcome.ok) this.#change({ preview: outcome.value });
    else this.#tools.show({ kind: 'refusal', refusal: outcome.refusal });
  }

  /** The return that is being put together. */
  #open(): ReturnDesk | null {
    const { returning, panel } = this.#tools.desk();
    return panel !== 'return' || returning === null || returning.isMade ? null : returning;
  }

  #change(patch: Partial<ReturnDesk>): void {
    const returning = this.#open();
    if (returning !== null) this.#tools.change({ returning: { ...returning, ...patch } });
  }
}

/** How many pieces of a line can still come back. */
export function mostOf({ quantity, returned }: ReturnableLine): number {
  return Math.max(0, quantity - returned);
}

function chosenOf({ sale, units }: ReturnDesk): readonly UnitsBack[] {
  return sale.lines
    .map(({ lineId }) => ({ lineId, units: units[lineId] ?? 0 }))
    .filter((line) => line.units > 0);
}
