/** How samples are taken. */
export interface Plan {
  /** Blocks that are thrown away: code gets compiled and caches filled. */
  readonly warmUpBlocks: number;
  readonly blocks: number;
  /**
   * Samples in a block. One by one where a commit is measured: a commit right after another finds caches and disk warm,
   * and whoever has the longer way between two samples would be compared with something it can never be.
   */
  readonly perBlock: number;
}

/** Does the work once and answers how many milliseconds the part took that is measured. */
export type Sample = () => number | Promise<number>;

/**
 * Takes samples of several things in turn, a block of one and then a block of the next, so that whatever else the
 * machine does in the meantime hits all of them alike.
 * @returns the samples of each, in the order in which the things were given.
 */
export async function alternate(
  plan: Plan,
  sides: readonly Sample[],
  onBlock: (done: number, blocks: number) => void = () => {},
): Promise<readonly (readonly number[])[]> {
  const samples = sides.map((): number[] => []);
  const blocks = plan.warmUpBlocks + plan.blocks;
  for (let block = 0; block < blocks; block += 1) {
    for (const [index, sample] of sides.entries()) {
      for (let count = 0; count < plan.perBlock; count += 1) {
        const ms = await sample();
        if (block >= plan.warmUpBlocks) samples[index]?.push(ms);
      }
    }
    onBlock(block + 1, blocks);
  }
  return samples;
}
