import { commonCodes, field, plainRules, type TerminalLayout } from '../layout.ts';
import { commonHead, commonMiddle } from './bank-144.ts';

const onlySale = 'One program. Only the sale (01) is public; other types and codes come from the acquirer.';

/** The part that the 200- and the 250-byte layouts share. */
const ctbcHead = {
  ...commonHead,
  ...commonMiddle,
  approvalNo: field(58, 9),
  otherAmount: field(67, 12, 'amount'),
  responseCode: field(79, 4),
  terminalId: field(83, 8),
  retrievalNo: field(91, 12),
  otherAmount2: field(103, 12, 'amount'),
  storeId: field(115, 16),
  otherAmount3: field(131, 12, 'amount'),
  otherAmount4: field(143, 12, 'amount'),
  instalmentPeriods: field(155, 2, 'numeric'),
  flag157: field(157, 2),
  flag159: field(159, 1),
  flag160: field(160, 1),
  flag161: field(161, 1),
} as const;

const host = (hostId: string) => ({ ...plainRules, requestConstants: { hostId }, referenceField: 'storeId' });

/** CTBC AS320, 250 bytes. */
export const ctbc250: TerminalLayout = {
  id: 'ctbc250',
  name: 'CTBC AS320, 250',
  source: { quality: 'L', note: onlySale },
  payloadBytes: 250,
  serial: { baudRate: 19_200, dataBits: 7, parity: 'even' },
  // The carrier hash is six digits and a SHA-256, cut to the field.
  fields: { ...ctbcHead, cardHash: field(162, 50), isIssuerEnabled: field(212, 1) },
  transactionTypes: { pay: '01' },
  responseCodes: commonCodes,
  rules: host('00'),
};

/** AS320 and NETPOS, 200 bytes: as CTBC's, without the hash, for which there is no room. */
export const netpos200: TerminalLayout = {
  ...ctbc250,
  id: 'netpos200',
  name: 'AS320 / NETPOS, 200',
  payloadBytes: 200,
  serial: { baudRate: 9_600, dataBits: 7, parity: 'even' },
  fields: ctbcHead,
};

/** Taishin, 400 bytes: a sale may be answered by several frames. */
export const taishin400: TerminalLayout = {
  id: 'taishin400',
  name: 'Taishin, 400',
  source: { quality: 'L', note: onlySale },
  payloadBytes: 400,
  serial: { baudRate: 115_200, dataBits: 8, parity: 'none' },
  fields: {
    ...commonHead,
    amount: commonMiddle.amount,
    date: commonMiddle.date,
    time: commonMiddle.time,
    approvalNo: field(58, 9),
    responseCode: field(79, 4),
    terminalId: field(83, 8),
    storeId: field(115, 18),
    cardType: field(135, 2),
    unionPayFlag: field(137, 1),
    issuer: field(208, 8),
    cardHash: field(216, 44),
    frameEnd: field(260, 1),
    timerReset: field(261, 4),
    signatureType: field(265, 1),
  },
  transactionTypes: { pay: '01' },
  responseCodes: commonCodes,
  rules: {
    ...host('00'),
    continuation: { field: 'frameEnd', last: 'Y', more: 'N', timerField: 'timerReset' },
  },
};

/** First Bank, 400 bytes: Taishin's layout at another speed and host. */
export const firstBank400: TerminalLayout = {
  ...taishin400,
  id: 'firstbank400',
  name: 'First Bank, 400',
  serial: { baudRate: 9_600, dataBits: 8, parity: 'none' },
  rules: { ...taishin400.rules, requestConstants: { hostId: '02' } },
};

/** E.SUN S80RF, 600 bytes. The scale of the electronic-ticket balances is not public, so they stay text. */
export const esun600: TerminalLayout = {
  id: 'esun600',
  name: 'E.SUN S80RF, 600',
  source: { quality: 'L', note: onlySale },
  payloadBytes: 600,
  serial: { baudRate: 19_200, dataBits: 7, parity: 'even' },
  fields: {
    ...commonHead,
    ...commonMiddle,
    approvalNo: field(58, 6),
    responseCode: field(64, 4),
    terminalId: field(68, 8),
    retrievalNo: field(76, 12),
    instalmentPeriods: field(95, 2, 'numeric'),
    instalmentFirst: field(97, 8),
    instalmentEach: field(105, 8),
    redeem: field(113, 10),
    storeId: field(123, 20),
    cardHash: field(145, 60),
    orderNo: field(205, 20),
    // Free text whose contents are not public; it may hold a number that a till must not keep.
    info: field(225, 150, 'withheld'),
    scanPayKind: field(375, 2),
    coupon: field(377, 25),
    coupon2: field(402, 14),
    coupon3: field(416, 14),
    coupon4: field(430, 3),
    ticketKind: field(433, 1),
    ticketNo: field(434, 19, 'masked-card'),
    ticketRef: field(453, 10),
    ticketBatch: field(463, 10),
    ticketBefore: field(473, 10),
    ticketTopUp: field(483, 10),
    ticketAfter: field(493, 10),
    ticketSam: field(503, 16),
    ticketStore: field(519, 10),
  },
  transactionTypes: { pay: '01' },
  responseCodes: commonCodes,
  rules: host('01'),
};

/** ECPay OMO POS, 600 bytes. */
export const ecpay600: TerminalLayout = {
  id: 'ecpay600',
  name: 'ECPay OMO POS, 600',
  source: {
    quality: 'M+',
    note: 'The vendor’s developer pages by way of a public project. The hash leaves the till time out, contrary to their wording; how the response hash is made is not public, so it is not checked.',
  },
  payloadBytes: 600,
  serial: { baudRate: 115_200, dataBits: 8, parity: 'none' },
  fields: {
    ...commonHead,
    unionPayFlag: field(30, 2),
    amount: field(32, 12, 'amount'),
    date: field(44, 6, 'date'),
    time: field(50, 6, 'time'),
    approvalNo: field(56, 6),
    responseCode: field(62, 4),
    terminalId: field(66, 8),
    merchantId: field(74, 15),
    orderNo: field(89, 20),
    storeId: field(109, 18),
    cardType: field(127, 2),
    redeemAmount: field(129, 12),
    redeemPoints: field(141, 10),
    pointBalance: field(151, 10),
    instalmentPeriods: field(161, 2, 'numeric'),
    instalmentFirst: field(163, 12),
    instalmentEach: field(175, 12),
    cardHash: field(187, 50),
    posNo: field(237, 20),
    tillTime: field(493, 14, 'date-time'),
    requestHash: field(507, 40),
    terminalTime: field(547, 14, 'date-time'),
    responseHash: field(561, 40),
  },
  transactionTypes: { pay: '01', refund: '02', settle: '50', echo: '80' },
  responseCodes: {
    ...commonCodes,
    '0003': { status: 'declined', meaning: 'communication error' },
  },
  rules: {
    ...plainRules,
    stamps: ['tillTime'],
    methods: {
      field: 'hostId',
      values: { credit: '01', points: '02', instalment: '03', voucher: '04' },
    },
    required: { refund: ['orderNo'] },
    referenceField: 'posNo',
    requestHash: { field: 'requestHash', hashedBytes: 492 },
  },
};
