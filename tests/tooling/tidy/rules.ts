import { root } from '../plant.ts';

/** One thing that the sources must hold and that neither lint nor the compiler checks. */
export interface Rule {
  readonly name: string;
  /** Which files it reads; paths are relative to the repository's root. */
  readonly reads: (path: string) => boolean;
  /** The complaints about one file, each with its line number where it has one. */
  readonly complain: (text: string, path: string) => readonly string[];
}

/** Files that may be longer than 400 lines, each with the reason why it reads better whole. */
export const longFiles: Readonly<Record<string, string>> = {};

export const maximumLines = 400;

const isSource = (path: string) => /\.tsx?$/.test(path);
const isShipped = (path: string) => isSource(path) && /^(src-main|src-renderer|drivers)\//.test(path);
const isOwnText = (path: string) => !path.startsWith('tests/tooling/tidy');

/** A home folder, or the folder that this tree lies in. */
const machinePath = new RegExp(
  String.raw`(?<![\w.\-}])(/root|/home/\w+|/Users/\w+|${RegExp.escape(root)})/|\b[A-Z]:\\Users\\`,
);

/** A complaint for each line that `pattern` finds, unless `isFine`. */
function linesLike(pattern: RegExp, isFine: (line: string) => boolean = () => false): Rule['complain'] {
  return (text) =>
    text.split('\n').flatMap((line, index) => {
      return pattern.test(line) && !isFine(line) ? [`line ${index + 1}: ${line.trim().slice(0, 100)}`] : [];
    });
}

/** What is imported from the domain and is no type, schema or constant: those begin with a capital, functions do not. */
function functionsOfTheDomain(text: string): readonly string[] {
  const imports = text.matchAll(/^(?:import|export) (type )?\{([^}]*)\} from '[^']*\/domain\/[^']*'/gm);
  return [...imports].flatMap(([, type, names = '']) =>
    type === undefined
      ? names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => /^[a-z]/.test(name) && !name.startsWith('type '))
      : [],
  );
}

/** Names of functions exported without a docstring. Of overloads the first one carries it. */
function undocumented(text: string): readonly string[] {
  const declaration =
    /^export (?:async )?function\*? (\w+)|^export const (\w+) = (?:async )?(?:function\b|\w+ =>|\(.*=>|\($)/;
  const lines = text.split('\n');
  const seen = new Set<string>();
  return lines.flatMap((line, index) => {
    const match = declaration.exec(line);
    const name = match?.[1] ?? match?.[2];
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return lines[index - 1]?.trimEnd().endsWith('*/') === true ? [] : [`line ${index + 1}: ${name}`];
  });
}

export const rules: readonly Rule[] = [
  {
    name: 'a note of work to do names its issue',
    reads: (path) => !path.endsWith('.md') && isOwnText(path),
    complain: linesLike(/\b(TODO|FIXME|XXX|HACK)\b/, (line) => /\b(TODO|FIXME|XXX|HACK)\b.*#\d+/.test(line)),
  },
  {
    name: 'no test is focused, skipped or promised',
    reads: (path) =>
      /^tests\/.*\.tsx?$/.test(path) && isOwnText(path) && path !== 'tests/tooling/lint.test.ts',
    complain: linesLike(/\b(test|it|describe|suite)(\.\w+)*\.(only|skip|todo|fixme|fails)\b/),
  },
  {
    name: 'no path of one machine',
    reads: isOwnText,
    complain: linesLike(machinePath),
  },
  {
    name: 'no registry is named',
    reads: (path) => isOwnText(path) || path === 'package-lock.json',
    complain: linesLike(
      /registry\.\w+\.(org|com|cn)|npmmirror|artifactory|verdaccio|"resolved": "https?:|^\s*registry\s*=/i,
    ),
  },
  {
    name: `no file is longer than ${maximumLines} lines`,
    reads: (path) => /\.(tsx?|css)$/.test(path) && /^(src-main|src-renderer|drivers)\//.test(path),
    complain: (text, path) => {
      const count = text.trimEnd().split('\n').length;
      const isExcused = path in longFiles;
      if (count > maximumLines === isExcused) return [];
      return [isExcused ? `has only ${count} lines and needs no excuse` : `has ${count} lines`];
    },
  },
  {
    name: 'every exported function says what it promises',
    reads: (path) => /^(src-main|drivers)\/.*\.ts$/.test(path),
    complain: undocumented,
  },
  {
    name: 'the time is asked of the clock passed in',
    reads: (path) => /^(src-main\/(?!hosts\/|cli\/)|drivers\/).*\.ts$/.test(path),
    complain: linesLike(/\bnew Date\(\)|\bDate\(\)|import \* as \w+ from 'node:(crypto|timers|perf_hooks)/),
  },
  {
    name: 'types are imported at the top, where lint sees from where',
    reads: isShipped,
    complain: linesLike(/([:=<|&,]|\btypeof)\s*import\(/, (line) => /=>\s*import\(/.test(line)),
  },
  {
    name: 'the contract takes only types and schemas from the domain',
    reads: (path) => path.startsWith('src-main/contract/'),
    complain: functionsOfTheDomain,
  },
];
