import { listApiKeys, listTargetLimits } from "@orrery/services";
import type { Metadata } from "next";
import { TopBar } from "../../../frame/top-bar.tsx";
import { pageContext } from "../../../server/request-context.server.ts";
import { ApiKeys } from "../../../settings/api-keys.tsx";
import { SettingsNav } from "../../../settings/settings-nav.tsx";
import { TargetLimits } from "../../../settings/target-limits.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await pageContext();
  const keys = await listApiKeys({ ctx });
  // Only the owner of the installation may see them.
  const limits = ctx.actor?.workspaceId === "default" ? await listTargetLimits({ ctx }) : null;
  return (
    <>
      <TopBar title="Settings" />
      <main className="min-h-0 flex-1 more-below overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 p-4 md:p-8">
          <h1 className="text-title">Settings</h1>
          <SettingsNav here="keys" />
          <ApiKeys keys={keys} executorUrl={ctx.services.executorUrl} />
          {limits !== null && <TargetLimits limits={limits} />}
        </div>
      </main>
    </>
  );
}
