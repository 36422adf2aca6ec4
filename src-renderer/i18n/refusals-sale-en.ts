import type { saleRefusalsZhTw } from './refusals-sale-zh.ts';
import type { Sentence } from './sentence.ts';

export const saleRefusalsEn: Readonly<Record<keyof typeof saleRefusalsZhTw, Sentence>> = {
  'total-changed': {
    what: 'Promotions just changed: the due went from {old} to {new}.',
    safe: 'Nothing is paid yet; tell the customer.',
    press: 'Continue',
  },
  'discount-invalid': {
    what: 'This discount is not possible; at most {max}% off.',
    safe: 'The due is unchanged.',
    press: 'Type the discount again',
  },
  'discount-too-large': {
    what: '{pct}% off is more than the {max}% allowed.',
    safe: 'The due is unchanged.',
    press: 'Make it smaller',
  },
  'discount-forbidden': {
    what: '{name} must not be discounted by law.',
    safe: 'The due is unchanged.',
    press: 'Choose another line, or charge the shelf price',
  },
  'price-invalid': {
    what: 'The price must be {min} to {max}.',
    safe: 'The due is unchanged.',
    press: 'Type the price again',
  },
  'age-unconfirmed': {
    what: 'Something here is for {age} and over, and no ID was seen.',
    safe: 'Nothing is paid; the cart is kept.',
    press: 'See an ID, then pay',
  },
  'quantity-fixed': {
    what: '{name} was weighed or labelled; its quantity cannot change.',
    safe: 'The cart is unchanged.',
    press: 'Weigh again, or remove the line',
  },
  'weight-needed': {
    what: '{name} is sold by weight.',
    safe: 'It was not added yet.',
    press: 'Put it on the scale, then Enter',
  },
  'scale-not-ready': {
    what: 'The scale is not steady.',
    safe: 'It was not added yet.',
    press: 'Enter when steady',
  },

  'member-closed': {
    what: 'This membership is closed.',
    safe: 'Not attached; the due is unchanged.',
    press: 'Go on without it, or ask customer service',
  },
  'phone-invalid': {
    what: 'A phone number is 10 digits and begins with 09.',
    safe: 'No member attached; the due is unchanged.',
    press: 'Type the phone again',
  },
  'birthday-invalid': {
    what: 'The birthday must be a day in the past.',
    safe: 'Nobody joined and nothing was kept.',
    press: 'Type it again, or leave it out',
  },
  'member-needed': {
    what: 'This needs a member first.',
    safe: 'The due is unchanged.',
    press: 'Type the member’s phone',
  },
  'member-exists': {
    what: 'This phone belongs to a member already.',
    safe: 'Nobody joined twice; the due is unchanged.',
    press: 'Find the member by phone',
  },
  'consent-needed': {
    what: 'The customer has not agreed to the terms.',
    safe: 'Nobody joined and nothing was kept.',
    press: 'Tick the terms once agreed, then join',
  },
  'member-not-found': {
    what: 'No such member was found.',
    safe: 'No member attached; the due is unchanged.',
    press: 'Check the number, or join',
  },
  'token-refused': {
    what: 'The member code cannot be used: {reason}.',
    safe: 'No member attached; the due is unchanged.',
    press: 'Let the customer open it anew, then scan',
  },

  'coupon-forged': {
    what: 'Head office did not issue this coupon.',
    safe: 'Not applied; the due is unchanged.',
    press: 'Back',
  },
  'coupon-used': {
    what: '{label} was used already.',
    safe: 'Not applied; the due is unchanged.',
    press: 'Back',
  },
  'coupon-not-now': {
    what: '{label} is good from {from} to {until} only.',
    safe: 'Not applied; the due is unchanged.',
    press: 'Back',
  },
  'coupon-not-for-member': {
    what: '{label} belongs to another member.',
    safe: 'Not applied; the due is unchanged.',
    press: 'Back',
  },
  'coupon-twice': {
    what: '{label} is in the cart already.',
    safe: 'It counts once; the due is unchanged.',
    press: 'Back',
  },
  'coupon-not-here': {
    what: '{label} is not taken in this store.',
    safe: 'Not applied; the due is unchanged.',
    press: 'Back',
  },
  'coupon-not-found': {
    what: 'This coupon is not in the cart.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },

  'points-short': {
    what: 'Not enough points: {available} can be used.',
    safe: 'None were used.',
    press: 'Use fewer',
  },
  'points-above-limit': {
    what: 'Points pay {max} dollars at most ({boundBy}).',
    safe: 'None were used.',
    press: 'Use fewer, or up to the limit',
  },
  'points-below-minimum': {
    what: 'Points pay {minimum} dollars at least.',
    safe: 'None were used.',
    press: 'Use more, or none',
  },
  'points-not-burnable': {
    what: 'These points cannot be used in this sale.',
    safe: 'None were used.',
    press: 'Another tender',
  },
  'points-need-code': {
    what: 'A phone number earns only; burning needs the code in the app.',
    safe: 'None were used.',
    press: 'Scan the member code',
  },
  'points-offline-off': {
    what: 'These points cannot be used offline.',
    safe: 'None were used; earning goes on.',
    press: 'Another tender',
  },
  'points-no-grant': {
    what: 'This till’s allowance of offline points is used up.',
    safe: 'None were used; earning goes on.',
    press: 'Use points when online, or another tender',
  },
  'points-paper-refused': {
    what: 'No points offline: {reason}.',
    safe: 'None were used.',
    press: 'Let the customer renew the code, or another tender',
  },
  'points-asking': {
    what: 'Head office is being asked about points.',
    safe: 'None were used.',
    press: 'Wait, or go on without points',
  },
  'points-amount-invalid': {
    what: 'Points pay whole dollars, 1 or more.',
    safe: 'None were used.',
    press: 'Type the amount again',
  },
  'exchange-offline': {
    what: 'Points cannot be exchanged offline.',
    safe: 'No points changed.',
    press: 'Exchange when online',
  },
  'exchange-refused': {
    what: 'Head office did not exchange points: {reason}.',
    safe: 'No points changed.',
    press: 'Back',
  },
  'offer-not-found': {
    what: 'This personal offer is gone.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },

  'tender-invalid': {
    what: 'This payment must be 1 to {max}.',
    safe: 'Nothing taken.',
    press: 'Type the amount again',
  },
  'tender-above-due': {
    what: 'This way of paying takes {max} at most; only cash gives change.',
    safe: 'Nothing taken.',
    press: 'Take {max}',
  },
  'tender-not-found': {
    what: 'This payment is not there; it may have been cancelled.',
    safe: 'Other payments are unchanged.',
    press: 'Back',
  },
  'sale-not-found': {
    what: 'No such sale was found.',
    safe: 'Nothing was refunded or changed.',
    press: 'Type the receipt number again',
  },
  'return-too-much': {
    what: 'At most {left} more of {name} can come back.',
    safe: 'Nothing refunded.',
    press: 'Change the quantity',
  },
};

/** `points-above-limit` where the limit is nothing. */
export const pointsUsedUpEn: Sentence = {
  what: 'No more points can be used ({boundBy}).',
  safe: 'None were used.',
  press: 'Pay another way',
};
