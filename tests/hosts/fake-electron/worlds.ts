/**
 * What runs inside a page: the two sides of `contextBridge`, the page's own world and the preload script's isolated one.
 * They share the document but no objects. A CustomEvent on the document goes through both at once, and Chromium clones
 * its detail on the way (structured clone), so that functions and promises really have to be carried across.
 *
 * These functions are sent as source text, so they use nothing from outside themselves.
 */

/** The name of the preload script's world. Electron's own is called "Electron Isolated Context". */
export const preloadWorld = 'fake-electron-preload';
/** The function that the preload script's world calls the main process with. */
export const bindingName = 'fakeElectronToMain';

/** The parts of a DOM that are used here; the tests' types have no DOM. */
interface PageEvent {
  readonly detail: unknown;
}
interface PageGlobals {
  readonly document: {
    addEventListener(name: string, listener: (event: PageEvent) => void): void;
    dispatchEvent(event: PageEvent): void;
  };
  readonly CustomEvent: new (name: string, init: { readonly detail: unknown }) => PageEvent;
  readonly location: { readonly href: string };
  readonly top: unknown;
  [name: string]: unknown;
}

/** A value on its way: what cannot be cloned goes as a number that the other side turns into a stand-in. */
type Carried =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'function' | 'promise'; readonly id: number }
  | { readonly is: 'array'; readonly items: readonly Carried[] }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Carried])[] };

type Message =
  | { readonly kind: 'expose'; readonly name: string; readonly api: Carried }
  | { readonly kind: 'call'; readonly call: number; readonly id: number; readonly args: readonly Carried[] }
  | { readonly kind: 'returned'; readonly call: number; readonly value: Carried }
  | { readonly kind: 'threw'; readonly call: number; readonly message: string }
  | { readonly kind: 'resolved'; readonly id: number; readonly value: Carried }
  | { readonly kind: 'rejected'; readonly id: number; readonly message: string };

export interface WorldSide {
  /** Makes `api` appear in the other world under `name`. */
  expose(name: string, api: unknown): void;
}

/** One side of the bridge between the worlds. Runs in the page. */
function worldSide(ownName: string, otherName: string): WorldSide {
  const page = globalThis as unknown as PageGlobals;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  const outcomes = new Map<number, Message>();
  let nextId = 1;

  function post(message: Message): void {
    page.document.dispatchEvent(new page.CustomEvent(otherName, { detail: message }));
  }

  function carry(value: unknown): Carried {
    if (typeof value === 'function') {
      const id = nextId;
      nextId += 1;
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { is: 'function', id };
    }
    if (value instanceof Promise) {
      const id = nextId;
      nextId += 1;
      value.then(
        (result: unknown) => post({ kind: 'resolved', id, value: carry(result) }),
        (error: unknown) => post({ kind: 'rejected', id, message: String(error) }),
      );
      return { is: 'promise', id };
    }
    if (Array.isArray(value)) return { is: 'array', items: value.map(carry) };
    if (typeof value === 'object' && value !== null) {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype === Object.prototype || prototype === null) {
        return {
          is: 'object',
          entries: Object.entries(value).map(([name, one]) => [name, carry(one)] as const),
        };
      }
    }
    // Throws for symbols and everything else that cannot be cloned, as the real bridge does.
    return { is: 'value', value: structuredClone(value) };
  }

  function receive(carried: Carried, isFrozen: boolean): unknown {
    switch (carried.is) {
      case 'value':
        return carried.value;
      case 'function':
        return (...args: unknown[]) => call(carried.id, args);
      case 'promise': {
        const waiting = Promise.withResolvers<unknown>();
        promises.set(carried.id, waiting);
        return waiting.promise;
      }
      case 'array': {
        const items = carried.items.map((item) => receive(item, isFrozen));
        return isFrozen ? Object.freeze(items) : items;
      }
      case 'object': {
        const object = Object.fromEntries(
          carried.entries.map(([name, one]) => [name, receive(one, isFrozen)]),
        );
        return isFrozen ? Object.freeze(object) : object;
      }
    }
  }

  /** Calls a function of the other world; its event and ours are handled before dispatching returns. */
  function call(id: number, args: readonly unknown[]): unknown {
    const number = nextId;
    nextId += 1;
    post({ kind: 'call', call: number, id, args: args.map(carry) });
    const outcome = outcomes.get(number);
    outcomes.delete(number);
    if (outcome?.kind === 'returned') return receive(outcome.value, false);
    throw new Error(outcome?.kind === 'threw' ? outcome.message : 'the other world did not answer');
  }

  function beCalled(message: Message & { readonly kind: 'call' }): void {
    try {
      const result = functions.get(message.id)?.(...message.args.map((one) => receive(one, false)));
      post({ kind: 'returned', call: message.call, value: carry(result) });
    } catch (error) {
      post({ kind: 'threw', call: message.call, message: String(error) });
    }
  }

  page.document.addEventListener(ownName, (event) => {
    const message = event.detail as Message;
    switch (message.kind) {
      case 'expose':
        if (Object.hasOwn(page, message.name)) {
          throw new Error('Cannot bind an API on top of an existing property on the window object');
        }
        Object.defineProperty(page, message.name, { value: receive(message.api, true), enumerable: true });
        break;
      case 'call':
        beCalled(message);
        break;
      case 'returned':
      case 'threw':
        outcomes.set(message.call, message);
        break;
      case 'resolved':
        promises.get(message.id)?.resolve(receive(message.value, false));
        promises.delete(message.id);
        break;
      case 'rejected':
        promises.get(message.id)?.reject(new Error(message.message));
        promises.delete(message.id);
        break;
    }
  });

  return { expose: (name, api) => post({ kind: 'expose', name, api: carry(api) }) };
}

/** What the preload script's world and the main process say to each other, as JSON. */
export type ToMain =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly url: string;
      readonly isTop: boolean;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | {
      readonly kind: 'send';
      readonly url: string;
      readonly isTop: boolean;
      readonly channel: string;
      readonly args: readonly unknown[];
    };
export type FromMain =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'message'; readonly channel: string; readonly args: readonly unknown[] };

/** The `electron` module of a sandboxed preload script. Runs in the page. */
function preloadElectron(side: WorldSide, bindingName: string) {
  const page = globalThis as unknown as PageGlobals;
  const toMain = page[bindingName] as (text: string) => void;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, ((event: unknown, ...args: unknown[]) => void)[]>();
  let nextId = 1;

  /** Throws what cannot be cloned, as the real one; and what this fake cannot carry although it could be. */
  function jsonOf(args: readonly unknown[]): readonly unknown[] {
    const cloned = structuredClone(args);
    const json = JSON.stringify(cloned);
    if (cloned.some((one) => one !== undefined && JSON.stringify(one) === undefined)) {
      throw new Error('the fake carries only JSON');
    }
    return JSON.parse(json) as unknown[];
  }

  const from = () => ({ url: page.location.href, isTop: page.top === globalThis });
  page.fakeElectronFromMain = (message: FromMain) => {
    if (message.kind === 'message') {
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ sender: ipcRenderer }, ...message.args);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.value);
    else call?.reject(new Error(message.message));
  };
  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const id = nextId;
      nextId += 1;
      const call = Promise.withResolvers<unknown>();
      waiting.set(id, call);
      toMain(JSON.stringify({ kind: 'invoke', id, ...from(), channel, args: jsonOf(args) } satisfies ToMain));
      return call.promise;
    },
    send(channel: string, ...args: unknown[]) {
      toMain(JSON.stringify({ kind: 'send', ...from(), channel, args: jsonOf(args) } satisfies ToMain));
    },
    on(channel: string, listener: (event: unknown, ...args: unknown[]) => void) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: (event: unknown, ...args: unknown[]) => void) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  };
  return {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => side.expose(name, api) },
  };
}

const toPage = 'fake-electron:to-page';
const toPreload = 'fake-electron:to-preload';

/** The script that every page runs first, in its own world. */
export const pageWorldScript = `(${worldSide.toString()})('${toPage}', '${toPreload}');`;

/**
 * The script that runs next, in the preload script's world: the script itself, wrapped as Electron wraps a sandboxed
 * one, with a `require` that knows `electron` and nothing else. Not in frames, where Electron does not run it either.
 */
export function preloadWorldScript(preloadSource: string, argv: readonly string[]): string {
  return `if (window.top === window && location.protocol !== 'about:') {
  const side = (${worldSide.toString()})('${toPreload}', '${toPage}');
  const electron = (${preloadElectron.toString()})(side, '${bindingName}');
  const process = { argv: ${JSON.stringify(argv)}, sandboxed: true, contextIsolated: true, type: 'renderer' };
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('module not found: ' + name);
  };
  (function (exports, require, module, process) {\n${preloadSource}\n})({}, require, { exports: {} }, process);
}`;
}
