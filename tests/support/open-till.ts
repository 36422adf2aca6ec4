import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorld } from '../../fixtures/world/test-world.ts';
import { assert } from '../../src-main/base/assert.ts';
import { silentLogger } from '../../src-main/base/log.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Policy } from '../../src-main/domain/context.ts';
import type { Product } from '../../src-main/domain/product.ts';
import { DEFAULT_POLICY } from '../../src-main/domain/till-policy.ts';
import { Till } from '../../src-main/engine/till.ts';
import { openStore, type Store } from '../../src-main/store/store.ts';

/** 2026-11-21 12:00 in Taipei. */
export const NOON_MS = Date.UTC(2026, 10, 21, 4, 0, 0);

export const GREEN_TEA: Product = {
  sku: 'T01',
  barcodes: ['4710018000003'],
  shortCode: '12',
  name: '瓶裝綠茶',
  unitPrice: 25,
  category: 'BOTTLED',
  tax: 'taxable',
};
export const COFFEE: Product = {
  sku: 'A01',
  barcodes: ['47100183'],
  name: '美式咖啡 中杯',
  unitPrice: 45,
  category: 'DRINK',
  tax: 'taxable',
};
export const EGGS: Product = {
  sku: 'EG1',
  barcodes: ['4710018000010'],
  name: '鮮雞蛋10入',
  unitPrice: 79,
  category: 'FRESH',
  tax: 'exempt',
};
export const GIFT_CARD: Product = {
  sku: 'GC500',
  barcodes: ['GC-500'],
  name: '禮物卡500',
  unitPrice: 500,
  category: 'GIFT_CARD',
  tax: 'not-invoiced',
};

export const OPERATORS = [
  { operatorId: 'op-1', name: '林雅婷', role: 'cashier' },
  { operatorId: 'op-2', name: '陳柏翰', role: 'cashier' },
  { operatorId: 'op-4', name: '張志豪', role: 'supervisor' },
  { operatorId: 'op-6', name: '技術人員', role: 'technician' },
] as const;

/** No test uses it, so that the ids of the template's commands come in no test. */
const TEMPLATE_SEED = 0x7e3;
let made: Promise<ReadonlyMap<string, Buffer>> | undefined;

/**
 * The files of a till after its first start, made once in a process and written out for each test: what takes time is
 * the worker that builds the catalog.
 */
function template(): Promise<ReadonlyMap<string, Buffer>> {
  made ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-template-'));
    const till = await OpenTill.inNewFolder(folder);
    await till.store.close();
    const names = [
      'journal.db',
      ...readdirSync(join(folder, 'reference')).map((name) => join('reference', name)),
    ];
    const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
    rmSync(folder, { recursive: true, force: true });
    return files;
  })();
  return made;
}

/** A till on a real database in a folder of its own, in a world moved by hand. */
export class OpenTill {
  readonly folder: string;
  readonly world: TestWorld;
  readonly policy: Policy;
  #store: Store;
  #till: Till;

  private constructor(folder: string, world: TestWorld, policy: Policy) {
    this.folder = folder;
    this.world = world;
    this.policy = policy;
    [this.#store, this.#till] = this.#open();
  }

  static async make(
    options: { readonly products?: readonly Product[]; readonly seed?: number; readonly under?: string } = {},
  ): Promise<OpenTill> {
    const folder = mkdtempSync(join(options.under ?? tmpdir(), 'daybook-till-'));
    mkdirSync(join(folder, 'reference'));
    for (const [name, content] of await template()) writeFileSync(join(folder, name), content);
    const till = new OpenTill(folder, new TestWorld(NOON_MS, options.seed ?? 1), DEFAULT_POLICY);
    if (options.products !== undefined) await till.publish(options.products);
    return till;
  }

  /** In a folder that is new: publishes the four articles, enrols and starts. */
  static async inNewFolder(folder: string): Promise<OpenTill> {
    const till = new OpenTill(folder, new TestWorld(NOON_MS, TEMPLATE_SEED), DEFAULT_POLICY);
    await till.publish([GREEN_TEA, COFFEE, EGGS, GIFT_CARD]);
    till.do({
      kind: 'enrol',
      enrolment: {
        tillId: 'till-1',
        storeId: 'S1',
        storeName: '信義松仁門市',
        registerNumber: '2',
        publicKey: 'key',
      },
    });
    till.do({ kind: 'start', program: 'test', host: 'none' });
    return till;
  }

  get store(): Store {
    return this.#store;
  }

  get till(): Till {
    return this.#till;
  }

  get state() {
    return this.#till.state;
  }

  /** Carries a command out under a fresh id. */
  do(command: Command, commandId = this.world.ids.next()): Answer {
    return this.#till.execute(commandId, command);
  }

  /** As `do`, where anything but a yes is a mistake of the test. */
  must(command: Command): Answer {
    const answer = this.do(command);
    assert(answer.ok, `${command.kind} is carried out: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Signs the first cashier in and opens a shift with 3,000 in the drawer. */
  openShift(float = 3_000): void {
    this.must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
    this.must({ kind: 'open-shift', float });
  }

  scan(code: string): Answer {
    return this.do({ kind: 'scan', code, origin: 'scanner' });
  }

  get saleId(): string {
    assert(this.state.cart !== null, 'a cart is open');
    return this.state.cart.saleId;
  }

  payCash(amount: number): Answer {
    return this.do({ kind: 'take-cash', saleId: this.saleId, amount });
  }

  async publish(products: readonly Product[]): Promise<void> {
    await this.#store.reference.beginCatalog('full');
    await this.#store.reference.putCatalog(products, [], false);
    const cursor = String((this.#store.reference.topic('catalog')?.generation ?? 0) + 1);
    await this.#store.reference.commitCatalog(cursor, this.world.nowMs());
  }

  /** The files are closed and opened anew, with nothing but what is in them. */
  async reopen(): Promise<void> {
    await this.#store.close();
    [this.#store, this.#till] = this.#open();
  }

  /** As after a kill: nothing was closed, and the log of the database is as long as it was. */
  async crash(): Promise<void> {
    const files = ['journal.db', 'journal.db-wal'].map((name) => join(this.folder, name));
    const images = files.map((path) => readFileSync(path));
    await this.#store.close();
    for (const [index, path] of files.entries()) writeFileSync(path, images[index] ?? '');
    [this.#store, this.#till] = this.#open();
  }

  /** Closes and removes everything. */
  async end(): Promise<void> {
    await this.#store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #open(): [Store, Till] {
    const opened = openStore(this.folder);
    assert(opened.ok, 'the folder opens');
    const till = new Till({
      store: opened.value,
      operators: { find: (operatorId) => OPERATORS.find((each) => each.operatorId === operatorId) },
      clock: this.world,
      ids: this.world.ids,
      log: silentLogger,
      policy: this.policy,
    });
    return [opened.value, till];
  }
}
