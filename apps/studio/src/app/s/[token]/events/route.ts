import { findShareLink, isShareProof } from "@orrery/services";
import { installation } from "../../../../server/installation.server.ts";
import { shareBusy, takeOpening } from "../../../../share/share-faces.server.ts";
import { shareNotFound } from "../../../../share/share-not-found.server.ts";
import { shareStream } from "../../../../share/share-stream.server.ts";

export const dynamic = "force-dynamic";

/** What happens in a shared run, after `Last-Event-ID` or `?after=`; of a link with a password by the proof in `?proof=`. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  const { services } = installation();
  const link = await findShareLink(services, (await params).token);
  const query = new URL(request.url).searchParams;
  if (link?.kind !== "run" || !(await isShareProof(services, link, query.get("proof")))) return shareNotFound();
  if (!takeOpening(link)) return shareBusy();
  const after = Number(request.headers.get("last-event-id") ?? query.get("after") ?? 0);
  return shareStream(link, Number.isSafeInteger(after) && after > 0 ? after : 0, request);
}
