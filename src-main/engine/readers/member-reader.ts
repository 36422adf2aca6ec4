import { z } from 'zod';
import { maskCarrier, maskName, maskPhone } from '../../domain/members/mask.ts';
import type { KnownMember, MemberReader } from '../../domain/readers.ts';
import { CarrierKind } from '../../domain/sale-payloads.ts';
import type { ReadableDatabase } from '../../store/connection.ts';
import type { StoredMember } from '../../store/reference/member-reader.ts';
import type { MemberRecord, MemberSeals, MemberSecrets } from '../../store/reference/member-seals.ts';
import type { ReferenceStore } from '../../store/reference/reference-store.ts';

/** What windows show of a member: nothing that says who it is to somebody who does not know already. */
export interface MemberProfile {
  readonly memberId: string;
  readonly maskedName: string;
  readonly maskedPhone?: string;
  readonly carrier?: { readonly kind: CarrierKind; readonly maskedId: string };
  readonly balances: MemberRecord['balances'];
  readonly interactions: MemberSecrets['interactions'];
  readonly asOfMs: number;
}

export interface MemberMeans {
  readonly reference: Pick<ReferenceStore, 'members'>;
  /** Of the journal. */
  readonly database: Pick<ReadableDatabase, 'prepare'>;
  readonly seals: Pick<MemberSeals, 'localOpen' | 'codeHash'>;
  readonly readToken: MemberReader['readToken'];
}

const Consent = z.strictObject({ offers: z.boolean(), notes: z.boolean() });
const Secrets = z.strictObject({
  name: z.string(),
  phone: z.string().optional(),
  birthday: z.string().optional(),
  carrier: z.strictObject({ kind: CarrierKind, id: z.string() }).optional(),
  interactions: z.array(z.strictObject({ atMs: z.number(), channel: z.string(), text: z.string() })),
});

interface JoinedRow {
  readonly member_id: string;
  readonly joined_at: number;
  readonly consent: string;
}

/**
 * Members as this till knows them: head office's copy, then those who joined here and are not in it yet. Whether
 * somebody has bought before is known better here than in a copy of yesterday.
 */
export class StoredMembers implements MemberReader {
  readonly #means: MemberMeans;
  readonly #joined;
  readonly #joinedByPhone;
  readonly #hasBoughtHere;

  constructor(means: MemberMeans) {
    this.#means = means;
    const columns = 'SELECT member_id, joined_at, consent FROM members_joined WHERE';
    this.#joined = means.database.prepare(`${columns} member_id = ?`);
    this.#joinedByPhone = means.database.prepare(`${columns} phone_hash = ? ORDER BY seq DESC LIMIT 1`);
    this.#hasBoughtHere = means.database.prepare('SELECT 1 FROM sales WHERE member_id = ? LIMIT 1').pluck();
  }

  findByCode(code: string): KnownMember | undefined {
    const { reference, seals } = this.#means;
    return this.#known(reference.members?.findByCodeHash(seals.codeHash(code)));
  }

  findByPhoneHash(phoneHash: string): KnownMember | undefined {
    const inCopy = this.#known(this.#means.reference.members?.findByPhoneHash(phoneHash));
    if (inCopy !== undefined) return inCopy;
    const row = this.#joinedByPhone.get(phoneHash) as JoinedRow | undefined;
    // In the copy by now under another phone: that phone is the one that counts.
    return row === undefined || this.#means.reference.members?.find(row.member_id) !== undefined
      ? undefined
      : this.#knownJoined(row);
  }

  find(memberId: string): KnownMember | undefined {
    const inCopy = this.#known(this.#means.reference.members?.find(memberId));
    if (inCopy !== undefined) return inCopy;
    const row = this.#joined.get(memberId) as JoinedRow | undefined;
    return row === undefined ? undefined : this.#knownJoined(row);
  }

  readToken(code: string): ReturnType<MemberReader['readToken']> {
    return this.#means.readToken(code);
  }

  /** Undefined for who is not in the copy, and for a row that was altered. */
  profile(memberId: string): MemberProfile | undefined {
    const member = this.#means.reference.members?.find(memberId);
    const secrets = member && this.#open(member);
    if (member === undefined || secrets === undefined) return undefined;
    return {
      memberId,
      maskedName: maskName(secrets.name),
      ...(secrets.phone === undefined ? {} : { maskedPhone: maskPhone(secrets.phone) }),
      ...(secrets.carrier === undefined
        ? {}
        : { carrier: { kind: secrets.carrier.kind, maskedId: maskCarrier(secrets.carrier.id) } }),
      balances: member.balances,
      interactions: secrets.interactions,
      asOfMs: member.asOfMs,
    };
  }

  #known(member: StoredMember | undefined): KnownMember | undefined {
    if (member === undefined) return undefined;
    const { memberId, status, tiers, segments, consent, asOfMs } = member;
    const { birthday = null, carrier } = this.#open(member) ?? {};
    return {
      memberId,
      status,
      tiers,
      segments: segments.map(({ id, variant }) => (variant === undefined ? { id } : { id, variant })),
      birthday,
      ...(carrier === undefined ? {} : { carrier: carrier.kind }),
      hasBought: member.hasBought || this.#hasBought(memberId),
      consent,
      asOfMs,
    };
  }

  #knownJoined({ member_id: memberId, joined_at: asOfMs, consent }: JoinedRow): KnownMember {
    return {
      memberId,
      status: 'active',
      tiers: [],
      segments: [],
      birthday: null,
      hasBought: this.#hasBought(memberId),
      consent: Consent.parse(JSON.parse(consent)),
      asOfMs,
    };
  }

  #hasBought(memberId: string): boolean {
    return this.#hasBoughtHere.get(memberId) !== undefined;
  }

  #open({ sealed, memberId }: StoredMember): z.infer<typeof Secrets> | undefined {
    const text = this.#means.seals.localOpen(sealed, memberId);
    return text === undefined ? undefined : Secrets.parse(JSON.parse(text));
  }
}
