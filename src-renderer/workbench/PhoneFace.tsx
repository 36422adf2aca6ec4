import type { BenchMember, BenchMemberCode } from '../../src-main/contract/workbench.ts';
import { formatTime } from '../i18n/format.ts';
import { useBench } from './bench.ts';

/** The drawing's own units, which its screen shares. */
const WIDTH = 280;
const HEIGHT = 500;
const SYMBOL = { qr: { y: 118, height: 248 }, 'code-128': { y: 150, height: 124 } } as const;

interface PhoneFaceProps {
  readonly member: BenchMember;
  readonly shown: BenchMemberCode | null;
}

/** A member's phone, as it is held under a scanner. */
export function PhoneFace({ member, shown }: PhoneFaceProps) {
  const { say, nowMs } = useBench();
  const { name, phone, codes } = member;
  const isSpoken = codes.length === 0;
  const title = shown === null ? say('bench.phone.nothing') : say(`bench.code.${shown.code}`);
  const isQr = shown?.symbology === 'qr';
  const isEnded = shown?.expiresAtMs != null && shown.expiresAtMs <= nowMs();
  return (
    <figure className="bench-phone" aria-label={say('bench.phone.shows')} data-testid="bench-phone">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="bench-phone-drawing" role="presentation">
        <rect className="bench-phone-body" x="1" y="1" width={WIDTH - 2} height={HEIGHT - 2} rx="34" />
        <rect className="bench-phone-screen" x="12" y="12" width={WIDTH - 24} height={HEIGHT - 24} rx="24" />
        <rect className="bench-phone-ear" x="115" y="22" width="50" height="8" rx="4" />
        <rect className="bench-phone-ear" x="95" y="470" width="90" height="4" rx="2" />
        <text className="bench-phone-name" x={WIDTH / 2} y="68" textAnchor="middle" lang="zh-Hant-TW">
          {name}
        </text>
        <text
          className="bench-phone-title"
          x={WIDTH / 2}
          y="98"
          textAnchor="middle"
          data-testid="bench-phone-title"
        >
          {isSpoken ? say('bench.phone.sayNumber') : title}
        </text>
        {isSpoken && (
          <text
            className="bench-phone-number"
            x={WIDTH / 2}
            y="250"
            textAnchor="middle"
            data-testid="bench-phone-number"
          >
            {phone}
          </text>
        )}
        {shown !== null && (
          <image
            className="bench-phone-symbol"
            href={shown.png}
            x="16"
            width={WIDTH - 32}
            {...SYMBOL[shown.symbology]}
            preserveAspectRatio="xMidYMid meet"
            data-testid="bench-phone-symbol"
          />
        )}
        {shown !== null && shown.symbology === 'code-128' && (
          <text className="bench-phone-title" x={WIDTH / 2} y="302" textAnchor="middle">
            {shown.text}
          </text>
        )}
        {shown?.expiresAtMs != null && (
          <text
            className="bench-phone-title"
            x={WIDTH / 2}
            y="404"
            textAnchor="middle"
            data-testid="bench-phone-until"
          >
            {isEnded
              ? say('bench.phone.ended')
              : say('bench.phone.until', { time: formatTime(shown.expiresAtMs) })}
          </text>
        )}
      </svg>
      {shown !== null && (
        <figcaption className="only-spoken">
          {say(isQr ? 'bench.phone.pictureQr' : 'bench.phone.pictureBars', { name })}
        </figcaption>
      )}
    </figure>
  );
}
