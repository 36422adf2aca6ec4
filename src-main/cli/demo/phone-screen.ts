import { PNG } from 'pngjs';
import { type Bitmap, blankBitmap, isBlack, stamp } from '../../../drivers/printer/bitmap.ts';
import { drawSymbol } from '../../../drivers/printer/symbols.ts';
import type { Clock } from '../../base/clock.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { BenchMemberCode, PhoneCode } from '../../contract/workbench.ts';
import { type MemberPhoneSource, TOKEN_LIFE_MS } from './member-phone.ts';

/** As wide as the longest of our codes needs, at the printer's own size of modules. */
const SCREEN = { dots: 640, dpi: 203, isModule1Ok: true } as const;
const BAR_HEIGHT_MM = 14;
/** White at either side of a bar code: ten modules of three dots (ISO/IEC 15417). */
const QUIET_DOTS = 30;

const AIM = { 'code-128': ']C0', qr: ']Q1' } as const;

/**
 * What a member's phone shows now: its text from the source, drawn with the symbols that the receipts have.
 * @returns what stands in the way, in words for a technician.
 */
export async function phoneScreen(
  source: MemberPhoneSource,
  ask: { readonly memberId: string; readonly code: PhoneCode },
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<BenchMemberCode, string>> {
  const { memberId, code } = ask;
  const member = source.members().find((each) => each.memberId === memberId);
  if (member === undefined || !member.codes.includes(code)) return err('this phone does not show that');
  // Taken before the token is made, so that it is never shown as good for longer than it is.
  const startMs = clock.nowMs();
  const made = await textOf(source, ask);
  if (!made.ok) return made;
  const text = made.value;
  const symbology = code === 'member' ? 'code-128' : 'qr';
  const drawn =
    symbology === 'qr'
      ? drawSymbol({ kind: 'qr', text }, SCREEN)
      : drawSymbol({ kind: 'barcode', symbology, text, heightMm: BAR_HEIGHT_MM, isTextShown: false }, SCREEN);
  if (!drawn.ok) return err(`the code cannot be drawn: ${drawn.error.kind}`);
  const bitmap = symbology === 'qr' ? drawn.value : withQuietZone(drawn.value);
  return ok({
    memberId,
    code,
    symbology,
    text,
    aim: AIM[symbology],
    png: `data:image/png;base64,${pngOf(bitmap).toString('base64')}`,
    expiresAtMs: code === 'token-own' || code === 'token-partner' ? startMs + TOKEN_LIFE_MS : null,
  });
}

/** A head office that does not know the member, or no programme of theirs, throws: the demo goes on and says so. */
async function textOf(
  source: MemberPhoneSource,
  { memberId, code }: { readonly memberId: string; readonly code: PhoneCode },
): Promise<Result<string, string>> {
  try {
    return ok(await source.codeFor(memberId, code));
  } catch (error) {
    return err(`head office did not make it: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function withQuietZone(bars: Bitmap): Bitmap {
  const wide = blankBitmap(bars.widthDots + 2 * QUIET_DOTS, bars.heightDots);
  stamp(wide, bars, QUIET_DOTS, 0);
  return wide;
}

function pngOf(bitmap: Bitmap): Buffer {
  const { widthDots: width, heightDots: height } = bitmap;
  const png = new PNG({ width, height });
  png.data.fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      if (isBlack(bitmap, x, y)) png.data.fill(0, at, at + 3);
    }
  }
  return PNG.sync.write(png, { colorType: 0, inputColorType: 6, inputHasAlpha: true });
}
