import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton, ControlGrid } from './ControlButton.tsx';
import { controlsOf } from './controls.ts';
import { productDigit, scanProduct } from './scan.ts';

const SCANNER = controlsOf('scanner');

/** The serial scanner: products go in at the device's end of the line, as a gun would send them. */
export function ScannerCard() {
  const { bridge, view, say, acts } = useBench();
  const { scanner } = view;

  return (
    <Card
      id="scanner"
      icon={<Icon name="scan" size={20} />}
      title={say('bench.scanner')}
      state={say(scanner.isPlugged ? TRANSPORTS[scanner.transport] : 'bench.scanner.unplugged')}
      tone={scanner.isPlugged ? 'plain' : 'warn'}
    >
      <fieldset className="bench-products" aria-label={say('bench.scanner.products')}>
        <div className="bench-grid" data-columns="2">
          {scanner.products.map((product, index) => (
            <BenchButton
              key={product.code}
              testId={`scan-${product.code}`}
              letter={productDigit(index)}
              isUnavailable={!scanner.isPlugged}
              isProduct
              onPress={() => acts.run(scanProduct(bridge, view, product))}
            >
              {product.label}
            </BenchButton>
          ))}
        </div>
      </fieldset>
      <ControlGrid controls={SCANNER} columns={2} />
    </Card>
  );
}

const TRANSPORTS = { pty: 'bench.scanner.pty', tcp: 'bench.scanner.tcp' } as const;
