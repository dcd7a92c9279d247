"use client";
import type { Credentials } from "@orrery/plan";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** What the compiler may know of the workspace's credentials; undefined until, and where, they cannot be seen. */
export function useCredentialFaces(): Credentials | undefined {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.credential.list.queryOptions(), staleTime: 30_000, retry: false });
  return useMemo(
    () => (data === undefined ? undefined : new Map(data.map(({ handle, kind, hosts }) => [handle, { kind, hosts }]))),
    [data],
  );
}
