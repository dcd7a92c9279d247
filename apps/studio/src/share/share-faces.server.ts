import {
  type OpenDashboardLink,
  type OpenRunLink,
  type OpenShareLink,
  openDashboardLink,
  openShareLink,
} from "@orrery/services";
import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { installation } from "../server/installation.server.ts";
import { createOpeningAllowance, type OpeningAllowance } from "./opening-allowance.ts";
import { createRecentlyMade, type RecentlyMade } from "./recently-made.ts";
import { shareDataHeaders } from "./share-headers.server.ts";

interface ShareFaces {
  readonly allowance: OpeningAllowance;
  readonly runs: RecentlyMade<SharedRun>;
  readonly dashboards: RecentlyMade<SharedDashboard>;
  readonly badges: RecentlyMade<string>;
  readonly pictures: RecentlyMade<Uint8Array<ArrayBuffer>>;
}

declare global {
  // Next loads this module more than once in a process; what a link costs is counted once.
  var orreryShareFaces: ShareFaces | undefined;
}

const now = (): number => performance.now();
/** 500 people who open a page and its stream at once are let in; one who asks without end is not. */
const allowed = { atOnce: 2_000, perSecond: 20 };
const liveMs = 1_000;
const dashboardMs = 3_000;
const endedMs = 30_000;
const pictureMs = 15_000;

function faces(): ShareFaces {
  globalThis.orreryShareFaces ??= {
    allowance: createOpeningAllowance({ ...allowed, now }),
    runs: createRecentlyMade<SharedRun>({
      keepMs: ({ live }) => (live === null ? endedMs : liveMs),
      ...{ most: 24, mostAtOnce: 8, now },
    }),
    dashboards: createRecentlyMade<SharedDashboard>({ keepMs: () => dashboardMs, most: 100, mostAtOnce: 4, now }),
    badges: createRecentlyMade<string>({ keepMs: () => liveMs, most: 500, mostAtOnce: 8, now }),
    pictures: createRecentlyMade<Uint8Array<ArrayBuffer>>({ keepMs: () => pictureMs, most: 100, mostAtOnce: 2, now }),
  };
  return globalThis.orreryShareFaces;
}

/** Whether a link may be opened once more now; whoever asks without end is told to wait. */
export function takeOpening(link: OpenShareLink): boolean {
  return faces().allowance.take(link.id);
}

/** Whether a page that is open may read its dashboard again now; those who open it are not held up by those who look. */
export function takeReading(link: OpenDashboardLink): boolean {
  return faces().allowance.take(`${link.id} again`);
}

/** What a link to a run shows, at most a second old; `live` is the stream's address without a proof. Null: too much at once. */
export function recentRun(link: OpenRunLink, live: string): Promise<SharedRun> | null {
  return faces().runs.get(link.id, () => openShareLink({ services: installation().services, link, live }));
}

/** What a link to a dashboard shows, at most three seconds old; `live` is its address without a proof. Null: too much at once. */
export function recentDashboard(link: OpenDashboardLink, live: string): Promise<SharedDashboard> | null {
  return faces().dashboards.get(link.id, () => openDashboardLink({ services: installation().services, link, live }));
}

/** A badge of a link, made by `draw` at most once a second. Null: too much at once. */
export function recentBadge(link: OpenShareLink, draw: () => Promise<string>): Promise<string> | null {
  return faces().badges.get(link.id, draw);
}

/** A picture of a link, made by `draw` at most once in 15 seconds. Null: too much at once. */
export function recentPicture(
  link: OpenShareLink,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> | null {
  return faces().pictures.get(link.id, draw);
}

/** The answer to who asks more often than a link gives. */
export function shareBusy(): Response {
  const headers = { ...shareDataHeaders("text/plain; charset=utf-8"), "retry-after": "5" };
  return new Response("Too many open this link at once. Try again in a moment.", { status: 429, headers });
}
