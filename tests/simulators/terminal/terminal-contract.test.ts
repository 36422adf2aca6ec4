// What holds for any terminal at the end of a wire: the simulator over TCP and over a real pseudo-terminal, and the
// terminal at DAYBOOK_REAL_TERMINAL (such as /dev/ttyUSB0), which speaks the layout DAYBOOK_REAL_TERMINAL_LAYOUT. That one
// is asked for an echo or an inquiry, where its layout has one; only DAYBOOK_REAL_TERMINAL_MAY_CHARGE=1 lets a payment of NT$1 be tried.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import type { Link } from '../../../drivers/link.ts';
import type { TerminalLayout } from '../../../drivers/terminal/layout.ts';
import { terminalLayouts } from '../../../drivers/terminal/layouts.ts';
import { terminalProfile } from '../../../drivers/terminal/profiles.ts';
import { TerminalDevice } from '../../../drivers/terminal/terminal-device.ts';
import type { TerminalRequest } from '../../../drivers/terminal/terminal-request.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { TerminalSimulator } from '../../../fixtures/simulators/terminal-simulator.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { eventually, realTime } from '../../drivers/support/time.ts';

const deps = { clock: realTime, timers: realTime, log: silentLogger };
const policy = { backoff: { firstMs: 20, maxMs: 100 } };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** How to reach a terminal, what it speaks, and whether it may be asked for NT$1. */
interface Reach {
  readonly layout: TerminalLayout;
  readonly mayCharge: boolean;
  link(): Promise<Link>;
}

/** The behaviour that the till relies on, whatever is at the other end. */
function terminalContract(name: string, reach: Reach): void {
  const { transactionTypes, rules } = reach.layout;
  const opened = async () => {
    const profile = terminalProfile(reach.layout, { isReferenceEchoed: rules.isInquirySupported });
    const device = new TerminalDevice(await reach.link(), profile, deps);
    closing.push(() => device.close());
    device.open();
    await eventually(() => device.state.status === 'claimed', 'the port is open');
    return device;
  };
  const ask = async (request: TerminalRequest) => {
    const device = await opened();
    const steps: string[] = [];
    const outcome = await device.request(request, { onStep: async ({ state }) => void steps.push(state) });
    return { device, outcome, steps };
  };

  describe(name, () => {
    test('opens, and says nothing until it is asked', async () => {
      const device = await opened();
      expect(device.state).toEqual({ status: 'claimed', reason: 'unheard' });
      expect(device.counters.bytesOut).toBe(0);
    });

    if (rules.isInquirySupported)
      test('knows of no transaction that never was', async () => {
        const { outcome, steps, device } = await ask({ verb: 'inquire', reference: 'NEVER WAS' });
        expect(outcome).toMatchObject({ status: 'unknown', cause: 'no-record' });
        expect(steps).toEqual(['prepared', 'sent', 'acked', 'unknown']);
        expect(device.state).toEqual({ status: 'enabled' });
      });

    if (transactionTypes.echo !== undefined)
      test('answers an echo', async () => {
        const { outcome, device } = await ask({ verb: 'echo' });
        expect(outcome).toMatchObject({ status: 'approved' });
        expect(device.state).toEqual({ status: 'enabled' });
      });

    if (reach.mayCharge)
      test('takes NT$1, or says that it did not', { timeout: 150_000 }, async () => {
        const { outcome, steps } = await ask({ verb: 'pay', amount: 1 });
        expect(['approved', 'declined', 'cancelled']).toContain(outcome.status);
        expect(steps).toEqual(['prepared', 'sent', 'acked', outcome.status]);
        if (outcome.status === 'approved') expect(outcome.answer.amount).toBe(1);
      });
  });
}

async function simulator(layout: TerminalLayout): Promise<TerminalSimulator> {
  const started = new TerminalSimulator({ ...deps, layout, cardholderMs: 20 });
  await started.start();
  closing.push(() => started.stop());
  return started;
}

async function ptyLink(port: number, baudRate: number): Promise<Link> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-terminal-'));
  const path = join(folder, 'till');
  const pty = await startPtyBridge({ path, port, timers: realTime, healEveryMs: 20 });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  closing.push(async () => {
    await pty.value.stop();
    expect(existsSync(path)).toBe(false);
    rmSync(folder, { recursive: true });
  });
  return serialLink({ path, baudRate }, deps, policy);
}

for (const layout of [terminalLayouts['nccc400-simulator'], terminalLayouts.ecpay600]) {
  terminalContract(`the simulator over TCP, ${layout.name}`, {
    layout,
    mayCharge: true,
    link: async () => tcpLink({ host: '127.0.0.1', port: (await simulator(layout)).port }, deps, policy),
  });
  terminalContract(`the simulator over a pseudo-terminal, ${layout.name}`, {
    layout,
    mayCharge: true,
    link: async () => ptyLink((await simulator(layout)).port, layout.serial.baudRate),
  });
}

describe('the simulator over a pseudo-terminal', () => {
  test('is unplugged with the card charged, comes back, and tells late what it did', async () => {
    const terminal = await simulator(terminalLayouts['nccc400-simulator']);
    const profile = terminalProfile(terminal.layout, { isReferenceEchoed: true });
    const device = new TerminalDevice(await ptyLink(terminal.port, 9_600), profile, deps);
    closing.push(() => device.close());
    device.open();
    await eventually(() => device.state.status === 'claimed', 'the port is open');
    terminal.plan({ result: 'approve', dropsLine: true });
    const options = { onStep: () => Promise.resolve() };
    expect(await device.request({ verb: 'pay', amount: 88, reference: 'R88' }, options)).toEqual({
      status: 'unknown',
      cause: 'link-lost',
    });
    expect(device.state.status).toBe('offline');
    terminal.replug();
    await eventually(
      () => device.state.status === 'claimed' || device.state.status === 'enabled',
      'back again',
    );
    await eventually(() => device.counters.lateAnswers === 1, 'the late answer');
    expect(terminal.charges).toHaveLength(1);
    expect(terminal.requestCount).toBe(1);
  });
});

const {
  DAYBOOK_REAL_TERMINAL,
  DAYBOOK_REAL_TERMINAL_LAYOUT = 'nccc400',
  DAYBOOK_REAL_TERMINAL_MAY_CHARGE,
} = process.env;
if (DAYBOOK_REAL_TERMINAL !== undefined) {
  const path = DAYBOOK_REAL_TERMINAL;
  const layouts: Readonly<Record<string, TerminalLayout>> = terminalLayouts;
  const layout = layouts[DAYBOOK_REAL_TERMINAL_LAYOUT];
  if (layout === undefined) throw new Error(`no layout is called ${DAYBOOK_REAL_TERMINAL_LAYOUT}`);
  terminalContract(`the terminal at ${path}`, {
    layout,
    mayCharge: DAYBOOK_REAL_TERMINAL_MAY_CHARGE === '1',
    link: () => Promise.resolve(serialLink({ path, ...layout.serial }, deps, policy)),
  });
}
