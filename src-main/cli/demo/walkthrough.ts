import type { BenchChannel } from '../../contract/channels.ts';
import type { BenchView } from '../../contract/workbench.ts';

interface Step {
  readonly title: string;
  readonly channel: BenchChannel;
  readonly input: (codeOf: (name: string) => string) => unknown;
}

const scan = (name: string): Step => ({
  title: `掃描 ${name}`,
  channel: 'bench:scan',
  input: (codeOf) => ({ code: codeOf(name) }),
});

/** What a newcomer is shown: a sale that goes on through a cut network, an empty printer and a killed till. */
const STEPS: readonly Step[] = [
  scan('瑞穗鮮乳'),
  scan('御飯糰 鮪魚'),
  { title: '切斷總部', channel: 'bench:network', input: () => ({ mode: 'down' }) },
  scan('每朝健康'),
  { title: '強制結束收銀機', channel: 'bench:till', input: () => ({ act: 'kill' }) },
  { title: '啟動收銀機', channel: 'bench:till', input: () => ({ act: 'start' }) },
  { title: '抽掉紙', channel: 'bench:printer', input: () => ({ act: 'paper-out' }) },
  { title: '補紙', channel: 'bench:printer', input: () => ({ act: 'paper-ok' }) },
  { title: '接上總部', channel: 'bench:network', input: () => ({ mode: 'up' }) },
];

/** Plays the walkthrough step by step on the simulators; what the cashier does stays with the person. */
export class Walkthrough {
  readonly #act: (channel: BenchChannel, input: unknown) => Promise<unknown>;
  readonly #codeOf: (name: string) => string;
  #step = 0;

  constructor(means: {
    readonly act: (channel: BenchChannel, input: unknown) => Promise<unknown>;
    readonly codeOf: (name: string) => string;
  }) {
    this.#act = means.act;
    this.#codeOf = means.codeOf;
  }

  get view(): BenchView['scenario'] {
    return {
      id: 'walkthrough',
      title: '斷線、當機、缺紙',
      step: this.#step,
      steps: STEPS.map((step) => step.title),
    };
  }

  /** Does the next step; after the last one it begins anew. */
  async next(): Promise<void> {
    const step = STEPS[this.#step];
    if (step === undefined) {
      this.restart();
      return;
    }
    this.#step += 1;
    await this.#act(step.channel, step.input(this.#codeOf));
  }

  restart(): void {
    this.#step = 0;
  }
}
