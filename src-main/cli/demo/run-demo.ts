import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SAMPLE_PIN, SAMPLE_STORE } from '../../../fixtures/catalog/sample-store.ts';
import { topics } from '../../contract/bridge.ts';
import { type BenchChannel, benchChannels } from '../../contract/channels.ts';
import { BENCH_DEVICES } from '../../contract/workbench.ts';
import type { TillConfiguration } from '../../engine/configuration.ts';
import { builtPath } from '../../hosts/built-files.ts';
import { type BridgeServer, startBridgeServer } from '../../hosts/chromium/bridge-server.ts';
import { findBrowser, hasDisplay, startBrowser } from '../../hosts/chromium/browser-window.ts';
import { openFileLog } from '../../hosts/file-log.ts';
import { machineClock, machineRandom } from '../../hosts/machine-world.ts';
import { electronBinary } from '../electron-binary.ts';
import { openHeadOffice } from '../open-head-office.ts';
import { publishSampleChain, SamplePapers } from '../sample-chain-office.ts';
import { BenchDesk } from './bench-desk.ts';
import { SimulatedCounter } from './counter.ts';
import { JournalTailReader } from './journal-tail.ts';
import { SampleMemberPhones } from './member-phone.ts';
import { TillProcess } from './till-process.ts';

export interface DemoOptions {
  readonly folder: string;
  /** Open no window, print the addresses. */
  readonly isHeadless: boolean;
  /** Of the till's windows; 0 for any that is free. The workbench is on the next one. */
  readonly port: number;
  /** Takes one thing told: an object for programs, a sentence for people. */
  readonly tell: (news: object, sentence: string) => void;
}

/** A running demo. */
export interface Demo {
  /** Resolves when the till has ended for good: its window was closed, say. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const SHOW_EVERY_MS = 250;
const PAPERS_EVERY_MS = 2_000;

/**
 * Everything on one machine: simulated devices, the reference head office, a till in a process of its own, and the
 * workbench that drives them all. The workbench lives here, so that it outlives a killed till.
 */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const folder = resolve(options.folder);
  const tillFolder = join(folder, 'till');
  mkdirSync(tillFolder, { recursive: true, mode: 0o700 });
  const log = openFileLog({ folder: join(folder, 'logs'), nowMs: Date.now });
  const counter = await SimulatedCounter.start(join(folder, 'devices'));
  const headOffice = await openHeadOffice(join(folder, 'head-office'), 0, log, publishSampleChain);
  const canShow = !options.isHeadless && hasDisplay(process.env, process.platform);
  const electron = canShow ? electronBinary() : undefined;
  const browserPath = canShow ? findBrowser(process.platform) : undefined;
  const hostName = electron === undefined ? 'chromium' : 'electron';
  tellPlan(options, { counter, hostName, canShow, hasBrowser: browserPath !== undefined });

  const configPath = join(folder, 'till.json');
  writeFileSync(configPath, `${JSON.stringify(configurationOf(counter, headOffice), null, 2)}\n`);
  const till = new TillProcess(electron, [
    ...['--config', configPath, '--data', tillFolder],
    ...(canShow ? [] : ['--no-browser']),
    ...(options.port === 0 || electron !== undefined ? [] : ['--port', String(options.port)]),
  ]);
  const journal = new JournalTailReader(tillFolder);
  const { registerNumber } = SAMPLE_STORE;
  const desk = new BenchDesk({
    counter,
    headOffice,
    till,
    journal,
    phones: new SampleMemberPhones(headOffice.office, machineClock, machineRandom),
    hostName,
    registerNumber,
  });
  const server = await startBridgeServer({
    channels: benchChannels,
    topics,
    rendererFolder: builtPath('renderer'),
    log,
    port: options.port === 0 ? 0 : options.port + 1,
    isReopenable: !canShow,
  });
  server.onCall((_from, channel, input) => desk.answer(channel as BenchChannel, input));
  const show = showEvery(server, desk);
  const papers = new SamplePapers(headOffice.office);
  const renew = setInterval(() => void papers.renew(Date.now()), PAPERS_EVERY_MS);

  const ended = new Promise<void>((resolveEnded) => {
    till.news.on((news) => {
      if ('stopped' in news) {
        options.tell(
          { till: 'stopped', wasKilled: news.wasKilled },
          news.wasKilled ? 'The till was killed.' : 'The till has ended.',
        );
        if (!news.wasKilled) resolveEnded();
      } else if ('ready' in news)
        options.tell({ ready: true, host: news.host, pid: till.pid }, 'The till runs.');
      else options.tell(news, windowSentence(news));
    });
  });
  till.start();
  await openWorkbench(options, { server, browserPath, folder });

  return {
    ended,
    async stop() {
      clearInterval(show);
      clearInterval(renew);
      await till.stop();
      await server.close();
      journal.close();
      await counter.stop();
      await headOffice.office.close();
    },
  };
}

function configurationOf(
  counter: SimulatedCounter,
  headOffice: { readonly url: string; readonly certificatePath: string; readonly enrolmentCode: string },
): TillConfiguration {
  const { url, certificatePath, enrolmentCode } = headOffice;
  return {
    version: 1,
    headOffice: { url, certificatePath, enrolmentCode },
    devices: counter.configuration,
    policy: {},
    sync: { retryBaseMs: 250, retryCapMs: 3_000, pollMs: 3_000 },
    reconnectBaseMs: 250,
  };
}

function showEvery(server: BridgeServer, desk: BenchDesk): NodeJS.Timeout {
  let last = '';
  let isLooking = false;
  return setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void desk
      .view()
      .then((view) => {
        const { revision: _, ...content } = view;
        const text = JSON.stringify(content);
        if (text === last) return;
        last = text;
        server.publish('workbench', 'view', view);
      })
      .finally(() => {
        isLooking = false;
      });
  }, SHOW_EVERY_MS);
}

async function openWorkbench(
  options: DemoOptions,
  {
    server,
    browserPath,
    folder,
  }: { readonly server: BridgeServer; readonly browserPath: string | undefined; readonly folder: string },
): Promise<void> {
  const address = server.mintAddress('workbench');
  if (browserPath === undefined) {
    options.tell({ window: 'workbench', address }, windowSentence({ window: 'workbench', address }));
    return;
  }
  await startBrowser({
    browserPath,
    kind: 'workbench',
    address,
    profileFolder: join(folder, 'chromium-workbench'),
    isKiosk: false,
    isRoot: process.getuid?.() === 0,
  });
  options.tell({ window: 'workbench' }, 'The workbench window is open.');
}

function tellPlan(
  options: DemoOptions,
  plan: {
    readonly counter: SimulatedCounter;
    readonly hostName: 'electron' | 'chromium';
    readonly canShow: boolean;
    readonly hasBrowser: boolean;
  },
): void {
  const { counter, hostName, canShow, hasBrowser } = plan;
  const why = reasonFor(hostName, canShow);
  options.tell({ host: hostName, why }, `Host: ${hostName} (${why}).`);
  if (!canShow) {
    options.tell(
      { display: false },
      'There is no display, or none was wanted: open the addresses below with a browser on this machine.',
    );
  } else if (!hasBrowser && hostName === 'chromium') {
    options.tell(
      { browser: false },
      'No Chromium was found: open the addresses below with a browser on this machine.',
    );
  }
  options.tell(
    { devices: Object.fromEntries(BENCH_DEVICES.map((device) => [device, counter.transportOf(device)])) },
    counter.fallback ?? 'The simulated devices are on serial lines (pseudo-terminals).',
  );
  options.tell({ pin: SAMPLE_PIN }, `Everybody's PIN is ${SAMPLE_PIN}. 密碼都是 ${SAMPLE_PIN}。`);
}

function reasonFor(hostName: 'electron' | 'chromium', canShow: boolean): string {
  if (hostName === 'electron') return 'its program is installed';
  return canShow ? 'Electron’s program is not on this machine' : 'there is no display, or none was wanted';
}

function windowSentence(news: { readonly window: string; readonly address?: string }): string {
  return news.address === undefined
    ? `The ${news.window} window is open.`
    : `${news.window}: ${news.address}`;
}
