import { formatCount, formatMoney } from '../i18n/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { BenchIcon } from './BenchIcon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { ControlGrid } from './ControlButton.tsx';
import { controlsOf } from './controls.ts';

const NETWORK = controlsOf('network');
const HEAD_OFFICE = controlsOf('headOffice');
const DRAWER = controlsOf('drawer');
const TILL = controlsOf('till');

/** The line between till and head office. */
export function NetworkCard() {
  const { view, say } = useBench();
  const state = {
    up: 'bench.network.isUp',
    down: 'bench.network.isDown',
    slow: 'bench.network.isSlow',
  } as const;
  return (
    <Card
      id="network"
      icon={<BenchIcon name="network" size={20} />}
      title={say('bench.network')}
      state={say(state[view.network])}
      tone={view.network === 'up' ? 'plain' : 'warn'}
    >
      <ControlGrid controls={NETWORK} columns={3} />
    </Card>
  );
}

/** Head office: how it answers, and what it holds of this till. */
export function HeadOfficeCard() {
  const { view, say } = useBench();
  const { headOffice } = view;
  const isBehind = headOffice.backlog > 0;
  const facts = [
    { id: 'sales', label: say('bench.headOffice.sales'), text: formatCount(headOffice.sales) },
    { id: 'total', label: say('bench.headOffice.total'), text: formatMoney(headOffice.total) },
    { id: 'entries', label: say('bench.headOffice.entries'), text: formatCount(headOffice.entries) },
    { id: 'parked', label: say('bench.headOffice.parked'), text: formatCount(headOffice.parked) },
  ];
  return (
    <Card
      id="head-office"
      icon={<BenchIcon name="server" size={20} />}
      title={say('bench.headOffice')}
      state={
        isBehind
          ? say('bench.headOffice.unreceived', { n: headOffice.backlog })
          : say('bench.headOffice.allReceived')
      }
      tone={isBehind ? 'warn' : 'plain'}
    >
      <ControlGrid controls={HEAD_OFFICE} columns={2} />
      <dl className="bench-facts">
        {facts.map(({ id, label, text }) => (
          <div key={id} data-testid={`bench-fact-${id}`}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** The cash drawer, as a hand would move it. */
export function DrawerCard() {
  const { view, say } = useBench();
  const { isOpen, isStuck, kicks } = view.drawer;
  const position = say(isOpen ? 'bench.drawer.isOpen' : 'bench.drawer.isClosed');
  return (
    <Card
      id="drawer"
      icon={<Icon name="drawer" size={20} />}
      title={say('bench.drawer')}
      state={isStuck ? say('bench.drawer.isStuck') : say('bench.drawer.state', { position, n: kicks })}
      tone={isStuck ? 'warn' : 'plain'}
    >
      <ControlGrid controls={DRAWER} columns={3} />
    </Card>
  );
}

/** The till's own process. */
export function TillCard() {
  const { view, say } = useBench();
  const state = {
    running: { key: 'bench.till.running', tone: 'ok' },
    starting: { key: 'bench.till.starting', tone: 'warn' },
    stopped: { key: 'bench.till.stopped', tone: 'stop' },
  } as const;
  const { key, tone } = state[view.till];
  return (
    <Card
      id="till"
      icon={<Icon name="lock" size={20} />}
      title={say('bench.till')}
      state={say(key)}
      tone={tone}
    >
      <ControlGrid controls={TILL} columns={2} />
    </Card>
  );
}
