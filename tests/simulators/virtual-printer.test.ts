import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { VirtualPrinter, type VirtualPrinterOptions } from '../../fixtures/simulators/virtual-printer.ts';
import { ManualTime } from '../drivers/support/time.ts';

const glyphs = createGlyphSource();

function printer(options: Partial<VirtualPrinterOptions> = {}) {
  const device = new VirtualPrinter({ widthDots: 384, glyphs, ...options });
  const sent: number[] = [];
  device.onSend((bytes) => sent.push(...bytes));
  const ask = (...bytes: number[]) => {
    sent.length = 0;
    device.receive(Uint8Array.from(bytes));
    return sent.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  };
  const say = (text: string) => device.receive(new TextEncoder().encode(text));
  return { device, ask, say, sent };
}

const allStatus = [0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4];

// Answers as Epson's command reference has them: DLE EOT 1 to 4, and the report after GS a 0F.
const conditions: readonly {
  readonly name: string;
  readonly make: (device: VirtualPrinter) => void;
  readonly realTime: string;
  readonly report: string;
}[] = [
  { name: 'well', make: () => {}, realTime: '12 12 12 12', report: '10 00 00 0f' },
  { name: 'near end', make: (it) => it.setPaperNearEnd(), realTime: '12 12 12 1e', report: '10 00 03 0f' },
  { name: 'paper out', make: (it) => it.takePaperOut(), realTime: '1a 32 12 7e', report: '18 00 0c 0f' },
  { name: 'cover open', make: (it) => it.openCover(), realTime: '1a 16 12 12', report: '38 00 00 0f' },
  { name: 'drawer open', make: (it) => it.openDrawer(), realTime: '16 12 12 12', report: '14 00 00 0f' },
  {
    name: 'cutter jammed',
    make: (it) => {
      it.jamCutter();
      it.receive(Uint8Array.of(0x0a, 0x1d, 0x56, 0x41, 0x00));
    },
    realTime: '1a 52 1a 12',
    report: '18 08 00 0f',
  },
];
describe('status', () => {
  for (const { name, make, realTime, report } of conditions) {
    test(name, () => {
      const { device, ask, sent } = printer();
      expect(ask(0x1d, 0x61, 0x0f)).toBe('10 00 00 0f');
      make(device);
      const told = sent
        .slice(-4)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(' ');
      expect(told).toBe(report);
      expect(ask(...allStatus)).toBe(realTime);
    });
  }

  test('in order: only when everything before it has been printed', () => {
    const { device, ask, sent } = printer();
    device.takePaperOut();
    expect(ask(0x41, 0x0a, 0x1d, 0x72, 0x01)).toBe('');
    device.loadPaper();
    expect(sent).toEqual([0x00]);
    expect(ask(0x1d, 0x72, 0x02)).toBe('00');
    device.openDrawer();
    expect(ask(0x1d, 0x72, 0x02)).toBe('01');
    expect(ask(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x61, 0x62, 0x63, 0x64)).toBe('37 22 61 62 63 64 00');
  });

  test('a mute printer prints and says nothing', () => {
    const { device, ask, say } = printer();
    device.setAnswering(false);
    expect(ask(...allStatus)).toBe('');
    say('hi\n\n\n\n\n');
    expect(ask(0x1d, 0x56, 0x00)).toBe('');
    expect(device.papers[0]?.text.trim()).toBe('hi');
  });
});

describe('buffers and time', () => {
  test('what does not fit is not taken; room is announced', async () => {
    const { device } = printer({ bufferBytes: 10 });
    let rooms = 0;
    device.onRoom(() => {
      rooms += 1;
    });
    device.openCover();
    expect(device.receive(new Uint8Array(25).fill(0x41))).toBe(10);
    expect(device.receive(new Uint8Array(5).fill(0x41))).toBe(0);
    device.closeCover();
    await Promise.resolve();
    expect(rooms).toBe(1);
    expect(device.receive(new Uint8Array(15).fill(0x41))).toBe(15);
  });

  test('a slow printer takes its time, and none when there is nothing to do', async () => {
    const time = new ManualTime();
    const { device, say } = printer({ timers: time });
    device.setSpeed(100);
    say('0123456789\n');
    await time.advance(80);
    expect(device.peek().text.trim()).toBe('');
    await time.advance(40);
    expect(device.peek().text.trim()).toBe('0123456789');
    await time.advance(100);
    expect(time.pendingTimers).toBe(0);
  });

  test('clearing drops what waits and half a command', () => {
    const { device, ask, say } = printer();
    device.openCover();
    say('never\n');
    expect(ask(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)).toBe('37 25 00');
    device.closeCover();
    say('seen\n');
    expect(device.peek().text.trim()).toBe('seen');
    ask(0x1d, 0x76, 0x30, 0x00, 0x30, 0x00, 0xff, 0x00, 1, 2);
    ask(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);
    expect(ask(0x1d, 0x72, 0x01)).toBe('00');
  });

  test('power loss forgets what was not printed, and all settings', () => {
    const { device, ask, say } = printer();
    ask(0x1d, 0x61, 0x0f);
    device.runOutAfterLines(1);
    say('one\ntwo\n');
    device.powerOff();
    expect(device.isPresent).toBe(false);
    device.loadPaper();
    device.powerOn();
    expect(ask(0x1d, 0x72, 0x01)).toBe('00');
    say('three\n');
    expect(device.peek().text.trim().split('\n')).toEqual(['one', 'three']);
  });

  test('a death after so many bytes is exact, and status requests do not hasten it', () => {
    const { device, ask } = printer();
    device.dieAfterBytes(4);
    expect(ask(0x41, 0x0a, 0x10, 0x04, 0x01, 0x42)).toBe('12');
    expect(device.condition.isPoweredOn).toBe(true);
    ask(0x0a, 0x43, 0x0a);
    expect(device.condition.isPoweredOn).toBe(false);
    device.powerOn();
    ask(0x44, 0x0a);
    expect(device.peek().text.trim().split('\n')).toEqual(['A', 'D']);
  });
});

describe('real-time pulses hidden in pictures', () => {
  const picture = [0x1d, 0x76, 0x30, 0x00, 0x05, 0x00, 0x01, 0x00, 0x10, 0x14, 0x01, 0x00, 0x01];
  test('open the drawer', () => {
    const { device, ask } = printer();
    ask(...picture);
    expect(device.condition.isDrawerOpen).toBe(true);
  });
  test('do not once they are switched off, until the next ESC @', () => {
    const { device, ask } = printer();
    ask(0x1d, 0x28, 0x44, 3, 0, 0x14, 1, 0, ...picture);
    expect(device.condition.isDrawerOpen).toBe(false);
    ask(0x1b, 0x40, ...picture);
    expect(device.condition.isDrawerOpen).toBe(true);
  });
});

describe('paper', () => {
  test('what was not fed past the knife stays on the next piece', () => {
    const { device, say, ask } = printer({ headToCutterDots: 96 });
    say('one\n\n\n\ntwo\n');
    ask(0x1d, 0x56, 0x00);
    say('\n\n\n\n');
    ask(0x1d, 0x56, 0x41, 0x00);
    expect(device.papers.map((paper) => paper.text.trim())).toEqual(['one', 'two']);
  });

  test('a cut with nothing past the knife gives no paper', () => {
    const { device, ask } = printer();
    ask(0x1d, 0x56, 0x00, 0x1d, 0x56, 0x00);
    expect(device.papers).toEqual([]);
  });

  test('endless feeding ends in long pieces, not in a full memory', () => {
    const { device, ask } = printer();
    for (let i = 0; i < 200; i += 1) ask(0x1b, 0x64, 0xff);
    expect(device.papers.length).toBeGreaterThan(10);
    expect(device.peek().text.length).toBeLessThan(10_000);
  });

  test('is told of as it falls, and the picture has the paper’s width with its margins', () => {
    const { device, say, ask } = printer();
    const texts: string[] = [];
    device.onPaper((paper) => texts.push(paper.text.trim()));
    say('hello\n');
    ask(0x1d, 0x56, 0x42, 0x00);
    expect(texts).toEqual(['hello']);
    const png = PNG.sync.read(device.papers[0]?.png ?? Buffer.of());
    expect([png.width, png.height]).toEqual([448, 126]);
  });

  test('the last hundred pieces are kept', () => {
    const { device, say, ask } = printer();
    for (let i = 0; i < 120; i += 1) {
      say(`no ${i}\n`);
      ask(0x1d, 0x56, 0x42, 0x00);
    }
    expect(device.papers).toHaveLength(100);
    expect(device.papers[0]?.text.trim()).toBe('no 20');
  });
});

describe('the cutter', () => {
  test('jams, waits for a person, and cuts after DLE ENQ 1', () => {
    const { device, say, ask } = printer();
    device.jamCutter();
    say('one\n');
    ask(0x1d, 0x56, 0x42, 0x00);
    say('two\n');
    expect(device.condition.hasCutterError).toBe(true);
    ask(0x10, 0x05, 0x01); // the cause is still there
    expect(device.condition.hasCutterError).toBe(true);
    device.clearCutter();
    ask(0x10, 0x05, 0x01);
    expect(device.papers.map((paper) => paper.text.trim())).toEqual(['one']);
    expect(device.peek().text.trim()).toBe('two');
  });

  test('drops the rest after DLE ENQ 2', () => {
    const { device, say, ask } = printer();
    device.jamCutter();
    say('one\n');
    ask(0x1d, 0x56, 0x42, 0x00);
    say('two\n');
    device.clearCutter();
    ask(0x10, 0x05, 0x02);
    expect(device.condition.hasCutterError).toBe(false);
    expect(device.papers).toEqual([]);
    expect(device.peek().text).not.toContain('two');
  });
});
