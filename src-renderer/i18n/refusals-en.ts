import type { RefusalCode } from '../../src-main/contract/refusals.ts';
import { saleRefusalsEn } from './refusals-sale-en.ts';
import type { Sentence } from './sentence.ts';

export const refusalsEn: Readonly<Record<RefusalCode, Sentence>> = {
  'unknown-barcode': { what: 'No item has code {code}.', safe: 'The cart is unchanged.', press: 'Find item' },
  'scan-damaged': { what: 'The code was not read whole.', safe: 'Nothing was added.', press: 'Scan again' },
  'scan-not-here': {
    what: '{kind} is not taken on this screen.',
    safe: 'No amount changed.',
    press: 'Back',
  },
  'cart-frozen': {
    what: 'Payment has begun; items cannot change.',
    safe: 'What was paid is safe.',
    press: 'Finish paying first',
  },
  'cart-empty': {
    what: 'The cart is empty.',
    safe: 'Nothing was taken or changed.',
    press: 'Scan an item first',
  },
  'cart-open': {
    what: 'A sale is still open.',
    safe: 'The cart is unchanged.',
    press: 'Pay or suspend it first',
  },
  'line-not-found': {
    what: 'This line is no longer in the cart.',
    safe: 'The other lines are unchanged.',
    press: 'Choose a line again',
  },
  'quantity-invalid': {
    what: 'A quantity is 1 to {max}.',
    safe: 'The cart is unchanged.',
    press: 'Type the quantity again',
  },
  'cart-full': {
    what: 'The cart is full; nothing more fits.',
    safe: 'All lines so far are kept.',
    press: 'Pay, then ring up the rest',
  },
  'suspended-not-found': {
    what: 'This suspended cart is gone; it may have been resumed.',
    safe: 'The cart is unchanged.',
    press: 'Back',
  },
  'suspended-full': {
    what: '{max} carts are suspended; no more can be.',
    safe: 'This cart is kept.',
    press: 'Pay, or finish a suspended one',
  },
  'sale-not-open': {
    what: 'This sale is finished already.',
    safe: 'Nothing more was taken; saved sales are all there.',
    press: 'Back',
  },
  'price-changed': {
    what: '{name} changed from {old} to {new}.',
    safe: 'Nothing is paid yet; tell the customer.',
    press: 'Continue',
  },
  'cash-short': {
    what: 'The cash is {n} short.',
    safe: 'Nothing taken.',
    press: 'Add cash, or take the other tender first',
  },
  'cash-invalid': {
    what: 'Cash can be {max} at most.',
    safe: 'Nothing taken.',
    press: 'Type the amount again',
  },
  'pin-wrong': {
    what: 'Wrong PIN, {n} tries left.',
    safe: 'Not signed in; nothing changed.',
    press: 'Clear',
  },
  'pin-locked': { what: 'Locked for {s} s.', safe: 'Cart and shift are kept.', press: 'Clear' },
  'operator-unknown': {
    what: 'This till does not know this operator.',
    safe: 'Not signed in; nothing changed.',
    press: 'Choose again',
  },
  'signed-out': { what: 'Nobody is signed in.', safe: 'Cart and shift are kept.', press: 'Sign in first' },
  'role-needed': {
    what: 'This needs another role.',
    safe: 'Nothing has changed.',
    press: 'Sign in as someone who may',
  },
  'approval-needed': {
    what: '{act} needs a supervisor.',
    safe: 'Nothing has changed.',
    press: 'Supervisor PIN',
  },
  'scanner-setting': {
    what: "The scanner's setting altered the code. Not the customer's fault.",
    safe: 'The cart is fine.',
    press: 'Type it',
  },
  'product-expired': {
    what: '{name} expired on {date} and must not be sold.',
    safe: 'It was not added.',
    press: 'Take it off the shelf',
  },
  'measured-goods': {
    what: '{name} is sold by the piece, and this code carries a weight or a price.',
    safe: 'It was not added.',
    press: 'Scan its ordinary code, or ask a supervisor',
  },
  'past-best-before': {
    what: '{name} is past its best-before date {date}.',
    safe: 'It is in the cart.',
    press: 'Ask the customer, or remove it',
  },
  'already-signed-in': {
    what: 'Somebody is signed in already.',
    safe: 'Nothing has changed.',
    press: 'Lock first, then change',
  },
  'shift-needed': {
    what: 'No shift is open.',
    safe: 'Nothing has changed.',
    press: 'Type the float to open one',
  },
  'shift-open': { what: 'The shift is open already.', safe: 'The float is unchanged.', press: 'Back' },
  'shift-of-another': {
    what: 'This is the shift of {name}.',
    safe: 'Cart and shift are kept.',
    press: '{name} signs in, or a supervisor',
  },
  'amount-invalid': {
    what: 'The amount must be 0 to {max}.',
    safe: 'Nothing has changed.',
    press: 'Type the amount again',
  },
  'paper-out': {
    what: 'The printer has no paper.',
    safe: 'The sale is complete and saved.',
    press: 'Load paper, then print',
  },
  'print-interrupted': {
    what: 'Printing stopped, perhaps half-way.',
    safe: 'The sale is saved.',
    press: 'Reprint (marked)',
  },
  'printer-offline': {
    what: 'The printer is not connected.',
    safe: 'The sale is complete and saved.',
    press: 'Connect it, then print',
  },
  'print-job-not-found': {
    what: 'This receipt is settled already.',
    safe: 'The sale is saved.',
    press: 'Back',
  },
  'drawer-stuck': {
    what: 'The drawer did not open.',
    safe: 'The payment is saved.',
    press: 'Open again, or the key',
  },
  'device-busy': {
    what: 'The device is at work.',
    safe: 'It was not interrupted.',
    press: 'Try when it is done',
  },
  'drawer-open': {
    what: 'The drawer stands open.',
    safe: 'No payment was taken; the cart is fine.',
    press: 'Close it, then take the cash',
  },
  'storage-full': {
    what: 'Storage is full; this payment was not taken.',
    safe: 'Earlier sales are all there.',
    press: 'Call the manager',
  },
  'journal-damaged': {
    what: 'Stored data is damaged and a copy was set aside.',
    safe: '{n} entries are sound; do not switch off.',
    press: 'Call a technician',
  },
  'storage-failed': {
    what: 'Data cannot be saved; this was not done.',
    safe: 'Earlier sales are all there.',
    press: 'Call a technician',
  },
  recovered: {
    what: 'The till was interrupted.',
    safe: 'All {n} items are here; {m} payments are being asked about.',
    press: 'Continue',
  },
  'recovery-first': {
    what: 'The till was interrupted; read the list first.',
    safe: 'The cart is kept.',
    press: 'Continue first',
  },
  'journal-newer': {
    what: 'The data was written by a newer program and cannot be opened by this one.',
    safe: 'It was not touched; all sales are there.',
    press: 'Call a technician to update',
  },
  'already-open': {
    what: "Another program is using this till's data.",
    safe: 'It was not touched; all sales are there.',
    press: 'Close the other window, or call a technician',
  },
  'not-enrolled': {
    what: 'Head office does not know this till yet.',
    safe: 'No sale is affected.',
    press: 'Connect it, or call a technician',
  },
  'till-refused': {
    what: 'Head office holds another copy of this till; invoicing has stopped.',
    safe: 'Earlier sales are all there.',
    press: 'Call a technician',
  },
  'unknown-channel': {
    what: 'The till has no such function.',
    safe: 'Nothing has changed.',
    press: 'Call a technician',
  },
  'not-for-this-window': {
    what: 'This window may not do that.',
    safe: 'Nothing has changed.',
    press: "Use the cashier's window",
  },
  malformed: {
    what: 'The till does not understand this input.',
    safe: 'Nothing has changed.',
    press: 'Type it again',
  },
  oversized: { what: 'The input is too long.', safe: 'Nothing has changed.', press: 'Shorten it' },
  'till-not-answering': {
    what: "The till's core has not answered yet.",
    safe: 'Saved sales are safe; the screen will show whether this was done.',
    press: 'Go on once the screen is back',
  },
  ...saleRefusalsEn,
};
