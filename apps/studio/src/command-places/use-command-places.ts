"use client";
import type { CommandPlace, CommandPlaces } from "@orrery/canvas";
import { formatRelativeTime } from "@orrery/ui";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { shortRunId } from "../run-list/short-run-id.ts";
import { useTRPCClient } from "../trpc/trpc.ts";

const RUNS = 8;

const PAGES: readonly CommandPlace[] = [
  ["Home", "/"],
  ["Templates", "/templates"],
  ["Runs", "/runs"],
  ["Dashboard", "/dashboard"],
  ["Memory", "/memory"],
  ["Fleet", "/fleet"],
  ["Settings", "/settings"],
].map(([title = "", href = ""]) => ({ id: `page${href}`, kind: "page", title, href }));

/** Where the editor's palette leads to: the studio's pages, the workflow's last runs, the other workflows. */
export function useCommandPlaces(workflowId: string): CommandPlaces {
  const client = useTRPCClient();
  const router = useRouter();
  return useMemo(
    () => ({
      async list() {
        const [{ runs }, { workflows }] = await Promise.all([
          client.run.list.query({ workflowId, limit: RUNS }),
          client.workflow.list.query({}),
        ]);
        const now = Date.now();
        return [
          ...PAGES,
          ...runs.map(
            (run): CommandPlace => ({
              id: run.id,
              kind: "run",
              title: `Open run ${shortRunId(run.id)}`,
              detail: `${run.status}, ${formatRelativeTime(run.createdAt, now)}`,
              href: `/runs/${run.id}`,
            }),
          ),
          ...workflows.flatMap(({ id, name }): readonly CommandPlace[] =>
            id === workflowId ? [] : [{ id, kind: "workflow", title: `Open ${name}`, href: `/workflows/${id}` }],
          ),
        ];
      },
      go: (href) => router.push(href),
    }),
    [client, router, workflowId],
  );
}
