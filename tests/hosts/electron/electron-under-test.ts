import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallGuard } from '../../../src-main/hosts/electron/call-guard.ts';
import { ipcNames } from '../../../src-main/hosts/electron/ipc-names.ts';
import { runElectronHost } from '../../../src-main/hosts/electron/run-electron.ts';
import { buildPreload } from '../build-preload.ts';
import type { FakeBrowserWindow } from '../fake-electron/browser-window.ts';
import type { FakeMachine } from '../fake-electron/fake-electron.ts';
import { FakeElectron } from '../fake-electron/fake-electron.ts';
import { standInChannels } from '../stand-in/channels.ts';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { StandInTill } from '../stand-in/till.ts';

export interface ElectronUnderTest {
  readonly fake: FakeElectron;
  readonly till: StandInTill;
  readonly dataFolder: string;
  readonly announced: readonly string[];
  /** Resolves to the code with which the process would have ended. */
  readonly exited: Promise<number>;
  /** The window of this kind. */
  window(kind: string): FakeBrowserWindow;
  /** Evaluates an expression in the page of that window and waits for it. */
  evaluate(kind: string, expression: string): Promise<unknown>;
  /** Ends everything that was started, and removes it. */
  close(): Promise<void>;
  /** What was logged so far. */
  log(): readonly {
    readonly level: string;
    readonly message: string;
    readonly fields: Record<string, unknown>;
  }[];
}

export interface ElectronTestOptions {
  readonly machine?: Omit<FakeMachine, 'exit'>;
  readonly argv?: readonly string[];
  /** The page's script. */
  readonly script?: string;
}

/**
 * Runs the Electron host in this process, with a stand-in till, on an Electron whose windows are real pages. The caller
 * closes it.
 */
export async function startElectron(options: ElectronTestOptions = {}): Promise<ElectronUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-electron-'));
  const preloadPath = await standInPreload(join(folder, 'preload'));
  const rendererFolder = writeRenderer(join(folder, 'renderer'), options.script ?? '');
  const dataFolder = join(folder, 'data');
  const exited = Promise.withResolvers<number>();
  const fake = new FakeElectron({ ...options.machine, exit: exited.resolve });
  const restoreListeners = keepProcessListeners();
  const announced: string[] = [];
  const started = Promise.withResolvers<StandInTill>();
  const running = runElectronHost({
    electron: fake.parts(),
    takeCalls: (guard) => takeCalls(fake, guard),
    startTill: async (host, startOptions) => {
      const till = await StandInTill.startFor(host, startOptions);
      started.resolve(till);
      return till;
    },
    channels: standInChannels,
    argv: ['--data', dataFolder, '--renderer', rendererFolder, '--json', ...(options.argv ?? [])],
    env: {},
    tell: (line) => announced.push(line.trim()),
    preloadPath,
  });
  await fake.appCodeLoaded();
  await running;
  const till = await Promise.race([started.promise, exited.promise]);
  if (typeof till === 'number') throw new Error(`the host ended with ${till}`);
  const window = (kind: string) => {
    const found = fake.windows.find((one) =>
      one.options.webPreferences?.additionalArguments?.includes(`--daybook-window=${kind}`),
    );
    if (found === undefined) throw new Error(`no ${kind} window`);
    return found;
  };
  return {
    fake,
    till,
    dataFolder,
    announced,
    exited: exited.promise,
    async close() {
      // In order, so that nothing is still being written when the folder goes.
      if (!fake.app.isExiting) fake.app.quit();
      await exited.promise;
      restoreListeners();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    window,
    evaluate: (kind, expression) => evaluate(fake, window(kind), expression),
    log: () =>
      readFileSync(join(dataFolder, 'logs', 'daybook.log'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

function standInPreload(outFolder: string): Promise<string> {
  return buildPreload(join(import.meta.dirname, '../stand-in/preload.ts'), outFolder);
}

/** What `trusted-ipc.ts` does with the real `ipcMain`, which only a process that has Electron can import. */
export function takeCalls(fake: FakeElectron, guard: CallGuard): void {
  const { ipcMain } = fake.world;
  ipcMain.handle(ipcNames.call, (event, channel, inputJson) => guard.answer(event, channel, inputJson));
  ipcMain.handle(ipcNames.opened, (event) => guard.opened(event));
}

async function evaluate(fake: FakeElectron, window: FakeBrowserWindow, expression: string): Promise<unknown> {
  const { connection } = await fake.world.browser;
  const targetId = await window.webContents.targetId();
  const { sessionId } = await connection.browser.send('Target.attachToTarget', { targetId, flatten: true });
  const { result, exceptionDetails } = await connection.session(sessionId).send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
    userGesture: true,
  });
  await connection.browser.send('Target.detachFromTarget', { sessionId });
  if (exceptionDetails !== undefined) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

/** The host listens for the process's own troubles; the next test must not hear of them. */
function keepProcessListeners(): () => void {
  const emitter: NodeJS.EventEmitter = process;
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = new Map(events.map((event) => [event, new Set(emitter.listeners(event))]));
  return () => {
    for (const event of events) {
      for (const listener of emitter.listeners(event)) {
        if (before.get(event)?.has(listener) !== true) emitter.off(event, listener as () => void);
      }
    }
  };
}

/** Waits until `isSo` holds, looking again every 10 ms. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = 25_000,
): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
