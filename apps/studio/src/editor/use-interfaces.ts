"use client";
import { type Interfaces, noInterfaces } from "@orrery/plan";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** The published versions that a workflow may call; none until they are known. They never change, only grow in number. */
export function useInterfaces(): Interfaces {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.workflow.callable.queryOptions(), staleTime: 60_000 });
  return useMemo(() => {
    if (data === undefined || data.length === 0) return noInterfaces;
    const faces = new Map(data.map(({ workflow, version, face }) => [`${workflow}@${version}`, face]));
    return { get: (workflow, version) => faces.get(`${workflow}@${version}`) };
  }, [data]);
}
