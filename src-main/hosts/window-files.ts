import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Every kind of file that a built window consists of. What has another ending is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** A file as it goes out. */
export interface WindowFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * The files of the windows, listed once at the start: a request can name one of them or nothing. So no path, however it
 * is written, leads out of the folder, nor does a link in it. Both hosts serve from here. (A static file server of the
 * registry was tried; a Range header that ends before it begins, or a file that an update has taken away, threw past it
 * and ended the till.)
 */
export class WindowFiles {
  readonly #files = new Map<string, { readonly path: string; readonly type: string }>();

  /** @param folder the built windows, with `index.html`. Throws when it is not there. */
  constructor(folder: string) {
    this.#list(folder, '/');
  }

  /** The file at this path of an address, `/` being the page; undefined when there is none. Never rejects. */
  async read(pathname: string): Promise<WindowFile | undefined> {
    const file = this.#files.get(pathname === '/' ? '/index.html' : pathname);
    if (file === undefined) return undefined;
    try {
      return { content: await readFile(file.path), type: file.type };
    } catch {
      // It was there at the start: an update is under way, or the disk is failing, which the till notices by itself.
      return undefined;
    }
  }

  #list(folder: string, prefix: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const type = contentTypes[extname(entry.name)];
      if (entry.isDirectory()) this.#list(path, `${prefix}${entry.name}/`);
      else if (entry.isFile() && type !== undefined) this.#files.set(prefix + entry.name, { path, type });
    }
  }
}
