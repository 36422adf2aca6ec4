// A till of rules alone behind the face of the engine's, for desks that send it commands and hear of its entries.
import { Emitter } from '../../src-main/base/emitter.ts';
import type { Answer } from '../../src-main/contract/views.ts';
import type { Command } from '../../src-main/domain/command.ts';
import type { Entry } from '../../src-main/domain/entries.ts';
import type { Readers } from '../../src-main/domain/readers.ts';
import type { TillState } from '../../src-main/domain/state.ts';
import type { PureTill } from '../domain/pure-till.ts';

/** Carries commands out at once and tells of their entries afterwards, as the loop does; a command id counts once. */
export class PureLoop {
  readonly appended = new Emitter<readonly Entry[]>();
  readonly pure: PureTill;
  readonly #answers = new Map<string, Answer>();

  constructor(pure: PureTill) {
    this.pure = pure;
  }

  get state(): TillState {
    return this.pure.state;
  }

  get readers(): Readers {
    return this.pure.readers;
  }

  get isOnline(): boolean {
    return this.pure.isOnline;
  }

  execute(commandId: string, command: Command): Answer {
    const earlier = this.#answers.get(commandId);
    if (earlier !== undefined) return earlier;
    const before = this.pure.entries.length;
    const { refusal } = this.pure.do(command);
    const answer: Answer = refusal === undefined ? { ok: true, value: {} } : { ok: false, error: refusal };
    const made = this.pure.entries.slice(before);
    if (made.length > 0) {
      this.#answers.set(commandId, answer);
      this.appended.emit(made);
    }
    return answer;
  }
}
