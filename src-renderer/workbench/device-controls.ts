import type { Answer, BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchDevice } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { type CardId, type Control, isPlugged, scannerUnavailable } from './control.ts';

/** One of a simulator's acts, by its name, with what it needs to know. */
interface NamedAct {
  readonly act: string;
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
}

interface Row {
  readonly id: string;
  readonly label: WorkbenchPlainKey;
  readonly letter: string;
  /** Done one after the other; the first that is refused ends it. */
  readonly acts: readonly NamedAct[];
  readonly unavailable?: NonNullable<Control['unavailable']>;
}

async function inTurn(bench: BenchBridge, device: BenchDevice, acts: readonly NamedAct[]): Promise<Answer> {
  let answer: Answer = { ok: true, value: null };
  for (const { act, params = {} } of acts) {
    answer = await bench.benchAct({ device, act, params });
    if (!answer.ok) return answer;
  }
  return answer;
}

function controlsFor(card: CardId, device: BenchDevice, rows: readonly Row[]): readonly Control[] {
  return rows.map(({ id, acts, ...row }) => ({
    ...row,
    id: `${device}-${id}`,
    card,
    send: (bench: BenchBridge) => inTurn(bench, device, acts),
  }));
}

/** The cable of a device, pulled and put back by one button. */
function cable(card: CardId, device: BenchDevice, letter: string): Control {
  return {
    id: `${device}-line`,
    card,
    label: 'bench.device.unplug',
    letter,
    isToggle: true,
    isSelected: (view) => !isPlugged(view, device),
    send: (bench, view) => bench.benchPlug({ device, isPlugged: !isPlugged(view, device) }),
  };
}

const HID_SCANNED = '4710018000003';
const hidUnavailable: NonNullable<Control['unavailable']> = (view) => scannerUnavailable(view, 'hid-scanner');
const SHAKE_MS = 8_000;
/** Longer than a till waits for a card (peripherals.md, 4: 60 s). */
const LATE_MS = 61_000;
/** Slow enough to watch a receipt come out. */
const SLOW_BYTES_PER_SECOND = 200;
/** A till asks a scale several times a second; one spoilt answer would go by unseen. */
const SPOILT_ANSWERS = 20;
const LIFTED_GRAMS = 200;

const HID_SCANNER: readonly Control[] = [
  ...controlsFor('hidScanner', 'hid-scanner', [
    {
      id: 'half',
      label: 'bench.hid.half',
      letter: 'A',
      acts: [{ act: 'half', params: { text: HID_SCANNED } }],
      unavailable: hidUnavailable,
    },
    {
      id: 'maker-answer',
      label: 'bench.hid.makerAnswer',
      letter: 'S',
      acts: [{ act: 'maker-answer' }],
      unavailable: hidUnavailable,
    },
    {
      id: 'garbage',
      label: 'bench.hid.garbage',
      letter: 'D',
      acts: [{ act: 'garbage' }],
      unavailable: hidUnavailable,
    },
  ]),
  cable('hidScanner', 'hid-scanner', 'F'),
];

const POLE: readonly Control[] = [
  ...controlsFor('pole', 'pole', [
    { id: 'off', label: 'bench.pole.off', letter: 'Q', acts: [{ act: 'power-off' }] },
    { id: 'on', label: 'bench.pole.on', letter: 'W', acts: [{ act: 'power-on' }] },
    {
      id: 'stuck',
      label: 'bench.pole.stuck',
      letter: 'E',
      acts: [{ act: 'stuck-mode', params: { trap: 'vertical-scroll' } }],
    },
    // A display forgets its modes with its power.
    {
      id: 'normal',
      label: 'bench.device.normal',
      letter: 'R',
      acts: [
        { act: 'thaw' },
        { act: 'wrong-baud', params: { isOn: false } },
        { act: 'power-off' },
        { act: 'power-on' },
      ],
    },
  ]),
  cable('pole', 'pole', 'T'),
];

const SCALE: readonly Control[] = [
  ...controlsFor('scale', 'scale', [
    {
      id: 'put-250',
      label: 'bench.scale.put250',
      letter: '1',
      acts: [{ act: 'put', params: { grams: 250 } }],
    },
    {
      id: 'put-1250',
      label: 'bench.scale.put1250',
      letter: '2',
      acts: [{ act: 'put', params: { grams: 1_250 } }],
    },
    { id: 'take-off', label: 'bench.scale.takeOff', letter: 'A', acts: [{ act: 'take-off' }] },
    {
      id: 'shake',
      label: 'bench.scale.shake',
      letter: 'S',
      acts: [{ act: 'shake', params: { forMs: SHAKE_MS } }],
    },
    {
      id: 'lift',
      label: 'bench.scale.lift',
      letter: 'D',
      acts: [{ act: 'negative', params: { grams: LIFTED_GRAMS } }],
    },
    { id: 'overload', label: 'bench.scale.overload', letter: 'F', acts: [{ act: 'overload' }] },
    {
      id: 'silent',
      label: 'bench.scale.silent',
      letter: 'G',
      acts: [{ act: 'silent', params: { isSilent: true } }],
    },
    {
      id: 'garbage',
      label: 'bench.scale.garbage',
      letter: 'H',
      acts: [{ act: 'garbage', params: { answers: SPOILT_ANSWERS } }],
    },
    {
      id: 'unit',
      label: 'bench.scale.unit',
      letter: 'J',
      acts: [{ act: 'unit', params: { unit: 'lb' } }],
    },
    {
      id: 'normal',
      label: 'bench.device.normal',
      letter: 'K',
      acts: [
        { act: 'power', params: { isOn: true } },
        { act: 'silent', params: { isSilent: false } },
        { act: 'late', params: { byMs: 0 } },
        { act: 'parity', params: { isWrong: false } },
        { act: 'unit', params: { unit: 'kg' } },
        { act: 'take-off' },
      ],
    },
  ]),
  cable('scale', 'scale', 'L'),
];

const TERMINAL: readonly Control[] = [
  ...controlsFor('terminal', 'terminal', [
    { id: 'approve', label: 'bench.terminal.approve', letter: 'Z', acts: [{ act: 'approve' }] },
    { id: 'decline', label: 'bench.terminal.decline', letter: 'X', acts: [{ act: 'decline' }] },
    { id: 'cancel', label: 'bench.terminal.cancel', letter: 'C', acts: [{ act: 'cancel' }] },
    { id: 'silence', label: 'bench.terminal.silence', letter: 'V', acts: [{ act: 'silence' }] },
    {
      id: 'late',
      label: 'bench.terminal.late',
      letter: 'B',
      acts: [{ act: 'approve', params: { afterMs: LATE_MS } }],
    },
    { id: 'bad-lrc', label: 'bench.terminal.badLrc', letter: 'N', acts: [{ act: 'bad-lrc' }] },
    { id: 'half', label: 'bench.terminal.half', letter: 'M', acts: [{ act: 'half-answer' }] },
    { id: 'deaf', label: 'bench.terminal.deaf', letter: '4', acts: [{ act: 'deaf' }] },
    { id: 'nak', label: 'bench.terminal.nak', letter: '5', acts: [{ act: 'nak' }] },
    {
      id: 'normal',
      label: 'bench.device.normal',
      letter: '6',
      acts: [{ act: 'forget-plans' }, { act: 'double-controls', params: { isOn: false } }],
    },
  ]),
  cable('terminal', 'terminal', '7'),
];

const PRINTER_LINE: readonly Control[] = controlsFor('printerLine', 'printer', [
  { id: 'silent', label: 'bench.printerLine.silent', letter: 'Y', acts: [{ act: 'silent' }] },
  { id: 'nonsense', label: 'bench.printerLine.nonsense', letter: 'U', acts: [{ act: 'nonsense' }] },
  { id: 'stall', label: 'bench.printerLine.stall', letter: 'I', acts: [{ act: 'stall' }] },
  {
    id: 'slow',
    label: 'bench.printerLine.slow',
    letter: 'O',
    acts: [{ act: 'slow', params: { bytesPerSecond: SLOW_BYTES_PER_SECOND } }],
  },
  { id: 'power-off', label: 'bench.printerLine.powerOff', letter: '8', acts: [{ act: 'power-off' }] },
  { id: 'power-on', label: 'bench.printerLine.powerOn', letter: '9', acts: [{ act: 'power-on' }] },
  {
    id: 'normal',
    label: 'bench.device.normal',
    letter: 'P',
    acts: [
      { act: 'power-on' },
      { act: 'answering' },
      { act: 'unstall' },
      { act: 'thaw' },
      { act: 'slow', params: { bytesPerSecond: null } },
      { act: 'head-cool' },
      { act: 'error-clear' },
    ],
  },
]);

/** The buttons of every device that is not on the shop's page, in reading order within their cards. */
export const DEVICE_CONTROLS: readonly Control[] = [
  ...HID_SCANNER,
  ...POLE,
  ...SCALE,
  ...TERMINAL,
  ...PRINTER_LINE,
];
