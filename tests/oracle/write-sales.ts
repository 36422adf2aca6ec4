// Writes fixtures/scenarios/{offers,points,returns}.json anew: node tests/oracle/write-sales.ts
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contentOf, jsonText, SALES_FILES } from './sales-files.ts';

const paths = SALES_FILES.map((file) => {
  const path = fileURLToPath(new URL(`../../fixtures/scenarios/${file}.json`, import.meta.url));
  writeFileSync(path, `${jsonText(contentOf(file))}\n`);
  return path;
});
execFileSync('npx', ['biome', 'format', '--write', '--files-max-size=4000000', ...paths], {
  stdio: 'inherit',
});
