import { listCredentials, listModels, listProviders } from "@orrery/services";
import type { Metadata } from "next";
import { TopBar } from "../../../../frame/top-bar.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { ModelProviders } from "../../../../settings/model-providers.tsx";
import { SettingsNav } from "../../../../settings/settings-nav.tsx";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const ctx = await pageContext();
  const [providers, models, credentials] = await Promise.all([
    listProviders({ ctx }),
    listModels({ ctx }),
    listCredentials({ ctx }),
  ]);
  return (
    <>
      <TopBar title="Settings" />
      <main className="min-h-0 flex-1 more-below overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 p-4 md:p-8">
          <h1 className="text-title">Models</h1>
          <SettingsNav here="models" />
          <ModelProviders
            providers={providers}
            models={models}
            keys={credentials.filter(({ kind }) => kind === "model").map(({ handle }) => handle)}
            canChange={ctx.actor?.role === "owner"}
          />
        </div>
      </main>
    </>
  );
}
