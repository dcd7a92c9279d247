import type { ModelFigures, ModelRoute, ModelRouteMember } from "@orrery/ports";
import type { Chance } from "./seeded-chance.ts";

/** Of a model that was never called. */
export const noFigures: ModelFigures = { calls: 0, failed: 0, logLatency: null, usd: null };

type Known = (model: string) => ModelFigures;

/**
 * The members of a route with their scores. With a chance, what was seen is taken as a sample of what is true (Thompson
 * sampling: the likelihood to answer from Beta(1 + answered, 1 + failed), the time from the log-normal of its mean), so
 * that what is little known is tried now and then; without one, as it is expected. Speed and thrift are the square roots of
 * the ratio to the best; one of which nothing is known counts as the best.
 */
export function scoreMembers(members: ModelRoute["members"], known: Known, chance: Chance | null): ModelRouteMember[] {
  const drawn = members.map(({ model, weight }) => {
    const figures = known(model);
    const answered = figures.calls - figures.failed;
    const answers =
      chance === null ? (1 + answered) / (2 + figures.calls) : chance.beta(1 + answered, 1 + figures.failed);
    // Drawn also where nothing is known, so that the others' chances do not hang on it.
    const swing = chance === null ? 0 : chance.normal() / Math.sqrt(Math.max(1, answered));
    const { logLatency, usd } = figures;
    const ms = logLatency === null ? null : Math.exp(logLatency.mean + swing * logLatency.deviation);
    return { model, weight, figures, answers, ms, usd };
  });
  const fastest = least(drawn.map(({ ms }) => ms));
  const cheapest = least(drawn.map(({ usd }) => usd));
  return drawn.map(({ ms, usd, ...member }) => {
    const speed = share(fastest, ms);
    const thrift = share(cheapest, usd);
    return { ...member, speed, thrift, score: member.answers * member.weight * speed * thrift };
  });
}

/** In which order the members are asked. A frozen adaptive route leaves nothing to chance. */
export function orderMembers({ mode, members, frozenAt }: ModelRoute, known: Known, chance: Chance): readonly string[] {
  if (mode === "ordered") return members.map(({ model }) => model);
  const scored =
    mode === "adaptive"
      ? scoreMembers(members, known, frozenAt === null ? chance : null)
      : // Efraimidis and Spirakis (2006): without replacement, in proportion to the weights.
        members.map(({ model, weight }) => ({ model, score: chance.even() ** (1 / weight) }));
  return scored.toSorted((one, other) => other.score - one.score).map(({ model }) => model);
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null && value > 0);
  return known.length === 0 ? null : Math.min(...known);
}

function share(best: number | null, own: number | null): number {
  return best === null || own === null || own <= 0 ? 1 : Math.sqrt(best / own);
}
