"use client";
import { type Prices, pricesOf } from "@orrery/plan";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** Which models' prices the workspace knows; undefined until that is read. */
export function useModelPrices(): Prices | undefined {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.models.list.queryOptions(), staleTime: 30_000, retry: false });
  return useMemo(() => (data === undefined ? undefined : pricesOf(data)), [data]);
}
