import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../base/result.ts';

const DIGITS = 4;

export interface PictureFiles {
  readonly png: string;
  readonly text: string;
}

/** Where pictures go. Each file is whole when its name appears, so that whoever watches the folder may open it at once. */
export class PictureFolder {
  readonly #path: string;
  #papers: number;

  /** Makes the folder where it is not there. Papers go on after those that lie in it. */
  constructor(path: string) {
    mkdirSync(path, { recursive: true });
    this.#path = path;
    const numbers = readdirSync(path).map((name) => Number(/^(\d{4,})\.(png|txt)$/.exec(name)?.[1] ?? 0));
    this.#papers = Math.max(0, ...numbers);
  }

  /** Writes the next `NNNN.txt` and `NNNN.png`, the picture last. */
  addPaper(png: Uint8Array, text: string): Result<PictureFiles, { readonly problem: string }> {
    this.#papers += 1;
    return this.#write(String(this.#papers).padStart(DIGITS, '0'), png, text);
  }

  /** Writes `<name>.txt` and `<name>.png` over what was there. */
  replace(name: string, png: Uint8Array, text: string): Result<PictureFiles, { readonly problem: string }> {
    return this.#write(name, png, text);
  }

  #write(name: string, png: Uint8Array, text: string): Result<PictureFiles, { readonly problem: string }> {
    const files = { png: join(this.#path, `${name}.png`), text: join(this.#path, `${name}.txt`) };
    try {
      writeWhole(files.text, `${text}\n`);
      writeWhole(files.png, png);
      return ok(files);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return err({ problem: `${files.png} cannot be written: ${why}` });
    }
  }
}

/** Whole for whoever watches the folder; not made to outlast a power cut, since a device that waits for a disk answers nobody. */
function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.new`;
  writeFileSync(beside, content);
  renameSync(beside, path);
}
