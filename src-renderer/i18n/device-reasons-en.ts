import type { DeviceReason } from '../../src-main/contract/devices.ts';
import type { Advice } from './sentence.ts';

export const deviceReasonsEn: Readonly<Record<DeviceReason, Advice>> = {
  'not-configured': {
    what: 'This till is not set up for this device or function.',
    press: 'If it is wanted, a technician adds it',
  },
  opening: { what: 'Opening {connection}.', press: 'Wait a few seconds' },
  'not-found': { what: '{connection} is not there.', press: 'Check power, cable and the port setting' },
  refused: {
    what: '{connection} refuses the connection.',
    press: 'Check address and port; another till may be using it',
  },
  'in-use': { what: 'Another program is using {connection}.', press: 'Close it, or restart the computer' },
  'permission-denied': {
    what: 'This computer does not let the till use {connection}.',
    press: 'A technician grants the right',
  },
  disconnected: {
    what: '{connection} is disconnected.',
    press: 'Check power and cable; it comes back by itself',
  },
  'timed-out': { what: '{connection} takes too long to answer.', press: 'Check power, network and address' },
  overflow: {
    what: 'More was sent than the device takes.',
    press: 'See whether it is jammed, then reconnect',
  },
  closed: { what: 'This device is not open.', press: 'Press Reconnect' },
  failed: {
    what: '{connection} cannot be used; the record below says why.',
    press: 'Reconnect; if that does not help, call a technician',
  },

  starting: { what: 'Connected, waiting for its first answer.', press: 'Wait a few seconds' },
  unheard: { what: 'Connected, and not heard from yet.', press: 'Press Ask to make sure' },
  'no-answer': {
    what: 'The line is there, but nobody answers.',
    press: 'Check power, speed (baud) and cable; another till may be using it',
  },
  nonsense: {
    what: 'What arrives is no answer of such a device.',
    press: 'Check speed (baud), parity and model',
  },
  stalled: {
    what: 'The device has stopped taking data.',
    press: 'See whether it is jammed; switch it off and on',
  },
  offline: { what: 'The device has put itself offline.', press: 'Press ONLINE on its panel' },
  busy: { what: 'The device is busy.', press: 'Try again when it has finished' },
  unsupported: { what: 'This model has no such function.', press: 'Nothing to do' },
  'not-ready': { what: 'The device is not ready yet.', press: 'Look at its panel and wait' },

  'paper-out': { what: 'No paper.', press: 'Load paper and close the cover' },
  'paper-near-end': { what: 'The paper is nearly used up.', press: 'Have a new roll ready' },
  'cover-open': { what: 'The cover is open.', press: 'Close the cover' },
  'cutter-jam': { what: 'The cutter is jammed.', press: 'Open the cover, clear the paper, close it' },
  'head-hot': { what: 'The print head is too hot and has paused.', press: 'Wait; it goes on when cool' },
  recoverable: {
    what: 'The printer has stopped and waits for a hand.',
    press: 'Clear the jam, then reconnect',
  },
  unrecoverable: {
    what: 'The printer has an internal fault.',
    press: 'Switch it off and on; if that does not help, have it repaired',
  },
  'drawer-open': { what: 'The drawer is open.', press: 'Close it after giving change' },
  'drawer-left-open': { what: 'The drawer has been open for too long.', press: 'Close the drawer' },
  'drawer-stuck': {
    what: 'The pulse was sent, and the drawer did not open.',
    press: 'Check its lock and cable, or use the key',
  },
  'no-sense': {
    what: 'Whether the drawer is open cannot be seen.',
    press: 'It can be used if it opens; to see it, check cable and setting',
  },

  'too-long': { what: 'Longer than any code of goods.', press: "Check the scanner's suffix setting" },
  'no-terminator': {
    what: 'Nothing marks the end of the code.',
    press: "By the scanner's manual, set the suffix to CR",
  },
  'not-text': { what: 'What arrived is no text.', press: 'Check speed (baud) and parity' },
  'check-digit': {
    what: 'The check digit does not hold; the code was not read whole.',
    press: 'Scan again; if it stays so, clean the window',
  },
  glued: {
    what: 'Two codes are stuck together.',
    press: "By the scanner's manual, set the suffix to CR",
  },
  'report-missing': {
    what: 'The scanner sent only a part.',
    press: 'Scan again; if often, try another USB port or cable',
  },
  'report-malformed': {
    what: 'The scanner sent something of another form.',
    press: "Check the model, or use the maker's HID POS mode",
  },
  'report-mixed': {
    what: 'Two scans were mixed up.',
    press: 'Scan again; if often, try another USB port or cable',
  },
  empty: { what: 'The scanner sent an empty code.', press: 'Scan again' },
  'add-on': { what: 'An add-on code has 2 or 5 digits; this one has not.', press: 'Scan again' },
  'price-verifier': {
    what: 'The check digit of the label’s price does not hold.',
    press: 'Scan again; if it stays so, print the label anew',
  },
  'price-fraction': {
    what: 'The price on the label is no whole dollar.',
    press: 'A technician checks the layout of in-store codes',
  },
  'gs1-data': {
    what: 'The content of this GS1 code is against the rules.',
    press: 'Try another piece; if all are so, tell the supplier',
  },
  'code-39-full-ascii': {
    what: 'The scanner has Code 39 Full ASCII on, which alters mobile barcodes.',
    press: "By the scanner's manual, switch Full ASCII off",
  },
  'gs-lost': {
    what: 'The scanner loses the separators of GS1 codes; lot and dates run together.',
    press: "By the scanner's manual, have it send GS (ASCII 29)",
  },
  'check-digit-dropped': {
    what: 'The scanner leaves the check digit out.',
    press: "By the scanner's manual, have it send EAN/UPC check digits",
  },
  'caps-lock': {
    what: 'Capitals and small letters are swapped.',
    press: "Switch Caps Lock off, or the scanner's case conversion",
  },
  'layout-or-ime': {
    what: 'The keyboard layout or input method has altered the code.',
    press: 'Switch to the US keyboard, and the scanner to country USA',
  },

  unstable: { what: 'The scale is not steady.', press: 'Put it down and keep hands off' },
  'under-zero': { what: 'The scale shows less than zero.', press: 'Empty the pan, then Zero' },
  'over-capacity': { what: 'More than the scale can carry.', press: 'Weigh it in parts' },
  'unit-mismatch': {
    what: 'Unit or decimals of the scale differ from the setting.',
    press: 'Set the scale to kilograms, or have the setting changed',
  },
  'not-returned-to-zero': {
    what: 'The scale has not been back at zero; this may be the same piece.',
    press: 'Take it off and put it on again',
  },
  'not-taken': {
    what: 'The scale did not take this key.',
    press: 'Empty the pan, let it settle, press again',
  },
  noise: { what: 'What arrives means nothing.', press: 'Check speed (baud), parity and cable' },
  'half-frame': {
    what: 'Half of the scale’s data is missing.',
    press: 'Check the cable; if often, change it',
  },
  'check-sum': {
    what: 'The check sum of the scale’s data does not hold.',
    press: 'Check cable and interference; if often, change it',
  },
  layout: {
    what: 'The scale’s data are of another form than set.',
    press: 'A technician checks the scale’s model',
  },
  cancelled: { what: 'Cancelled.', press: 'Try again when needed' },

  'result-unknown': {
    what: 'The card terminal gave no result for the last request.',
    press: 'Look at its own record; do not charge again yet',
  },
};
