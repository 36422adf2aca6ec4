import type { FieldSpec, TerminalLayout } from './layout.ts';
import { as320, cathay144, esun144, hypercom144, sagem144, sinopac144 } from './layouts/bank-144.ts';
import { ctbc250, ecpay600, esun600, firstBank400, netpos200, taishin400 } from './layouts/bank-long.ts';
import { nccc400, nccc400Simulator } from './layouts/nccc-400.ts';

/** Every layout that comes with the till, by its id. An acquirer's manual and certification replace the entry. */
export const terminalLayouts = {
  nccc400,
  'nccc400-simulator': nccc400Simulator,
  cathay144,
  sinopac144,
  hypercom144,
  sagem144,
  esun144,
  'as320-144': as320,
  ctbc250,
  netpos200,
  taishin400,
  firstbank400: firstBank400,
  esun600,
  ecpay600,
} as const satisfies Readonly<Record<string, TerminalLayout>>;

export type TerminalLayoutId = keyof typeof terminalLayouts;

/** Longest payload that a layout may have; the longest one known has 600 bytes. */
export const maxPayloadBytes = 4_096;

/** Digits that a field of this kind must have room for; undefined where any length will do. */
const exactLengths = { date: 6, time: 6, 'date-time': 14 } as const;

/**
 * What is wrong with a layout, one sentence each; empty when nothing is: fields lie inside the payload and overlap
 * only where one belongs to payments and the other to settlements, names that the rules use exist, codes fit.
 */
export function checkLayout(layout: TerminalLayout): readonly string[] {
  return [
    ...checkPayload(layout),
    ...Object.entries(layout.fields).flatMap(([name, spec]) => checkField(layout, name, spec)),
    ...overlaps(layout),
    ...unknownNames(layout),
    ...checkCodes(layout),
  ];
}

function checkPayload({ payloadBytes }: TerminalLayout): string[] {
  const isSound = Number.isSafeInteger(payloadBytes) && payloadBytes > 0 && payloadBytes <= maxPayloadBytes;
  return isSound ? [] : [`a payload of ${payloadBytes} bytes is not between 1 and ${maxPayloadBytes}`];
}

function checkField(layout: TerminalLayout, name: string, { at, length, kind }: FieldSpec): string[] {
  const problems: string[] = [];
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length) || at < 1 || length < 1)
    problems.push(`${name} has no whole position and length from 1`);
  else if (at + length - 1 > layout.payloadBytes) problems.push(`${name} ends after the payload`);
  if (kind === 'date' || kind === 'time' || kind === 'date-time') {
    if (length !== exactLengths[kind]) problems.push(`${name} is a ${kind} of ${length} bytes`);
  }
  if (kind === 'amount' && length < 3) problems.push(`${name} has no room for a dollar and its decimals`);
  return problems;
}

function overlaps({ fields }: TerminalLayout): string[] {
  const sorted = Object.entries(fields).toSorted(([, a], [, b]) => a.at - b.at);
  return sorted.flatMap(([name, spec], i) =>
    sorted
      .slice(i + 1)
      .filter(([, later]) => later.at < spec.at + spec.length && !areApart(spec, later))
      .map(([later]) => `${name} and ${later} overlap`),
  );
}

/** Two fields that are never there at once. */
function areApart(a: FieldSpec, b: FieldSpec): boolean {
  return a.view !== undefined && b.view !== undefined && a.view !== b.view;
}

function unknownNames({ fields, rules }: TerminalLayout): string[] {
  const used = [
    'type',
    'amount',
    'responseCode',
    ...Object.keys(rules.requestConstants),
    ...Object.keys(rules.answerConstants),
    ...rules.zeroFilled,
    ...rules.stamps,
    ...Object.values(rules.required).flat(),
    ...[rules.methods?.field, rules.referenceField, rules.requestHash?.field, rules.inquiredTypeField],
    ...[rules.continuation?.field, rules.continuation?.timerField],
  ].filter((name) => name !== undefined);
  return used.filter((name) => fields[name] === undefined).map((name) => `there is no field ${name}`);
}

function checkCodes({
  fields,
  transactionTypes,
  responseCodes,
  rules,
  payloadBytes,
}: TerminalLayout): string[] {
  const problems: string[] = [];
  const types = Object.values(transactionTypes);
  for (const type of types)
    if (type.length !== fields.type?.length) problems.push(`type ${type} does not fit`);
  if (new Set(types).size !== types.length) problems.push('two verbs share a type');
  for (const code of Object.keys(responseCodes))
    if (code.length !== fields.responseCode?.length) problems.push(`response code ${code} does not fit`);
  if (rules.isInquirySupported && transactionTypes.inquire === undefined)
    problems.push('an inquiry is supported and has no type');
  const hash = rules.requestHash;
  if (hash !== undefined && (hash.hashedBytes > payloadBytes || (fields[hash.field]?.length ?? 40) !== 40))
    problems.push('the request hash does not fit');
  return problems;
}
