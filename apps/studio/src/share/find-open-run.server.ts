import { findShareLink, openShareLink } from "@orrery/services";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { installation } from "../server/installation.server.ts";

/** The run of a link that asks for no password, for pictures of it; not counted as a view. Null for every other token. */
export async function findOpenRun(token: string): Promise<SharedRun | null> {
  const { services } = installation();
  const link = await findShareLink(services, token);
  if (link === null || link.passwordHash !== null) return null;
  const hidden = { inputs: [], outputs: [], usage: "hidden" } as const;
  return openShareLink({ services, link: { ...link, projection: hidden }, live: "", isCounted: false });
}
