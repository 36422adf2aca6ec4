import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchDevice } from '../../src-main/contract/workbench.ts';

type Params = NonNullable<Parameters<BenchBridge['benchAct']>[0]['params']>;

const SCAN: Params = { text: '4710018000003', aim: ']E0' };
const ONE: Params = { answers: 1 };

/** What an act that needs something can be given to begin with. The others are given nothing. */
const EXAMPLES: Readonly<Record<BenchDevice, Readonly<Record<string, Params>>>> = {
  scanner: {
    scan: SCAN,
    half: SCAN,
    burst: { texts: ['4710018000003', '47100183'] },
    garbage: { byteCount: 40 },
    raw: { hex: '34 37 31 30 0d' },
  },
  'hid-scanner': {
    scan: SCAN,
    half: SCAN,
    burst: { texts: ['4710018000003', '47100183'] },
    raw: { hex: '02 01 5d 45 30 34' },
  },
  printer: {
    'paper-out-after': { lines: 3 },
    error: { kind: 'recoverable' },
    'drawer-stick': { isStuck: true },
    'die-after-bytes': { bytes: 400 },
    slow: { bytesPerSecond: 200 },
  },
  pole: { 'stuck-mode': { trap: 'vertical-scroll' }, 'wrong-baud': { isOn: true } },
  scale: {
    put: { grams: 250 },
    shake: { forMs: 8_000 },
    negative: { grams: 200 },
    unit: { unit: 'lb' },
    garbage: ONE,
    'half-frame': ONE,
    'bad-bcc': ONE,
    'not-ready': ONE,
    silent: { isSilent: true },
    late: { byMs: 3_000 },
    parity: { isWrong: true },
    power: { isOn: false },
  },
  terminal: {
    decline: { times: 1, code: '0005' },
    silence: { times: 1, isCharged: false },
    'late-ack': { times: 1, afterMs: 3_000 },
    'double-controls': { isOn: true },
    noise: { hex: '00ff' },
    'miscount-settlement': { amount: 100 },
  },
};

/** The parameters that an act's field is filled with, as JSON. */
export function exampleParams(device: BenchDevice, act: string): string {
  return JSON.stringify(EXAMPLES[device][act] ?? {});
}

/** Parameters as a person typed them; undefined where they are no JSON object. An empty field is an empty object. */
export function readParams(text: string): Params | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Params) : undefined;
  } catch {
    // What is no JSON is told to the person as parameters that are no object.
    return undefined;
  }
}
