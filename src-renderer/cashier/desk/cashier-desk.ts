import type { CartView, CashierView, Cue, Screen, TillEvent } from '../../../src-main/contract/views.ts';
import type { ShownRefusal } from '../../i18n/catalogue.ts';
import type { WindowEnvironment } from '../../ui/environment.ts';
import { type Outcome, shownRefusalOf } from '../../ui/state/answers.ts';
import { SnapshotStore } from '../../ui/state/snapshot-store.ts';
import type { Layer, TillClient } from '../../ui/state/till-client.ts';
import type { TillStore } from '../../ui/state/till-store.ts';
import { unreachable } from '../../ui/unreachable.ts';
import { Approving } from './approving.ts';
import { carryOut } from './carry-out.ts';
import {
  afterView,
  type Desk,
  EMPTY_DESK,
  type Notice,
  type SingleAsk,
  type Toast,
  withBanner,
  withoutBanner,
} from './desk.ts';
import { DeviceWatch } from './device-watch.ts';
import type { Intent } from './intents.ts';
import { layerOf } from './panels.ts';
import { followRemaining } from './paying.ts';
import { Returning } from './returning.ts';
import { Selling } from './selling.ts';
import { SigningIn } from './starting.ts';
import type { DeskTools } from './tools.ts';
import { openWeighing } from './weighing.ts';

const TOAST_MS = 4_000;
/** A view that does not come in this time comes with the next one. */
const TURN_PATIENCE_MS = 500;

/** Asks after which another screen is in front, each with the screen that it leaves. */
const TURNS: ReadonlyMap<SingleAsk, Screen> = new Map([
  ['begin-payment', 'sell'],
  ['leave-payment', 'pay'],
  ['next-sale', 'done'],
  ['open-shift', 'shift-open'],
  ['recovery', 'recovery'],
]);

/**
 * The cashier's side of the window: turns intents into asks, and keeps what the window itself remembers. It shows
 * nothing before the core has answered (ui.md, principle 7).
 */
export class CashierDesk extends SnapshotStore<Desk> implements DeskTools {
  readonly client: TillClient;
  readonly environment: WindowEnvironment;
  readonly selling: Selling;
  readonly signingIn: SigningIn;
  readonly approving: Approving;
  readonly returning: Returning;
  readonly devices: DeviceWatch;
  readonly #till: TillStore;
  readonly #disposers: readonly (() => void)[];
  #shownView: CashierView | null = null;
  #toldLayer: Layer | null = null;
  #cancelToast: (() => void) | null = null;

  constructor(till: TillStore, client: TillClient, environment: WindowEnvironment) {
    super(EMPTY_DESK);
    this.client = client;
    this.environment = environment;
    this.#till = till;
    this.selling = new Selling(this);
    this.signingIn = new SigningIn(this);
    this.approving = new Approving(this);
    this.returning = new Returning(this);
    this.devices = new DeviceWatch(client, environment);
    this.#disposers = [
      till.subscribe(() => this.#viewChanged()),
      till.onEvent((event) => this.#eventArrived(event)),
    ];
    this.#viewChanged();
  }

  /** Carries out what a person wants. */
  act(intent: Intent): void {
    carryOut(this, intent);
  }

  /** Remembers what is typed; the function that comes back puts it back so, for keys that turn out to be a scan. */
  checkpoint(): () => void {
    const { entry, preview } = this.get();
    const restorePin = this.signingIn.checkpoint();
    const restoreApproval = this.approving.checkpoint();
    return () => {
      this.change({ entry, preview });
      restorePin();
      restoreApproval();
    };
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose();
    this.#cancelToast?.();
    this.devices.follow(null);
    this.environment.sound.acknowledge();
  }

  readonly view = (): CashierView | null => this.#till.get().view;
  readonly cart = (): CartView | null => this.view()?.cart ?? null;
  readonly desk = (): Desk => this.get();
  readonly play = (cue: Cue): void => this.environment.sound.play(cue);

  readonly change = (patch: Partial<Desk>): void => {
    this.set({ ...this.get(), ...patch });
    this.#tellLayer();
    this.devices.follow(this.get().panel);
    if (this.get().approval === null) this.approving.forget();
  };

  readonly show = (notice: Notice): void => {
    this.set(withBanner(this.get(), notice, this.environment.nowMs()));
    this.play('refused');
  };

  readonly dismiss = (): void => {
    this.environment.sound.acknowledge();
    this.set(withoutBanner(this.get(), this.environment.nowMs()));
  };

  readonly settle = async (asked: Promise<Outcome>): Promise<boolean> => {
    const outcome = await asked;
    if (outcome.ok) this.set(withoutBanner(this.get(), this.environment.nowMs()));
    else this.#refused(outcome.refusal);
    return outcome.ok;
  };

  readonly single = (kind: SingleAsk, ask: () => Promise<Outcome>): Promise<boolean> | null => {
    if (this.get().asking.has(kind)) return null;
    this.change({ asking: new Set([...this.get().asking, kind]) });
    return this.settle(ask())
      .then((isDone) => (isDone ? this.#turned(kind) : false))
      .finally(() => {
        this.change({ asking: new Set([...this.get().asking].filter((each) => each !== kind)) });
      });
  };

  /** Good news, in the place of any that stood there. */
  readonly toast = (toast: Toast): void => {
    this.#cancelToast?.();
    this.change({ toast });
    this.#cancelToast = this.environment.after(TOAST_MS, () => this.change({ toast: null }));
  };

  /** Whether another screen is on its way: keys pressed now are meant for that one. */
  isTurning(): boolean {
    return [...this.get().asking].some((kind) => TURNS.has(kind));
  }

  /** Resolves when the screen that the core has turned to is in the view; its answer may come a moment before. */
  #turned(kind: SingleAsk): Promise<true> {
    const from = TURNS.get(kind);
    const isThere = () => from === undefined || this.view()?.screen !== from;
    if (isThere()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = () => {
        stop();
        cancel();
        resolve(true);
      };
      const stop = this.#till.subscribe(() => {
        if (isThere()) finish();
      });
      const cancel = this.environment.after(TURN_PATIENCE_MS, finish);
    });
  }

  #viewChanged(): void {
    const view = this.view();
    if (view === null || view === this.#shownView) return;
    const previous = this.#shownView;
    this.#shownView = view;
    // A core that has just started does not know what lies over this window's screen.
    if (previous === null) this.#toldLayer = null;
    const isNewPerson = previous?.operator?.operatorId !== view.operator?.operatorId;
    this.change(afterView(this.get(), previous, view));
    followRemaining(this, previous, view);
    if (isNewPerson && view.operator !== null) this.signingIn.clear();
    if (previous !== null && needsHand(previous) && !needsHand(view)) this.environment.sound.acknowledge();
  }

  #eventArrived(event: TillEvent): void {
    switch (event.kind) {
      case 'cue':
        this.#cueArrived(event.cue);
        return;
      case 'refusal':
        // The question itself stands on the screen, with its keys, for as long as it is open.
        if (event.refusal.code === 'print-interrupted') return;
        this.#refused(shownRefusalOf(event.refusal));
        return;
      case 'toast':
        this.toast(toastOf(event));
        return;
      default:
        unreachable(event);
    }
  }

  /** Goods by weight are no mistake of anybody's: they are asked for on the scale. */
  #refused(refusal: ShownRefusal): void {
    if (refusal.code === 'exchange-refused') this.change({ exchanging: null });
    if (refusal.code === 'weight-needed' && this.view()?.screen === 'sell') openWeighing(this, refusal);
    else this.show({ kind: 'refusal', refusal });
  }

  /** A product that arrived closes what lay over the cart, quick keys excepted, and takes the banner down. */
  #cueArrived(cue: Cue): void {
    this.play(cue);
    if (cue !== 'item' && cue !== 'known' && cue !== 'done') return;
    this.set(withoutBanner(this.get(), this.environment.nowMs()));
    const { panel } = this.get();
    if (cue === 'item' && panel !== 'quick' && panel !== 'close-shift') this.change({ panel: null });
  }

  #tellLayer(): void {
    if (this.view() === null) return;
    const layer = layerOf(this.get());
    if (layer === this.#toldLayer) return;
    this.#toldLayer = layer;
    // Nothing waits for it: a window that could not tell shows the same, and the next layer is told anew.
    void this.client.showLayer(layer).then((outcome) => {
      if (!outcome.ok && this.#toldLayer === layer) this.#toldLayer = null;
    });
  }
}

function toastOf({ toast, params }: Extract<TillEvent, { kind: 'toast' }>): Toast {
  return toast === 'caught-up'
    ? { kind: 'caught-up', n: Number(params.n ?? 0) }
    : { kind: 'printed', receipt: String(params.receipt ?? '') };
}

/** Whether something is left for which the attention cue sounds. */
function needsHand({ printQuestions, badges }: CashierView): boolean {
  return (
    printQuestions.length > 0 ||
    badges.printer.waiting > 0 ||
    badges.drawer === 'left-open' ||
    badges.drawer === 'stuck'
  );
}
