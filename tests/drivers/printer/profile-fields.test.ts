import { describe, expect, test } from 'vitest';
import { printerProfileFrom } from '../../../drivers/printer/profile-fields.ts';
import { columnsOfProfile, printerProfileIds, printerProfiles } from '../../../drivers/printer/profiles.ts';

test('the profiles that come with the till', () => {
  const table = printerProfileIds.map((id) => {
    const profile = printerProfiles[id];
    expect(profile.id).toBe(id);
    return [id, profile.dots, columnsOfProfile(profile), columnsOfProfile(profile, 2)];
  });
  expect(table).toEqual([
    ['generic-58', 384, 32, 16],
    ['generic-80', 576, 48, 24],
    ['eten-58', 384, 32, 16],
    ['eten-80', 576, 48, 24],
    ['gb18030-58', 384, 32, 16],
    ['gb18030-80', 576, 48, 24],
    ['epson-512', 512, 42, 21],
  ]);
});

describe('a configured profile', () => {
  test('is its base with some fields changed', () => {
    const profile = printerProfileFrom('generic-58', {
      name: '櫃台二號',
      dots: 360,
      dpi: 180,
      cut: { partial: '1d 56 42 00' },
      drawer: { openLevel: 'low', isSenseWired: false },
      timeouts: { pollMs: 500 },
    });
    const base = printerProfiles['generic-58'];
    expect(profile).toEqual({
      ok: true,
      value: {
        ...base,
        name: '櫃台二號',
        dots: 360,
        dpi: 180,
        cut: { ...base.cut, partial: Uint8Array.of(0x1d, 0x56, 0x42, 0x00) },
        drawer: { ...base.drawer, openLevel: 'low', isSenseWired: false },
        timeouts: { ...base.timeouts, pollMs: 500 },
      },
    });
    expect(printerProfileFrom('epson-512')).toEqual({ ok: true, value: printerProfiles['epson-512'] });
    expect(printerProfileFrom('epson-512', { cut: { full: '' } })).toMatchObject({
      value: { cut: { full: new Uint8Array() } },
    });
  });

  const wrong: readonly (readonly [base: string, overrides: unknown, problem: RegExp])[] = [
    ['no-such', {}, /^no-such: not one of generic-58, /],
    ['toString', {}, /^toString: not one of/],
    ['generic-58', { dots: 100 }, /^dots: a whole number from 192 to 1216$/],
    ['generic-58', { dots: '384' }, /^dots: /],
    ['generic-58', { dots: 384.5 }, /^dots: /],
    ['generic-58', { chineseEncoding: 'utf-8' }, /^chineseEncoding: one of big5, gb18030, raster$/],
    ['generic-58', { id: 'mine' }, /^id: no such field$/],
    ['generic-58', { constructor: 1 }, /^constructor: no such field$/],
    ['generic-58', { drawer: { kickPin: 3 } }, /^drawer\.kickPin: one of 2, 5$/],
    ['generic-58', { drawer: { onMs: 5_000 } }, /^drawer\.onMs: /],
    ['generic-58', { drawer: 5 }, /an object of fields$/],
    // A cut that opens the drawer.
    ['generic-58', { cut: { full: '1B 70 00 19 FA' } }, /^cut\.full: a cut command/],
    ['generic-58', { isModule1Ok: 1 }, /^isModule1Ok: true or false$/],
    ['generic-58', { name: '' }, /^name: /],
    ['generic-58', null, /an object of fields$/],
    ['generic-58', [], /an object of fields$/],
  ];
  for (const [base, overrides, problem] of wrong) {
    test(`${base} ${JSON.stringify(overrides)} is refused by name`, () => {
      const profile = printerProfileFrom(base, overrides);
      expect(profile.ok ? undefined : profile.error.problem).toMatch(problem);
    });
  }
});
