import type { Logger } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Store } from '../store/store.ts';
import type { IdentityStore } from './identity.ts';
import { openReaders, type Readers } from './readers/open-readers.ts';
import { memberSeals } from './topics/member-keys.ts';
import { Vault } from './vault/vault.ts';

/** What a till has once head office knows it: keys for personal data, and look-ups about prices, members and points. */
export interface EnrolledParts {
  readonly vault: Vault;
  readonly readers: Readers;
}

/**
 * Opens them for a till that is enrolled; undefined before.
 * @throws as `Vault` does, for keys that another master key sealed.
 */
export function openEnrolledParts(
  identity: IdentityStore,
  {
    folder,
    masterKey,
    random,
    store,
    log,
  }: {
    readonly folder: string;
    readonly masterKey: Uint8Array;
    readonly random: Random;
    readonly store: Store;
    readonly log: Logger;
  },
): EnrolledParts | undefined {
  const { enrolled } = identity;
  if (enrolled === undefined) return undefined;
  const vault = new Vault({ folder, masterKey, random, secrets: identity.secrets });
  for (const name of vault.unusableSecrets)
    log.log('error', 'a secret of head office cannot be used', { name });
  const readers = openReaders({
    store,
    vault,
    memberSeals: memberSeals(vault.copyKeys, random),
    storeId: enrolled.till.storeId,
    headOfficePublicKey: enrolled.till.headOfficePublicKey,
  });
  return { vault, readers };
}
