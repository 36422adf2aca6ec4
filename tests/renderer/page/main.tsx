import { createRoot } from 'react-dom/client';
import type { Answer } from '../../../src-main/contract/bridge.ts';
import type { CashierView, TillEvent } from '../../../src-main/contract/views.ts';
import { CashierWindow } from '../../../src-renderer/cashier/CashierWindow.tsx';
import { browserEnvironment } from '../../../src-renderer/ui/environment.ts';
import { FakeTill } from '../fake-till.ts';
import '@fontsource/noto-sans-tc/400.css';
import '@fontsource/noto-sans-tc/700.css';
import '../../../src-renderer/ui/tokens.css';
import '../../../src-renderer/ui/base.css';
import '../../../src-renderer/ui/controls.css';
import '../../../src-renderer/ui/money.css';
import '../../../src-renderer/ui/tenders.css';
import '../../../src-renderer/ui/feedback.css';

/** What a test does with the page from outside. */
export interface Stage {
  /** A new window on a new till that shows `view`; the clock stands at `nowMs`. */
  open(view: CashierView, nowMs: number): void;
  show(view: CashierView): void;
  emit(event: TillEvent): void;
  /** How a channel is answered from now on; `held` answers wait for `release`. */
  answer(channel: string, answer: Answer, isHeld?: boolean): void;
  release(channel: string): void;
  connection(connection: 'open' | 'lost' | 'refused'): void;
  /** A key stroke made at `atMs` by the keyboard's own clock, whenever this machine gets round to it. */
  stroke(code: string, shift: boolean, atMs: number): void;
  calls(): FakeTill['calls'];
  cues(): readonly string[];
}

declare global {
  interface Window {
    cashierStage: Stage;
  }
}

const place = document.getElementById('window');
if (place === null) throw new Error('no place for the window');
const root = createRoot(place);
let till = new FakeTill();
let windows = 0;
let cues: string[] = [];
const releases = new Map<string, (() => void)[]>();

window.cashierStage = {
  open(view, nowMs) {
    till = new FakeTill();
    cues = [];
    releases.clear();
    windows += 1;
    const fake = till;
    fake.answer('pay:preview-cash', (input) => {
      const received = Number(input.amount);
      const remaining = viewNow.pay?.remaining ?? 0;
      const isEnough = received >= remaining;
      return {
        ok: true,
        value: {
          received,
          remaining,
          change: isEnough ? received - remaining : null,
          short: isEnough ? null : remaining - received,
        },
      };
    });
    let viewNow = view;
    fake.show(view);
    const show = fake.show.bind(fake);
    fake.show = (next) => {
      viewNow = next;
      show(next);
    };
    const environment = {
      ...browserEnvironment({ play: (cue) => cues.push(cue), acknowledge() {} }),
      nowMs: () => nowMs,
    };
    root.render(<CashierWindow key={windows} bridge={fake.bridge} environment={environment} />);
  },
  show: (view) => till.show(view),
  emit: (event) => till.emit(event),
  answer(channel, answer, isHeld = false) {
    till.answer(channel, () => {
      if (!isHeld) return answer;
      return new Promise((resolve) => {
        releases.set(channel, [...(releases.get(channel) ?? []), () => resolve(answer)]);
      });
    });
  },
  release(channel) {
    for (const release of releases.get(channel) ?? []) release();
    releases.delete(channel);
  },
  connection: (connection) => till.connection(connection),
  stroke(code, shift, atMs) {
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent('keydown', { code, shiftKey: shift, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: atMs });
    const isLeftAlone = target.dispatchEvent(event);
    // What the browser itself does with a stroke that nobody took.
    if (!isLeftAlone) return;
    const character = code.startsWith('Digit') ? code.at(-1) : undefined;
    if (target instanceof HTMLInputElement && character !== undefined) {
      document.execCommand('insertText', false, character);
    }
    if (target instanceof HTMLButtonElement && code === 'Enter') target.click();
  },
  calls: () => till.calls,
  cues: () => cues,
};
