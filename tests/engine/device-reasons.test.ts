// Goal: whatever a driver says is wrong, windows have a sentence for it. The compiler does the checking.
import { expect, test } from 'vitest';
import type { LinkFault } from '../../drivers/link.ts';
import type { PoleReason } from '../../drivers/pole/pole-device.ts';
import type { PrinterReason } from '../../drivers/printer/printer-record.ts';
import type { ScaleDamage } from '../../drivers/scale/scale-message.ts';
import type { ScaleStateReason } from '../../drivers/scale/scale-state.ts';
import type { KeyFailureReason, WeighFailureReason } from '../../drivers/scale/scale-task.ts';
import type { CodeDamage } from '../../drivers/scanner/code-reading.ts';
import type { ScanDamage } from '../../drivers/scanner/scanner-codec.ts';
import type { BeepError, ScannerReason } from '../../drivers/scanner/scanner-device.ts';
import type { ScannerSetting } from '../../drivers/scanner/scanner-settings.ts';
import type { TerminalReason } from '../../drivers/terminal/terminal-outcome.ts';
import { DEVICE_REASONS, type DeviceReason } from '../../src-main/contract/devices.ts';
import { reasonOf } from '../../src-main/engine/hub/watched.ts';

type Said =
  | LinkFault
  | ScannerReason
  | ScanDamage
  | CodeDamage
  | ScannerSetting
  | BeepError['fault']
  | PrinterReason
  | PoleReason
  | ScaleStateReason
  | ScaleDamage
  | WeighFailureReason
  | KeyFailureReason
  | TerminalReason;

/** Words of the drivers that are not on the list: this must stay empty, and the compiler names what is not. */
type Unsaid = Exclude<Said, DeviceReason>;

test('every word of every driver is on the list', () => {
  const unsaid: readonly Unsaid[] = [] satisfies readonly never[];
  const none: [Unsaid] extends [never] ? true : Unsaid = true;
  expect([unsaid, none]).toEqual([[], true]);
});

test('a word that is not on the list is a failure without a name', () => {
  expect([reasonOf('paper-out'), reasonOf('gremlins'), reasonOf('toString')]).toEqual([
    'paper-out',
    'failed',
    'failed',
  ]);
  expect(new Set(DEVICE_REASONS).size).toBe(DEVICE_REASONS.length);
});
