import type { Screen } from '../../../src-main/contract/views.ts';
import type { ShownRefusal, Words } from '../../i18n/catalogue.ts';
import { ADVISING } from '../../i18n/features.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { type BannerKey, RefusalBanner } from '../../ui/RefusalBanner.tsx';
import { shownRefusalOf } from '../../ui/state/answers.ts';
import { useAct, useDesk, useView } from '../CashierContext.tsx';
import type { Intent } from '../desk/intents.ts';
import { bannerKeyOn, bannerOn, conductOf } from '../desk/refusal-conduct.ts';

/** The words on the key of a banner that does something, where they differ from the sentence's own third part. */
function keyLabelOf(refusal: ShownRefusal, words: Words): string {
  const isAboutPaper = refusal.code === 'paper-out' || refusal.code === 'printer-offline';
  return isAboutPaper ? words.say('action.print') : words.sayRefusal(refusal).press;
}

/**
 * The one banner of a screen: the newest refusal, or else the question that a half-printed receipt asks. Stands
 * inside the panel it concerns.
 */
export function BannerPlace() {
  const words = useWords();
  const act = useAct();
  const screen = useView<Screen>((view) => view.screen, 'starting');
  const banner = useDesk((desk) => bannerOn(screen, desk));
  const question = useView((view) => view.printQuestions[0] ?? null, null);
  const stopped = useView((view) => view.stopped, null);

  if (banner?.kind === 'unavailable') {
    const sentence = words.sayFeature(banner.feature, banner.params);
    return (
      <RefusalBanner
        tone={conductOf(banner).tone}
        {...sentence}
        keys={
          ADVISING.has(banner.feature)
            ? []
            : [keyOf('Esc', sentence.press, { kind: 'banner-act', act: 'dismiss' }, act)]
        }
        code={null}
        testId="banner"
      />
    );
  }
  if (banner?.kind === 'refusal') {
    const { refusal } = banner;
    const key = bannerKeyOn(screen, banner);
    const sentence = words.sayRefusal(refusal);
    const label = keyLabelOf(refusal, words);
    return (
      <RefusalBanner
        tone={conductOf(banner).tone}
        {...sentence}
        keys={
          key === undefined
            ? []
            : [
                keyOf(
                  key.name === 'Escape' ? 'Esc' : key.name,
                  label,
                  { kind: 'banner-act', act: key.act },
                  act,
                ),
              ]
        }
        code={words.say('banner.code', { code: refusal.number })}
        testId="banner"
      />
    );
  }
  // That the till may not sell stays in sight whatever is pressed, whenever nothing newer needs the place.
  if (stopped !== null) {
    const shown = shownRefusalOf(stopped);
    const code = words.say('banner.code', { code: shown.number });
    return (
      <RefusalBanner tone="stop" {...words.sayRefusal(shown)} keys={[]} code={code} testId="banner-stopped" />
    );
  }
  if (question === null || screen === 'pay') return null;
  const sentence = words.sayRefusal({ code: 'print-interrupted', number: '', params: {} });
  return (
    <RefusalBanner
      tone="warn"
      {...sentence}
      keys={[
        keyOf('F9', words.say('action.reprintMarked'), { kind: 'resolve-print', choice: 'reprint' }, act),
        keyOf('Esc', words.say('action.doNotPrint'), { kind: 'resolve-print', choice: 'skip' }, act),
      ]}
      code={words.say('last.number', { number: question.receiptNumber })}
      testId="print-question"
    />
  );
}

function keyOf(cap: string, label: string, intent: Intent, act: (intent: Intent) => void): BannerKey {
  return { cap, shortcut: cap === 'Esc' ? 'Escape' : cap, label, onPress: () => act(intent) };
}
