import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { Act } from './use-acts.ts';

/** A tonne: more than any scale on a counter carries, and the most that the simulator takes. */
const MAX_GRAMS = 1_000_000;

/** Puts so many grams on the scale's pan; what is no whole number of them is not put. */
export function putTyped(bridge: BenchBridge, typed: string, name: string): Act {
  const digits = typed.trim();
  const grams = Number(digits);
  const isWeight = /^[0-9]+$/.test(digits) && grams <= MAX_GRAMS;
  return {
    id: 'scale-put-typed',
    name,
    unavailable: isWeight ? null : 'bench.unavailable.noGrams',
    send: () => bridge.benchAct({ device: 'scale', act: 'put', params: { grams } }),
  };
}
