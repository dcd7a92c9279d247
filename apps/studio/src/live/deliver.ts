import type { LiveItem } from "@orrery/services";

/**
 * What a follower that stands at `cursor` makes of an item of its topic. Several tabs share one stream that begins where
 * the one furthest behind stands, so items may repeat: events already had are dropped. A snapshot beyond the cursor of a
 * follower that has events already is a `gap` to be read from the log, so that its list of events stays whole.
 */
export type Delivery =
  | { readonly do: "drop" }
  | { readonly do: "deliver"; readonly item: LiveItem; readonly cursor: number }
  | { readonly do: "gap"; readonly upTo: number };

export function deliver(cursor: number, live: LiveItem): Delivery {
  if (live.kind === "draft") {
    const commands = live.commands.filter((command) => command.seq > cursor);
    if (commands.length === 0) return { do: "drop" };
    return { do: "deliver", item: { ...live, commands }, cursor: commands.at(-1)?.seq ?? cursor };
  }
  if (live.kind !== "run") return { do: "deliver", item: live, cursor };
  const { item } = live;
  if (item.kind === "snapshot") {
    if (item.seq <= cursor) return { do: "drop" };
    if (cursor > 0) return { do: "gap", upTo: item.seq };
    return { do: "deliver", item: live, cursor: item.seq };
  }
  if (item.kind === "events") {
    const events = item.events.filter((event) => event.seq > cursor);
    const first = events[0];
    if (first === undefined) return { do: "drop" };
    if (first.seq > cursor + 1) return { do: "gap", upTo: first.seq - 1 };
    return { do: "deliver", item: { ...live, item: { kind: "events", events } }, cursor: events.at(-1)?.seq ?? cursor };
  }
  return { do: "deliver", item: live, cursor };
}
