/**
 * The last net under the rule that logs hold no personal data (style.md, section 3): whatever looks like a carrier, a
 * tax ID, a card number, a telephone number or a key is struck out before a line is written. Rather too much than too
 * little: a struck-out document number costs a technician a minute.
 */

const struck = '[redacted]';

/** Fields whose value is never written, whatever it is; compared without case. */
const secretFields = new Set([
  'pin',
  'password',
  'key',
  'token',
  'secret',
  'session',
  'authorization',
  'carrier',
  'carrierid',
  'taxid',
  'phone',
  'member',
  'card',
  'cardnumber',
  'pan',
  'barcode',
]);

const patterns: readonly RegExp[] = [
  // Mobile barcode carrier (手機條碼): a slash and seven of the 39 symbols of Code 39.
  /(?<![\w/])\/[0-9A-Z+\-.]{7}(?![\w/+\-.])/g,
  // Citizen digital certificate carrier (自然人憑證): two letters and fourteen digits.
  /\b[A-Z]{2}[0-9]{14}\b/g,
  // Mobile telephone number.
  /(?<![\d.])09\d{2}-?\d{3}-?\d{3}(?!\d)/g,
  // Keys and tokens: 32 bytes and more as hex or base64url.
  /\b[0-9a-f]{64,}\b/gi,
  /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{43,}(?![\w-])/g,
];

/** Digits that stand alone, spaced or dashed as on a card; not those inside an id or a decimal. */
const digitRuns = /(?<![\w.-])\d(?:[ -]?\d)*(?![\w-])/g;

/** Returns `text` with everything struck out that looks personal or secret. */
export function redactText(text: string): string {
  const withoutPatterns = patterns.reduce((so, pattern) => so.replace(pattern, struck), text);
  return withoutPatterns.replace(digitRuns, (run) => {
    const digits = run.replace(/\D/g, '');
    return isTaxId(run) || isCardNumber(digits) ? struck : run;
  });
}

/** Returns a copy of `value` with secret fields and suspicious texts struck out, at any depth down to eight. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return redactText(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 8) return struck;
  if (Array.isArray(value)) return value.map((one) => redact(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      secretFields.has(name.toLowerCase()) && typeof one !== 'boolean' ? struck : redact(one, depth + 1),
    ]),
  );
}

/** Eight digits that pass the check of tax IDs (統一編號; weights 1 2 1 2 1 2 4 1, sum divisible by 5 since 2023). */
function isTaxId(digits: string): boolean {
  if (!/^\d{8}$/.test(digits)) return false;
  const weights = [1, 2, 1, 2, 1, 2, 4, 1];
  let sum = 0;
  weights.forEach((weight, index) => {
    const product = Number(digits[index]) * weight;
    sum += Math.trunc(product / 10) + (product % 10);
  });
  return sum % 5 === 0 || (digits[6] === '7' && (sum + 1) % 5 === 0);
}

/** 13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1, annex B). */
function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}
