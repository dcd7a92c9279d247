import { resolveActor, resolveVisitor, type ServiceContext } from "@orrery/services";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { namingTheDatabase } from "./database-away.server.ts";
import { installation } from "./installation.server.ts";

/** Who asks, by the session in these headers alone. */
export async function contextOf(requestHeaders: Headers): Promise<ServiceContext> {
  const { services, auth: open } = installation();
  const auth = await open();
  const actor = await resolveActor(auth, services.pool, requestHeaders);
  return { services, actor, visitor: () => resolveVisitor(auth, requestHeaders) };
}

/** The context of this request, found once for the page and its frame; `actor` is null without a session. */
export const openContext = cache(async (): Promise<ServiceContext> => namingTheDatabase(contextOf(await headers())));

/** The context of a page; without a session the person is sent to sign in. Permission is checked by the verbs. */
export async function pageContext(): Promise<ServiceContext> {
  const context = await openContext();
  if (context.actor === null) redirect("/sign-in");
  return context;
}
