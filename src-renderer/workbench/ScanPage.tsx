import { type RefObject, useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton, ControlGrid, PressedWith, shortcutOf } from './ControlButton.tsx';
import type { ScannerId } from './control.ts';
import { controlsOf } from './controls.ts';
import { lineState } from './device-state.ts';
import { type CodeToScan, productDigit, scanCode, scanProductByHid } from './scan.ts';
import {
  AIM_CHOICES,
  type CodeGround,
  fromWritten,
  GS_WRITTEN,
  SPECIAL_CODES,
  toWritten,
} from './special-codes.ts';

const HID_SCANNER = controlsOf('hidScanner');

/** The second scanner, and codes that no product has. */
export function ScanPage({ codeField }: { readonly codeField: RefObject<HTMLInputElement | null> }) {
  return (
    <>
      <HidScannerCard />
      <CodesCard codeField={codeField} />
    </>
  );
}

function HidScannerCard() {
  const { bridge, view, say, acts } = useBench();
  const { key, tone } = lineState(view, 'hid-scanner');
  return (
    <Card
      id="hid-scanner"
      icon={<Icon name="scan" size={20} />}
      title={say('bench.hid')}
      state={say(key)}
      tone={tone}
    >
      <fieldset className="bench-products" aria-label={say('bench.hid.products')}>
        <div className="bench-grid" data-columns="2">
          {view.scanner.products.map((product, index) => (
            <BenchButton
              key={product.code}
              testId={`hid-scan-${product.code}`}
              letter={productDigit(index)}
              isOnPage
              isUnavailable={tone === 'warn'}
              isProduct
              onPress={() => acts.run(scanProductByHid(bridge, view, product))}
            >
              {product.label}
            </BenchButton>
          ))}
        </div>
      </fieldset>
      <ControlGrid controls={HID_SCANNER} columns={2} />
    </Card>
  );
}

const SCANNERS = [
  { scanner: 'scanner', label: 'bench.codes.bySerial', letter: 'Z' },
  { scanner: 'hid-scanner', label: 'bench.codes.byHid', letter: 'X' },
] as const;

function CodesCard({ codeField }: { readonly codeField: RefObject<HTMLInputElement | null> }) {
  const { bridge, view, say, acts, nowMs } = useBench();
  const [scanner, setScanner] = useState<ScannerId>('scanner');
  const [aim, setAim] = useState('');
  const [typed, setTyped] = useState('');
  const [newest, setNewest] = useState<CodeToScan | null>(null);

  const scan = (code: CodeToScan) => {
    const act = scanCode(bridge, view, scanner, code);
    if (act.unavailable === null) setNewest(code);
    acts.run(act);
  };

  return (
    <Card
      id="codes"
      icon={<Icon name="scan" size={20} />}
      title={say('bench.codes')}
      state={say(lineState(view, scanner).key)}
      tone={lineState(view, scanner).tone}
    >
      <fieldset className="bench-choice" aria-label={say('bench.codes.scanner')}>
        {SCANNERS.map(({ scanner: each, label, letter }) => (
          <BenchButton
            key={each}
            testId={`codes-${each}`}
            letter={letter}
            isOnPage
            isSelected={each === scanner}
            onPress={() => setScanner(each)}
          >
            {say(label)}
          </BenchButton>
        ))}
      </fieldset>
      <form
        className="bench-code"
        onSubmit={(event) => {
          event.preventDefault();
          scan({ name: say('bench.scanner.send'), text: fromWritten(typed), aim });
        }}
      >
        <span className="bench-keyed">
          <select
            className="bench-field"
            data-testid="bench-aim"
            aria-label={say('bench.codes.aim')}
            aria-keyshortcuts={shortcutOf('C', true)}
            value={aim}
            onChange={(event) => setAim(event.target.value)}
          >
            {AIM_CHOICES.map((choice) => (
              <option key={choice.aim} value={choice.aim}>
                {say(choice.label)}
              </option>
            ))}
          </select>
          <PressedWith letter="C" isOnPage />
        </span>
        <input
          ref={codeField}
          className="bench-field"
          data-testid="bench-code"
          aria-label={say('bench.scanner.code')}
          aria-keyshortcuts="Alt+/"
          placeholder={say('bench.codes.placeholder', { mark: GS_WRITTEN })}
          value={typed}
          maxLength={4096}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="bench-button" data-testid="bench-scan-typed">
          {say('bench.scanner.send')}
        </button>
      </form>
      <div className="bench-grid bench-special">
        {SPECIAL_CODES.map((code) => (
          <BenchButton
            key={code.id}
            testId={`code-${code.id}`}
            letter={code.letter}
            isOnPage
            onPress={() =>
              scan({
                name: say(code.label),
                text: code.textOf(groundOf(view.scanner.products, nowMs())),
                aim: code.aim,
              })
            }
          >
            {say(code.label)}
          </BenchButton>
        ))}
      </div>
      <p className="bench-sent" data-testid="bench-sent">
        {newest === null
          ? say('bench.codes.nothingSent')
          : say('bench.codes.sent', { code: `${newest.aim}${toWritten(newest.text)}` })}
      </p>
    </Card>
  );
}

/** The first product with a barcode of thirteen digits: only such a one has a GTIN. */
function groundOf(products: readonly { readonly code: string }[], nowMs: number): CodeGround {
  const product = products.find(({ code }) => /^[0-9]{13}$/.test(code));
  return { productCode: product?.code ?? '', nowMs };
}
