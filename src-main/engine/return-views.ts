import type { EarnView, ReturnableSale, ReturnPreview } from '../contract/sale-views.ts';
import type { Answer } from '../contract/views.ts';
import type { PointsProgramme } from '../domain/points/programme.ts';
import type { StoredSale } from '../domain/readers.ts';
import { refuse } from '../domain/refusals.ts';
import {
  isPastReturnDays,
  type ReturnAsk,
  type ReturnFigures,
  returnedOf,
  returnFigures,
} from '../domain/returns/decide-return.ts';
import type { Till } from './till.ts';

/** A finished sale of this till, by its id or the number on its receipt, as the return screen needs it. */
export function findReturnable(till: Till, text: string, nowMs: number): Answer {
  const stored = till.readers.sales.find(text);
  if (stored === undefined) return { ok: false, error: refuse('sale-not-found') };
  const value: ReturnableSale = returnable(
    stored,
    isPastReturnDays(stored, { nowMs, policy: till.policyAt(nowMs) }),
  );
  return { ok: true, value };
}

/** What a return would come to, to be looked at before it is made. Nothing happens. */
export function previewReturn(till: Till, ask: ReturnAsk, nowMs: number): Answer {
  const stored = till.readers.sales.find(ask.saleId);
  if (stored === undefined) return { ok: false, error: refuse('sale-not-found') };
  const figures = returnFigures(stored, ask);
  if (!figures.ok) return { ok: false, error: figures.error };
  return { ok: true, value: previewOf(figures.value, till.readers.offers.programmes(nowMs)) };
}

function returnable({ sale, completedAtMs, returns }: StoredSale, isPast: boolean): ReturnableSale {
  const returned = returnedOf(returns);
  const { saleId, receiptNumber, due } = sale;
  return {
    saleId,
    receiptNumber,
    completedAtMs,
    due,
    lines: sale.lines.map(({ lineId, name, quantity, net }, index) => ({
      lineId,
      number: index + 1,
      name,
      quantity,
      returned: returned.get(lineId) ?? 0,
      net,
    })),
    gifts: (sale.gifts ?? []).map(({ version: _, ...gift }) => gift),
    isPastReturnDays: isPast,
  };
}

function previewOf(figures: ReturnFigures, programmes: readonly PointsProgramme[]): ReturnPreview {
  const { refund, tenders, points } = figures;
  const clawback = points.clawbacks.map(({ earned, points: taken }) => ({
    programmeId: earned.programmeId,
    taken,
  }));
  const givenBack = points.givenBack.map(({ burn, points: given }) => ({
    programmeId: burn.programmeId,
    taken: given,
  }));
  return {
    refund,
    tenders: tenders.map(({ type, amount, programmeId }) => ({
      type,
      amount,
      programmeName: programmes.find(({ id }) => id === programmeId)?.name['zh-TW'] ?? null,
    })),
    clawback: byProgramme(clawback, programmes),
    givenBack: byProgramme(givenBack, programmes),
  };
}

function byProgramme(
  moved: readonly { readonly programmeId: string; readonly taken: number }[],
  programmes: readonly PointsProgramme[],
): readonly EarnView[] {
  return programmes.flatMap(({ id, name, unit, decimals }) => {
    const points = moved.reduce((sum, each) => (each.programmeId === id ? sum + each.taken : sum), 0);
    return points === 0 ? [] : [{ programmeId: id, name, unit, decimals, points }];
  });
}
