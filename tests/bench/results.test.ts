import { describe, expect, test } from 'vitest';
import { alternate } from '../../src-main/cli/bench/alternate.ts';
import { percentileResults, result } from '../../src-main/cli/bench/bench.ts';
import { Progress } from '../../src-main/cli/bench/progress.ts';
import { tableOf } from '../../src-main/cli/bench/table.ts';

describe('alternate', () => {
  test('takes blocks in turn and throws the first ones away', async () => {
    const order: string[] = [];
    const side = (name: string, first: number) => {
      let next = first;
      return () => {
        order.push(name);
        return next++;
      };
    };
    const blocks: string[] = [];
    const samples = await alternate(
      { warmUpBlocks: 1, blocks: 2, perBlock: 2 },
      [side('till', 1), side('floor', 11)],
      (done, of) => blocks.push(`${done}/${of}`),
    );
    expect(order.join(' ')).toBe('till till floor floor till till floor floor till till floor floor');
    expect(samples).toEqual([
      [3, 4, 5, 6],
      [13, 14, 15, 16],
    ]);
    expect(blocks).toEqual(['1/3', '2/3', '3/3']);
  });

  test('waits for what takes time, so that sides never overlap', async () => {
    let isBusy = false;
    const side = async () => {
      expect(isBusy).toBe(false);
      isBusy = true;
      await Promise.resolve();
      isBusy = false;
      return 1;
    };
    const samples = await alternate({ warmUpBlocks: 0, blocks: 3, perBlock: 1 }, [side, side]);
    expect(samples).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });
});

describe('results', () => {
  test('each percentile stands beside the floor’s own', () => {
    const measured = Array.from({ length: 100 }, (_, index) => 2 * (index + 1));
    const floor = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentileResults({ name: 'sell', percents: [50, 99], aim: 1.5 }, measured, floor)).toEqual([
      { name: 'sell p50', value: 100, unit: 'ms', floor: 50, ratio: 2, aim: 1.5 },
      { name: 'sell p99', value: 198, unit: 'ms', floor: 99, ratio: 2, aim: 1.5 },
    ]);
  });

  test('the ratio is of what was measured, not of what was rounded', () => {
    const { value, floor, ratio } = result('a', 1.000_04, 'ms', 0.333_333_3, 'none');
    expect({ value, floor, ratio }).toEqual({ value: 1, floor: 0.3333, ratio: 3 });
  });

  test('a table has one line each, and leaves empty what is not there', () => {
    const table = tableOf([
      result('catalog-import', 412_345.6, 'products/s', 1_000_000, 'none'),
      result('finish-sale p50', 0.3, 'ms', 0.2, 1.5),
      result('cold-start', 420, 'ms', null, 'under 1000 ms'),
    ]);
    expect(table).toBe(
      `${[
        'what                       measured                 floor  ratio  aim',
        'catalog-import   412,300 products/s  1,000,000 products/s   0.41  none',
        'finish-sale p50              0.3 ms                0.2 ms   1.50  ratio ≤ 1.5',
        'cold-start                   420 ms                               under 1000 ms',
      ].join('\n')}\n`,
    );
  });
});

describe('progress', () => {
  test('a file gets a line a second at most', () => {
    const { end, written } = fakeEnd(false);
    let nowMs = 0;
    const progress = new Progress(end, () => nowMs);
    for (nowMs = 0; nowMs < 2_500; nowMs += 100) progress.tell(`at ${nowMs}`);
    progress.end();
    expect(written).toEqual(['at 0\n', 'at 1000\n', 'at 2000\n']);
  });

  test('a terminal has one line, written over and cleared in the end', () => {
    const { end, written } = fakeEnd(true);
    let nowMs = 0;
    const progress = new Progress(end, () => nowMs);
    progress.tell('a long one');
    nowMs = 100;
    progress.tell('short');
    progress.end();
    expect(written).toEqual(['\ra long one', '\rshort     ', '\r     \r']);
  });
});

function fakeEnd(isTTY: boolean) {
  const written: string[] = [];
  return { end: { isTTY, write: (text: string) => written.push(text) }, written };
}
