import type { Answer, TillBridge } from '../../../src-main/contract/bridge.ts';
import type { DevicesView, DeviceTest, DeviceTestResult } from '../../../src-main/contract/devices.ts';
import type {
  CashPreview,
  Language,
  ProductHit,
  ReceiptText,
  Theme,
} from '../../../src-main/contract/views.ts';
import { type Outcome, outcomeOf, readCashPreview, readProductHits, readReceiptText } from './answers.ts';
import { readDevicesView, readDeviceTestResult } from './device-answers.ts';

export type Layer = 'none' | 'panel' | 'dialog' | 'drawer';

interface LineRef {
  readonly saleId: string;
  readonly lineId: string;
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

  beginPayment(saleId: string): Promise<Outcome> {
    return done(this.#bridge.payBegin({ commandId: this.#nextId(), saleId }));
  }
  leavePayment(saleId: string): Promise<Outcome> {
    return done(this.#bridge.payLeave({ commandId: this.#nextId(), saleId }));
  }
  takeCash(saleId: string, amount: number): Promise<Outcome> {
    return done(this.#bridge.payTakeCash({ commandId: this.#nextId(), saleId, amount }));
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
