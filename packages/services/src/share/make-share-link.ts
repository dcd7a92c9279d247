import { findRun } from "../run/find-run.ts";
import type { ServiceContext } from "../service-context.ts";
import type { ShareProjection } from "./share-projection.ts";
import { type MadeShareLink, type ShareTerms, storeShareLink } from "./store-share-link.ts";

export interface NewShareLink extends ShareTerms {
  readonly runId: string;
  readonly projection: ShareProjection;
}

/**
 * Makes a link by which whoever has it sees a run, without signing in. Its token is told here once; only its SHA-256 is
 * stored. Throws `NOT_FOUND`, `INVALID` (`PASSWORD`) and, at 1,000 open links, `CONFLICT` (`SHARE_LINKS`).
 */
export async function makeShareLink({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewShareLink;
}): Promise<MadeShareLink> {
  const { actor, row } = await findRun(ctx, "share.manage", input.runId);
  const { inputs, outputs, usage } = input.projection;
  return storeShareLink(ctx.services, actor, {
    ...{ kind: "run", targetId: row.id, name: row.name, terms: input },
    projection: { inputs, outputs, usage },
  });
}
