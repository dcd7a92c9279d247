import type { ModelCallOrigin, ModelFigures, ModelRoute, ModelRouteView, ModelSetup } from "@orrery/ports";
import type { Place } from "../place.ts";
import { noFigures, orderMembers, scoreMembers } from "./order-members.ts";
import { seededChance } from "./seeded-chance.ts";

type Places = readonly Pick<Place, "id" | "name" | "provider">[];

async function knownFigures(
  setup: ModelSetup,
  workspaceId: string,
  {
    members,
    before,
    places,
  }: { readonly members: ModelRoute["members"]; readonly before: number; readonly places: Places },
): Promise<(model: string) => ModelFigures> {
  const asked = members.flatMap(({ model }) => places.filter(({ id }) => id === model));
  const names = asked.map(({ provider, name }) => ({ provider, model: name }));
  const found = (await setup.figures?.(workspaceId, names, before)) ?? [];
  const byId = new Map<string, ModelFigures>();
  for (const { provider, model, ...figures } of found) {
    const place = asked.find((one) => one.provider === provider && one.name === model);
    if (place !== undefined) byId.set(place.id, figures);
  }
  return (model) => byId.get(model) ?? noFigures;
}

/**
 * In which order a route's members are asked for this step. The same for each attempt of a step and each time that it is made
 * again: chances are drawn from the run and the step, and only what was seen before the run began counts.
 */
export async function orderForStep(
  route: ModelRoute,
  means: {
    readonly setup: ModelSetup;
    readonly workspaceId: string;
    readonly places: Places;
    readonly origin: ModelCallOrigin;
  },
): Promise<readonly string[]> {
  const { setup, workspaceId, places, origin } = means;
  const { members, mode, frozenAt } = route;
  const before = Math.min(origin.startedAt, frozenAt ?? Number.POSITIVE_INFINITY);
  const known =
    mode === "adaptive" ? await knownFigures(setup, workspaceId, { members, before, places }) : () => noFigures;
  return orderMembers(route, known, seededChance(`${origin.runId} ${origin.stepKey} ${route.name}`));
}

/** The route with what was seen of its members until now, or until it was frozen, and what follows from that. */
export async function viewRoute(
  route: ModelRoute,
  means: {
    readonly setup: ModelSetup;
    readonly workspaceId: string;
    readonly places: Places;
    readonly now: number;
  },
): Promise<ModelRouteView> {
  const { setup, workspaceId, places, now } = means;
  const { members, mode } = route;
  const before = route.frozenAt ?? now;
  const scored = scoreMembers(members, await knownFigures(setup, workspaceId, { members, before, places }), null);
  return {
    ...route,
    members: mode === "adaptive" ? scored.toSorted((one, other) => other.score - one.score) : scored,
  };
}
