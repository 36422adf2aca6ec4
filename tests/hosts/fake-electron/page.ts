import type { Browser } from './browser.ts';
import type { CdpSession } from './cdp.ts';
import { fromChromium, toChromium } from './page-address.ts';
import type { FromMain, ToMain } from './worlds.ts';
import { bindingName, pageWorldScript, preloadWorld, preloadWorldScript } from './worlds.ts';

/** What a page asks of its surroundings; the web contents answer it. */
export interface PageOwner {
  /** A navigation that the page or a person started; false keeps the page where it is. */
  mayNavigate(details: { readonly url: string; readonly isMainFrame: boolean }): boolean;
  /** Whether a request may go out at all. */
  mayRequest(details: { readonly url: string; readonly resourceType: string }): Promise<boolean>;
  /** Answers a request under a scheme that was registered, or undefined. */
  serve(request: Request): Promise<Response> | undefined;
  /** Something came from the preload script's world. */
  onMessage(message: ToMain): void;
  onLoaded(): void;
  onCrashed(): void;
}

export interface PageOptions {
  readonly browser: Browser;
  readonly preloadSource: string;
  readonly argv: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** One real page in Chromium, with the preload script in a world of its own. */
export class Page {
  readonly targetId: string;
  readonly #cdp: CdpSession;
  readonly #browser: Browser;
  readonly #owner: PageOwner;
  /** The preload script's world in the page that is there now. */
  #preloadContext: number | undefined;
  /** Addresses that the main process itself has asked for. */
  readonly #expected = new Set<string>();
  #url = '';

  private constructor(browser: Browser, targetId: string, cdp: CdpSession, owner: PageOwner) {
    this.#browser = browser;
    this.targetId = targetId;
    this.#cdp = cdp;
    this.#owner = owner;
  }

  static async open(options: PageOptions, owner: PageOwner): Promise<Page> {
    const { browser, width, height } = options;
    const { targetId } = await browser.connection.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    const attached = await browser.connection.browser.send('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page = new Page(browser, targetId, browser.connection.session(attached.sessionId), owner);
    await page.#prepare(options);
    return page;
  }

  /** Resolves when the page has loaded; rejects with Chromium's word for why it has not. */
  async load(url: string): Promise<void> {
    this.#expected.add(url);
    const loaded = Promise.withResolvers<void>();
    this.#cdp.on('Page.loadEventFired', () => loaded.resolve());
    const navigated = await this.#cdp.send('Page.navigate', { url: toChromium(url) });
    if (navigated.errorText !== undefined) throw new Error(navigated.errorText);
    await loaded.promise;
  }

  async reload(): Promise<void> {
    this.#expected.add(this.#url);
    await this.#cdp.send('Page.reload');
  }

  /** Ends the page's process. */
  async crash(): Promise<void> {
    // The command itself dies with the page.
    await this.#cdp.send('Page.crash').catch(() => {});
  }

  async close(): Promise<void> {
    await this.#browser.connection.browser
      .send('Target.closeTarget', { targetId: this.targetId })
      .catch(() => {});
  }

  /** Hands a message to the preload script; one that nobody hears is lost, as in Electron. */
  send(message: FromMain): void {
    if (this.#preloadContext === undefined) return;
    this.#cdp
      .send('Runtime.callFunctionOn', {
        executionContextId: this.#preloadContext,
        functionDeclaration: 'function (message) { globalThis.fakeElectronFromMain(message); }',
        arguments: [{ value: message }],
      })
      // The page went away meanwhile.
      .catch(() => {});
  }

  async #prepare({ preloadSource, argv, width, height }: PageOptions): Promise<void> {
    const cdp = this.#cdp;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { readonly frameId?: string };
      if (context.name === preloadWorld && frameId === this.targetId) this.#preloadContext = context.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = undefined;
    });
    cdp.on('Runtime.bindingCalled', ({ payload }) => {
      const message = JSON.parse(payload) as ToMain;
      this.#owner.onMessage({ ...message, url: fromChromium(message.url) });
    });
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#url = fromChromium(frame.url);
    });
    cdp.on('Page.loadEventFired', () => this.#owner.onLoaded());
    cdp.on('Inspector.targetCrashed', () => {
      this.#preloadContext = undefined;
      this.#owner.onCrashed();
    });
    cdp.on('Fetch.requestPaused', (paused) => {
      // A page that goes away takes its requests along.
      this.#answer(paused).catch(() => {});
    });
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Inspector.enable'),
      cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadWorldScript(preloadSource, argv),
        worldName: preloadWorld,
      }),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }),
    ]);
  }

  async #answer({ requestId, request, resourceType, frameId }: Paused): Promise<void> {
    const url = fromChromium(request.url);
    const fail = (errorReason: 'Aborted' | 'BlockedByClient' | 'Failed' | 'NameNotResolved') =>
      this.#cdp.send('Fetch.failRequest', { requestId, errorReason });
    if (resourceType === 'Document' && !this.#isExpected(url)) {
      const isMainFrame = frameId === this.targetId;
      if (!this.#owner.mayNavigate({ url, isMainFrame })) return void (await fail('Aborted'));
    }
    if (!(await this.#owner.mayRequest({ url, resourceType }))) return void (await fail('BlockedByClient'));
    const { method, headers } = request;
    const response = await this.#owner
      .serve(new Request(url, { method, headers }))
      ?.catch(() => 'failed' as const);
    if (response === 'failed') return void (await fail('Failed'));
    // There is no outside.
    if (response === undefined) return void (await fail('NameNotResolved'));
    await this.#cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  /** What the main process loads, and the same page again, are no navigations that a page could be kept from. */
  #isExpected(url: string): boolean {
    return this.#expected.delete(url) || url === this.#url;
  }
}

interface Paused {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
  readonly resourceType: string;
  readonly frameId: string;
}
