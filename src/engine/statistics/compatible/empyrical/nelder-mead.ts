/**
 * The smallest value of a function by the downhill simplex of J. A. Nelder and R. Mead (1965), with
 * the usual coefficients 1, 2, ½, ½, the first simplex 5 % away along each axis and the tolerances
 * 1e-4 that other tools have: equal steps give equal digits.
 */
export interface Minimum {
  readonly point: readonly number[];
  /** Whether the simplex shrank to its tolerance before the steps ran out. */
  readonly found: boolean;
}

interface Corner {
  readonly point: readonly number[];
  readonly value: number;
}

const tolerance = 1e-4;
const stepsPerAxis = 200;

/** Searches from a point. */
export function minimise(
  valueAt: (point: readonly number[]) => number,
  from: readonly number[],
): Minimum {
  const stepsMax = from.length * stepsPerAxis;
  let calls = 0;
  const corner = (point: readonly number[]): Corner => {
    calls += 1;
    return { point, value: valueAt(point) };
  };
  const simplex = [corner(from)];
  for (const axis of from.keys()) simplex.push(corner(moved(from, axis)));
  sort(simplex);
  let steps = 1;
  while (calls < stepsMax && steps < stepsMax && !isSmall(simplex)) {
    step(simplex, corner);
    sort(simplex);
    steps += 1;
  }
  return { point: simplex[0]?.point ?? from, found: calls < stepsMax && steps < stepsMax };
}

function moved(from: readonly number[], axis: number): readonly number[] {
  return from.map((value, index) =>
    index === axis ? (value === 0 ? 0.00025 : value * 1.05) : value,
  );
}

function sort(simplex: Corner[]): void {
  simplex.sort((left, right) => left.value - right.value);
}

function isSmall([best, ...others]: readonly Corner[]): boolean {
  if (best === undefined) return true;
  return others.every(
    ({ point, value }) =>
      Math.abs(value - best.value) <= tolerance &&
      point.every((each, axis) => Math.abs(each - (best.point[axis] ?? 0)) <= tolerance),
  );
}

/** Moves the worst corner, or shrinks the simplex towards its best. */
function step(simplex: Corner[], corner: (point: readonly number[]) => Corner): void {
  const worst = simplex.at(-1);
  const second = simplex.at(-2);
  const best = simplex[0];
  if (!worst || !second || !best) return;
  const centre = centreOf(simplex.slice(0, -1));
  const beyond = (factor: number) =>
    corner(centre.map((value, axis) => (1 + factor) * value - factor * (worst.point[axis] ?? 0)));
  const reflected = beyond(1);
  if (reflected.value < best.value) {
    const expanded = beyond(2);
    simplex[simplex.length - 1] = expanded.value < reflected.value ? expanded : reflected;
    return;
  }
  if (reflected.value < second.value) {
    simplex[simplex.length - 1] = reflected;
    return;
  }
  const isOutside = reflected.value < worst.value;
  const contracted = beyond(isOutside ? 0.5 : -0.5);
  const isBetter = isOutside ? contracted.value <= reflected.value : contracted.value < worst.value;
  if (isBetter) simplex[simplex.length - 1] = contracted;
  else shrink(simplex, best, corner);
}

function centreOf(corners: readonly Corner[]): readonly number[] {
  const axes = corners[0]?.point ?? [];
  return axes.map(
    (_, axis) =>
      corners.reduce((total, { point }) => total + (point[axis] ?? 0), 0) / corners.length,
  );
}

function shrink(
  simplex: Corner[],
  best: Corner,
  corner: (point: readonly number[]) => Corner,
): void {
  for (const [index, each] of simplex.entries()) {
    if (index === 0) continue;
    const closer = each.point.map((value, axis) => {
      const target = best.point[axis] ?? 0;
      return target + 0.5 * (value - target);
    });
    simplex[index] = corner(closer);
  }
}
