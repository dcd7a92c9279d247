"use client";
import type { Graph } from "@orrery/graph";
import type { RunRow, WorkflowRow } from "@orrery/services";
import type { NodeCategory } from "@orrery/ui";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { DeviationList } from "../baseline/deviation-list.tsx";
import { useLive } from "../live/live-provider.tsx";
import type { TemplateSummary } from "../templates/template.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { FirstSteps } from "./first-steps.tsx";
import { RecentRuns } from "./recent-runs.tsx";
import { Workflows } from "./workflows.tsx";

export interface HomeScreenProps {
  /** As the server saw them when it made the page. */
  workflows: readonly WorkflowRow[];
  runs: readonly RunRow[];
  templates: readonly TemplateSummary[];
  /** What an empty workflow begins with. */
  blank: Graph;
  categories: Readonly<Record<string, NodeCategory>>;
}

/** A person's workflows and what has run lately, kept true by the workspace's news; templates while there is nothing. */
export function HomeScreen({ workflows, runs, templates, blank, categories }: HomeScreenProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const pages = useInfiniteQuery(
    trpc.workflow.list.infiniteQueryOptions({}, { getNextPageParam: (page) => page.next ?? undefined }),
  );
  const allWorkflows = pages.data?.pages.flatMap((page) => page.workflows) ?? workflows;
  const recent = useQuery(trpc.run.list.queryOptions({ limit: 12 })).data?.runs ?? runs;
  useLive({ kind: "workspace" }, () => {
    void queries.invalidateQueries({ queryKey: trpc.workflow.list.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.run.list.queryKey() });
  });

  return (
    <main className="min-h-0 flex-1 more-below overflow-auto px-4 py-5 md:px-6">
      {allWorkflows.length === 0 ? (
        <FirstSteps templates={templates} blank={blank} categories={categories} />
      ) : (
        <div className="mx-auto grid max-w-7xl gap-x-8 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <Workflows
            workflows={allWorkflows}
            categories={categories}
            more={pages.hasNextPage ? { busy: pages.isFetchingNextPage, show: () => void pages.fetchNextPage() } : null}
          />
          <div className="flex min-w-0 flex-col gap-7">
            <RecentRuns runs={recent} />
            <DeviationList hidesEmpty />
          </div>
        </div>
      )}
    </main>
  );
}
