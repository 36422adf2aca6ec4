// Opens a till's folder, says what came of it, and holds it until it is told to end.
import { writeSync } from 'node:fs';
import { openStore } from '../../../src-main/store/store.ts';

const opened = openStore(process.argv[2] ?? '');
writeSync(1, `${opened.ok ? 'open' : opened.error.kind}\n`);
if (opened.ok) process.stdin.resume();
