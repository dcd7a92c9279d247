import { listApiKeys, listTargetLimits, may } from "@orrery/services";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageContext } from "../../../server/request-context.server.ts";
import { ApiKeys } from "../../../settings/api-keys.tsx";
import { SettingsPage } from "../../../settings/settings-page.tsx";
import { TargetLimits } from "../../../settings/target-limits.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function KeysPage() {
  const ctx = await pageContext();
  if (!may(ctx.actor, "key.own")) redirect("/settings/account");
  // Only the owner of the installation may see them.
  const seesLimits = ctx.actor?.workspaceId === "default" && may(ctx.actor, "target.manage");
  return (
    <SettingsPage title="Settings" here="keys" actor={ctx.actor} needs="key.own">
      {async () => {
        const keys = await listApiKeys({ ctx });
        const limits = seesLimits ? await listTargetLimits({ ctx }) : null;
        return (
          <>
            <ApiKeys keys={keys} executorUrl={ctx.services.executorUrl} role={ctx.actor?.role ?? "viewer"} />
            {limits !== null && <TargetLimits limits={limits} />}
          </>
        );
      }}
    </SettingsPage>
  );
}
