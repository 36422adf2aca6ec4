import type { Protocol } from 'electron';
import type { WindowKind } from '../../contract/windows.ts';
import { securityHeaders } from '../content-policy.ts';
import type { WindowFiles } from '../window-files.ts';

/** Windows are served from `daybook://till/`, in place of `file:`. */
const windowsScheme = 'daybook';
const windowsHost = 'till';

/**
 * Makes our scheme one like https: with an origin of its own, and trusted as much. Must be called before Electron is
 * ready. `corsEnabled`, since the build marks module scripts and fonts as `crossorigin`.
 */
export function registerWindowsScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: windowsScheme,
      privileges: { standard: true, secure: true, corsEnabled: true, codeCache: true },
    },
  ]);
}

/** Serves the windows' files under our scheme. Must be called after Electron is ready. */
export function serveWindowsScheme(protocol: Pick<Protocol, 'handle'>, files: WindowFiles): void {
  protocol.handle(windowsScheme, (request) => answerPage(files, request));
}

/** Answers a request for a page or an asset; everything else is 404. Never rejects. */
export async function answerPage(files: WindowFiles, request: Request): Promise<Response> {
  const headers = securityHeaders("'none'");
  const { host, pathname } = new URL(request.url);
  const isAsked = host === windowsHost && (request.method === 'GET' || request.method === 'HEAD');
  const file = isAsked ? await files.read(pathname) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers });
  return new Response(request.method === 'HEAD' ? null : file.content, {
    headers: { ...headers, 'Content-Type': file.type, 'Cache-Control': 'no-store' },
  });
}

/** Where pages come from: our scheme, or in development the server that reloads them. */
export class PageOrigin {
  readonly #base: URL;

  /** @param developmentUrl e.g. `http://127.0.0.1:5173`. */
  constructor(developmentUrl?: string) {
    this.#base = new URL(developmentUrl ?? `${windowsScheme}://${windowsHost}/`);
  }

  get isDevelopment(): boolean {
    return this.#base.protocol !== `${windowsScheme}:`;
  }

  /** The address of a window's page. */
  pageOf(kind: WindowKind): string {
    const url = new URL(this.#base);
    url.searchParams.set('window', kind);
    return url.href;
  }

  /** Whether `url` is one of ours, compared part by part on the parsed address. */
  isOurs(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, host, username, password } = new URL(url);
    return protocol === this.#base.protocol && host === this.#base.host && username === '' && password === '';
  }

  /** Whether a page may load `url`: its own files; in development the server's socket and the developer tools too. */
  mayLoad(url: string): boolean {
    if (url.startsWith('data:') || this.isOurs(url)) return true;
    return this.isDevelopment && (url.startsWith('devtools:') || this.isOurs(url.replace(/^ws:/, 'http:')));
  }
}
