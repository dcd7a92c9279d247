"use client";
import type { ToolFace } from "@orrery/node-kit";
import type { Interfaces, WorkflowFace } from "@orrery/plan";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** The published versions and the approved tools that a workflow may call; none until they are known. */
export function useInterfaces(): Interfaces {
  const trpc = useTRPC();
  const { data: callable } = useQuery({ ...trpc.workflow.callable.queryOptions(), staleTime: 60_000 });
  const { data: tools } = useQuery({ ...trpc.mcp.tools.queryOptions(), staleTime: 10_000 });
  return useMemo(() => interfacesOf(callable ?? [], tools), [callable, tools]);
}

/** The published versions and the tools among those that the server says may be called. */
export function interfacesOf(callable: readonly Callable[], tools?: readonly Approved[]): Interfaces {
  const faces = new Map(callable.map(({ workflow, version, face }) => [`${workflow}@${version}`, face]));
  return {
    get: (workflow, version) => faces.get(`${workflow}@${version}`),
    ...(tools !== undefined && { tool: toolsOf(tools) }),
  };
}

function toolsOf(tools: readonly Approved[]): (server: string, tool: string) => ToolFace | undefined {
  const faces = new Map(tools.map(({ server, tool, face }) => [`${server}/${tool}`, face]));
  return (server, tool) => faces.get(`${server}/${tool}`);
}

interface Callable {
  readonly workflow: string;
  readonly version: number;
  readonly face: WorkflowFace;
}

interface Approved {
  readonly server: string;
  readonly tool: string;
  readonly face: ToolFace;
}
