"use client";
import type { LinkedRun, RunControl } from "@orrery/canvas";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler, type Interfaces, type Plan } from "@orrery/plan";
import { useMemo } from "react";
import { interfacesOf } from "../editor/use-interfaces.ts";
import { compareAddress } from "../run-list/compare-address.ts";
import { runState } from "../run-list/run-state.ts";
import { shortRunId } from "../run-list/short-run-id.ts";
import { useTRPCClient } from "../trpc/trpc.ts";

export interface RunControlOptions {
  /** Null where no run is shown. */
  readonly runId: string | null;
  /** Null where the run is of no stored workflow. */
  readonly workflowId: string | null;
  readonly parent?: RunControl["parent"] | undefined;
  /** The workflow as it is drawn now, where it is open here; otherwise the server is asked for it. */
  readonly draft?: (() => Plan | null) | undefined;
  /** Node ids at which a new run pauses. */
  readonly breakpoints?: (() => readonly string[]) | undefined;
  /** Every edit has reached the server, so that a fork of the present drawing has them. Rejects where it has not. */
  readonly saved?: (() => Promise<void>) | undefined;
  /** Runs of the present drawing take what is pinned in it: in the editor. */
  readonly usesPins?: boolean | undefined;
  /** Shows the run that was made. */
  readonly onFork: (runId: string) => void;
}

const MOST_FORKS = 20;

/** What people do to the run that is shown, carried out by the server. Keeps its identity as long as the run is the same. */
export function useRunControl(options: RunControlOptions): RunControl | null {
  const client = useTRPCClient();
  const { runId, workflowId, parent = null, draft, breakpoints, saved, usesPins = false, onFork } = options;
  return useMemo<RunControl | null>(() => {
    if (runId === null) return null;
    return {
      async pause() {
        await client.run.pause.mutate({ id: runId });
      },
      async resume(mode, raise) {
        await client.run.resume.mutate({ id: runId, mode, ...(raise !== undefined && { raise }) });
      },
      async stop() {
        await client.run.cancel.mutate({ id: runId });
      },
      async settle(stepKey, choice) {
        await client.run.settle.mutate({ runId, stepKey, choice });
      },
      async fork({ seq, rerun, outputs, input, graph, to, asIs }) {
        if (graph === "draft") await saved?.();
        const stops = breakpoints?.() ?? [];
        const made = await client.run.fork.mutate({
          ...{ runId, seq, graph, rerun: [...rerun], outputs: [...outputs] },
          ...(input !== undefined && { input }),
          ...(to !== undefined && { to }),
          ...(asIs !== undefined && { asIs }),
          ...(usesPins && graph === "draft" && { pins: true }),
          ...(stops.length > 0 && { breakpoints: [...stops] }),
        });
        onFork(made.runId);
      },
      async draftPlan() {
        if (draft) return draft();
        if (workflowId === null) return null;
        const [opened, callable, tools] = await Promise.all([
          client.workflow.get.query({ id: workflowId }),
          client.workflow.callable.query(),
          client.mcp.tools.query(),
        ]);
        return planOf(opened.graph, interfacesOf(callable, tools));
      },
      link: linkTo,
      compareHref: (other, is) => compareAddress(is === "before" ? { a: other, b: runId } : { a: runId, b: other }),
      parent,
      async signalAddress(stepKey) {
        return (await client.run.signalAddress.query({ runId, stepKey })).address;
      },
      async forks() {
        const { runs } = await client.run.list.query({ forkOf: runId, limit: MOST_FORKS });
        return runs.map((run) => ({
          ...linkTo(run.id),
          status: runState(run.status, run.openWaits, Date.now()).label,
          createdAt: run.createdAt,
        }));
      },
    };
  }, [client, runId, workflowId, parent, draft, breakpoints, saved, usesPins, onFork]);
}

function linkTo(runId: string): LinkedRun {
  return { id: runId, short: shortRunId(runId), href: `/runs/${runId}` };
}

function planOf(graph: Graph, interfaces: Interfaces): Plan | null {
  return createCompiler({ catalog, interfaces }).compile(graph).plan;
}
