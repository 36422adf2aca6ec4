import type { Sentence } from './sentence.ts';

/** Why a key of this till, or of this moment, does nothing when it is pressed. It says so, and that nothing changed. */
export const featuresZhTw = {
  price: { what: '這台收銀機還沒開通改價。', safe: '購物車沒有變動。', press: '返回' },
  member: { what: '這台收銀機還沒開通會員。', safe: '應收沒有變動。', press: '返回' },
  points: { what: '這台收銀機還沒開通點數。', safe: '應收沒有變動。', press: '返回' },
  invoice: { what: '這台收銀機還沒開通載具與統編。', safe: '應收沒有變動。', press: '返回' },
  return: { what: '這台收銀機還沒開通退貨。', safe: '購物車沒有變動。', press: '返回' },
  card: { what: '這台收銀機還沒開通信用卡。', safe: '還沒收款，可以收現金。', press: '返回' },
  'stored-value': { what: '這台收銀機還沒開通電子票證。', safe: '還沒收款，可以收現金。', press: '返回' },
  'other-tenders': { what: '這台收銀機只開通現金。', safe: '還沒收款。', press: '返回' },
  'no-suspended': { what: '沒有掛單可以取。', safe: '購物車沒有變動。', press: '返回' },
  'no-last-sale': { what: '還沒有上一筆可以看。', safe: '購物車沒有變動。', press: '返回' },
  'theme-during-sale': { what: '交易進行中不能換明暗。', safe: '購物車沒有變動。', press: '返回' },
  'device-work': {
    what: '測試與重新連接要值班主管、店長或技術人員。',
    safe: '設備沒有變動，可以繼續賣。',
    press: '返回',
  },
} as const satisfies Record<string, Sentence>;

export type Feature = keyof typeof featuresZhTw;

export const featuresEn = {
  price: {
    what: 'Price changes are not set up on this till.',
    safe: 'The cart is unchanged.',
    press: 'Back',
  },
  member: { what: 'Members are not set up on this till.', safe: 'The due is unchanged.', press: 'Back' },
  points: { what: 'Points are not set up on this till.', safe: 'The due is unchanged.', press: 'Back' },
  invoice: {
    what: 'Carriers and tax IDs are not set up on this till.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },
  return: { what: 'Returns are not set up on this till.', safe: 'The cart is unchanged.', press: 'Back' },
  card: {
    what: 'Cards are not set up on this till.',
    safe: 'Nothing was taken; cash can be.',
    press: 'Back',
  },
  'stored-value': {
    what: 'Stored-value cards are not set up on this till.',
    safe: 'Nothing was taken; cash can be.',
    press: 'Back',
  },
  'other-tenders': { what: 'This till takes cash only.', safe: 'Nothing was taken.', press: 'Back' },
  'no-suspended': { what: 'There is no suspended cart.', safe: 'The cart is unchanged.', press: 'Back' },
  'no-last-sale': { what: 'There is no last sale yet.', safe: 'The cart is unchanged.', press: 'Back' },
  'theme-during-sale': {
    what: 'Light and dark change between sales only.',
    safe: 'The cart is unchanged.',
    press: 'Back',
  },
  'device-work': {
    what: 'Tests and reconnecting are for a supervisor, manager or technician.',
    safe: 'No device changed; selling goes on.',
    press: 'Back',
  },
} as const satisfies Record<Feature, Sentence>;
