import { memo } from 'react';
import type { DeviceView, ScanTestRow } from '../../../src-main/contract/devices.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { partName, sourceName, spacedHex, symbologyName } from './scan-words.ts';

interface ScanRowProps {
  readonly scan: ScanTestRow;
  readonly devices: readonly Pick<DeviceView, 'deviceId' | 'kind' | 'connection'>[];
}

/** One scan: what arrived, what it was read as, and what to set on the device. */
export const ScanRow = memo(function ScanRow({ scan, devices }: ScanRowProps) {
  const words = useWords();
  const { say } = words;
  const { number, shown, readAs, advice, parts, aimId } = scan;
  const connection = devices.find(({ deviceId }) => deviceId === scan.source)?.connection ?? '';
  const told = advice === null ? null : words.sayReason(advice, connection);
  return (
    <li className="scan-row" data-good={advice === null} data-testid={`scan-${number}`}>
      <span className="scan-number">{number}</span>
      <div className="scan-words">
        <p className="scan-line">
          <samp className="scan-shown" lang="zxx" data-testid="scan-shown">
            {shown === '' ? say('scanTest.nothing') : <Shown text={shown} />}
          </samp>
          <span className="scan-read" data-testid="scan-read">
            {say(`scanTest.as.${readAs}`)}
          </span>
        </p>
        {told !== null && (
          <p className="scan-advice" data-testid="scan-advice">
            <Icon name="triangle" size={20} />
            <span>
              <strong>{told.what}</strong> {say('devices.advice', { press: told.press })}
            </span>
          </p>
        )}
        {parts.length > 0 && (
          <dl className="scan-parts">
            {parts.map(({ name, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of a row never change, and a name may come twice.
              <div key={index}>
                <dt>{partName(name, say)}</dt>
                <dd>
                  <samp>{text}</samp>
                </dd>
              </div>
            ))}
          </dl>
        )}
        <p className="device-facts">
          {[symbologyName(scan.symbology) ?? say('scanTest.unknownSymbology'), aimId]
            .filter(Boolean)
            .join(' ')}
          <ScanFigures scan={scan} devices={devices} />
        </p>
        {scan.hex !== '' && (
          <p className="device-facts scan-hex">
            <span className="only-spoken">{say('scanTest.raw')} </span>
            {spacedHex(scan.hex)}
            {scan.hex.length < scan.length * 2 && ' …'}
          </p>
        )}
      </div>
    </li>
  );
});

function ScanFigures({ scan: { source, length, tookMs }, devices }: ScanRowProps) {
  const { say } = useWords();
  const facts = [sourceName(source, devices, say)];
  if (length > 0) facts.push(say('scanTest.length', { n: formatCount(length) }));
  if (tookMs > 0) facts.push(say('scanTest.took', { n: formatCount(tookMs) }));
  return facts.map((fact) => (
    <span key={fact} className="scan-fact">
      {fact}
    </span>
  ));
}

interface ShownProps {
  readonly text: string;
}

/** The characters as they came; control characters, which come by name, are set apart from what is printed. */
function Shown({ text }: ShownProps) {
  return text.split(/(<(?:[A-Z]{2,3}|[0-9A-F]{2})>)/).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move.
      <span key={index} className="scan-control">
        {piece.slice(1, -1)}
      </span>
    ),
  );
}
