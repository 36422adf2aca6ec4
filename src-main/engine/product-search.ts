import type { ProductHit } from '../contract/views.ts';
import type { ReferenceStore } from '../store/reference/reference-store.ts';

const MOST = 40;

/** Articles that hold the text, as windows list them. */
export async function searchProducts(
  reference: Pick<ReferenceStore, 'search'>,
  text: string,
): Promise<readonly ProductHit[]> {
  const found = await reference.search(text, MOST);
  return found.map(({ detail, barcode, ...hit }) => ({
    ...hit,
    ...(detail === null ? {} : { detail }),
    ...(barcode === null ? {} : { barcode }),
  }));
}
