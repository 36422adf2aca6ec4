import { readCode } from '../../../drivers/scanner/code-reading.ts';
import { readDigitalLink } from '../../../drivers/scanner/digital-link.ts';
import { GS, type Gs1Elements, readElementString } from '../../../drivers/scanner/gs1-elements.ts';
import { isGtin } from '../../../drivers/scanner/gtin.ts';
import {
  checkLayouts,
  type MeasureLayout,
  readVariableMeasure,
} from '../../../drivers/scanner/variable-measure.ts';
import { Choices, type FuzzTarget, must, mustEqual, utf8 } from './fuzz-target.ts';

const options = { currentYear: 2026 };

const gs1Tokens = [
  ...[
    '01',
    '02',
    '10',
    '11',
    '17',
    '21',
    '30',
    '37',
    '00',
    '20',
    '22',
    '235',
    '240',
    '255',
    '400',
    '415',
    '8020',
  ],
  ...[
    '3103',
    '3102',
    '3105',
    '3920',
    '3922',
    '3932',
    '3900',
    '3910',
    '3940',
    '7003',
    '8005',
    '8110',
    '8112',
    '90',
    '99',
    '43',
  ],
  ...[
    '04710018000003',
    '001250',
    '261231',
    '260200',
    '901',
    '2611221830',
    'LOT7',
    GS,
    '00106141411234567897',
  ],
].map(utf8);
const linkTokens = [
  'https://',
  'http://',
  'id.example.tw',
  '/',
  '//',
  '?',
  '&',
  ';',
  '=',
  '#',
  '%',
  '%20',
  '%E5%92%96',
  '%1D',
].map(utf8);
const codeTokens = [
  ']E0',
  ']E4',
  ']C1',
  ']A0',
  ']I3',
  ']Q3',
  ']Q1',
  ']E3',
  '4710018000003',
  '2112345012506',
  '2854321003756',
].map(utf8);

/** The digest's reference layouts, each with a prefix of its own. */
const layouts: readonly MeasureLayout[] = [
  { prefix: '21', itemStart: 2, itemLength: 5, valueStart: 7, valueLength: 5, kind: 'price', decimals: 0 },
  { prefix: '28', itemStart: 2, itemLength: 5, valueStart: 7, valueLength: 5, kind: 'weight', decimals: 3 },
  {
    prefix: '02',
    itemStart: 2,
    itemLength: 5,
    verifier: { at: 7, digits: 4 },
    valueStart: 8,
    valueLength: 4,
    kind: 'price',
    decimals: 0,
  },
  { prefix: '23', itemStart: 2, itemLength: 5, valueStart: 7, valueLength: 5, kind: 'price', decimals: 2 },
];

function textOf(input: Uint8Array): string {
  return new TextDecoder().decode(input);
}

function checkElements(read: Gs1Elements): void {
  must(read.elements.length > 0, 'what is read holds something');
  for (const { ai, value } of read.elements)
    must(/^\d{2,4}$/.test(ai) && value !== '', 'every element has an identifier and a value');
  must(read.gtin === undefined || isGtin(read.gtin), 'the check digit of a product holds');
  for (const number of [read.count, read.contentCount, read.weightGrams, read.pricePerUnit])
    must(
      number === undefined || (Number.isSafeInteger(number) && number >= 0),
      'counts and weights are whole',
      () => number,
    );
  for (const date of [read.expiry, read.bestBefore, read.sellBy, read.productionDate, read.packedDate])
    must(date === undefined || !Number.isNaN(Date.parse(date)), 'a date is one', () => date);
}

/** Elements written anew, as a printer of labels would. */
function written({ elements }: Gs1Elements): string {
  return elements.map(({ ai, value }) => ai + value).join(GS);
}

const elementStrings: FuzzTarget = {
  name: 'gs1-elements',
  about: 'GS1 element strings',
  tokens: gs1Tokens,
  maxBytes: 8_192,
  check(input) {
    const text = textOf(input);
    const read = readElementString(text, options);
    if (!read.ok) {
      must(read.error.at >= 0 && read.error.at <= text.length, 'a problem is inside the text');
      return;
    }
    checkElements(read.value);
    const again = readElementString(written(read.value), options);
    mustEqual(
      again.ok && again.value.elements,
      read.value.elements,
      'what was read and is written anew reads the same',
    );
  },
};

const links: FuzzTarget = {
  name: 'digital-link',
  about: 'web addresses that may be GS1 Digital Links',
  tokens: [...gs1Tokens, ...linkTokens],
  maxBytes: 8_192,
  check(input) {
    const text = textOf(input);
    const read = readDigitalLink(text, options);
    if (!read.ok) {
      must(
        !('at' in read.error) || (read.error.at >= 0 && read.error.at <= text.length),
        'a problem is inside the link',
      );
      return;
    }
    checkElements(read.value);
    // An amount that looks as if it had swallowed what follows is refused in a string and has its own field in a link.
    if (read.value.elements.some(({ ai }) => /^39[0-3]/.test(ai))) return;
    const again = readElementString(written(read.value), options);
    mustEqual(
      again.ok && again.value.elements,
      read.value.elements,
      'a link says what the element string says',
    );
  },
};

const variableMeasure: FuzzTarget = {
  name: 'variable-measure',
  about: 'in-store labels, and the layouts that a store gives',
  tokens: ['2112345012506', '2854321003756', '0212345928752', '2112346146859', '21', '28', '02'].map(utf8),
  maxBytes: 200,
  check(input) {
    const choices = new Choices(input);
    const own = Array.from({ length: choices.below(4) }, () => layoutFrom(choices));
    const faults = checkLayouts(own);
    for (const { index } of faults)
      must(index >= 0 && index < own.length, 'a fault names a layout that is there');
    const code = textOf(choices.rest());
    for (const known of [layouts, ...(faults.length === 0 ? [own] : [])]) {
      const read = readVariableMeasure(code, known);
      if (!read.ok) continue;
      const { prefix, item, value } = read.value;
      must(isGtin(code) && code.startsWith(prefix), 'only a whole label with its check digit is read');
      must(/^\d{1,11}$/.test(item) && code.includes(item), 'the item is in the label');
      must(Number.isSafeInteger(value) && value >= 0, 'the value is whole', () => value);
    }
  },
};

function layoutFrom(choices: Choices): MeasureLayout {
  const place = () => choices.pick([2, 3, 4, 5, 6, 7, 8, 11, 12, 0, -1, 1.5, Number.NaN]);
  return {
    prefix: choices.pick(['21', '28', '02', '2', '210', '', '20', '29', '3', '2１', '222222']),
    itemStart: place(),
    itemLength: place(),
    ...(choices.flag() ? { verifier: { at: place(), digits: choices.pick([4, 5]) } } : {}),
    valueStart: place(),
    valueLength: place(),
    kind: choices.pick(['price', 'weight', 'count']),
    decimals: choices.pick([0, 1, 2, 3, 4, -1, 0.5]),
  };
}

const codeReading: FuzzTarget = {
  name: 'code-reading',
  about: 'what a scan means: product, label, link, text, damage',
  tokens: [
    ...codeTokens,
    ...gs1Tokens,
    ...linkTokens,
    ...['/ABC+123', '[A-Z]', 'ㄅ', '１', '!', 'é'].map(utf8),
  ],
  maxBytes: 9_000,
  check(input) {
    const text = textOf(input);
    const read = readCode({ text }, { ...options, layouts });
    must(text.endsWith(read.text), 'a reading keeps the text as it was scanned');
    switch (read.kind) {
      case 'product':
        must(isGtin(read.gtin14) && read.gtin14.length === 14, 'the check digit of a product holds');
        must(read.otherGtin14 === undefined || isGtin(read.otherGtin14), 'and of the other that it may be');
        if (read.syntax !== 'number') checkElements(read.elements ?? { elements: [] });
        else if (read.text.length >= 13 && read.addOn === undefined)
          must(
            read.text.replace(/^0+/, '') === read.gtin14.replace(/^0+/, ''),
            'a number is the whole of the text',
          );
        break;
      case 'in-store':
        must(isGtin(read.gtin14), 'the check digit of a label holds');
        must(Number.isSafeInteger(read.measure.value) && read.measure.value >= 0, 'what it says is whole');
        break;
      case 'gs1-data':
        checkElements(read.elements);
        break;
      default:
        break;
    }
  },
};

/** What codes say. */
export const codeTargets: readonly FuzzTarget[] = [elementStrings, links, variableMeasure, codeReading];
