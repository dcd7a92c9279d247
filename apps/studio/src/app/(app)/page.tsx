import { catalog } from "@orrery/nodes/catalog";
import { listRuns, listWorkflows } from "@orrery/services";
import { TopBar } from "../../frame/top-bar.tsx";
import { HomeScreen } from "../../home/home-screen.tsx";
import { ImportButton } from "../../import-workflow/import-button.tsx";
import { blankGraph } from "../../new-workflow/blank-graph.ts";
import { NewWorkflowButton } from "../../new-workflow/new-workflow-button.tsx";
import { nodeCategories } from "../../server/node-categories.ts";
import { pageContext } from "../../server/request-context.server.ts";
import { firstTemplates } from "../../templates/index.ts";
import { summariseTemplate } from "../../templates/summarise-template.ts";

export default async function HomePage() {
  const ctx = await pageContext();
  const [{ workflows }, { runs }] = await Promise.all([
    listWorkflows({ ctx, input: {} }),
    listRuns({ ctx, input: { limit: 12 } }),
  ]);
  const blank = blankGraph(catalog);
  return (
    <>
      <TopBar
        title="Orrery"
        actions={
          <>
            {/* Whoever has none finds it among the ways to begin. */}
            {workflows.length > 0 && <ImportButton />}
            <NewWorkflowButton blank={blank} />
          </>
        }
      />
      <HomeScreen
        workflows={workflows}
        runs={runs}
        blank={blank}
        templates={firstTemplates.map(summariseTemplate)}
        categories={nodeCategories(catalog)}
      />
    </>
  );
}
