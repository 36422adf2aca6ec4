import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario, ScenarioFile } from './format.ts';
import { productsOf } from './goods.ts';
import { readJournal } from './journal-facts.ts';
import { markAt, measure, type Played } from './measure.ts';
import type { Shared } from './open-office.ts';
import { counterAt, playSteps, receiveMember } from './play-sale.ts';
import { referenceDataOf } from './reference-data.ts';
import { isShort } from './sale-steps.ts';
import { Stage } from './stage.ts';
import { StageClock } from './stage-clock.ts';

/** What is measured of one sale among many, whatever came before it. */
const OF_ONE_SALE = [
  ...[
    'lines',
    'gross',
    'discount',
    'due',
    'invoice',
    'tenders',
    'change',
    'breakage',
    'gifts',
    'couponsUsed',
  ],
  ...['points', 'stamps', 'greedyDiscount', 'refusals', 'exceptions'],
];

/**
 * Whether a scenario is a plain sale: told by lines and tenders, with head office at hand, at the time that it is, and
 * with nothing expected but what the sale itself comes to.
 */
export function maySharedTillPlay({ kind, lines, steps, online, till, given, expected }: Scenario): boolean {
  return (
    kind === 'sale' &&
    (lines ?? []).length > 0 &&
    (steps ?? []).length === 0 &&
    isShort({ steps }) &&
    online !== false &&
    till === undefined &&
    given?.firstTenderAt === undefined &&
    Object.keys(expected).every((field) => OF_ONE_SALE.includes(field))
  );
}

/** Sales after which a till is closed and another one opened: the printer simulator keeps the last hundred papers. */
const SALES_EACH = 80;

/**
 * One till with its head office for one plain sale after the other. Articles, offers and programmes are published anew
 * where they differ, every scenario has a member and coupons of its own, and of journal, paper and head office only what
 * came since is compared. After a sale that did not go as it should the till is closed, and the next has a new one.
 */
export class SharedTill {
  readonly #folder: string;
  readonly #shared: Shared;
  #stage: Stage | undefined;
  #opened = 0;
  #played = 0;

  constructor(folder: string, shared: Shared) {
    this.#folder = folder;
    this.#shared = shared;
  }

  async play({
    file,
    scenario,
  }: {
    readonly file: ScenarioFile;
    readonly scenario: Scenario;
  }): Promise<Played> {
    const stage = await this.#stageFor(scenario, file);
    try {
      await stage.setScene(productsOf(file, scenario), referenceDataOf(scenario, file));
      const counter = counterAt(stage, { file, scenario });
      if (this.#played === 0) await counter.begin();
      this.#played += 1;
      await receiveMember(stage, scenario);
      await stage.untilSynced();
      const since = await markAt(stage);
      const failure = await playSteps(stage, counter, scenario);
      const played = await measure({ stage, counter, scenario, file, since, failure });
      if (played.differences.length > 0 || this.#played >= SALES_EACH) return await this.#closed(played);
      return played;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    this.#played = 0;
    await stage?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The till is closed, and its whole journal looked at once. */
  async #closed(played: Played): Promise<Played> {
    const path = this.#stage?.journalPath;
    const damage = path === undefined ? undefined : readJournal(path).damage;
    await this.close();
    if (damage === undefined) return played;
    const difference = { name: 'journal', expected: 'a whole chain', actual: damage };
    return { ...played, differences: [...played.differences, difference] };
  }

  async #stageFor(scenario: Scenario, file: ScenarioFile): Promise<Stage> {
    if (this.#stage !== undefined) return this.#stage;
    this.#opened += 1;
    const folder = join(this.#folder, `${this.#opened}`);
    mkdirSync(folder, { recursive: true });
    this.#stage = await Stage.open({
      folder,
      shared: this.#shared,
      products: productsOf(file, scenario),
      settings: undefined,
      reference: referenceDataOf(scenario, file),
      clock: new StageClock(undefined),
      isKept: false,
    });
    return this.#stage;
  }
}
