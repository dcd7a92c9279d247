import {
  countShareView,
  findShareLink,
  isShareProof,
  type OpenShareLink,
  openTemplateLink,
  ServiceError,
  trySharePassword,
} from "@orrery/services";
import { installation } from "../server/installation.server.ts";
import { orShareNotFound } from "./or-share-not-found.server.ts";
import { recentDashboard, recentRun, shareBusy, takeOpening } from "./share-faces.server.ts";
import type { FramedBy } from "./share-headers.server.ts";
import { shareNotFound } from "./share-not-found.server.ts";
import { sharePage, sharePasswordPage } from "./share-page.server.ts";

/** A password form is small. */
const mostBytes = 4_096;

/** The page of a link, or the form that asks for its password. */
export async function openSharedPage(request: Request, token: string, framedBy: FramedBy): Promise<Response> {
  const { services } = installation();
  const link = await findShareLink(services, token);
  if (link === null) return shareNotFound();
  if (!(await isShareProof(services, link, null))) return sharePasswordPage(framedBy, { problem: null, status: 200 });
  return show(request, { token, link, framedBy, proof: null });
}

/** The page of a link whose password was sent. The proof of it goes into the address of what is read later: nothing is kept in a cookie. */
export async function openWithPassword(request: Request, token: string, framedBy: FramedBy): Promise<Response> {
  const { services } = installation();
  const link = await findShareLink(services, token);
  if (link === null) return shareNotFound();
  if (Number(request.headers.get("content-length") ?? mostBytes + 1) > mostBytes) {
    return sharePasswordPage(framedBy, { problem: "That is no password.", status: 413 });
  }
  try {
    const password = new URLSearchParams(await request.text()).get("password") ?? "";
    const proof = await trySharePassword(services, link, password);
    if (proof === null) return sharePasswordPage(framedBy, { problem: "This password is wrong.", status: 403 });
    return await show(request, { token, link, framedBy, proof: link.passwordHash === null ? null : proof });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "TOO_MANY_REQUESTS") throw error;
    return sharePasswordPage(framedBy, { problem: error.message, status: 429 });
  }
}

async function show(
  request: Request,
  page: {
    readonly token: string;
    readonly link: OpenShareLink;
    readonly framedBy: FramedBy;
    readonly proof: string | null;
  },
): Promise<Response> {
  const { token, link, framedBy, proof } = page;
  if (!takeOpening(link)) return shareBusy();
  const { services } = installation();
  const image = proof === null && framedBy === "nobody" ? new URL(`/s/${token}/image`, originOf(request)).href : null;
  const query = proof === null ? "" : `?proof=${encodeURIComponent(proof)}`;
  if (link.kind === "template") {
    await countShareView(services, link);
    const template = openTemplateLink({ services, link, file: `/s/${token}/file${query}` });
    return sharePage(template, { framedBy, image });
  }
  const live = `/s/${token}/${link.kind === "run" ? "events" : "data"}`;
  const recent = link.kind === "run" ? recentRun(link, live) : recentDashboard(link, live);
  if (recent === null) return shareBusy();
  return orShareNotFound(async () => {
    const [shown] = await Promise.all([recent, countShareView(services, link)]);
    const proven = shown.live === null || proof === null ? shown : { ...shown, live: `${live}${query}` };
    return sharePage(proven, { framedBy, image });
  });
}

/** Where this request says it went; a picture's address has to be whole. */
function originOf(request: Request): string {
  if (process.env.ORRERY_URL) return process.env.ORRERY_URL;
  const host = request.headers.get("host") ?? "";
  return URL.canParse(`http://${host}`) ? `http://${host}` : new URL(request.url).origin;
}
