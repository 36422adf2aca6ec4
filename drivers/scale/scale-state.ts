import { unreachable } from '../../src-main/base/assert.ts';
import type { DeviceState } from '../device.ts';
import { stateOfClosedLink } from '../link/link-device-state.ts';
import type { LinkFault, LinkState } from '../link.ts';
import type { ScaleDamage } from './scale-message.ts';
import type { ScaleTrouble } from './scale-task.ts';
import type { WeighWait } from './weigh-judge.ts';

/**
 * The reasons of a scale's {@link DeviceState}. `starting`: the line is open and the scale has not answered yet
 * (claimed). `not-ready`, `no-answer` (offline) may pass; `nonsense`, `unit-mismatch` (error) need a technician.
 */
export type ScaleStateReason =
  | 'opening'
  | 'starting'
  | ScaleTrouble
  | 'not-ready'
  | 'unit-mismatch'
  | LinkFault;

export interface ScaleState extends DeviceState {
  readonly reason?: ScaleStateReason;
}

export type ScaleEvent =
  | { readonly kind: 'state'; readonly state: ScaleState }
  /** What an open weighing waits for, each time that it changes. */
  | { readonly kind: 'waiting'; readonly reason: WeighWait }
  | { readonly kind: 'damaged'; readonly damage: ScaleDamage; readonly byteCount: number };

/** Since the device was made; for the technician's screen. */
export interface ScaleCounters {
  readonly bytesIn: number;
  readonly readings: number;
  readonly weighings: number;
  /** Frames and runs of bytes that were thrown away. */
  readonly damaged: number;
  /** Questions without an answer in time. */
  readonly timeouts: number;
  /** Answers that came when their time was over, and were not used. */
  readonly late: number;
}

export interface ScaleFault {
  readonly reason: ScaleTrouble | ScaleDamage | 'not-ready' | 'unit-mismatch' | LinkFault;
  readonly detail: string;
  /** Wall time. */
  readonly atMs: number;
}

/**
 * What a scale is while its link is not open, in its own words; undefined when it is open.
 * @param before stays while the link tries again.
 */
export function scaleStateOfLink(link: LinkState, before: ScaleState): ScaleState | undefined {
  const status = stateOfClosedLink(link, before)?.status;
  if (status === undefined) return undefined;
  switch (link.status) {
    case 'waiting':
      return { status, reason: link.fault };
    case 'opening':
      return link.attempt === 1 ? { status, reason: 'opening' } : before;
    case 'closed':
      return { status, reason: 'closed' };
    case 'open':
      return undefined;
    default:
      return unreachable(link);
  }
}
