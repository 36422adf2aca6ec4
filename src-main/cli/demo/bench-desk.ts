import type { z } from 'zod';
import { sampleProducts } from '../../../fixtures/catalog/sample-store.ts';
import { assert } from '../../base/assert.ts';
import type { Answer } from '../../contract/bridge.ts';
import { type BenchChannel, benchChannels } from '../../contract/channels.ts';
import type { BenchHeadOffice, BenchView } from '../../contract/workbench.ts';
import { refuse } from '../../domain/refusals.ts';
import { machineClock } from '../../hosts/machine-world.ts';
import type { LocalHeadOffice } from '../open-head-office.ts';
import type { SimulatedCounter } from './counter.ts';
import { DeviceBench } from './device-bench.ts';
import type { JournalTailReader } from './journal-tail.ts';
import type { MemberPhoneSource } from './member-phone.ts';
import { phoneScreen } from './phone-screen.ts';
import type { TillProcess } from './till-process.ts';
import { Walkthrough } from './walkthrough.ts';

export interface BenchParts {
  readonly counter: SimulatedCounter;
  readonly headOffice: LocalHeadOffice;
  readonly till: TillProcess;
  readonly journal: JournalTailReader;
  readonly phones: MemberPhoneSource;
  readonly hostName: 'electron' | 'chromium';
  readonly registerNumber: string;
}

type Input<Channel extends BenchChannel> = z.infer<(typeof benchChannels)[Channel]['input']>;

/** Articles on the workbench's scanner, by the words their names begin with. */
const ON_THE_SCANNER = [
  '瑞穗鮮乳',
  '御飯糰 鮪魚',
  '每朝健康',
  '純喫茶',
  '義美小泡芙',
  '鮮雞蛋',
  '悠遊卡',
  '王品堃',
] as const;
const SLOW_MS = 3_000;
const BURST = 20;

/** Does to the simulators what the workbench's buttons say, and tells how they stand. */
export class BenchDesk {
  readonly #parts: BenchParts;
  readonly #products = [...sampleProducts()];
  readonly #walkthrough: Walkthrough;
  readonly #devices: DeviceBench;
  #network: BenchView['network'] = 'up';
  #mode: z.infer<typeof BenchHeadOffice>['mode'] = 'normal';
  #kicks = 0;
  #isDrawerStuck = false;
  #papers = 0;
  #revision = 0;

  constructor(parts: BenchParts) {
    this.#parts = parts;
    this.#devices = new DeviceBench(parts.counter);
    const { printer } = parts.counter.simulators;
    printer.onEvent((event) => {
      if (event.kind === 'kick') this.#kicks += 1;
    });
    printer.onPaper(() => {
      this.#papers += 1;
    });
    this.#walkthrough = new Walkthrough({
      codeOf: (name) => this.#codeOf(name),
      act: (channel, input) => this.answer(channel, input),
    });
  }

  /** Answers one call of the workbench page; `input` has passed the channel's schema. */
  async answer(channel: BenchChannel, input: unknown): Promise<Answer> {
    if (channel === 'bench:act') {
      const { device, act, params } = parse(channel, input);
      const refusal = this.#devices.act(device, act, params);
      return refusal === undefined ? { ok: true, value: {} } : { ok: false, error: refusal };
    }
    if (channel === 'bench:member-code') return this.#showPhone(parse(channel, input));
    await this.#act(channel, input);
    return { ok: true, value: {} };
  }

  async #showPhone(ask: Input<'bench:member-code'>): Promise<Answer> {
    const shown = await phoneScreen(this.#parts.phones, ask, machineClock);
    return shown.ok
      ? { ok: true, value: shown.value }
      : { ok: false, error: refuse('malformed', { problem: shown.error }) };
  }

  async #act(
    channel: Exclude<BenchChannel, 'bench:act' | 'bench:member-code'>,
    input: unknown,
  ): Promise<void> {
    const { counter, till } = this.#parts;
    switch (channel) {
      case 'bench:scan':
        return counter.simulators.scanner.scan(parse(channel, input).code);
      case 'bench:scan-fault':
        return this.#scanFault(parse(channel, input).fault);
      case 'bench:printer':
        return this.#printer(parse(channel, input).act);
      case 'bench:drawer':
        return this.#drawer(parse(channel, input).act);
      case 'bench:network':
        return this.#setNetwork(parse(channel, input).mode);
      case 'bench:head-office':
        return this.#setHeadOffice(parse(channel, input).mode);
      case 'bench:till':
        return parse(channel, input).act === 'kill' ? till.kill() : till.start();
      case 'bench:plug': {
        const { device, isPlugged } = parse(channel, input);
        return this.#devices.plug(device, isPlugged);
      }
      case 'bench:schedule':
        return this.#devices.schedule(parse(channel, input).text);
      case 'bench:scenario':
        return parse(channel, input).act === 'next' ? this.#walkthrough.next() : this.#walkthrough.restart();
    }
  }

  /** Everything the page shows. */
  async view(): Promise<BenchView> {
    const { counter, headOffice, till, journal, hostName, registerNumber } = this.#parts;
    const tail = journal.read();
    const report = await headOffice.office.report();
    const { printer } = counter.simulators;
    const { condition } = printer;
    const paper = printer.papers.at(-1);
    return {
      revision: ++this.#revision,
      registerNumber,
      host: hostName,
      till: till.state,
      scanner: {
        transport: counter.transportOf('scanner'),
        isPlugged: counter.isPlugged('scanner'),
        products: ON_THE_SCANNER.map((name) => ({ code: this.#codeOf(name), label: this.#nameOf(name) })),
      },
      printer: {
        transport: counter.transportOf('printer'),
        isPlugged: counter.isPlugged('printer') && condition.isPoweredOn,
        paper: condition.paper,
        isCoverOpen: condition.isCoverOpen,
        isCutterJammed: printer.isKnifeBlocked || condition.hasCutterError,
        diesMidPrint: printer.isDoomed,
        paperPng: paper === undefined ? null : `data:image/png;base64,${paper.png.toString('base64')}`,
        paperText: paper?.text ?? '',
        papers: this.#papers,
      },
      drawer: { isOpen: condition.isDrawerOpen, isStuck: this.#isDrawerStuck, kicks: this.#kicks },
      ...this.#devices.views(),
      members: this.#parts.phones.members(),
      network: this.#network,
      headOffice: {
        mode: this.#mode,
        sales: report.sales,
        total: report.total,
        entries: report.tills.reduce((sum, each) => sum + each.entries, 0),
        parked: report.parked.length,
        backlog: tail.headSeq - tail.ackedSeq,
      },
      scenario: this.#walkthrough.view,
      journal: tail.rows,
      isChainWhole: tail.isChainWhole,
    };
  }

  async #scanFault(fault: Input<'bench:scan-fault'>['fault']): Promise<void> {
    const { counter } = this.#parts;
    const { scanner: simulator } = counter.simulators;
    switch (fault) {
      case 'half':
        return simulator.halfFrame(this.#codeOf('瑞穗鮮乳'));
      case 'garbage':
        return simulator.garbage();
      case 'burst': {
        const codes = this.#products.flatMap((product) => product.barcodes);
        return simulator.burst(
          Array.from({ length: BURST }, (_, index) => codes[index % codes.length] ?? ''),
        );
      }
      case 'unplug':
        return counter.unplug('scanner');
      case 'plug':
        return counter.plug('scanner');
    }
  }

  async #printer(act: Input<'bench:printer'>['act']): Promise<void> {
    const { counter } = this.#parts;
    const { printer: simulator } = counter.simulators;
    switch (act) {
      case 'paper-ok':
        return simulator.loadPaper();
      case 'paper-near-end':
        return simulator.setPaperNearEnd();
      case 'paper-out':
        return simulator.takePaperOut();
      case 'cover-open':
        return simulator.openCover();
      case 'cover-close':
        return simulator.closeCover();
      case 'cutter-jam':
        return simulator.jamCutter();
      case 'cutter-clear':
        return simulator.clearCutter();
      case 'unplug':
        return counter.unplug('printer');
      case 'plug':
        return counter.plug('printer');
      case 'die-mid-print':
        return simulator.dieAfterBytes(DIES_AFTER_BYTES);
    }
  }

  async #drawer(act: Input<'bench:drawer'>['act']): Promise<void> {
    const { printer: simulator } = this.#parts.counter.simulators;
    switch (act) {
      case 'open':
        return simulator.openDrawer();
      case 'close':
        return simulator.closeDrawer();
      case 'stick':
      case 'release':
        this.#isDrawerStuck = act === 'stick';
        return simulator.setDrawerStuck(this.#isDrawerStuck);
    }
  }

  async #setNetwork(mode: BenchView['network']): Promise<void> {
    const { office } = this.#parts.headOffice;
    this.#network = mode;
    office.faults.answerDelayMs = mode === 'slow' ? SLOW_MS : 0;
    await (mode === 'down' ? office.cut() : office.restore());
  }

  async #setHeadOffice(mode: z.infer<typeof BenchHeadOffice>['mode']): Promise<void> {
    const { office } = this.#parts.headOffice;
    const { answerDelayMs } = office.faults;
    office.faults.clear();
    office.faults.answerDelayMs = answerDelayMs;
    // These two happen once; the others stay until another is chosen.
    this.#mode = mode === 'new-price' || mode === 'reject-next' ? 'normal' : mode;
    switch (mode) {
      case 'normal':
        return;
      case 'lose-answers':
        return office.faults.loseNextAnswers(Number.MAX_SAFE_INTEGER);
      case 'error-500':
        office.faults.answersStatus500 = true;
        return;
      case 'garbage':
        office.faults.answersGarbage = true;
        return;
      case 'reject-next':
        return office.faults.rejectNext('sale.completed', 'SCHEMA');
      case 'old-catalog':
        office.faults.offersOldCatalog = true;
        return;
      case 'new-price':
        return this.#raisePrice();
    }
  }

  /** The first article on the scanner costs one dollar more from the next generation of the catalog on. */
  async #raisePrice(): Promise<void> {
    const index = this.#products.findIndex((product) => product.name.startsWith(ON_THE_SCANNER[0]));
    const product = this.#products[index];
    assert(product !== undefined, 'the sample shop has it');
    const dearer = { ...product, unitPrice: product.unitPrice + 1 };
    this.#products.splice(index, 1, dearer);
    await this.#parts.headOffice.office.publishTopic('catalog', { mode: 'delta', items: [dearer] });
  }

  #codeOf(nameStart: string): string {
    return this.#products.find((product) => product.name.startsWith(nameStart))?.barcodes[0] ?? '';
  }

  #nameOf(nameStart: string): string {
    return this.#products.find((product) => product.name.startsWith(nameStart))?.name ?? nameStart;
  }
}

/** Somewhere in the middle of a short receipt. */
const DIES_AFTER_BYTES = 400;

function parse<Channel extends BenchChannel>(channel: Channel, input: unknown): Input<Channel> {
  return benchChannels[channel].input.parse(input) as Input<Channel>;
}
