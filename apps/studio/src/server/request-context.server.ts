import { resolveActor, type ServiceContext } from "@orrery/services";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { namingTheDatabase } from "./database-away.server.ts";
import { installation } from "./installation.server.ts";

/** Who asks, by the session in these headers alone. */
export async function contextOf(requestHeaders: Headers): Promise<ServiceContext> {
  const { services, auth } = installation();
  return { services, actor: await resolveActor(await auth(), services.pool, requestHeaders) };
}

/** The context of a page; without a session the person is sent to sign in. Permission is checked by the verbs. */
export async function pageContext(): Promise<ServiceContext> {
  const context = await namingTheDatabase(contextOf(await headers()));
  if (context.actor === null) redirect("/sign-in");
  return context;
}
