import { createHash } from 'node:crypto';
import type { AnswerStatus, TerminalLayout } from './layout.ts';
import { decodePayload, type FieldProblem, type FieldValues } from './payload.ts';

/** A frame from the terminal, read. Card numbers are masked; what the layout withholds is not here. */
export interface TerminalAnswer {
  /** The layout's code for the transaction. */
  readonly type: string;
  /** Of the response code; undefined where it is blank, cannot be read, or is unlisted in a layout that says so. */
  readonly status: AnswerStatus | undefined;
  readonly responseCode: string | undefined;
  readonly meaning: string | undefined;
  /** Whole NT$; undefined where blank or unreadable. */
  readonly amount: number | undefined;
  /** The till's reference, where the terminal sends it back. */
  readonly reference: string | undefined;
  /** Everything that could be read, these included. */
  readonly fields: FieldValues;
  readonly problems: readonly FieldProblem[];
  /** Tells repeats of one frame from two frames; SHA-256 over the payload, which itself is not kept. */
  readonly digest: string;
}

/** Reads a payload; any bytes will do. */
export function readAnswer(layout: TerminalLayout, payload: Uint8Array): TerminalAnswer {
  const { values, problems } = decodePayload(layout, payload);
  const { responseCodes, rules } = layout;
  const responseCode = textOf(values.responseCode);
  const known =
    responseCode !== undefined && Object.hasOwn(responseCodes, responseCode)
      ? responseCodes[responseCode]
      : undefined;
  const isFromTerminal = Object.entries(rules.answerConstants).every(
    ([name, value]) => values[name] === value,
  );
  const unlisted =
    responseCode !== undefined && rules.unlistedCode === 'declined' ? ('declined' as const) : undefined;
  const { amount } = values;
  return {
    type: textOf(values.type) ?? '',
    status: isFromTerminal ? (known?.status ?? unlisted) : undefined,
    responseCode,
    meaning: known?.meaning,
    amount: typeof amount === 'number' ? amount : undefined,
    reference: rules.referenceField === undefined ? undefined : textOf(values[rules.referenceField]),
    fields: values,
    problems,
    digest: createHash('sha256').update(payload).digest('hex'),
  };
}

function textOf(value: string | number | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
