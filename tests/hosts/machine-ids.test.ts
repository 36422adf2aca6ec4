import { expect, test } from 'vitest';
import { machineIds } from '../../src-main/hosts/machine-world.ts';

test('ids are UUIDv7 of this moment, all different, and rise in the order in which they were made', () => {
  const beforeMs = Date.now();
  const ids = Array.from({ length: 20_000 }, () => machineIds.next());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(ids.toSorted());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const firstMs = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16);
  expect(firstMs).toBeGreaterThanOrEqual(beforeMs - 1);
  expect(firstMs).toBeLessThanOrEqual(Date.now());
});
