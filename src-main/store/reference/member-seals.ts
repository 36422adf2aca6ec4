/**
 * What the till's copy of members needs of the till's keys. Whoever has keys makes one; the store sees neither keys
 * nor, on its disk, anything that they protect.
 */
export interface MemberSeals {
  /** @param rowId whose row it is: the text opens in no other. */
  localSeal(text: string, rowId: string): Uint8Array;
  /** Undefined when the bytes are another row's or were altered. */
  localOpen(sealed: Uint8Array, rowId: string): string | undefined;
  /** Keyed hash of a Taiwanese mobile number in lower-case hex; undefined for what is none, or without a key. */
  phoneHash(phone: string): string | undefined;
  /** Keyed hash of what a scanner reads off a card or an app, which may be a carrier or a phone number. */
  codeHash(code: string): Uint8Array;
}

/** What is sealed of a member. */
export interface MemberSecrets {
  readonly name: string;
  readonly phone?: string;
  /** ISO day. */
  readonly birthday?: string;
  readonly carrier?: { readonly kind: 'mobile-barcode' | 'member'; readonly id: string };
  readonly interactions: readonly {
    readonly atMs: number;
    readonly channel: string;
    readonly text: string;
  }[];
}

/** A member as head office publishes them and as the copy gives them back. */
export interface MemberRecord {
  readonly memberId: string;
  readonly status: 'active' | 'closed';
  readonly tiers: readonly string[];
  readonly segments: readonly { readonly id: string; readonly variant?: string | undefined }[];
  readonly hasBought: boolean;
  readonly balances: readonly {
    readonly programmeId: string;
    readonly points: number;
    readonly pending: number;
  }[];
  readonly consent: { readonly offers: boolean; readonly notes: boolean };
  readonly asOfMs: number;
}

/** As it comes in: with the codes that find the member, and what is to be sealed. */
export interface IncomingMember extends MemberRecord {
  readonly codes: readonly string[];
  readonly secrets: MemberSecrets;
}

/** The keys under which a member is found. They share a table; the first byte tells a code from a phone. */
export const memberKeys = {
  ofCode: (hash: Uint8Array): Buffer => Buffer.concat([Buffer.from('C'), hash]),
  ofPhone: (hash: string): Buffer => Buffer.concat([Buffer.from('P'), Buffer.from(hash, 'hex')]),
} as const;
