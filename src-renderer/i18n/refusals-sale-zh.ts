import type { RefusalCode } from '../../src-main/contract/refusals.ts';
import type { Sentence } from './sentence.ts';

/** What is refused about prices, coupons, members, points, other tenders and returns. */
export const saleRefusalsZhTw = {
  'total-changed': {
    what: '優惠剛換檔，應收從 {old} 變 {new}。',
    safe: '還沒收款，請告知顧客。',
    press: '知道了',
  },
  'discount-invalid': {
    what: '折扣不對，最多減 {max}%。',
    safe: '應收沒有變動。',
    press: '重新輸入折扣',
  },
  'discount-too-large': {
    what: '減了 {pct}%，超過上限 {max}%。',
    safe: '應收沒有變動。',
    press: '改小一點再套用',
  },
  'discount-forbidden': {
    what: '{name} 依規定不能打折。',
    safe: '應收沒有變動。',
    press: '選別的品項，或照原價收',
  },
  'price-invalid': {
    what: '價格要在 {min} 到 {max} 之間。',
    safe: '應收沒有變動。',
    press: '重新輸入價格',
  },
  'age-unconfirmed': {
    what: '有限 {age} 歲以上的商品，還沒看過證件。',
    safe: '還沒收款，購物車都在。',
    press: '看過證件再按收款',
  },
  'quantity-fixed': {
    what: '{name} 是秤重或貼標商品，數量不能改。',
    safe: '購物車沒有變動。',
    press: '再秤一次，或刪除此項',
  },
  'weight-needed': { what: '{name} 要秤重。', safe: '還沒加入購物車。', press: '放上秤後按 Enter' },
  'scale-not-ready': { what: '秤還沒穩定。', safe: '還沒加入購物車。', press: '放穩後再按 Enter' },

  'member-closed': {
    what: '這位會員已經停用。',
    safe: '會員沒有帶入，應收不變。',
    press: '不帶會員繼續，或請顧客洽客服',
  },
  'phone-invalid': {
    what: '電話要 09 開頭、共 10 碼。',
    safe: '會員沒有帶入，應收不變。',
    press: '重新輸入電話',
  },
  'birthday-invalid': {
    what: '生日不對：要是過去的日期。',
    safe: '還沒加入，也沒有留下資料。',
    press: '重新輸入生日，或不填',
  },
  'member-needed': { what: '這個動作要先有會員。', safe: '應收不變。', press: '輸入會員電話' },
  'member-exists': {
    what: '這支電話已經是會員。',
    safe: '沒有重複加入，應收不變。',
    press: '用電話查會員',
  },
  'consent-needed': {
    what: '顧客還沒同意會員條款。',
    safe: '還沒加入，也沒有留下資料。',
    press: '顧客同意後勾選，再加入',
  },
  'member-not-found': {
    what: '找不到這位會員。',
    safe: '會員沒有帶入，應收不變。',
    press: '確認號碼，或加入會員',
  },
  'token-refused': {
    what: '會員碼不能用：{reason}。',
    safe: '會員沒有帶入，應收不變。',
    press: '請顧客重新打開會員碼再掃',
  },

  'coupon-forged': { what: '這張券不是總部發的。', safe: '沒有套用，應收不變。', press: '返回' },
  'coupon-used': { what: '{label} 已經用過。', safe: '沒有套用，應收不變。', press: '返回' },
  'coupon-not-now': {
    what: '{label} 只能在 {from} 到 {until} 使用。',
    safe: '沒有套用，應收不變。',
    press: '返回',
  },
  'coupon-not-for-member': {
    what: '{label} 不是這位會員的。',
    safe: '沒有套用，應收不變。',
    press: '返回',
  },
  'coupon-twice': { what: '{label} 已經在購物車裡。', safe: '只算一次，應收不變。', press: '返回' },
  'coupon-not-here': { what: '{label} 不能在這家店使用。', safe: '沒有套用，應收不變。', press: '返回' },
  'coupon-not-found': { what: '購物車裡沒有這張券。', safe: '應收不變。', press: '返回' },

  'points-short': { what: '點數不夠，可用 {available} 點。', safe: '點數還沒扣。', press: '改少一點' },
  'points-above-limit': {
    what: '最多折 {max} 元（{boundBy}）。',
    safe: '點數還沒扣。',
    press: '改少一點，或折到上限',
  },
  'points-below-minimum': {
    what: '至少要折 {minimum} 元。',
    safe: '點數還沒扣。',
    press: '改多一點，或不折',
  },
  'points-not-burnable': {
    what: '這筆交易不能用這種點數。',
    safe: '點數還沒扣。',
    press: '換一種付款',
  },
  'points-need-code': {
    what: '用電話只能累點，折抵要掃會員 APP 的條碼。',
    safe: '點數還沒扣。',
    press: '掃會員碼',
  },
  'points-offline-off': {
    what: '離線時不能用這種點數。',
    safe: '點數還沒扣，可以照常累點。',
    press: '換一種付款',
  },
  'points-no-grant': {
    what: '這台收銀機的離線點數額度用完了。',
    safe: '點數還沒扣，可以照常累點。',
    press: '連線後再折，或換一種付款',
  },
  'points-paper-refused': {
    what: '離線不能折點數：{reason}。',
    safe: '點數還沒扣。',
    press: '請顧客更新會員碼，或換一種付款',
  },
  'points-asking': { what: '正在問總部點數。', safe: '點數還沒扣。', press: '等回覆，或不折點數繼續' },
  'points-amount-invalid': {
    what: '折抵金額要是 1 元以上的整數。',
    safe: '點數還沒扣。',
    press: '重新輸入金額',
  },
  'exchange-offline': { what: '離線時不能換點。', safe: '點數沒有變動。', press: '連線後再換' },
  'exchange-refused': { what: '總部沒有換點：{reason}。', safe: '點數沒有變動。', press: '返回' },
  'offer-not-found': { what: '這個專屬優惠已經不在。', safe: '應收不變。', press: '返回' },

  'tender-invalid': { what: '這筆付款要在 1 到 {max} 之間。', safe: '尚未收款。', press: '重新輸入金額' },
  'tender-above-due': {
    what: '這種付款最多收 {max}，只有現金可以找零。',
    safe: '尚未收款。',
    press: '改收 {max}',
  },
  'tender-not-found': {
    what: '找不到這筆付款，可能已經取消。',
    safe: '其他付款沒有變動。',
    press: '返回',
  },
  'sale-not-found': {
    what: '找不到這筆交易。',
    safe: '沒有退款，也沒有變動。',
    press: '重新輸入收據號碼',
  },
  'return-too-much': { what: '{name} 最多還能退 {left} 件。', safe: '還沒退款。', press: '改數量' },
} as const satisfies Partial<Record<RefusalCode, Sentence>>;

/** `points-above-limit` where the limit is nothing. */
export const pointsUsedUpZhTw: Sentence = {
  what: '這次不能再折了（{boundBy}）。',
  safe: '點數還沒扣。',
  press: '用別的方式付款',
};
