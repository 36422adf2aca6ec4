// Whatever cost head office chose for its hashes, signing in answers; it never ends in an exception.
import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { OperatorItem, PinHash } from '../../src-main/contract/head-office.ts';
import { isPinRight } from '../../src-main/engine/pin.ts';

const salt = Buffer.from('0123456789abcdef');

function hashOf(pin: string, cost: { readonly N: number; readonly r: number; readonly p: number }): PinHash {
  const key = scryptSync(pin, salt, 32, { ...cost, maxmem: 512 * 1024 * 1024 });
  return {
    algorithm: 'scrypt',
    saltBase64: salt.toString('base64'),
    hashBase64: key.toString('base64'),
    ...cost,
  };
}

describe('a cost that the contract allows is one that the till can pay', () => {
  for (const cost of [
    { N: 32_768, r: 8, p: 1 },
    { N: 65_536, r: 8, p: 1 },
  ]) {
    test(`N ${cost.N}, r ${cost.r}, p ${cost.p}`, async () => {
      const stored = hashOf('123456', cost);
      expect(PinHash.safeParse(stored).success).toBe(true);
      expect([await isPinRight('123456', stored), await isPinRight('654321', stored)]).toEqual([true, false]);
    });
  }
});

describe('a cost that no till can pay is refused with the topic that brings it, before anybody signs in', () => {
  for (const [name, cost] of [
    ['N that is no power of two (RFC 7914, section 2)', { N: 16_385, r: 8, p: 1 }],
    ['four gigabytes', { N: 1_048_576, r: 32, p: 1 }],
  ] as const) {
    test(name, () => {
      const pinHash = { ...hashOf('123456', { N: 1_024, r: 1, p: 1 }), ...cost };
      const item = { operatorId: 'op-1', name: '林雅婷', role: 'cashier', pinHash };
      expect(OperatorItem.safeParse(item).success).toBe(false);
    });
  }
});
