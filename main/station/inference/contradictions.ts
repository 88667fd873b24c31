/** What no single field of a manifest shows: parts that do not fit together, and claims that its counts do not carry. */
import { upperBound } from './binomial.ts';
import type { Manifest } from './manifest.ts';

export interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
}

export function contradictions(manifest: Manifest): Contradiction[] {
  return [
    ...classProblems(manifest),
    ...inputProblems(manifest),
    ...unknownPartProblems(manifest),
    ...floorProblems(manifest),
    ...Object.keys(manifest.limitsDerivation.classes).flatMap((name) => evidenceProblems(manifest, name)),
  ];
}

/** Each list by class names the classes and no other: a limit that nobody counted on anything has no place here. */
function classProblems({ classes, limits, calibration, limitsDerivation }: Manifest): Contradiction[] {
  const twice =
    new Set(classes).size === classes.length ? [] : [{ path: ['classes'], message: 'a class is named twice' }];
  return [
    ...twice,
    ...lacking(classes, limits, ['limits'], 'no limits for class'),
    ...strangers(classes, limits, ['limits']),
    ...strangers(classes, calibration.classes, ['calibration', 'classes']),
    ...lacking(classes, limitsDerivation.classes, ['limitsDerivation', 'classes'], 'no evidence for class'),
    ...strangers(classes, limitsDerivation.classes, ['limitsDerivation', 'classes']),
  ];
}

function lacking(classes: readonly string[], named: object, path: string[], what: string): Contradiction[] {
  return classes.filter((name) => !(name in named)).map((name) => ({ path, message: `${what} ${name}` }));
}

function strangers(classes: readonly string[], named: object, path: string[]): Contradiction[] {
  return Object.keys(named)
    .filter((name) => !classes.includes(name))
    .map((name) => ({ path: [...path, name], message: 'no such class' }));
}

const channelsOf = { mono: 1, pair: 2, rgb: 3 } as const;

function inputProblems({ input, output, artifacts }: Manifest): Contradiction[] {
  const found: Contradiction[] = [];
  const say = (path: readonly string[], message: string) => found.push({ path, message });
  if (input.width % output.cell !== 0 || input.height % output.cell !== 0) {
    say(['output', 'cell'], `${input.width}×${input.height} is not a whole number of cells of ${output.cell}`);
  }
  if (input.channels !== channelsOf[input.colour]) {
    say(['input', 'colour'], `${input.colour} has ${channelsOf[input.colour]} channels`);
  }
  if (!artifacts.some((artifact) => artifact.providers.includes('cpu'))) say(['artifacts'], 'none runs on the cpu');
  return found;
}

function unknownPartProblems({ unknownPart, output }: Manifest): Contradiction[] {
  const found: Contradiction[] = [];
  const say = (path: readonly string[], message: string) => found.push({ path, message });
  if (unknownPart && !output.features) say(['unknownPart'], 'needs output.features');
  if (output.features && !unknownPart) say(['output', 'features'], 'needs unknownPart, the rule that judges them');
  if (unknownPart && unknownPart.mean.length !== unknownPart.std.length) {
    say(['unknownPart', 'std'], `${unknownPart.std.length} numbers, mean has ${unknownPart.mean.length}`);
  }
  return found;
}

/** A score below the floor is never seen: such a limit would promise a care that nobody takes. */
function floorProblems(manifest: Manifest): Contradiction[] {
  if (manifest.task !== 'reference') return [];
  const { floor } = manifest.output.decode;
  return Object.entries(manifest.limits)
    .filter(([, { passBelow }]) => passBelow < floor)
    .map(([name, { passBelow }]) => ({
      path: ['limits', name, 'passBelow'],
      message: `${passBelow} is below output.decode.floor ${floor}, where nothing is seen`,
    }));
}

/** Makers round the bound to four digits. */
const boundTolerance = 1e-4;

function evidenceProblems({ limitsDerivation }: Manifest, name: string): Contradiction[] {
  const evidence = limitsDerivation.classes[name];
  if (!evidence) return [];
  const { defective, missedAtPass, missUpperBound95, good, falseCallsAtFail } = evidence;
  const found: Contradiction[] = [];
  const say = (field: string, message: string) =>
    found.push({ path: ['limitsDerivation', 'classes', name, field], message });
  if (missedAtPass > defective) say('missedAtPass', `${missedAtPass} missed, and only ${defective} defective`);
  if (falseCallsAtFail > good) say('falseCallsAtFail', `${falseCallsAtFail} called, and only ${good} good`);
  const bound = upperBound(missedAtPass, defective);
  if (missUpperBound95 < bound - boundTolerance) {
    const proved = `${missedAtPass} missed of ${defective} prove at most ${bound.toFixed(5)}`;
    say('missUpperBound95', `${missUpperBound95} is less than the counts carry: ${proved}`);
  }
  return found;
}
