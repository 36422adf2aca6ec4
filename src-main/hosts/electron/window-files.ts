import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { securityHeaders } from '../content-policy.ts';

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

/**
 * The files of the windows, listed once at the start: a request can name one of them or nothing. So no path, however it
 * is written, leads out of the folder, nor does a link in it.
 */
export class WindowFiles {
  readonly #files = new Map<string, { readonly path: string; readonly type: string }>();

  /** @param folder the built windows, with `index.html`. */
  constructor(folder: string) {
    this.#list(folder, '/');
  }

  /** Answers a request for a page or an asset; everything else is 404. Never rejects. */
  async serve(request: Request): Promise<Response> {
    const { host, pathname } = new URL(request.url);
    const file = this.#files.get(pathname === '/' ? '/index.html' : pathname);
    const isAsked = request.method === 'GET' || request.method === 'HEAD';
    if (file === undefined || host !== windowsHost || !isAsked) return refusal(404);
    try {
      const content = await readFile(file.path);
      return new Response(request.method === 'HEAD' ? null : content, {
        headers: { ...securityHeaders("'none'"), 'Content-Type': file.type, 'Cache-Control': 'no-store' },
      });
    } catch {
      // It was there at the start: an update is under way, or the disk is failing, which the till notices by itself.
      return refusal(404);
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

/** The one host of our scheme. */
export const windowsHost = 'till';

function refusal(status: number): Response {
  return new Response(null, { status, headers: securityHeaders("'none'") });
}
