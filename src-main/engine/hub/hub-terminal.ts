import type { ReconnectingLink } from '../../../drivers/link/reconnecting-link.ts';
import type { TerminalProfile } from '../../../drivers/terminal/profiles.ts';
import { TerminalDevice } from '../../../drivers/terminal/terminal-device.ts';
import type {
  NotDoneReason,
  TerminalFault,
  UnknownCause,
} from '../../../drivers/terminal/terminal-outcome.ts';
import type { TerminalRequest } from '../../../drivers/terminal/terminal-request.ts';
import { Emitter } from '../../base/emitter.ts';
import type { DeviceReason, DeviceTestResult } from '../../contract/devices.ts';
import type { DeviceBadge } from '../../contract/views.ts';
import type { BadgedDevice, WatchedDevice } from '../devices.ts';
import type { DeviceHubMeans } from './open-link.ts';
import { badgeOf, done, failed, type TellsOfItself, watched } from './watched.ts';

export interface TerminalSetting {
  readonly link: ReconnectingLink;
  readonly connection: string;
  readonly profile: TerminalProfile;
}

/** A reference that no sale has, to ask about. */
const NO_SALE = 'TEST';

/** The card terminal as the engine sees it: it tells how it stands, and is asked without a charge by a technician. */
export class HubTerminal implements BadgedDevice {
  readonly #device: TerminalDevice;
  readonly #profile: TerminalProfile;
  readonly #badges = new Emitter<void>();
  readonly watched: readonly WatchedDevice[];

  constructor({ link, connection, profile }: TerminalSetting, means: DeviceHubMeans) {
    this.#profile = profile;
    this.#device = new TerminalDevice(link, profile, means);
    this.#device.onEvent((event) => {
      if (event.kind === 'state') this.#badges.emit();
      if (event.kind === 'stray-answer' || event.kind === 'late-answer')
        means.log.log('warn', 'a card terminal answered what nobody asked', { kind: event.kind });
    });
    this.watched = [
      watched({
        deviceId: 'terminal',
        kind: 'terminal',
        connection,
        profile: profile.name,
        device: toldOf(this.#device),
        tests: { ask: () => this.#ask() },
        reopen: () => link.reopen(),
        isBusy: () => this.#device.isBusy,
      }),
    ];
  }

  get badge(): DeviceBadge {
    return badgeOf(this.#device.state.status);
  }

  onBadge(listener: () => void) {
    return this.#badges.on(listener);
  }

  open(): void {
    this.#device.open();
  }

  close(): Promise<void> {
    return this.#device.close();
  }

  /** Whether it is there and speaks this layout, without any money: an echo, or a question about a sale that never was. */
  async #ask(): Promise<DeviceTestResult> {
    const question = this.#question();
    if (question === undefined) return failed('unsupported');
    const outcome = await this.#device.request(question, { onStep: async () => {} });
    switch (outcome.status) {
      case 'not-done':
        return failed(inWindowWords(outcome.reason));
      case 'unknown':
        // It knows of no such sale, so it has understood the question.
        return outcome.cause === 'no-record' ? done() : failed(inWindowWords(outcome.cause));
      default:
        return done();
    }
  }

  #question(): TerminalRequest | undefined {
    const { transactionTypes, rules } = this.#profile.layout;
    if (transactionTypes.echo !== undefined) return { verb: 'echo' };
    return rules.isInquirySupported ? { verb: 'inquire', reference: NO_SALE } : undefined;
  }
}

/** What it tells of itself, in the words of the contract. */
function toldOf(device: TerminalDevice): TellsOfItself {
  return {
    get state() {
      return device.state;
    },
    get counters() {
      return device.counters;
    },
    get lastFault() {
      const { lastFault } = device;
      // An answer that it knows of no such sale is what a technician's question hopes for.
      if (lastFault === undefined || lastFault.reason === 'no-record') return undefined;
      return { ...lastFault, reason: inWindowWords(lastFault.reason) };
    },
  };
}

/** A technician is told that nobody knows what became of the money; the cause is in the detail. */
const REASONS: Readonly<Record<UnknownCause | NotDoneReason, DeviceReason>> = {
  'no-ack': 'no-answer',
  'no-result': 'result-unknown',
  'link-lost': 'result-unknown',
  'write-stalled': 'stalled',
  'damaged-answer': 'nonsense',
  mismatch: 'result-unknown',
  ambiguous: 'result-unknown',
  'too-many-frames': 'nonsense',
  'no-record': 'result-unknown',
  'internal-error': 'failed',
  busy: 'busy',
  'bad-request': 'unsupported',
  'not-connected': 'disconnected',
  'cancelled-before-sending': 'cancelled',
  'step-failed': 'failed',
  refused: 'refused',
};

function inWindowWords(reason: TerminalFault['reason']): DeviceReason {
  return isTerminalWord(reason) ? REASONS[reason] : reason;
}

function isTerminalWord(reason: string): reason is keyof typeof REASONS {
  return Object.hasOwn(REASONS, reason);
}
