// The logistic model that `python -m bench.train --local` learnt: from signals to the probability that a passage repeats a
// claim.
import rules from "./rules.json";
import { FEATURES } from "./signals.js";
import type { Feature, Values } from "./signals.js";

const { features, calibration, thresholds, bias } = rules.model;
const NAMED = features as Partial<Record<Feature, { weight: number; mean: number; deviation: number }>>;
const LEAST = Object.entries(thresholds.least) as [Feature, number][];
const MOST = Object.entries(thresholds.most) as [Feature, number][];

/** The probabilities from which we say that a page speaks of a claim, and that it states the claim. */
export const { speaks: SPEAKS, states: STATES } = thresholds;

let shift = bias;
for (const f of Object.values(NAMED)) shift -= (f.weight * f.mean) / f.deviation;

/** P(the passage repeats the claim). */
export function probability(values: Values): number {
  let raw = shift;
  for (const name of FEATURES) {
    const f = NAMED[name];
    if (f) raw += (f.weight / f.deviation) * values[name];
  }
  const odds = calibration.high * softplus(raw) - calibration.low * softplus(-raw) + calibration.bias;
  return 1 / (1 + Math.exp(-Math.min(Math.max(odds, -30), 30)));
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Whether enough agrees to say that a page states a claim. This is required in addition to the probability. */
export function enough(values: Values): boolean {
  return LEAST.every(([name, limit]) => values[name] >= limit) && MOST.every(([name, limit]) => values[name] <= limit);
}
