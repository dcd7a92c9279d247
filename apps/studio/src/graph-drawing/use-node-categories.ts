"use client";
import type { NodeCategory } from "@orrery/ui";
import { useEffect, useState } from "react";

type Categories = Readonly<Record<string, NodeCategory>>;

/** The category of each node type, for a drawing that no page brought them for; empty until the catalogue is there. */
export function useNodeCategories(): Categories {
  const [categories, setCategories] = useState<Categories>({});
  useEffect(() => {
    let isGone = false;
    import("@orrery/nodes/catalog").then(
      ({ catalog }) => {
        if (!isGone) setCategories(Object.fromEntries(catalog.types.map(({ type, category }) => [type, category])));
      },
      // Without it the drawing is grey.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return categories;
}
