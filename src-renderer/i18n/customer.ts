import type { Language } from '../../src-main/contract/views.ts';
import { fill, type ParamsFor } from './fill.ts';

/** Words of the customer's screen. It speaks to the customer, hence 您; nothing of the operator's is said here. */
export const customerZhTw = {
  'customer.welcome': '歡迎光臨',
  'customer.clock': '日期與時間',
  'customer.date': '{month}/{day}（{weekday}）',
  'customer.items': '購買品項',
  'customer.amounts': '金額',
  'customer.name': '品名',
  'customer.quantity': '數量',
  'customer.amount': '金額',
  'customer.pieces': '{n} 件',
  'customer.times': '×{n}',
  'customer.originalPrice': '原價 {amount}',
  'customer.exempt': '免稅',
  'customer.notInvoiced': '不開發票',
  'customer.moreAbove': '上面還有 {n} 項',
  'customer.subtotal': '小計',
  'customer.savings': '優惠',
  'customer.toPay': '應付',
  'customer.stillToPay': '還要付',
  'customer.taken': '已付',
  'customer.taxIncluded': '內含營業稅 5%',
  'customer.check': '請核對品項與金額',
  'customer.paying': '結帳中',
  'customer.wait': '請稍候，店員為您處理',
  'customer.thanks': '謝謝光臨',
  'customer.takeChange': '請記得帶走找零與收據',
  'customer.received': '收到',
  'customer.breakage': '禮券餘額不找零',
  'customer.change': '找零',
  'customer.paid': '付款完成',
  'customer.saves': '省 {n}',
  'customer.noteSpoken': '{name}，第 {lines} 項，省 {n} 元',
  'customer.discount': '優惠',
  'customer.gift': '贈品',
  'customer.giftLater': '缺貨，請洽店員',
  'customer.near': '再買 {short} 元，{name} 可再省 {saving} 元',
  'customer.nearGift': '再買 {short} 元，就送 {name}',
  'customer.nearFixed': '再買 {short} 元，可加價購 {name}',
  'customer.nearCoupon': '再買 {short} 元，就能用 {name}',
  'customer.member': '會員',
  'customer.balance': '{n} 點',
  'customer.balanceStamps': '{n} 枚',
  'customer.earn': '本次 +{n}',
  'customer.earnStamps': '本次 +{n} 枚',
  'customer.birthdayDay': '生日快樂',
  'customer.burned': '點數折抵',
  'customer.pointsSpoken': '{name} {points}',
} as const;

export type CustomerKey = keyof typeof customerZhTw;

export const customerEn = {
  'customer.welcome': 'Welcome',
  'customer.clock': 'Date and time',
  'customer.date': '{weekday} {month}/{day}',
  'customer.items': 'Your items',
  'customer.amounts': 'Amounts',
  'customer.name': 'Item',
  'customer.quantity': 'Qty',
  'customer.amount': 'Amount',
  'customer.pieces': '{n} pcs',
  'customer.times': '×{n}',
  'customer.originalPrice': 'was {amount}',
  'customer.exempt': 'Tax-exempt',
  'customer.notInvoiced': 'Not invoiced',
  'customer.moreAbove': '{n} more above',
  'customer.subtotal': 'Subtotal',
  'customer.savings': 'Savings',
  'customer.toPay': 'To pay',
  'customer.stillToPay': 'Still to pay',
  'customer.taken': 'Paid',
  'customer.taxIncluded': 'Includes 5% VAT',
  'customer.check': 'Please check items and amounts',
  'customer.paying': 'Taking payment',
  'customer.wait': 'One moment please, our staff will help you',
  'customer.thanks': 'Thank you',
  'customer.takeChange': 'Please take your change and receipt',
  'customer.received': 'Received',
  'customer.breakage': 'Voucher, no change',
  'customer.change': 'Change',
  'customer.paid': 'Payment complete',
  'customer.saves': 'saves {n}',
  'customer.noteSpoken': '{name}, lines {lines}, saves {n}',
  'customer.discount': 'Discount',
  'customer.gift': 'Gift',
  'customer.giftLater': 'out of stock, please ask us',
  'customer.near': '{short} more and {name} saves another {saving}',
  'customer.nearGift': '{short} more and {name} is yours',
  'customer.nearFixed': '{short} more for {name} at a special price',
  'customer.nearCoupon': '{short} more and you can use {name}',
  'customer.member': 'Member',
  'customer.balance': '{n} points',
  'customer.balanceStamps': '{n} stamps',
  'customer.earn': '+{n} this time',
  'customer.earnStamps': '+{n} stamps this time',
  'customer.birthdayDay': 'Happy birthday',
  'customer.burned': 'Points used',
  'customer.pointsSpoken': '{name}: {points}',
} as const satisfies Record<CustomerKey, string>;

export type CustomerSay = <Key extends CustomerKey>(
  key: Key,
  ...params: ParamsFor<(typeof customerZhTw)[Key]>
) => string;

/** The words of the customer's screen in `language`, which is its own setting and not the operator's. */
export function customerSayIn(language: Language): CustomerSay {
  return says[language];
}

function makeSay(catalogue: Readonly<Record<CustomerKey, string>>): CustomerSay {
  return (key, ...params) => fill(catalogue[key], params[0]);
}

const says: Readonly<Record<Language, CustomerSay>> = {
  'zh-TW': makeSay(customerZhTw),
  en: makeSay(customerEn),
};
