import {
  findShareLink,
  type OpenDashboardLink,
  type OpenRunLink,
  type OpenShareLink,
  openDashboardLink,
  openShareLink,
} from "@orrery/services";
import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { installation } from "../server/installation.server.ts";

/** The link of a token that asks for no password, for pictures of what it shows. Null for every other token. */
export async function findOpenLink(token: string): Promise<OpenShareLink | null> {
  const link = await findShareLink(installation().services, token);
  return link === null || link.passwordHash !== null ? null : link;
}

/** The run of a link for pictures of it: names, states and times, whatever else the link shows; not counted as a view. */
export function runForPicture(link: OpenRunLink): Promise<SharedRun> {
  const projection = { inputs: [], outputs: [], usage: "hidden" } as const;
  return openShareLink({ services: installation().services, link: { ...link, projection }, live: "" });
}

/** The dashboard of a link for a picture of it: counts, success and times, whatever else the link shows; not counted as a view. */
export function dashboardForPicture(link: OpenDashboardLink): Promise<SharedDashboard> {
  const projection = { ...link.projection, errors: "hidden", usage: "hidden" } as const;
  return openDashboardLink({ services: installation().services, link: { ...link, projection }, live: null });
}
