import type { Line, Scenario } from './format.ts';
import { TillStep } from './steps.ts';

/** The steps that lines, customer and tenders of the short form stand for. */
export interface ShortSale {
  /** Up to the whole basket: card, goods, what a person does to them, coupons. */
  readonly basket: readonly TillStep[];
  /** Programmes whose points the customer wants to use up, in the order asked. */
  readonly burns: readonly ('OWN' | 'CROSS')[];
  readonly payment: readonly TillStep[];
}

/** The steps that a sale in short form (`lines`, `member`, `coupons`, `tenders`) stands for. */
export function shortSaleOf({
  lines = [],
  tenders = [],
  coupons = [],
  member,
  discount,
}: Scenario): ShortSale {
  const isMember = (member ?? null) !== null;
  return {
    basket: [
      ...(isMember ? [{ do: 'scan_member' } as const] : []),
      ...lines.flatMap(goodsSteps),
      ...lines.flatMap(byHandSteps),
      ...(discount === undefined
        ? []
        : [{ do: 'tap', button: 'discount', discount, approval: SUPERVISOR } as const]),
      ...coupons.map((coupon): TillStep => ({ do: 'scan_coupon', coupon })),
    ],
    burns:
      member?.burn === 'max'
        ? ['OWN', ...(member.crossBalance === undefined ? [] : (['CROSS'] as const))]
        : [],
    payment: [
      { do: 'tap', button: 'begin_payment' },
      // A sale on which nothing is due is completed without money.
      ...(tenders.length === 0 ? [{ type: 'cash', amount: 0 }] : tenders).flatMap(tenderSteps),
    ],
  };
}

const SUPERVISOR = { operator: 'supervisor' } as const;

function goodsSteps({ sku, qty, grams }: Line): readonly TillStep[] {
  if (grams !== undefined) return [{ do: 'tap', button: 'add_weighed', sku, grams }];
  return [
    ...(qty === 1 ? [] : [{ do: 'tap', button: 'multiply', quantity: qty } as const]),
    { do: 'scan', sku },
  ];
}

function byHandSteps({ priceOverride, discount }: Line, place: number): readonly TillStep[] {
  const line = place + 1;
  return [
    ...(priceOverride === undefined
      ? []
      : [{ do: 'tap', button: 'override_price', line, price: priceOverride, approval: SUPERVISOR } as const]),
    ...(discount === undefined
      ? []
      : [{ do: 'tap', button: 'discount', line, discount, approval: SUPERVISOR } as const]),
  ];
}

/** Points that pay are there already when the first tender is taken. */
function tenderSteps(tender: NonNullable<Scenario['tenders']>[number]): readonly TillStep[] {
  const { type, amount, bin } = tender;
  switch (type) {
    case 'edc_card':
      return [{ do: 'tap', button: 'take_card', amount, ...(bin === undefined ? {} : { bin }) }];
    case 'voucher':
      return [{ do: 'tap', button: 'take_voucher', amount }];
    case 'cash':
      return [{ do: 'tap', button: 'take_cash', amount }];
    default:
      return [];
  }
}

/** Steps of the long form, as they were read. */
export function longStepsOf({ steps = [] }: Scenario): readonly TillStep[] {
  return steps.flatMap((step) => {
    const parsed = TillStep.safeParse(step);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Whether a scenario is told by lines and tenders; `sync` may stand beside them. */
export function isShort({ steps = [] }: Pick<Scenario, 'steps'>): boolean {
  return steps.every((step) => step.do === 'sync');
}
