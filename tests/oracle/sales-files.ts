import type { Scenario } from './make.ts';
import { offerSales } from './offer-families.ts';
import { pointSales } from './point-families.ts';
import { returnCases } from './return-families.ts';
import { Seeded } from './seeded.ts';
import { SHOP } from './shop.ts';

/** The files of our own sales, as they are written and as the tests make them anew. */

const SEED = 20_261_103;

const FAMILIES = {
  offers: {
    make: offerSales,
    notes:
      'Prices: 460 sales, thought up by a seeded generator and chosen for what they show. Every expected figure comes from the independent oracle of tests/oracle, which was written from the rules alone and knows nothing of the till.',
  },
  points: {
    make: pointSales,
    notes:
      'Points and tenders: 212 sales. Every expected figure comes from the independent oracle of tests/oracle.',
  },
  returns: {
    make: returnCases,
    notes:
      'Returns: 40 sales, 60 returns of them in whole or in part, and 8 exchanges of points. Every expected figure comes from the independent oracle of tests/oracle.',
  },
} as const;

export type SalesFile = keyof typeof FAMILIES;
export const SALES_FILES = ['offers', 'points', 'returns'] as const satisfies readonly SalesFile[];

/** One file's whole content: the same from the same seed, on every machine. */
export function contentOf(file: SalesFile): {
  readonly scenarios: readonly Scenario[];
  readonly [field: string]: unknown;
} {
  const { make, notes } = FAMILIES[file];
  return {
    $schema: '../../docs/scenario.schema.json',
    schemaVersion: 1,
    currency: 'TWD',
    timezone: '+08:00',
    notes,
    catalog: SHOP.catalog,
    promotions: SHOP.promotions,
    coupons: SHOP.coupons,
    scenarios: make(new Seeded(SEED)),
  };
}

/** JSON with everything on one line that fits on one, as the formatter leaves it. */
export function jsonText(value: unknown, indent = ''): string {
  const flat = flatText(value);
  if (
    typeof value !== 'object' ||
    value === null ||
    (indent.length + flat.length < COLUMNS - KEY_ROOM && indent !== '')
  )
    return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts: readonly string[] = Array.isArray(value)
    ? value.map((each: unknown) => jsonText(each, inner))
    : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${jsonText(each, inner)}`);
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

const COLUMNS = 110;
const KEY_ROOM = 16;

function flatText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${flatText(each)}`)
    .join(', ')} }`;
}
