import { readShop } from './sale.ts';

/** The shop of our own sales: articles and offers that overlap in as many ways as offers do. */

const article = (name: string, price: number, category: string, more: object = {}) => ({
  name,
  price,
  category,
  tax: 'taxable',
  ...more,
});

const catalog = {
  COFM: article('美式咖啡 中杯', 45, 'DRINK'),
  COFL: article('美式咖啡 大杯', 55, 'DRINK'),
  LATM: article('拿鐵 中杯', 55, 'DRINK'),
  LATL: article('拿鐵 大杯', 65, 'DRINK'),
  GTEA: article('瓶裝綠茶', 25, 'BOTTLED'),
  OOLO: article('瓶裝烏龍茶', 29, 'BOTTLED'),
  MTEA: article('瓶裝奶茶', 35, 'BOTTLED'),
  WATR: article('礦泉水', 20, 'BOTTLED'),
  SODA: article('檸檬汽水', 32, 'BOTTLED'),
  RICE: article('鮪魚飯糰', 32, 'FOOD'),
  RICB: article('鮭魚飯糰', 39, 'FOOD'),
  SAND: article('火腿三明治', 49, 'FOOD'),
  BENT: article('排骨便當', 89, 'FOOD'),
  NOOD: article('涼麵', 65, 'FOOD'),
  SALA: article('雞肉沙拉', 59, 'FOOD'),
  TEGG: article('茶葉蛋', 13, 'FOOD'),
  CHIP: article('洋芋片', 39, 'SNACK'),
  COOK: article('手工餅乾', 45, 'SNACK'),
  CHOC: article('黑巧克力', 50, 'SNACK'),
  NUTS: article('綜合堅果', 99, 'SNACK'),
  GUMM: article('水果軟糖', 15, 'SNACK'),
  SHAM: article('洗髮精', 199, 'HBA'),
  COND: article('潤髮乳', 179, 'HBA'),
  PAST: article('牙膏', 89, 'HBA'),
  BRUS: article('牙刷', 69, 'HBA'),
  SOAP: article('香皂', 39, 'HBA'),
  LOTN: article('身體乳', 259, 'HBA'),
  CUPS: article('保溫杯(加價購)', 590, 'HOME'),
  TOWL: article('毛巾(加價購)', 149, 'LINEN'),
  UMBR: article('摺疊傘', 199, 'HOME'),
  COIN: article('郵票套', 1, 'HOME'),
  EGGS: article('鮮雞蛋 10入', 79, 'FRESH', { tax: 'exempt' }),
  VEGE: article('青江菜 250g', 37, 'FRESH', { tax: 'exempt' }),
  PORK: article('豬梅花 每公斤', 268, 'MEAT', { tax: 'exempt', soldBy: 'weight' }),
  CHEE: article('散裝起司 每公斤', 690, 'DELI', { soldBy: 'weight' }),
  CIGS: article('香菸', 125, 'TOBACCO'),
  GC50: article('禮物卡 500', 500, 'GIFT_CARD', { tax: 'not_invoiced' }),
  BILL: article('水費代收', 1200, 'COLLECTION', { tax: 'not_invoiced' }),
  DONA: article('捐款', 20, 'DONATION', { tax: 'not_invoiced' }),
  POTS: article('鍋具(集點換購)', 1490, 'REDEEM_ITEM'),
  MUGS: article('馬克杯(集點換購)', 360, 'REDEEM_ITEM'),
  GBAG: article('滿額贈提袋', 0, 'GIFT'),
  GSAM: article('滿額贈試用包', 0, 'GIFT'),
};

const promotions = {
  Q1: { type: 'ANY_N_PCT', n: 2, categories: ['BOTTLED'], payPct: 80, label: '瓶裝任選2件8折' },
  Q2: { type: 'ANY_N_PCT', n: 3, categories: ['BOTTLED'], payPct: 75, label: '瓶裝任選3件75折' },
  Q3: { type: 'SECOND_PCT', categories: ['HBA'], payPct: 50, label: '美妝第2件半價' },
  Q4: { type: 'SECOND_PCT', categories: ['SNACK'], payPct: 60, label: '零食第2件6折' },
  Q5: {
    type: 'BOGO',
    categories: ['DRINK'],
    window: ['14:00:00', '17:00:00'],
    label: '咖啡買一送一 14-17時',
  },
  Q6: { type: 'BOGO', skus: ['CHIP', 'COOK', 'CHOC'], label: '餅乾巧克力買一送一' },
  Q7: {
    type: 'BUNDLE',
    slots: [
      ['RICE', 'RICB', 'SAND'],
      ['GTEA', 'MTEA', 'COFM'],
    ],
    price: 55,
    label: '早餐組合55元',
  },
  Q8: { type: 'BUNDLE', slots: [['MTEA'], ['MTEA'], ['SAND']], price: 95, label: '2奶茶+三明治95元' },
  Q9: {
    type: 'BUNDLE',
    slots: [
      ['BENT', 'NOOD'],
      ['GTEA', 'OOLO', 'WATR'],
    ],
    price: 79,
    label: '午餐組合79元',
  },
  Q10: {
    type: 'BUNDLE',
    slots: [['SALA'], ['SAND', 'RICB'], ['COFL', 'LATM']],
    price: 135,
    label: '輕食組合135元',
  },
  Q11: { type: 'ANY_N_PRICE', n: 3, categories: ['SNACK'], price: 99, label: '零食任3件99元' },
  Q12: { type: 'ANY_N_PRICE', n: 2, skus: ['RICE', 'RICB'], price: 59, label: '飯糰2件59元' },
  Q13: { type: 'ANY_N_PCT', n: 2, categories: ['HBA'], payPct: 79, label: '美妝任選2件79折' },
  Q14: { type: 'ANY_N_PCT', n: 4, categories: ['SNACK'], payPct: 70, label: '零食任選4件7折' },
  Q15: {
    type: 'SEGMENT_PCT',
    segment: 'LATTE_LAPSED:B',
    skus: ['LATM', 'LATL'],
    payPct: 70,
    label: '專屬 拿鐵7折',
  },
  Q16: {
    type: 'SEGMENT_PCT',
    segment: 'SNACK_FAN:A',
    categories: ['SNACK'],
    payPct: 85,
    label: '專屬 零食85折',
  },
  Q17: { type: 'EXCLUSIVE_PCT', skus: ['BENT'], payPct: 65, label: '便當即期品65折(獨佔)' },
  Q18: { type: 'EXCLUSIVE_PCT', skus: ['VEGE', 'SALA', 'PORK'], payPct: 50, label: '生鮮即期品5折(獨佔)' },
  Q19: { type: 'MEMBER_PRICE', sku: 'SHAM', price: 169, label: '會員價169' },
  Q20: { type: 'MEMBER_PRICE', sku: 'MTEA', price: 29, label: '會員價29' },
  Q21: { type: 'EVERY_AMT', every: 300, off: 30, max: 3, label: '每滿300折30 最多3次' },
  Q22: { type: 'EVERY_AMT', every: 100, off: 7, max: 9, label: '每滿100折7 最多9次' },
  Q23: { type: 'ORDER_PCT', payPct: 90, memberOnly: true, label: '會員日全單9折' },
  Q24: { type: 'ORDER_PCT', payPct: 95, label: '全單95折' },
  Q25: { type: 'GIFT', min: 500, gift: 'GBAG', label: '滿500贈提袋' },
  Q26: { type: 'GIFT', min: 299, gift: 'GSAM', label: '滿299贈試用包' },
  Q27: { type: 'ADD_ON', sku: 'CUPS', price: 99, min: 300, label: '滿300加價購99' },
  Q28: { type: 'ADD_ON', sku: 'TOWL', price: 49, min: 150, label: '滿150加價購49' },
  Q29: { type: 'REDEEM', sku: 'POTS', price: 399, stamps: 20, label: '集點換購 399元+20枚' },
  Q30: { type: 'REDEEM', sku: 'MUGS', price: 99, stamps: 8, label: '集點換購 99元+8枚' },
  Q31: { type: 'BUNDLE', slots: [['TEGG'], ['GUMM']], price: 35, label: '蛋與軟糖35元' },
  Q32: {
    type: 'ANY_N_PCT',
    n: 2,
    categories: ['DRINK'],
    payPct: 88,
    window: ['07:00:00', '10:00:00'],
    label: '早上咖啡2杯88折',
  },
  Q33: {
    type: 'SECOND_PCT',
    categories: ['FOOD'],
    exclude: { skus: ['BENT'] },
    payPct: 70,
    label: '鮮食第2件7折(便當除外)',
  },
  Q34: { type: 'ORDER_PCT', payPct: 85, window: ['22:00:00', '23:59:59'], label: '深夜85折' },
};

const coupons = {
  FOOD20: { off: 20, min: 100, categories: ['FOOD'], label: '鮮食滿100折20' },
  SNACK15: { off: 15, min: 60, categories: ['SNACK'], label: '零食滿60折15' },
  HBA30: { off: 30, min: 200, categories: ['HBA'], label: '美妝滿200折30' },
  ALL50: { off: 50, min: 250, label: '任務券 滿250折50' },
  ALL10: { off: 10, min: 99, label: '折價券 滿99折10' },
};

const withIds = (offers: Readonly<Record<string, object>>, more: object = {}) =>
  Object.fromEntries(Object.entries(offers).map(([id, offer]) => [id, { ...offer, ...more, id }]));

/** As it stands in the files. */
export const SHOP = readShop({
  catalog,
  promotions: withIds(promotions),
  coupons: withIds(coupons, { singleUse: true }),
});

export const MEMBER = 'M1';
