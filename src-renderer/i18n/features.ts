import type { Sentence } from './sentence.ts';

/** Why a key of this till, or of this moment, does nothing when it is pressed. It says so, and that nothing changed. */
export const featuresZhTw = {
  member: { what: '這個畫面的會員碼用掃的。', safe: '應收沒有變動。', press: '掃會員碼，或返回銷售輸入電話' },
  invoice: { what: '這台收銀機還沒開通載具與統編。', safe: '應收沒有變動。', press: '返回' },
  card: { what: '這台收銀機還沒開通信用卡。', safe: '還沒收款，可以收現金。', press: '返回' },
  'stored-value': { what: '這台收銀機還沒開通電子票證。', safe: '還沒收款，可以收現金。', press: '返回' },
  'nothing-left': { what: '已經收足，不用再收款。', safe: '已收的錢都在。', press: '返回' },
  'nothing-taken': { what: '還沒有收款可以取回。', safe: '應收沒有變動。', press: '返回' },
  'card-prefix': { what: '卡號前碼要 4 到 8 位數字。', safe: '還沒收款，前碼也可以不填。', press: '返回' },
  'voucher-amount': { what: '先輸入禮券面額。', safe: '還沒收款。', press: '返回' },
  'no-points': { what: '這筆沒有可以折抵的點數。', safe: '應收沒有變動。', press: '返回' },
  'return-nothing': { what: '先選要退的品項和件數。', safe: '還沒退款。', press: '返回' },
  'return-reason': { what: '先選退貨原因，按 1 到 5。', safe: '還沒退款。', press: '返回' },
  'reason-first': { what: '還沒選原因。', safe: '應收沒有變動。', press: '選原因後再套用' },
  'line-first': { what: '沒有選品項。', safe: '應收沒有變動。', press: '選品項，或改成整筆交易' },
  'percent-form': { what: '折數要在 1 到 99 之間。', safe: '應收沒有變動。', press: '重新輸入' },
  'under-age': {
    what: '有 {age} 歲以上才能買的品項，不能賣。',
    safe: '還沒收款。',
    press: '刪除那些品項再收款',
  },
  'under-age-lines': {
    what: '未滿 {age} 歲不能買：{lines}。',
    safe: '還沒收款。',
    press: '刪除這些品項再收款',
  },
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

/** Those that say what to do instead; Esc alone would not help. */
export const ADVISING: ReadonlySet<Feature> = new Set([
  'member',
  'reason-first',
  'line-first',
  'percent-form',
  'under-age',
  'under-age-lines',
]);

export const featuresEn = {
  member: {
    what: 'On this screen a member code is scanned.',
    safe: 'The due is unchanged.',
    press: 'Scan it, or go back and type the phone',
  },
  invoice: {
    what: 'Carriers and tax IDs are not set up on this till.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },
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
  'nothing-left': { what: 'It is paid in full.', safe: 'What was paid is all there.', press: 'Back' },
  'nothing-taken': {
    what: 'There is no tender to take back.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },
  'card-prefix': {
    what: 'The first digits of a card are 4 to 8.',
    safe: 'Nothing was taken; they may be left out.',
    press: 'Back',
  },
  'voucher-amount': {
    what: 'Type the voucher’s worth first.',
    safe: 'Nothing was taken.',
    press: 'Back',
  },
  'no-points': {
    what: 'No points can be used on this sale.',
    safe: 'The due is unchanged.',
    press: 'Back',
  },
  'return-nothing': {
    what: 'Choose lines and pieces first.',
    safe: 'Nothing was refunded.',
    press: 'Back',
  },
  'return-reason': {
    what: 'Choose a reason first, 1 to 5.',
    safe: 'Nothing was refunded.',
    press: 'Back',
  },
  'reason-first': {
    what: 'No reason is chosen yet.',
    safe: 'The due is unchanged.',
    press: 'Choose one, then apply',
  },
  'line-first': {
    what: 'No line is selected.',
    safe: 'The due is unchanged.',
    press: 'Select one, or take the whole sale',
  },
  'percent-form': {
    what: 'A percentage is 1 to 99.',
    safe: 'The due is unchanged.',
    press: 'Type it again',
  },
  'under-age': {
    what: 'Some lines are for {age} and over and cannot be sold.',
    safe: 'Nothing is paid.',
    press: 'Remove those lines, then pay',
  },
  'under-age-lines': {
    what: 'Not for buyers under {age}: {lines}.',
    safe: 'Nothing is paid.',
    press: 'Remove these lines, then pay',
  },
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
