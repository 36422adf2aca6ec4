/** How this window says who it is to the Chromium host; see `contract/bridge-wire.ts`. */
export interface Introduction {
  readonly key?: string;
  readonly session: string;
}

const storageName = 'daybook.window';

/**
 * Takes the key from the address and makes the session it is swapped for, or finds the one that this window made
 * before a reload. It is kept in the session storage: a cookie would go to every port of this machine, and would be one
 * for all windows.
 */
export function introduceWindow(address: Location, storage: Storage): Introduction {
  const key = new URLSearchParams(address.hash.slice(1)).get('key');
  const [storedKey, storedSession] = (storage.getItem(storageName) ?? '').split(' ');
  if (key === null) return { session: storedSession ?? randomSecret() };
  // The same key again: a reload before the host's welcome had arrived.
  if (key === storedKey && storedSession !== undefined) return { key, session: storedSession };
  const session = randomSecret();
  storage.setItem(storageName, `${key} ${session}`);
  return { key, session };
}

/** Takes the used key out of the address, where people would copy it from. */
export function forgetKey(address: Location, history: History): void {
  if (address.hash !== '') history.replaceState(null, '', address.pathname + address.search);
}

/** 256 bits as base64url. */
function randomSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
