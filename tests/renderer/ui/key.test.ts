import { describe, expect, test } from 'vitest';
import {
  belongsToInputMethod,
  type KeyStroke,
  keyOf,
  mayRepeat,
} from '../../../src-renderer/ui/keyboard/key.ts';

function stroke(code: string, more: Partial<KeyStroke> = {}): KeyStroke {
  return {
    code,
    keyCode: 0,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    isComposing: false,
    ...more,
  };
}

const named = (name: string) => ({ kind: 'key', name });
const digit = (text: string) => ({ kind: 'digit', digit: text });

describe('keys by their place, not by what they produce', () => {
  test.each([
    ['Numpad7', {}, digit('7')],
    ['Digit7', {}, digit('7')],
    ['NumpadEnter', {}, named('Enter')],
    ['Enter', {}, named('Enter')],
    ['NumpadAdd', {}, named('Plus')],
    ['Equal', { shiftKey: true }, named('Plus')],
    ['Equal', {}, { kind: 'other' }],
    ['NumpadSubtract', {}, named('Minus')],
    ['Minus', {}, named('Minus')],
    ['NumpadMultiply', {}, named('Multiply')],
    ['Digit8', { shiftKey: true }, named('Multiply')],
    ['NumpadDivide', {}, named('Slash')],
    ['Slash', {}, named('Slash')],
    ['Slash', { shiftKey: true }, named('Question')],
    ['NumpadDecimal', {}, named('Point')],
    ['Period', {}, named('Point')],
    ['Tab', { shiftKey: true }, named('ShiftTab')],
    ['Backspace', { ctrlKey: true }, named('CtrlBackspace')],
    ['F12', {}, named('F12')],
    ['KeyA', {}, { kind: 'other' }],
  ])('%s %o', (code, more, key) => {
    expect(keyOf(stroke(code, more))).toEqual(key);
  });

  test('Num Lock off changes nothing: the code is the same', () => {
    expect(keyOf({ ...stroke('Numpad4'), keyCode: 37 })).toEqual(digit('4'));
  });
});

describe('shortcuts of Chromium that would take the till away', () => {
  test.each([
    ['KeyR', { ctrlKey: true }],
    ['KeyP', { ctrlKey: true }],
    ['KeyF', { ctrlKey: true }],
    ['Equal', { ctrlKey: true }],
    ['NumpadAdd', { ctrlKey: true }],
    ['Minus', { ctrlKey: true }],
    ['Digit0', { ctrlKey: true }],
    ['F4', { ctrlKey: true }],
    ['F5', { ctrlKey: true }],
    ['F5', { shiftKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['F11', {}],
  ])('%s %o does nothing', (code, more) => {
    expect(keyOf(stroke(code, more))).toEqual({ kind: 'suppressed' });
  });

  test('copying and pasting in the search field stays', () => {
    expect(keyOf(stroke('KeyV', { ctrlKey: true }))).toEqual({ kind: 'other' });
  });
});

describe('input methods', () => {
  test.each([
    ['while composing, Enter is the input method’s', stroke('Enter', { isComposing: true }), true, true],
    ['the stroke that begins composing, in a field', stroke('KeyA', { keyCode: 229 }), true, true],
    ['outside a field a taken key was taken in vain', stroke('Digit3', { keyCode: 229 }), false, false],
    ['an ordinary stroke', stroke('Digit3', { keyCode: 51 }), true, false],
  ])('%s', (_, made, isInField, belongs) => {
    expect(belongsToInputMethod(made, isInField)).toBe(belongs);
  });
});

test('only arrows and backspace repeat', () => {
  const codes = ['ArrowUp', 'ArrowLeft', 'Backspace', 'Enter', 'F12', 'NumpadAdd', 'Numpad1', 'Delete'];
  expect(codes.filter((code) => mayRepeat(keyOf(stroke(code))))).toEqual([
    'ArrowUp',
    'ArrowLeft',
    'Backspace',
  ]);
});
