import { err, ok, type Result } from '../../src-main/base/result.ts';

/**
 * The three Code 39 segments of a Taiwan convenience store's bill (代收三段式條碼): forms and check characters.
 * Collecting the three, and judging deadline and amount, is the till's business. There is no public standard; the
 * rules are those that billers' own documents agree on.
 */
export type BillSegmentKind =
  | 'deadline' // first: deadline YYMMDD and the collection code
  | 'reference' // second: payment reference, 14 to 20 characters
  | 'amount'; // third: due date, two check characters, amount

/**
 * Which segments `text` may be, by length and characters. Fifteen characters may be two kinds, since some billers
 * have references of that length: then the check characters decide.
 */
export function billSegmentKinds(text: string): readonly BillSegmentKind[] {
  if (!/^[0-9A-Z]+$/.test(text)) return [];
  const kinds: BillSegmentKind[] = [];
  if (isDeadlineSegment(text)) kinds.push('deadline');
  if (/^[0-9]{4}[0-9AB][0-9XY][0-9]{9}$/.test(text)) kinds.push('amount');
  if (text.length >= 14 && text.length <= 20) kinds.push('reference');
  return kinds;
}

export interface BillSegments {
  readonly deadline: string;
  readonly reference: string;
  readonly amount: string;
}

export interface Bill {
  /** YYMMDD; most billers mean the Republic's year, some the common one: the collection code's agreement says which. */
  readonly deadlineDigits: string;
  readonly collectionCode: string;
  readonly reference: string;
  /** YYMM or MMDD, as the biller agreed. */
  readonly dueDigits: string;
  readonly amountDollars: number;
}

export type BillProblem =
  | 'form' // a segment that is none of its kind
  | 'check-characters';

/** The three segments taken together. */
export function readBill(segments: BillSegments): Result<Bill, BillProblem> {
  const { deadline, reference, amount } = segments;
  const hasForm =
    billSegmentKinds(deadline).includes('deadline') &&
    billSegmentKinds(reference).includes('reference') &&
    billSegmentKinds(amount).includes('amount');
  if (!hasForm) return err('form');
  const dueDigits = amount.slice(0, 4);
  const amountDigits = amount.slice(6);
  if (billCheckCharacters({ deadline, reference, dueDigits, amountDigits }) !== amount.slice(4, 6))
    return err('check-characters');
  return ok({
    deadlineDigits: deadline.slice(0, 6),
    collectionCode: deadline.slice(6),
    reference,
    dueDigits,
    amountDollars: Number(amountDigits),
  });
}

export interface BillWithoutChecks {
  readonly deadline: string;
  readonly reference: string;
  /** The first four digits of the third segment. */
  readonly dueDigits: string;
  /** Its last nine. */
  readonly amountDigits: string;
}

/**
 * The two check characters of the third segment. Characters are numbered from 1 within each segment, the third without
 * its check characters; odd places give the first, even places the second, both modulo 11.
 * @returns undefined when a character has no value (digits, and capitals with the values of EBCDIC).
 */
export function billCheckCharacters(bill: BillWithoutChecks): string | undefined {
  let odd = 0;
  let even = 0;
  for (const segment of [bill.deadline, bill.reference, bill.dueDigits + bill.amountDigits]) {
    for (let i = 0; i < segment.length; i += 1) {
      const value = valueOfCharacter(segment[i] ?? '');
      if (value === undefined) return undefined;
      if (i % 2 === 0) odd += value;
      else even += value;
    }
  }
  return checkCharacter(odd % 11, 'A', 'B') + checkCharacter(even % 11, 'X', 'Y');
}

function checkCharacter(remainder: number, forZero: string, forTen: string): string {
  if (remainder === 0) return forZero;
  return remainder === 10 ? forTen : String(remainder);
}

/** A to I and J to R are 1 to 9, S to Z 2 to 9. */
function valueOfCharacter(character: string): number | undefined {
  if (/^[0-9]$/.test(character)) return Number(character);
  for (const [letters, first] of [
    ['ABCDEFGHI', 1],
    ['JKLMNOPQR', 1],
    ['STUVWXYZ', 2],
  ] as const) {
    const at = character.length === 1 ? letters.indexOf(character) : -1;
    if (at >= 0) return at + first;
  }
  return undefined;
}

/** Month and day must be some month's; which year it is stays open, so a 29 February is let pass. */
function isDeadlineSegment(text: string): boolean {
  const match = /^[0-9]{2}([0-9]{2})([0-9]{2})[0-9A-Z]{3}$/.exec(text);
  if (match === null) return false;
  const month = Number(match[1]);
  const day = Number(match[2]);
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return longest !== undefined && day >= 1 && day <= longest;
}
