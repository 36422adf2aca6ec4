// The simulator over TCP and a real pseudo-terminal; and the display at DAYBOOK_REAL_POLE (such as /dev/ttyUSB0) with
// the profile of DAYBOOK_REAL_POLE_PROFILE, where these are set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialLink } from '../../../drivers/link/serial-link.ts';
import { tcpLink } from '../../../drivers/link/tcp-link.ts';
import { poleProfiles } from '../../../drivers/pole/profiles.ts';
import { startPtyBridge } from '../../../fixtures/simulators/pty.ts';
import { PoleSimulator } from '../../../fixtures/simulators/virtual-pole.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import { realTime } from '../support/time.ts';
import { describePole } from './pole-contract.ts';

const deps = { timers: realTime, log: silentLogger };

for (const id of ['epson-big5', 'cd5220-big5', 'epson-ascii', 'cd5220-ascii'] as const) {
  const profile = poleProfiles[id];
  describePole(`simulated ${id} over TCP`, profile, async () => {
    const simulator = new PoleSimulator(profile);
    await simulator.start();
    return {
      link: tcpLink({ host: '127.0.0.1', port: simulator.port }, deps),
      seen: () => simulator.text,
      release: () => simulator.stop(),
    };
  });
}

const throughPty = poleProfiles['cd5220-big5'];
describePole('simulated cd5220-big5 over a pseudo-terminal', throughPty, async () => {
  const simulator = new PoleSimulator(throughPty);
  await simulator.start();
  const folder = mkdtempSync(join(tmpdir(), 'daybook-pole-'));
  const path = join(folder, 'till');
  const pty = await startPtyBridge({ path, port: simulator.port, timers: realTime });
  if (!pty.ok) throw new Error(`this test needs socat: ${JSON.stringify(pty.error)}`);
  return {
    link: serialLink({ path, baudRate: throughPty.baudRate }, deps),
    seen: () => simulator.text,
    async release() {
      await pty.value.stop();
      await simulator.stop();
      rmSync(folder, { recursive: true });
    },
  };
});

const { DAYBOOK_REAL_POLE, DAYBOOK_REAL_POLE_PROFILE = 'epson-ascii' } = process.env;
if (DAYBOOK_REAL_POLE !== undefined) {
  const path = DAYBOOK_REAL_POLE;
  const profile = Object.values(poleProfiles).find(({ id }) => id === DAYBOOK_REAL_POLE_PROFILE);
  if (profile === undefined) throw new Error(`no profile is called ${DAYBOOK_REAL_POLE_PROFILE}`);
  describePole(`real, ${profile.id} at ${path}`, profile, () =>
    Promise.resolve({
      link: serialLink({ path, baudRate: profile.baudRate }, deps),
      release: () => Promise.resolve(),
    }),
  );
}
