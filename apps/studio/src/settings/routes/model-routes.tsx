"use client";
import type { RouteRow } from "@orrery/services";
import { Button } from "@orrery/ui";
import { useState } from "react";
import { RouteCard } from "./route-card.tsx";
import { RouteDialog } from "./route-dialog.tsx";

export interface ModelRoutesProps {
  routes: readonly RouteRow[];
  /** Names of models that may be members. */
  models: readonly string[];
  canChange: boolean;
}

/** Names that stand for several models, and why which is asked first. */
export function ModelRoutes({ routes, models, canChange }: ModelRoutesProps) {
  const [editing, setEditing] = useState<RouteRow | "new" | null>(null);
  return (
    <section aria-labelledby="model-routes" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-60 flex-1">
          <h2 id="model-routes" className="font-semibold text-md">
            Routes
          </h2>
          <p className="text-muted text-sm">
            A name for several models, such as <span className="font-mono text-code">fast</span>. Where one does not
            answer, the next is asked. A route named <span className="font-mono text-code">default</span> stands for all
            steps that name no model.
          </p>
        </div>
        {canChange && <Button onClick={() => setEditing("new")}>Add a route</Button>}
      </div>
      {routes.length === 0 && (
        <p className="rounded-card border border-dashed px-4 py-6 text-center text-muted text-sm">
          No routes yet. One over two models keeps a workflow going when one of them is down.
        </p>
      )}
      {routes.map((route) => (
        <RouteCard key={route.name} route={route} canChange={canChange} onEdit={() => setEditing(route)} />
      ))}
      {editing !== null && (
        <RouteDialog route={editing === "new" ? null : editing} models={models} onClose={() => setEditing(null)} />
      )}
    </section>
  );
}
