import { memo, useId, useState } from 'react';
import type { DeviceView } from '../../../src-main/contract/devices.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useView } from '../CashierContext.tsx';
import { mayWorkOnDevices } from '../desk/by-screen.ts';
import type { DeviceResult } from '../desk/device-watch.ts';
import { counterName, DEVICE_ICONS, deviceLook, readingOf, resultWords, whenWas } from './device-words.ts';

interface DeviceRowProps {
  readonly device: DeviceView;
  readonly name: string;
  readonly result: DeviceResult | null;
}

/** One device: how it stands and why, what to do, what it shows, and what can be tried. */
export const DeviceRow = memo(function DeviceRow({ device, name, result }: DeviceRowProps) {
  const { say } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const countersId = useId();
  const look = deviceLook(device);
  return (
    <li className="device-card" data-tone={look.tone} data-testid={`device-${device.deviceId}`}>
      <span className="device-icon">
        <Icon name={DEVICE_ICONS[device.kind]} size={24} />
      </span>
      <div className="device-words">
        <p className="device-line">
          <strong>{name}</strong>
          <span className="device-state" data-testid="device-state">
            <Icon name={look.sign} size={18} />
            {say(look.word)}
          </span>
        </p>
        <DeviceReasonLine device={device} />
        <DeviceReading device={device} />
        <DeviceFacts device={device} />
      </div>
      <DeviceKeys
        device={device}
        name={name}
        isWaiting={result?.kind === 'asking'}
        counters={{ id: countersId, isOpen, onPress: () => setIsOpen(!isOpen) }}
      />
      <DeviceResultLine connection={device.connection} result={result} />
      <dl id={countersId} className="device-counters" hidden={!isOpen}>
        {device.counters.map((counter) => (
          <div key={counter.name}>
            <dt>{counterName(counter.name, say)}</dt>
            <dd>{formatCount(counter.count)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
});

interface DeviceProps {
  readonly device: DeviceView;
}

function DeviceReasonLine({ device: { reason, connection } }: DeviceProps) {
  const words = useWords();
  if (reason === null) return null;
  const { what, press } = words.sayReason(reason, connection);
  return (
    <p className="device-reason" data-testid="device-reason">
      {what} <span>{words.say('devices.advice', { press })}</span>
    </p>
  );
}

/** A weight, or the lines of a display, as the device shows them. */
function DeviceReading({ device }: DeviceProps) {
  const { say } = useWords();
  const reading = readingOf(device, say);
  if (reading === '') return null;
  return (
    <p className="device-reading" data-kind={device.kind}>
      <span>{say('devices.reading')}</span>
      <samp data-testid="device-reading">{reading}</samp>
    </p>
  );
}

/** How it is plugged in, and the newest fault, also one that has passed. */
function DeviceFacts({ device: { connection, profile, status, reason, lastFault } }: DeviceProps) {
  const words = useWords();
  const { environment } = useCashier();
  const time =
    lastFault === null ? '' : whenWas(lastFault.atMs, environment.nowMs(), words.language, words.say);
  const facts = { connection, status: words.say(`devices.status.${status}`) };
  return (
    <>
      <p className="device-facts">
        {profile === ''
          ? words.say('devices.factsShort', facts)
          : words.say('devices.facts', { ...facts, profile })}
      </p>
      {lastFault !== null && (
        <p className="device-facts" data-testid="device-fault">
          {lastFault.reason === reason
            ? words.say('devices.lastFaultSame', { time })
            : words.say('devices.lastFault', {
                time,
                what: words.sayReason(lastFault.reason, connection).what,
              })}
          {lastFault.detail !== '' && <span className="device-detail"> {lastFault.detail}</span>}
        </p>
      )}
    </>
  );
}

interface DeviceKeysProps extends DeviceProps {
  readonly name: string;
  readonly isWaiting: boolean;
  readonly counters: { readonly id: string; readonly isOpen: boolean; readonly onPress: () => void };
}

function DeviceKeys({
  device: { deviceId, kind, tests, ...device },
  name,
  isWaiting,
  counters,
}: DeviceKeysProps) {
  const { say } = useWords();
  const act = useAct();
  const mayWork = useView((view) => view.operator !== null && mayWorkOnDevices(view.operator.role), false);
  const receipts = useView((view) => (kind === 'printer' ? view.badges.printer.waiting : 0), 0);
  const isUnavailable = !mayWork || isWaiting;
  return (
    <div className="device-keys">
      {receipts > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => act({ kind: 'retry-print' })}
          data-testid="retry-print"
        >
          {say('devices.retry')}
        </button>
      )}
      {tests.map((test) => (
        <button
          key={test}
          type="button"
          className="button"
          aria-disabled={isUnavailable}
          onClick={() => act({ kind: 'test-device', deviceId, test })}
          data-testid={`test-${deviceId}-${test}`}
        >
          {say(`devices.test.${test}`)}
          <span className="only-spoken"> {name}</span>
        </button>
      ))}
      <button
        type="button"
        className="button"
        aria-disabled={isUnavailable}
        onClick={() => act({ kind: 'reopen-device', deviceId })}
        data-testid={`reopen-${deviceId}`}
      >
        {say('devices.reopen')}
        <span className="only-spoken"> {name}</span>
      </button>
      {device.counters.length > 0 && (
        <button
          type="button"
          className="button device-fold"
          aria-expanded={counters.isOpen}
          aria-controls={counters.id}
          onClick={counters.onPress}
          data-testid={`counters-${deviceId}`}
        >
          {say('devices.counters')}
          <span className="only-spoken"> {name}</span>
          <Icon name="chevron" size={16} />
        </button>
      )}
    </div>
  );
}

interface DeviceResultLineProps {
  readonly connection: string;
  readonly result: DeviceResult | null;
}

/** The region is there before its words, so that a screen reader hears them. */
function DeviceResultLine({ connection, result }: DeviceResultLineProps) {
  const words = useWords();
  const said = result === null ? null : resultWords(result, connection, words);
  return (
    <div className="device-result" role="status" data-good={said?.isGood}>
      {result?.kind === 'asking' && <WaitingWord word={words.say('devices.testing')} />}
      {said !== null && (
        <p data-testid="device-result">
          <Icon name={said.isGood ? 'check' : 'triangle'} size={18} />
          {said.text}
        </p>
      )}
    </div>
  );
}
