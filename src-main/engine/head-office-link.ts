import { z } from 'zod';
import type { Clock, Dispose, Timers } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { IdSource, Random } from '../base/random.ts';
import { ok } from '../base/result.ts';
import type { HeadOfficeBadge } from '../contract/views.ts';
import { refuse } from '../domain/refusals.ts';
import type { Store } from '../store/store.ts';
import { DOWNLINK_DEFAULTS, Downlink } from '../sync/downlink.ts';
import { HeadOfficeTime } from '../sync/head-office-time.ts';
import { HTTPS_DEFAULTS, HttpsTransport } from '../sync/https-transport.ts';
import type { MailSink } from '../sync/ports.ts';
import type { TillKey } from '../sync/till-key.ts';
import { UPLINK_DEFAULTS, Uplink } from '../sync/uplink.ts';
import type { UplinkState } from '../sync/uplink-state.ts';
import type { TillConfiguration } from './configuration.ts';
import type { Enrolled } from './identity.ts';
import type { Till } from './till.ts';
import type { MemberKeys } from './topics/member-keys.ts';
import { topicSinks } from './topics/topic-list.ts';
import { verifyDocument } from './vault/signatures.ts';

export interface HeadOfficeLinkOptions {
  readonly till: Till;
  readonly store: Store;
  readonly enrolled: Enrolled;
  /** Where head office is today; who it is, its pinned certificate says. */
  readonly url: string;
  readonly key: TillKey;
  readonly sync: TillConfiguration['sync'];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly random: Random;
  readonly log: Logger;
  /** The state of the link changed. */
  readonly onChange: () => void;
  /** A topic was switched to a newer generation. */
  readonly onReference: () => void;
  /** Under which the copy of members is sealed; without them this till takes none. */
  readonly memberKeys?: MemberKeys;
}

/** A clock further from head office's than this is shown (payments-points.md 5.3). */
const SHOWN_CLOCK_OFFSET_MS = 60_000;

/** The till's two lines to head office, wired to its journal, its reference data and its loop. */
export class HeadOfficeLink {
  readonly #options: HeadOfficeLinkOptions;
  readonly #transport: HttpsTransport;
  readonly #uplink: Uplink;
  readonly #downlink: Downlink;
  readonly #disposers: Dispose[] = [];
  /** The backlog when catching up began: the badge counts up to it. */
  #catchingUpFrom = 0;
  #lastKind: UplinkState['kind'] = 'offline';

  constructor(options: HeadOfficeLinkOptions) {
    this.#options = options;
    const { enrolled, store, key, clock, timers, random, log, sync, onChange, onReference } = options;
    const time = new HeadOfficeTime();
    this.#transport = new HttpsTransport({
      address: new URL(options.url),
      certificatesPem: enrolled.certificatesPem,
      tillId: enrolled.till.tillId,
      key,
      clock,
      timers,
      time,
      settings: HTTPS_DEFAULTS,
    });
    const backoff = {
      baseMs: sync.retryBaseMs ?? UPLINK_DEFAULTS.backoff.baseMs,
      capMs: sync.retryCapMs ?? UPLINK_DEFAULTS.backoff.capMs,
    };
    const pollMs = sync.pollMs ?? DOWNLINK_DEFAULTS.pollMs;
    const common = { transport: this.#transport, clock, timers, random, logger: log };
    this.#uplink = new Uplink({
      ...common,
      storeId: enrolled.till.storeId,
      tillId: enrolled.till.tillId,
      journal: store.journal,
      state: store.journal,
      time,
      settings: { ...UPLINK_DEFAULTS, backoff, idleProbeMs: pollMs },
    });
    this.#downlink = new Downlink({
      ...common,
      topics: topicSinks({
        reference: store.reference,
        clock,
        random,
        onSwitched: onReference,
        memberKeys: options.memberKeys,
        snapshots: {
          tillId: enrolled.till.tillId,
          verify: (body, signature) =>
            verifyDocument(enrolled.till.headOfficePublicKey, 'points-snapshot', body, signature),
          breathe: () => new Promise((resolve) => timers.after(0, resolve)),
        },
      }),
      mail: this.#mailSink(),
      onEvent: onChange,
      settings: { ...DOWNLINK_DEFAULTS, pollMs, backoff },
    });
  }

  /** The signed way to head office, for other questions. */
  get calls(): HttpsTransport['calls'] {
    return this.#transport.calls;
  }

  /** Whether head office answered when it was last asked. */
  get isOnline(): boolean {
    const { kind } = this.#uplink.state;
    return kind === 'online' || kind === 'catching-up';
  }

  start(): void {
    const { till, onChange } = this.#options;
    this.#disposers.push(
      till.appended.on(() => this.#uplink.poke()),
      this.#uplink.onState((state) => {
        this.#hear(state);
        onChange();
      }),
    );
    this.#uplink.start();
    this.#downlink.start();
  }

  async stop(): Promise<void> {
    for (const dispose of this.#disposers.splice(0)) dispose();
    await this.#transport.close();
    await Promise.all([this.#uplink.stop(), this.#downlink.stop()]);
  }

  /** Tries now instead of waiting: the network is back, or a person asks. */
  retryNow(): void {
    this.#uplink.retryNow();
    void this.#downlink.refreshNow();
  }

  get badge(): HeadOfficeBadge {
    const state = this.#uplink.state;
    const { backlog, sinceMs } = state;
    if (state.kind === 'catching-up') {
      const total = Math.max(this.#catchingUpFrom, backlog);
      return { state: state.kind, backlog, sinceMs, sent: total - backlog, total };
    }
    if (state.kind === 'needs-action') {
      return { state: state.kind, backlog, sinceMs, reason: actionOf(state.reason) };
    }
    return { state: state.kind, backlog, sinceMs };
  }

  /** Seconds by which this machine's clock is off, where that is worth showing. */
  get clockOffsetSeconds(): number | null {
    const offsetMs = this.#uplink.state.clockOffsetMs;
    return offsetMs === undefined || Math.abs(offsetMs) < SHOWN_CLOCK_OFFSET_MS
      ? null
      : Math.round(offsetMs / 1000);
  }

  #hear(state: UplinkState): void {
    const before = this.#lastKind;
    this.#lastKind = state.kind;
    if (state.kind === 'catching-up' && before !== 'catching-up') this.#catchingUpFrom = state.backlog;
    if (state.kind === 'online' && before === 'catching-up' && this.#catchingUpFrom > 1) {
      const params = { n: this.#catchingUpFrom };
      this.#options.till.events.emit({ kind: 'toast', toast: 'caught-up', params });
    }
    if (state.kind === 'needs-action' && state.reason === 'diverged') {
      this.#options.till.stopSelling(refuse('till-refused'));
    }
  }

  #mailSink(): MailSink {
    const { till, ids } = this.#options;
    return {
      lastMailId: () => till.state.lastMailId ?? undefined,
      async accept({ mailId, kind, body }) {
        const received = till.execute(ids.next(), {
          kind: 'receive-mail',
          mail: { mailId, mailKind: kind, body: z.json().parse(body) },
        });
        return received.ok ? ok(undefined) : { ok: false, error: { problem: received.error.code } };
      },
    };
  }
}

function actionOf(
  reason: Extract<UplinkState, { kind: 'needs-action' }>['reason'],
): NonNullable<HeadOfficeBadge['reason']> {
  switch (reason) {
    case 'certificate':
    case 'diverged':
      return reason;
    case 'authentication':
    case 'refused':
    case 'journal-damaged':
    case 'entry-too-large':
      return 'authentication';
  }
}
