import { readGs1Date, readGs1Time } from './gs1-dates.ts';

/** One application identifier and its value, as they stand in the code. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** The number `value` divided by 10 to the power `decimals`: exact, never a float. */
export interface ScaledNumber {
  readonly value: number;
  readonly decimals: number;
}

/** A sum of money as a code states it. */
export interface Gs1Amount extends ScaledNumber {
  /** ISO 4217 number, 901 for TWD; absent means the currency of the place. */
  readonly currency?: string;
}

/** What the elements say to a till, by name. A field is there only if its element is. */
export interface Gs1Fields {
  /** 00: the logistic unit, a pallet say. */
  readonly sscc?: string;
  /** 01: fourteen digits. */
  readonly gtin?: string;
  /** 02: the product inside a case. */
  readonly contentGtin?: string;
  /** 37: how many of `contentGtin`. */
  readonly contentCount?: number;
  /** 30: pieces in a variable-measure item. */
  readonly count?: number;
  readonly variant?: string;
  readonly lot?: string;
  readonly serial?: string;
  /** ISO days; a day of 00 in the code is the last of its month here. */
  readonly productionDate?: string;
  readonly packedDate?: string;
  readonly bestBefore?: string;
  readonly sellBy?: string;
  readonly expiry?: string;
  /** 7003: ISO day and time without a zone, which is the place's own. */
  readonly expiryTime?: string;
  /** 310n, exact. */
  readonly netWeightKg?: ScaledNumber;
  /** 310n where it is a whole number of grams. */
  readonly weightGrams?: number;
  /** 320n, exact. */
  readonly netWeightPounds?: ScaledNumber;
  /** 392n, 393n: price of this variable-measure item. */
  readonly price?: Gs1Amount;
  /** 390n, 391n: amount of a payment slip or coupon. */
  readonly payable?: Gs1Amount;
  /** 394n. */
  readonly percentOff?: ScaledNumber;
  /** 8005: six digits; the unit and the decimals are agreed between the parties. */
  readonly pricePerUnit?: number;
  /** 415: who is paid. */
  readonly payeeGln?: string;
  /** 8020: what for. */
  readonly paymentReference?: string;
  /** 255. */
  readonly couponNumber?: string;
  /** 8110, 8112: North American coupon data, unread. */
  readonly couponData?: string;
}

type Draft = { -readonly [Name in keyof Gs1Fields]: Gs1Fields[Name] };

/** Names what `elements` hold. They must have been checked: each value fits its identifier, none contradicts another. */
export function nameFields(elements: readonly Gs1Element[], currentYear: number): Gs1Fields {
  const draft: Draft = {};
  for (const element of elements) {
    const write = plainFields[element.ai];
    if (write !== undefined) write(draft, element.value, currentYear);
    else nameScaled(draft, element);
  }
  return draft;
}

/**
 * The whole dollars of an amount.
 * @returns undefined when it is in another currency than TWD or has a fraction: neither is rounded or converted.
 */
export function wholeDollarsOf(amount: Gs1Amount): number | undefined {
  if (amount.currency !== undefined && amount.currency !== '901') return undefined;
  return shifted(amount, 0);
}

const plainFields: Readonly<Record<string, (draft: Draft, value: string, currentYear: number) => void>> = {
  '00': (draft, value) => {
    draft.sscc = value;
  },
  '01': (draft, value) => {
    draft.gtin = value;
  },
  '02': (draft, value) => {
    draft.contentGtin = value;
  },
  '37': (draft, value) => {
    draft.contentCount = Number(value);
  },
  '30': (draft, value) => {
    draft.count = Number(value);
  },
  '22': (draft, value) => {
    draft.variant = value;
  },
  '10': (draft, value) => {
    draft.lot = value;
  },
  '21': (draft, value) => {
    draft.serial = value;
  },
  '11': (draft, value, year) => setDate(draft, 'productionDate', value, year),
  '13': (draft, value, year) => setDate(draft, 'packedDate', value, year),
  '15': (draft, value, year) => setDate(draft, 'bestBefore', value, year),
  '16': (draft, value, year) => setDate(draft, 'sellBy', value, year),
  '17': (draft, value, year) => setDate(draft, 'expiry', value, year),
  '7003': (draft, value, year) => {
    draft.expiryTime = `${readGs1Date(value.slice(0, 6), year)}T${readGs1Time(value.slice(6))}`;
  },
  '8005': (draft, value) => {
    draft.pricePerUnit = Number(value);
  },
  '415': (draft, value) => {
    draft.payeeGln = value;
  },
  '8020': (draft, value) => {
    draft.paymentReference = value;
  },
  '255': (draft, value) => {
    draft.couponNumber = value;
  },
  '8110': (draft, value) => {
    draft.couponData = value;
  },
  '8112': (draft, value) => {
    draft.couponData = value;
  },
};

type DateName = 'productionDate' | 'packedDate' | 'bestBefore' | 'sellBy' | 'expiry';

function setDate(draft: Draft, name: DateName, value: string, currentYear: number): void {
  const date = readGs1Date(value, currentYear);
  if (date !== undefined) draft[name] = date;
}

/** Identifiers whose last digit counts the decimals. */
function nameScaled(draft: Draft, { ai, value }: Gs1Element): void {
  if (ai.length !== 4) return;
  const decimals = Number(ai[3]);
  switch (ai.slice(0, 3)) {
    case '310': {
      draft.netWeightKg = { value: Number(value), decimals };
      const grams = shifted(draft.netWeightKg, 3);
      if (grams !== undefined && decimals <= 5) draft.weightGrams = grams;
      break;
    }
    case '320':
      draft.netWeightPounds = { value: Number(value), decimals };
      break;
    case '390':
      draft.payable = { value: Number(value), decimals };
      break;
    case '391':
      draft.payable = { value: Number(value.slice(3)), decimals, currency: value.slice(0, 3) };
      break;
    case '392':
      draft.price = { value: Number(value), decimals };
      break;
    case '393':
      draft.price = { value: Number(value.slice(3)), decimals, currency: value.slice(0, 3) };
      break;
    case '394':
      draft.percentOff = { value: Number(value), decimals };
      break;
    default: // Kept in the list of elements, without a name.
  }
}

/** The number times 10 to the power `places`, where that is whole; whole numbers all the way. */
function shifted({ value, decimals }: ScaledNumber, places: number): number | undefined {
  if (places >= decimals) return value * 10 ** (places - decimals);
  const divisor = 10 ** (decimals - places);
  return value % divisor === 0 ? value / divisor : undefined;
}
