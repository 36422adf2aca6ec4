import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generatedProducts } from '../../../fixtures/catalog/generated-products.ts';
import type { Product } from '../../domain/product.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import {
  openReadable,
  openWritable,
  type ReadableDatabase,
  type WritableDatabase,
} from '../../store/connection.ts';
import type { BenchWorld } from './bench.ts';
import { catalogSize, PAGE_ITEMS } from './catalog.ts';
import { warmFile } from './warm-file.ts';

/**
 * SQLite and nothing else, with the durability that the till has (WAL, `synchronous=FULL`): the floor under what the
 * till does for a scan or a sale.
 */
export class PlainLog {
  readonly #database: WritableDatabase;
  readonly #begin;
  readonly #insert;
  readonly #commit;

  constructor(path: string) {
    this.#database = openWritable(path);
    this.#database.exec('CREATE TABLE plain (bytes TEXT NOT NULL)');
    this.#begin = this.#database.prepare('BEGIN IMMEDIATE');
    this.#insert = this.#database.prepare('INSERT INTO plain VALUES (?)');
    this.#commit = this.#database.prepare('COMMIT');
  }

  /** Milliseconds of one transaction that puts these payloads on disk, a row each. */
  put(payloads: readonly string[]): number {
    const startedMs = machineClock.monotonicMs();
    this.#begin.run();
    for (const payload of payloads) this.#insert.run(payload);
    this.#commit.run();
    return machineClock.monotonicMs() - startedMs;
  }

  close(): void {
    this.#database.close();
  }
}

/** Articles in one table under their barcode, written in one transaction without a single check. */
export class PlainCatalogWriter {
  readonly #database: WritableDatabase;
  readonly #insert;

  constructor(path: string) {
    this.#database = openWritable(path);
    this.#database.exec(
      `CREATE TABLE plain (
         barcode TEXT PRIMARY KEY, sku TEXT, name TEXT, unit_price INTEGER, category TEXT, tax TEXT
       ) WITHOUT ROWID`,
    );
    this.#insert = this.#database.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)');
    this.#database.exec('BEGIN');
  }

  put(products: readonly Product[]): void {
    for (const { barcodes, sku, name, unitPrice, category, tax } of products)
      this.#insert.run(barcodes[0], sku, name, unitPrice, category, tax);
  }

  /** All of it is on disk when this returns. */
  finish(): void {
    this.#database.exec('COMMIT');
    this.#database.close();
  }
}

/** Looks articles up by their barcode, with the page cache that the till's catalog has. */
export class PlainCatalog {
  readonly #database: ReadableDatabase;
  readonly #find;

  constructor(path: string) {
    this.#database = openReadable(path, 65_536);
    this.#find = this.#database.prepare('SELECT * FROM plain WHERE barcode = ?');
  }

  find(barcode: string): unknown {
    return this.#find.get(barcode);
  }

  close(): void {
    this.#database.close();
  }
}

/** The whole generated catalog as a plain table; built once and kept. */
export function openPlainCatalog(world: BenchWorld): PlainCatalog {
  const count = catalogSize(world);
  const path = join(world.keptFolder, `plain-catalog-${count}.db`);
  if (!existsSync(path)) {
    world.tell('the plain table of the same articles');
    const unfinished = `${path}.unfinished`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${unfinished}${suffix}`, { force: true });
    const writer = new PlainCatalogWriter(unfinished);
    for (const page of generatedProducts(count, PAGE_ITEMS)) writer.put(page);
    writer.finish();
    renameSync(unfinished, path);
  }
  warmFile(path);
  return new PlainCatalog(path);
}
