import type { Page } from '@playwright/test';
import type { CustomerView, Language } from '../../src-main/contract/views.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import { samplePaper } from './sample-paper.ts';
import { samplePhoneCode } from './sample-phone.ts';
import type { ShowOptions } from './stage.ts';
import {
  benchView,
  cartOf,
  customerView,
  fullMemberCart,
  memberCart,
  offlineBench,
  STORY_MS,
  troubledBench,
} from './views.ts';

/** One state of a window that is looked at, by people and by tools. */
export interface Picture extends ShowOptions {
  readonly name: string;
  readonly kind: 'customer' | 'workbench';
  readonly view: CustomerView | BenchView;
  /** zh-TW unless told. */
  readonly language?: Language;
  /** Whether the test suite runs axe over it; by hand all are. */
  readonly isInSuite?: boolean;
  /** The key of the workbench's page that is looked at; the shop's unless told. */
  readonly pageKey?: string;
  /** What a person does before looking. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const customerSizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const benchSizes = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const;

const customerStates = {
  idle: customerView({ state: 'idle', cart: null }),
  cart: customerView(),
  'cart-1': customerView({
    cart: cartOf(1, { pieces: 1, subtotal: 98, savings: 0, due: 98, taxIncluded: 5 }),
  }),
  'cart-40': customerView({
    cart: cartOf(40, { pieces: 45, subtotal: 1_520, savings: 65, due: 1_455, taxIncluded: 69 }),
  }),
  'cart-123456': customerView({
    cart: cartOf(9, { subtotal: 123_456, savings: 0, due: 123_456, taxIncluded: 5_878 }),
  }),
  'cart-12345': customerView({
    cart: cartOf(9, { subtotal: 12_345, savings: 0, due: 12_345, taxIncluded: 588 }),
  }),
  member: customerView({ cart: memberCart() }),
  'member-full': customerView({ cart: fullMemberCart() }),
  'member-paying': customerView({
    state: 'paying',
    cart: fullMemberCart(),
    pay: { remaining: 171, taken: 100 },
  }),
  paying: customerView({ state: 'paying', pay: { remaining: 291, taken: 0 } }),
  'paying-rest': customerView({ state: 'paying', pay: { remaining: 191, taken: 100 } }),
  done: customerView({ state: 'done', cart: null, sale: { due: 291, received: 500, change: 209 } }),
};

const paper = { ...benchView().printer, ...samplePaper(), papers: 107 };
const benchStates = {
  online: benchView({ printer: paper }),
  offline: offlineBench({ printer: paper }),
  stopped: offlineBench({
    printer: { ...paper, isCoverOpen: true, diesMidPrint: true },
    till: 'stopped',
    isChainWhole: false,
  }),
  bare: benchView({ scenario: null, journal: [] }),
};
/** The pages beside the shop's, by the keys that show them. */
const benchPages = { scan: 'F6', phone: 'F3', devices: 'F7', faults: 'F9' } as const;
const pageStates = {
  calm: benchView({ printer: paper }),
  troubled: troubledBench({ printer: { ...paper, isPlugged: false } }),
};
const pageSizes = [...benchSizes, { width: 683, height: 384 }] as const;

/** The phone of the first member with a code on it. */
async function showPhone(page: Page, code: 'member' | 'token-own'): Promise<void> {
  const shown = await samplePhoneCode('MB0000001', code);
  await page.evaluate((value) => {
    window.benchStage.answer = { ok: true, value };
  }, shown);
  await page.getByTestId(`bench-phone-${code}`).click();
  await page.getByTestId('bench-phone-symbol').waitFor();
}

const inSuite = new Set([
  'bench-phone-token-own-1366',
  'bench-phone-number',
  'customer-cart-1280',
  'customer-member-full-1280',
  'customer-member-en',
  'customer-paying-rest-1024',
  'customer-done-en',
  'customer-idle-1280',
  'bench-offline-1366',
  'bench-stopped-1024-en',
  'bench-refused',
  'bench-journal-1024',
  'bench-scan-calm-1366',
  'bench-devices-troubled-1366',
  'bench-devices-calm-1024-en',
  'bench-faults-troubled-1366-en',
]);

const listed: readonly Picture[] = [
  ...customerSizes.flatMap((size) =>
    Object.entries(customerStates).map(
      ([state, view]): Picture => ({
        name: `customer-${state}-${size.width}`,
        kind: 'customer',
        view,
        size,
        atMs: STORY_MS,
      }),
    ),
  ),
  ...(['cart', 'member', 'member-full', 'paying-rest', 'done', 'idle'] as const).map(
    (state): Picture => ({
      name: `customer-${state}-en`,
      kind: 'customer',
      view: customerStates[state],
      size: customerSizes[0],
      language: 'en',
      atMs: STORY_MS,
    }),
  ),
  {
    name: 'customer-cart-forced',
    kind: 'customer',
    view: customerStates.cart,
    size: customerSizes[0],
    media: { forcedColors: 'active' },
  },
  {
    name: 'customer-cart-200',
    kind: 'customer',
    view: customerStates.cart,
    size: { width: 640, height: 400 },
  },
  ...benchSizes.flatMap((size) =>
    Object.entries(benchStates).flatMap(([state, view]): readonly Picture[] => [
      { name: `bench-${state}-${size.width}`, kind: 'workbench', view, size },
      { name: `bench-${state}-${size.width}-en`, kind: 'workbench', view, size, language: 'en' },
    ]),
  ),
  ...pageSizes.flatMap((size) =>
    Object.entries(benchPages).flatMap(([page, pageKey]) =>
      Object.entries(pageStates).flatMap(([state, view]): readonly Picture[] => {
        const picture = { kind: 'workbench', view, size, pageKey } as const;
        const name = `bench-${page}-${state}-${size.width}`;
        return [
          { ...picture, name },
          { ...picture, name: `${name}-en`, language: 'en' },
        ];
      }),
    ),
  ),
  ...Object.entries(benchPages).flatMap(([page, pageKey]): readonly Picture[] => [
    {
      name: `bench-${page}-alt-shift`,
      kind: 'workbench',
      view: pageStates.calm,
      pageKey,
      act: async (page_) => page_.keyboard.down('Alt').then(() => page_.keyboard.down('Shift')),
    },
    {
      name: `bench-${page}-forced`,
      kind: 'workbench',
      view: pageStates.troubled,
      pageKey,
      media: { forcedColors: 'active' },
    },
    {
      name: `bench-${page}-refused`,
      kind: 'workbench',
      view: pageStates.calm,
      pageKey,
      act: async (page_) => {
        await page_.evaluate((problem) => {
          window.benchStage.answer = { ok: false, error: { code: 'malformed', params: { problem } } };
        }, '✖ Invalid input: expected number, received undefined\n  → at grams');
        await page_.keyboard.press('Alt+Slash');
        await page_.keyboard.type('4711');
        await page_.keyboard.press('Enter');
        await page_.keyboard.press(pageKey);
        await page_.getByTestId('bench-notice').waitFor();
      },
    },
  ]),
  ...(['token-own', 'member'] as const).flatMap((code): readonly Picture[] =>
    benchSizes.map((size) => ({
      name: `bench-phone-${code}-${size.width}`,
      kind: 'workbench',
      view: pageStates.calm,
      size,
      pageKey: benchPages.phone,
      atMs: STORY_MS,
      act: async (page) => showPhone(page, code),
    })),
  ),
  {
    name: 'bench-phone-number',
    kind: 'workbench',
    view: pageStates.calm,
    pageKey: benchPages.phone,
    act: async (page) => page.getByTestId('bench-member-MB0000003').click(),
  },
  {
    name: 'bench-alt',
    kind: 'workbench',
    view: benchStates.offline,
    act: async (page) => page.keyboard.down('Alt'),
  },
  {
    name: 'bench-ctrl',
    kind: 'workbench',
    view: benchStates.offline,
    act: async (page) => page.keyboard.down('Control'),
  },
  {
    name: 'bench-refused',
    kind: 'workbench',
    view: benchStates.offline,
    act: async (page) => {
      await page.evaluate(() => {
        window.benchStage.answer = { ok: false, error: { code: 'too-many-calls', params: {} } };
      });
      await page.getByTestId('bench-drawer-open').click();
      await page.getByTestId('bench-notice').waitFor();
    },
  },
  {
    name: 'bench-refused-1024',
    kind: 'workbench',
    view: benchStates.offline,
    size: benchSizes[1],
    act: async (page) => {
      // Forced, since Playwright does not press what is marked unavailable, and a person does.
      await page.getByTestId('bench-till-start').click({ force: true });
      await page.getByTestId('bench-notice').waitFor();
    },
  },
  {
    name: 'bench-journal-1024',
    kind: 'workbench',
    view: benchStates.offline,
    size: benchSizes[1],
    act: async (page) => page.keyboard.press('F2'),
  },
  {
    name: 'bench-forced',
    kind: 'workbench',
    view: benchStates.stopped,
    media: { forcedColors: 'active' },
  },
  { name: 'bench-200', kind: 'workbench', view: benchStates.offline, size: { width: 683, height: 384 } },
];

/** Every picture: each state in each size, and what differs in English, in high contrast or magnified to 200%. */
export const pictures: readonly Picture[] = listed.map((picture) => ({
  ...picture,
  view: viewOf(picture),
  isInSuite: inSuite.has(picture.name),
}));

/** The view to publish: the customer's screen is told its language, the workbench chooses its own. */
export function viewOf({ kind, view, language = 'zh-TW' }: Picture): CustomerView | BenchView {
  return kind === 'customer' ? { ...view, language } : view;
}

/** Whether a picture needs nothing but its view, size and language. */
export function isStill(picture: Picture): boolean {
  return picture.act === undefined && picture.media === undefined;
}

/** Brings a page to the state of its picture. */
export async function prepare(page: Page, { kind, language, pageKey, act }: Picture): Promise<void> {
  if (pageKey !== undefined) await page.keyboard.press(pageKey);
  if (kind === 'workbench' && language === 'en') await page.keyboard.press('F8');
  await act?.(page);
}
