import { listCredentials, listModels, listProviders, listRoutes, may } from "@orrery/services";
import type { Metadata } from "next";
import { pageContext } from "../../../../server/request-context.server.ts";
import { ModelProviders } from "../../../../settings/model-providers.tsx";
import { memberNames } from "../../../../settings/routes/member-names.ts";
import { ModelRoutes } from "../../../../settings/routes/model-routes.tsx";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Models" here="models" actor={ctx.actor} needs="model.read">
      {async () => {
        const [providers, models, credentials, routes] = await Promise.all([
          listProviders({ ctx }),
          listModels({ ctx }),
          listCredentials({ ctx }),
          listRoutes({ ctx }),
        ]);
        return (
          <>
            <ModelProviders
              providers={providers}
              models={models}
              keys={credentials.filter(({ kind }) => kind === "model").map(({ handle }) => handle)}
              canChange={may(ctx.actor, "model.manage")}
            />
            <ModelRoutes
              routes={routes}
              models={memberNames(models, routes)}
              canChange={may(ctx.actor, "model.manage")}
            />
          </>
        );
      }}
    </SettingsPage>
  );
}
