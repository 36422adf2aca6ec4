import { unreachable } from '../../src-main/base/assert.ts';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import type { PaymentMethod, TerminalLayout, TerminalVerb } from './layout.ts';
import { encodeRequest, type FieldProblem, type FieldValues } from './payload.ts';
import type { TerminalProfile } from './profiles.ts';

interface OfMoney {
  /** Whole NT$, from 1. */
  readonly amount: number;
  /** `credit` unless told. */
  readonly method?: PaymentMethod;
  /** The till's own name for this attempt, at most as long as the layout's field for it. */
  readonly reference?: string;
  /** What else the layout wants, by field name, such as `orderNo` or `instalmentPeriods`. */
  readonly fields?: FieldValues;
}

/** What the till asks of the terminal. */
export type TerminalRequest =
  | ({ readonly verb: 'pay' } & OfMoney)
  | ({ readonly verb: 'refund' } & OfMoney)
  | ({ readonly verb: 'void'; readonly receiptNo: string } & OfMoney)
  /** What became of a transaction: by the till's reference, or else by the terminal's receipt number. */
  | {
      readonly verb: 'inquire';
      readonly reference?: string;
      readonly receiptNo?: string;
      /** What the transaction was about; an answer about something else is no answer. */
      readonly about?: { readonly verb: MoneyVerb; readonly amount: number };
    }
  | { readonly verb: 'settle' }
  /** Does nothing but show that the terminal is there. */
  | { readonly verb: 'echo' };

export type MoneyVerb = 'pay' | 'refund' | 'void';

export type RequestProblem =
  /** The layout has no such transaction, or no such method of payment. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'missing-field'; readonly field: string }
  | ({ readonly kind: 'bad-field' } & FieldProblem);

/** A request that fits its layout, ready to be sent any number of times with the same bytes. */
export interface PreparedRequest {
  readonly verb: TerminalVerb;
  /** The layout's code for the verb. */
  readonly type: string;
  /** Absent where the request is about no amount. */
  readonly amount: number | undefined;
  readonly reference: string | undefined;
  readonly about: { readonly type: string; readonly amount: number } | undefined;
  readonly payload: Uint8Array;
}

/** Turns a request into the layout's bytes, or says what does not fit. @param localTime YYYYMMDDhhmmss, for layouts that carry it. */
export function prepareRequest(
  request: TerminalRequest,
  profile: TerminalProfile,
  localTime: string,
): Result<PreparedRequest, RequestProblem> {
  const { layout } = profile;
  const type = layout.transactionTypes[request.verb];
  if (type === undefined || (request.verb === 'inquire' && !layout.rules.isInquirySupported))
    return err({ kind: 'unsupported' });
  const given = fieldsOf(request, layout);
  if (!given.ok) return given;
  const values: FieldValues = { ...profile.extraFields, ...given.value, type };
  for (const name of layout.rules.required[request.verb] ?? [])
    if (values[name] === undefined || values[name] === '') return err({ kind: 'missing-field', field: name });
  const payload = encodeRequest(layout, values, localTime);
  if (!payload.ok) return err({ kind: 'bad-field', ...payload.error });
  const aboutType =
    request.verb === 'inquire' && request.about !== undefined
      ? layout.transactionTypes[request.about.verb]
      : undefined;
  return ok({
    verb: request.verb,
    type,
    amount: 'amount' in request ? request.amount : undefined,
    reference: 'reference' in request ? request.reference : undefined,
    about:
      request.verb === 'inquire' && request.about !== undefined && aboutType !== undefined
        ? { type: aboutType, amount: request.about.amount }
        : undefined,
    payload: payload.value,
  });
}

function fieldsOf(request: TerminalRequest, layout: TerminalLayout): Result<FieldValues, RequestProblem> {
  switch (request.verb) {
    case 'pay':
    case 'refund':
      return moneyFields(request, layout);
    case 'void': {
      const money = moneyFields(request, layout);
      return money.ok ? ok({ ...money.value, receiptNo: request.receiptNo }) : money;
    }
    case 'inquire': {
      if (request.reference === undefined && request.receiptNo === undefined)
        return err({ kind: 'missing-field', field: layout.rules.referenceField ?? 'receiptNo' });
      const byReceipt = request.receiptNo === undefined ? {} : { receiptNo: request.receiptNo };
      const byReference = referenceField(request.reference, layout);
      return byReference.ok ? ok({ ...byReference.value, ...byReceipt }) : byReference;
    }
    case 'settle':
    case 'echo':
      return ok({});
    default:
      return unreachable(request);
  }
}

function moneyFields(
  request: OfMoney & { readonly verb: TerminalVerb },
  layout: TerminalLayout,
): Result<FieldValues, RequestProblem> {
  if (!Number.isSafeInteger(request.amount) || request.amount < 1)
    return err({ kind: 'bad-field', field: 'amount', problem: 'not-an-amount' });
  const method = request.method ?? 'credit';
  const { methods } = layout.rules;
  const code = methods?.values[method];
  if (code === undefined && (methods !== undefined || method !== 'credit'))
    return err({ kind: 'unsupported' });
  const byReference = referenceField(request.reference, layout);
  if (!byReference.ok) return byReference;
  const ofMethod = methods === undefined || code === undefined ? {} : { [methods.field]: code };
  return ok({ ...request.fields, ...ofMethod, ...byReference.value, amount: request.amount });
}

function referenceField(
  reference: string | undefined,
  layout: TerminalLayout,
): Result<FieldValues, RequestProblem> {
  if (reference === undefined) return ok({});
  const name = layout.rules.referenceField;
  if (name === undefined) return err({ kind: 'unsupported' });
  return reference.trim() === '' ? err({ kind: 'missing-field', field: name }) : ok({ [name]: reference });
}
