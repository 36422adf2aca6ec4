// Publishes a catalog of one article and ends: nothing but the worker keeps this process going.
import { writeSync } from 'node:fs';
import { ReferenceStore } from '../../../src-main/store/reference/reference-store.ts';
import { COFFEE } from '../../support/open-till.ts';

const reference = new ReferenceStore(process.argv[2] ?? '');
await reference.beginCatalog('full');
await reference.putCatalog([COFFEE], [], false);
writeSync(1, `published ${await reference.commitCatalog('1', 1)}\n`);
await reference.close();
