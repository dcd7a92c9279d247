"use client";
import type { Json } from "@orrery/graph";
import type { CardHost } from "@orrery/node-kit/card";
import { useEffect, useState } from "react";
import { useEditor } from "./editor-context.ts";

export type LoadedValue =
  | { readonly kind: "none" | "loading" | "missing" }
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "failed"; readonly message: string };

/** A value of the run, read once it is wanted. */
export function useValue(valueId: string | null): LoadedValue {
  return useValueOf(useEditor().host, valueId);
}

/** A value as this host reads it. */
export function useValueOf(host: CardHost, valueId: string | null): LoadedValue {
  const [loaded, setLoaded] = useState<{ readonly id: string; readonly value: LoadedValue } | null>(null);
  useEffect(() => {
    if (valueId === null) return;
    let current = true;
    host.readValue(valueId).then(
      (value) => current && setLoaded({ id: valueId, value }),
      (error: unknown) =>
        current &&
        setLoaded({
          id: valueId,
          value: { kind: "failed", message: error instanceof Error ? error.message : "It could not be read." },
        }),
    );
    return () => {
      current = false;
    };
  }, [valueId, host]);
  if (valueId === null) return { kind: "none" };
  return loaded?.id === valueId ? loaded.value : { kind: "loading" };
}
