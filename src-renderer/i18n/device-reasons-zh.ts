import type { DeviceReason } from '../../src-main/contract/devices.ts';
import type { Advice } from './sentence.ts';

/**
 * What is wrong with a device, for whoever stands before it, and what to look at or to press. `{connection}` is how it
 * is plugged in.
 */
export const deviceReasonsZhTw: Readonly<Record<DeviceReason, Advice>> = {
  'not-configured': { what: '這台收銀機沒有設定這個設備或功能。', press: '要用的話，請技術人員加進設定' },
  opening: { what: '正在開啟 {connection}。', press: '等幾秒' },
  'not-found': { what: '找不到 {connection}。', press: '檢查電源、接線與連接埠設定' },
  refused: { what: '{connection} 拒絕連線。', press: '檢查位址與埠號；別台收銀機可能正在用它' },
  'in-use': { what: '另一個程式正在用 {connection}。', press: '關掉它，或重開機' },
  'permission-denied': {
    what: '這台電腦不讓收銀程式使用 {connection}。',
    press: '請技術人員開放權限',
  },
  disconnected: { what: '{connection} 斷線了。', press: '檢查電源與接線；接回來會自動恢復' },
  'timed-out': { what: '{connection} 太久沒有回應。', press: '檢查電源、網路與位址' },
  overflow: { what: '送出去的資料積太多，設備收不下。', press: '檢查設備是否卡住，再按重新連接' },
  closed: { what: '這個設備沒有開啟。', press: '按重新連接' },
  failed: { what: '{connection} 不能用，原因寫在下面的紀錄。', press: '按重新連接；還是不行就找技術人員' },

  starting: { what: '已接上，正在等第一次回應。', press: '等幾秒' },
  unheard: { what: '已接上，還沒有聽過它的回應。', press: '按詢問確認' },
  'no-answer': {
    what: '線接著，但沒有回應。',
    press: '檢查電源、傳輸速率（鮑率）與線材；別台收銀機可能正在用它',
  },
  nonsense: { what: '收到的不是這種設備的回答。', press: '檢查傳輸速率（鮑率）、同位元與機型設定' },
  stalled: { what: '設備停住了，不收資料。', press: '看它有沒有卡住，關掉電源再開' },
  offline: { what: '設備自己設成離線。', press: '按它面板上的線上（ONLINE）鍵' },
  busy: { what: '設備正在忙。', press: '做完再試一次' },
  unsupported: { what: '這個機型沒有這個功能。', press: '不用處理' },
  'not-ready': { what: '設備還沒準備好。', press: '看它的面板，等它就緒' },

  'paper-out': { what: '缺紙。', press: '換紙，關好上蓋' },
  'paper-near-end': { what: '紙快用完了。', press: '準備換紙' },
  'cover-open': { what: '上蓋沒有關。', press: '關好上蓋' },
  'cutter-jam': { what: '切刀卡住了。', press: '打開上蓋，清掉卡住的紙，再關上' },
  'head-hot': { what: '印字頭太熱，自己停下來了。', press: '等它涼，會自動繼續' },
  recoverable: { what: '印表機停下來等處理。', press: '排除卡紙後按重新連接' },
  unrecoverable: { what: '印表機內部故障。', press: '關掉電源再開；還是不行就送修' },
  'drawer-open': { what: '錢箱開著。', press: '找完零關上' },
  'drawer-left-open': { what: '錢箱開著太久。', press: '關上錢箱' },
  'drawer-stuck': { what: '送出開箱訊號，錢箱沒有打開。', press: '檢查鑰匙位置與錢箱線，或用鑰匙打開' },
  'no-sense': { what: '看不到錢箱開或關。', press: '開得了就能用；要看開關，檢查錢箱線與設定' },

  'too-long': { what: '條碼太長，超過任何商品條碼。', press: '檢查掃描器的結尾字元設定' },
  'no-terminator': { what: '條碼後面沒有結尾字元。', press: '照掃描器手冊，把結尾（suffix）設成 CR' },
  'not-text': { what: '收到的不是文字。', press: '檢查傳輸速率（鮑率）與同位元設定' },
  'check-digit': { what: '檢查碼不符，條碼沒讀完整。', press: '再掃一次；一直這樣就擦乾淨掃描窗' },
  glued: { what: '兩個條碼黏在一起。', press: '照掃描器手冊，把結尾（suffix）設成 CR' },
  'report-missing': { what: '掃描器只送來一部分。', press: '再掃一次；常發生就換 USB 埠或線' },
  'report-malformed': { what: '掃描器送來的格式不對。', press: '檢查機型設定，或改用原廠的 HID POS 模式' },
  'report-mixed': { what: '兩次掃描的資料混在一起。', press: '再掃一次；常發生就換 USB 埠或線' },
  empty: { what: '掃描器送來空的條碼。', press: '再掃一次' },
  'add-on': { what: '附加碼的長度不對，要 2 碼或 5 碼。', press: '再掃一次' },
  'price-verifier': { what: '店內標籤的價格檢查碼不符。', press: '再掃一次；一直這樣就重印標籤' },
  'price-fraction': { what: '店內標籤的價格不是整數元。', press: '請技術人員檢查店內碼的格式設定' },
  'gs1-data': { what: 'GS1 條碼的內容不合規定。', press: '換一件再掃；都這樣就通知供應商' },
  'code-39-full-ascii': {
    what: '掃描器開了 Code 39 Full ASCII，手機條碼會變形。',
    press: '照掃描器手冊關閉 Full ASCII',
  },
  'gs-lost': {
    what: '掃描器把 GS1 的分隔字元弄丟了，批號與日期會連在一起。',
    press: '照掃描器手冊，開啟傳送 GS（ASCII 29）',
  },
  'check-digit-dropped': {
    what: '掃描器沒有送出檢查碼。',
    press: '照掃描器手冊，開啟 EAN／UPC 檢查碼傳送',
  },
  'caps-lock': { what: '大小寫顛倒了。', press: '關掉鍵盤的 Caps Lock，或關掉掃描器的大小寫轉換' },
  'layout-or-ime': {
    what: '鍵盤配置或輸入法把條碼改掉了。',
    press: '切到英文（美式）鍵盤，掃描器的國別也設成美國',
  },

  unstable: { what: '秤還沒穩定。', press: '放穩，不要碰秤盤' },
  'under-zero': { what: '秤的讀數低於零。', press: '拿開秤上的東西，按歸零' },
  'over-capacity': { what: '超過秤的最大秤量。', press: '分開秤' },
  'unit-mismatch': { what: '秤的單位或小數位跟設定不同。', press: '把秤改成公斤，或請技術人員改設定' },
  'not-returned-to-zero': { what: '秤還沒有回到零，可能是同一件。', press: '拿開再放上去' },
  'not-taken': { what: '秤沒有接受這個按鍵。', press: '清空秤盤，放穩後再按' },
  noise: { what: '收到看不懂的資料。', press: '檢查傳輸速率（鮑率）、同位元與接線' },
  'half-frame': { what: '秤的資料只收到一半。', press: '檢查接線；常發生就換線' },
  'check-sum': { what: '秤的資料檢查碼不符。', press: '檢查接線與干擾；常發生就換線' },
  layout: { what: '秤的資料格式跟設定不同。', press: '請技術人員檢查秤的機型設定' },
  cancelled: { what: '已取消。', press: '需要時再試一次' },

  'result-unknown': {
    what: '刷卡機沒有回覆最後一筆的結果。',
    press: '看刷卡機上的紀錄，先不要再刷一次',
  },
};
