import { beforeEach, expect, test } from 'vitest';
import { oscillatorPlayer, type ToneContext } from '../../../src-renderer/ui/sound.ts';
import { ManualEnvironment } from '../manual-time.ts';

let frequencies: number[];
let time: ManualEnvironment;

beforeEach(() => {
  frequencies = [];
  time = new ManualEnvironment(1_000);
});

/** An audio context that writes down which oscillators were started. */
function listeningContext(): ToneContext {
  const parameter = { value: 0, setValueAtTime() {}, linearRampToValueAtTime() {} };
  return {
    currentTime: 0,
    destination: {},
    state: 'running',
    resume: async () => {},
    createGain: () => ({ gain: parameter, connect() {} }),
    createOscillator: () => {
      const frequency = { value: 0 };
      return { frequency, connect() {}, start: () => frequencies.push(frequency.value), stop() {} };
    },
  } as unknown as ToneContext;
}

test.each([
  ['item', [2_000]],
  ['double', [2_000]],
  ['known', [1_300, 1_750]],
  ['refused', [240, 240]],
  ['doubt', [660, 660, 660]],
  ['done', [1_050, 1_400, 2_100]],
] as const)('%s sounds %o Hz (ui.md, Sound)', (cue, expected) => {
  oscillatorPlayer(listeningContext, time).play(cue);
  expect(frequencies).toEqual(expected);
});

test('the same cue told twice at once is one sound', () => {
  const player = oscillatorPlayer(listeningContext, time);
  player.play('refused');
  player.play('refused');
  expect(frequencies).toHaveLength(2);
  time.advance(500);
  player.play('refused');
  expect(frequencies).toHaveLength(4);
});

test('attention sounds every ten seconds until somebody has seen it', () => {
  const player = oscillatorPlayer(listeningContext, time);
  player.play('attention');
  time.advance(25_000);
  expect(frequencies).toEqual([880, 880, 880]);
  player.acknowledge();
  time.advance(60_000);
  expect(frequencies).toHaveLength(3);
});

test('no sound is made, and none opened, before the first cue', () => {
  let opened = 0;
  oscillatorPlayer(() => {
    opened += 1;
    return listeningContext();
  }, time);
  expect(opened).toBe(0);
});
