import { commonCodes, field, plainRules, type TerminalLayout } from '../layout.ts';

/** Fields that start every layout but NCCC's, up to the time (ECPay: up to the card number). */
export const commonHead = {
  type: field(1, 2, 'numeric'),
  hostId: field(3, 2),
  receiptNo: field(5, 6, 'numeric'),
  cardNo: field(11, 19, 'masked-card'),
} as const;

/** Expiry, amount, date and time where all layouts but NCCC's and ECPay's have them. */
export const commonMiddle = {
  expiry: field(30, 4, 'withheld'),
  amount: field(34, 12, 'amount'),
  date: field(46, 6, 'date'),
  time: field(52, 6, 'time'),
} as const;

const familyNote =
  'One program, several banks. Only the sale (01) is public; other types and codes come from the acquirer.';

function family(
  id: string,
  name: string,
  hostId: string,
  change: Partial<TerminalLayout> = {},
): TerminalLayout {
  return {
    id,
    name,
    source: { quality: 'M-', note: familyNote },
    payloadBytes: 144,
    serial: { baudRate: 9_600, dataBits: 7, parity: 'even' },
    fields: {
      ...commonHead,
      ...commonMiddle,
      approvalNo: field(58, 9),
      responseCode: field(79, 4),
      terminalId: field(83, 8),
      retrievalNo: field(91, 12),
      otherAmount: field(103, 12, 'amount'),
      storeId: field(115, 6),
      storeId2: field(121, 6),
      storeId3: field(127, 6),
    },
    transactionTypes: { pay: '01' },
    responseCodes: commonCodes,
    rules: {
      ...plainRules,
      requestConstants: { hostId },
      zeroFilled: ['receiptNo', 'cardNo', 'expiry'],
      stamps: ['date', 'time'],
      referenceField: 'storeId',
    },
    ...change,
  };
}

const base = family('', '', '00');

/** Cathay ICT220. */
export const cathay144 = family('cathay144', 'Cathay ICT220, 144', '03');

/** SinoPac. */
export const sinopac144 = family('sinopac144', 'SinoPac, 144', '02');

/** Sagem: as Hypercom, at 19200. */
export const sagem144 = family('sagem144', 'Sagem, 144', '00', {
  serial: { baudRate: 19_200, dataBits: 7, parity: 'even' },
});

/** Hypercom. */
export const hypercom144 = family('hypercom144', 'Hypercom, 144', '00');

/** E.SUN Vx510: a shorter approval number and the response code right behind it. */
export const esun144 = family('esun144', 'E.SUN Vx510, 144', '00', {
  fields: { ...base.fields, approvalNo: field(58, 6), responseCode: field(64, 4) },
});

/** AS320, 144 bytes. */
export const as320 = family('as320-144', 'AS320, 144', '00', {
  source: { quality: 'L', note: 'One program. Only the sale (01) is public.' },
  serial: { baudRate: 9_600, dataBits: 8, parity: 'none' },
  fields: {
    ...commonHead,
    ...commonMiddle,
    approvalNo: field(58, 9),
    responseCode: field(67, 4),
    terminalId: field(71, 8),
    retrievalNo: field(79, 12),
    storeId: field(91, 16),
    otherAmount: field(107, 12, 'amount'),
    otherAmount2: field(119, 12, 'amount'),
    otherAmount3: field(131, 12, 'amount'),
    instalmentPeriods: field(143, 2, 'numeric'),
  },
});
