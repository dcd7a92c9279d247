import type { ModelInfo, ModelRoute } from "@orrery/ports";
import type { Place } from "./place.ts";

export const offline: ModelInfo = { id: "offline", label: "offline, no LLM", offline: true, hasPrice: true };
/** The provider that the owner has set in the environment. */
export const environment = "environment";

/** What steps may name: `default`, routes, models, and the offline one. Of an empty `default` nothing else is there. */
export function listAll(places: readonly Place[], routes: readonly ModelRoute[]): readonly ModelInfo[] {
  const named = routes.map((route) => routeInfo(route, places));
  const others = places
    .filter(({ id }) => !routes.some(({ name }) => name === id))
    .map(({ id, price }) => ({ id, label: id, offline: false, hasPrice: price !== null }));
  const [first] = places;
  const byDefault = named.find(({ id }) => id === "default");
  const rest = named.filter(({ id }) => id !== "default");
  if (byDefault !== undefined) return [byDefault, ...rest, ...others, offline];
  if (first === undefined) {
    return rest.length === 0 ? [{ ...offline, id: "default" }] : [{ ...offline, id: "default" }, ...rest, offline];
  }
  const isNamed = first.provider === environment;
  return [
    { id: "default", label: first.id, offline: false, hasPrice: first.price !== null },
    ...rest,
    // The owner's first model is `default` and needs no second line.
    ...others.filter(({ id }) => !(isNamed && id === first.id)),
    offline,
  ];
}

/** Offline only where all its members are; its price is known where all of theirs are. */
function routeInfo({ name, members }: ModelRoute, places: readonly Place[]): ModelInfo {
  const known = members.map(({ model }) => (model === offline.id ? offline : places.find(({ id }) => id === model)));
  return {
    id: name,
    label: `${name}: ${members.map(({ model }) => model).join(", ")}`,
    offline: members.every(({ model }) => model === offline.id),
    hasPrice: known.every(
      (place) => place === offline || (place !== undefined && "price" in place && place.price !== null),
    ),
  };
}
