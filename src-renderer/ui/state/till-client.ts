import type { Answer, TillBridge } from '../../../src-main/contract/bridge.ts';
import type { DevicesView, DeviceTest, DeviceTestResult } from '../../../src-main/contract/devices.ts';
import type { ManualDiscount, ReasonCode, ReturnReasonCode } from '../../../src-main/contract/reasons.ts';
import type { ReturnableSale, ReturnPreview } from '../../../src-main/contract/sale-views.ts';
import type {
  CashPreview,
  Language,
  ProductHit,
  ReceiptText,
  Theme,
} from '../../../src-main/contract/views.ts';
import { type Outcome, outcomeOf, readCashPreview, readProductHits, readReceiptText } from './answers.ts';
import { readDevicesView, readDeviceTestResult } from './device-answers.ts';
import { type Interaction, readInteractions } from './member-answers.ts';
import { readReturnableSale, readReturnPreview } from './return-answers.ts';

export type Layer = 'none' | 'panel' | 'dialog' | 'drawer';

interface LineRef {
  readonly saleId: string;
  readonly lineId: string;
}

/** A reduction by hand: of a line, or of the whole sale where `lineId` is null; a `discount` of null takes it back. */
export interface DiscountAsk {
  readonly saleId: string;
  readonly lineId: string | null;
  readonly discount: ManualDiscount | null;
  readonly reason: ReasonCode;
}

/** Another price for a line; null takes it back. */
export interface OverrideAsk extends LineRef {
  readonly price: number | null;
  readonly reason: ReasonCode;
}

/** Who joins, and what they agree to. */
export interface JoinAsk {
  readonly phone: string;
  readonly name: string;
  readonly birthday?: string;
  readonly consent: { readonly terms: boolean; readonly offers: boolean; readonly notes: boolean };
}

export type NoteReason = 'service' | 'complaint' | 'preference' | 'other';

/** The yes of somebody who may allow what the operator alone may not. */
export interface ApprovalOf {
  readonly operatorId: string;
  readonly pin: string;
}

/** So many pieces of a line of a finished sale. */
export interface UnitsBack {
  readonly lineId: string;
  readonly units: number;
}

/** Goods that come back, and why. */
export interface ReturnAsk {
  readonly saleId: string;
  readonly lines: readonly UnitsBack[];
  readonly reason: ReturnReasonCode;
}

/**
 * The cashier's asks. Each command goes out once, under an id of its own; nothing is sent again by itself, since
 * after a break the view says what was done (design.md, The loop).
 */
export class TillClient {
  readonly #bridge: TillBridge;
  readonly #nextId: () => string;

  constructor(bridge: TillBridge, nextId: () => string) {
    this.#bridge = bridge;
    this.#nextId = nextId;
  }

  signIn(operatorId: string, pin: string): Promise<Outcome> {
    return done(this.#bridge.sessionSignIn({ commandId: this.#nextId(), operatorId, pin }));
  }
  signOut(): Promise<Outcome> {
    return done(this.#bridge.sessionSignOut({ commandId: this.#nextId() }));
  }
  openShift(float: number): Promise<Outcome> {
    return done(this.#bridge.shiftOpen({ commandId: this.#nextId(), float }));
  }
  closeShift(counted: number): Promise<Outcome> {
    return done(this.#bridge.shiftClose({ commandId: this.#nextId(), counted }));
  }

  enterCode(code: string, origin: 'keys' | 'wedge', aimId: string | null = null): Promise<Outcome> {
    return done(
      this.#bridge.cartEnterCode({
        commandId: this.#nextId(),
        code,
        origin,
        ...(aimId === null ? {} : { aimId }),
      }),
    );
  }
  setMultiplier(quantity: number): Promise<Outcome> {
    return done(this.#bridge.cartSetMultiplier({ commandId: this.#nextId(), quantity }));
  }
  addProduct(sku: string): Promise<Outcome> {
    return done(this.#bridge.cartAddProduct({ commandId: this.#nextId(), sku }));
  }
  setQuantity({ saleId, lineId }: LineRef, quantity: number): Promise<Outcome> {
    return done(this.#bridge.cartSetQuantity({ commandId: this.#nextId(), saleId, lineId, quantity }));
  }
  removeLine({ saleId, lineId }: LineRef): Promise<Outcome> {
    return done(this.#bridge.cartRemoveLine({ commandId: this.#nextId(), saleId, lineId }));
  }
  voidCart(saleId: string): Promise<Outcome> {
    return done(this.#bridge.cartVoid({ commandId: this.#nextId(), saleId }));
  }
  suspendCart(saleId: string): Promise<Outcome> {
    return done(this.#bridge.cartSuspend({ commandId: this.#nextId(), saleId }));
  }
  resumeCart(saleId: string): Promise<Outcome> {
    return done(this.#bridge.cartResume({ commandId: this.#nextId(), saleId }));
  }

  /** From the scale; `grams` only where a person has weighed. */
  addWeighed(sku: string, grams: number | null): Promise<Outcome> {
    return done(
      this.#bridge.cartAddWeighed({
        commandId: this.#nextId(),
        sku,
        ...(grams === null ? {} : { grams }),
      }),
    );
  }
  overridePrice(change: OverrideAsk, approval?: ApprovalOf): Promise<Outcome> {
    return done(
      this.#bridge.cartOverridePrice({
        commandId: this.#nextId(),
        ...change,
        ...(approval === undefined ? {} : { approval }),
      }),
    );
  }
  giveDiscount(change: DiscountAsk, approval?: ApprovalOf): Promise<Outcome> {
    return done(
      this.#bridge.cartDiscount({
        commandId: this.#nextId(),
        ...change,
        ...(approval === undefined ? {} : { approval }),
      }),
    );
  }
  declineRedemption({ saleId, lineId }: LineRef, isDeclined: boolean): Promise<Outcome> {
    return done(
      this.#bridge.cartDeclineRedemption({ commandId: this.#nextId(), saleId, lineId, isDeclined }),
    );
  }
  confirmAge(saleId: string, minimumAge: number): Promise<Outcome> {
    return done(this.#bridge.cartConfirmAge({ commandId: this.#nextId(), saleId, minimumAge }));
  }
  withdrawCoupon(saleId: string, couponId: string): Promise<Outcome> {
    return done(this.#bridge.couponWithdraw({ commandId: this.#nextId(), saleId, couponId }));
  }
  refuseOffer(saleId: string, promotionId: string): Promise<Outcome> {
    return done(this.#bridge.offerRefuse({ commandId: this.#nextId(), saleId, promotionId }));
  }

  memberByPhone(phone: string): Promise<Outcome> {
    return done(this.#bridge.memberByPhone({ commandId: this.#nextId(), phone }));
  }
  removeMember(saleId: string): Promise<Outcome> {
    return done(this.#bridge.memberRemove({ commandId: this.#nextId(), saleId }));
  }
  joinMember(joining: JoinAsk): Promise<Outcome> {
    return done(this.#bridge.memberJoin({ commandId: this.#nextId(), ...joining }));
  }
  noteMember(saleId: string, reason: NoteReason, text: string): Promise<Outcome> {
    return done(this.#bridge.memberNote({ commandId: this.#nextId(), saleId, reason, text }));
  }
  /** What people may read of a member: the last interactions. */
  async readInteractions(memberId: string): Promise<Outcome<readonly Interaction[]>> {
    return outcomeOf(await this.#bridge.memberRead({ memberId }), readInteractions);
  }

  beginPayment(saleId: string): Promise<Outcome> {
    return done(this.#bridge.payBegin({ commandId: this.#nextId(), saleId }));
  }
  leavePayment(saleId: string): Promise<Outcome> {
    return done(this.#bridge.payLeave({ commandId: this.#nextId(), saleId }));
  }
  takeCash(saleId: string, amount: number): Promise<Outcome> {
    return done(this.#bridge.payTakeCash({ commandId: this.#nextId(), saleId, amount }));
  }
  /** `prefix`: the card's first digits, 4 to 8 of them; empty where they were not read. */
  takeCard(saleId: string, amount: number, prefix: string): Promise<Outcome> {
    return done(
      this.#bridge.payTakeCard({
        commandId: this.#nextId(),
        saleId,
        amount,
        ...(prefix === '' ? {} : { cardPrefix: prefix }),
      }),
    );
  }
  takeVoucher(saleId: string, amount: number): Promise<Outcome> {
    return done(this.#bridge.payTakeVoucher({ commandId: this.#nextId(), saleId, amount }));
  }
  cancelTender(saleId: string, tenderId: string): Promise<Outcome> {
    return done(this.#bridge.payCancelTender({ commandId: this.#nextId(), saleId, tenderId }));
  }
  /** Points for money off, or as a way to pay: whole NT$, or as much as is allowed. */
  burnPoints(saleId: string, programmeId: string, wanted: number | 'max'): Promise<Outcome> {
    return done(this.#bridge.pointsBurn({ commandId: this.#nextId(), saleId, programmeId, wanted }));
  }
  dropBurn(saleId: string, programmeId: string): Promise<Outcome> {
    return done(this.#bridge.pointsDropBurn({ commandId: this.#nextId(), saleId, programmeId }));
  }
  /** As many whole steps as the member's points are enough for. */
  exchangeAll(saleId: string, fromProgrammeId: string, toProgrammeId: string): Promise<Outcome> {
    const commandId = this.#nextId();
    return done(
      this.#bridge.pointsExchange({ commandId, saleId, fromProgrammeId, toProgrammeId, points: 'max' }),
    );
  }
  /** Takes goods of a finished sale back. */
  makeReturn({ saleId, lines, reason }: ReturnAsk, approval?: ApprovalOf): Promise<Outcome> {
    return done(
      this.#bridge.returnMake({
        commandId: this.#nextId(),
        saleId,
        lines: [...lines],
        reason,
        ...(approval === undefined ? {} : { approval }),
      }),
    );
  }
  nextSale(): Promise<Outcome> {
    return done(this.#bridge.saleNext({ commandId: this.#nextId() }));
  }

  showLayer(layer: Layer): Promise<Outcome> {
    return done(this.#bridge.screenShowLayer({ commandId: this.#nextId(), layer }));
  }
  /** Opens the drawer without a sale; `approval` is the yes of somebody who may allow it. */
  openDrawer(approval?: { readonly operatorId: string; readonly pin: string }): Promise<Outcome> {
    return done(
      this.#bridge.drawerOpen({
        commandId: this.#nextId(),
        ...(approval === undefined ? {} : { approval }),
      }),
    );
  }
  /** Has a device do one of its tests. */
  async testDevice(deviceId: string, test: DeviceTest): Promise<Outcome<DeviceTestResult>> {
    const answer = await this.#bridge.devicesTest({ commandId: this.#nextId(), deviceId, test });
    return outcomeOf(answer, readDeviceTestResult);
  }
  /** Closes a device's port and opens it anew. */
  reopenDevice(deviceId: string): Promise<Outcome> {
    return done(this.#bridge.devicesReopen({ commandId: this.#nextId(), deviceId }));
  }
  reprint(saleId: string): Promise<Outcome> {
    return done(this.#bridge.receiptReprint({ commandId: this.#nextId(), saleId }));
  }
  resolvePrint(jobId: string, choice: 'reprint' | 'skip'): Promise<Outcome> {
    return done(this.#bridge.receiptResolve({ commandId: this.#nextId(), jobId, choice }));
  }
  retryPrint(): Promise<Outcome> {
    return done(this.#bridge.receiptRetry({ commandId: this.#nextId() }));
  }
  continueAfterRecovery(): Promise<Outcome> {
    return done(this.#bridge.recoveryContinue({ commandId: this.#nextId() }));
  }
  changeLanguage(language: Language): Promise<Outcome> {
    return done(this.#bridge.settingsChange({ commandId: this.#nextId(), language }));
  }
  changeTheme(theme: Theme): Promise<Outcome> {
    return done(this.#bridge.settingsChange({ commandId: this.#nextId(), theme }));
  }

  /** How the devices stand. With `scanTest` scans go to the test for the next few seconds, without it to the sale. */
  async readDevices(scanTest: boolean): Promise<Outcome<DevicesView>> {
    return outcomeOf(await this.#bridge.devicesRead({ scanTest }), readDevicesView);
  }
  async previewCash(saleId: string, amount: number): Promise<Outcome<CashPreview>> {
    return outcomeOf(await this.#bridge.payPreviewCash({ saleId, amount }), readCashPreview);
  }
  /** A finished sale by its id or the number on its receipt. */
  async findSale(text: string): Promise<Outcome<ReturnableSale>> {
    return outcomeOf(await this.#bridge.returnFind({ text }), readReturnableSale);
  }
  /** What a return would come to. Nothing happens. */
  async previewReturn(saleId: string, lines: readonly UnitsBack[]): Promise<Outcome<ReturnPreview>> {
    return outcomeOf(await this.#bridge.returnPreview({ saleId, lines: [...lines] }), readReturnPreview);
  }
  async searchProducts(text: string): Promise<Outcome<readonly ProductHit[]>> {
    return outcomeOf(await this.#bridge.productsSearch({ text }), readProductHits);
  }
  async readReceipt(saleId: string): Promise<Outcome<ReceiptText>> {
    return outcomeOf(await this.#bridge.receiptRead({ saleId }), readReceiptText);
  }
}

/** The outcome of a command, whose value nobody looks at: what it changed is in the view. */
async function done(answer: Promise<Answer>): Promise<Outcome> {
  return outcomeOf(await answer, () => 'done');
}
