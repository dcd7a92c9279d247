"use client";
import { type Interfaces, noInterfaces, type WorkflowFace } from "@orrery/plan";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** The published versions that a workflow may call; none until they are known. They never change, only grow in number. */
export function useInterfaces(): Interfaces {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.workflow.callable.queryOptions(), staleTime: 60_000 });
  return useMemo(() => interfacesOf(data ?? []), [data]);
}

/** The published versions among those that the server says may be called. */
export function interfacesOf(callable: readonly Callable[]): Interfaces {
  if (callable.length === 0) return noInterfaces;
  const faces = new Map(callable.map(({ workflow, version, face }) => [`${workflow}@${version}`, face]));
  return { get: (workflow, version) => faces.get(`${workflow}@${version}`) };
}

interface Callable {
  readonly workflow: string;
  readonly version: number;
  readonly face: WorkflowFace;
}
