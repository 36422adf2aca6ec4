import { casContinuousCodec } from './cas-continuous.ts';
import { casEnquire, casSendWeight, casType6Codec } from './cas-type6.ts';
import { mettler8217Codec, mettlerCommands } from './mettler-8217.ts';
import type { ScaleCodec } from './scale-message.ts';
import type { ScaleDialectName, ScaleProfile } from './scale-profile.ts';

/** What can be asked of a scale besides its weight: the keys on its front. */
export type ScaleKey = 'zero' | 'tare' | 'clear-tare';

/** How to talk to a scale of one dialect. */
export interface ScaleDialect {
  codec(profile: ScaleProfile): ScaleCodec;
  /** Asks for one answer; undefined where the scale sends all the time. */
  readonly ask: Uint8Array | undefined;
  /** What to send when the scale has said `ready`. */
  readonly sendWeight: Uint8Array | undefined;
  /** The keys that can be pressed from afar. */
  readonly keys: Readonly<Partial<Record<ScaleKey, Uint8Array>>>;
}

/** The dialects by name. */
export const scaleDialects: Readonly<Record<ScaleDialectName, ScaleDialect>> = {
  'mettler-8217': {
    codec: (profile) => mettler8217Codec(profile.weightDigits),
    ask: mettlerCommands.weigh,
    sendWeight: undefined,
    keys: {
      zero: mettlerCommands.zero,
      tare: mettlerCommands.tare,
      'clear-tare': mettlerCommands['clear-tare'],
    },
  },
  'cas-type6': { codec: casType6Codec, ask: casEnquire, sendWeight: casSendWeight, keys: {} },
  'cas-continuous': { codec: casContinuousCodec, ask: undefined, sendWeight: undefined, keys: {} },
};
