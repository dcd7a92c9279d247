"use client";
import type { McpServerRow } from "@orrery/services";
import { Button, EmptyState } from "@orrery/ui";
import { Plug } from "lucide-react";
import { useState } from "react";
import { McpServerCard } from "./mcp-server-card.tsx";
import { McpServerDialog } from "./mcp-server-dialog.tsx";

export interface McpServersProps {
  servers: readonly McpServerRow[];
  /** Handles of credentials that can be sent to a server. */
  credentials: readonly string[];
  canChange: boolean;
}

/** The workspace's servers of tools, what was approved of each, and what they offer when they are looked at. */
export function McpServers({ servers, credentials, canChange }: McpServersProps) {
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label="MCP servers" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <p className="min-w-60 flex-1 text-muted text-sm">
          Steps may call the tools that you approve here, and only as they were when you looked at them: one that its
          server changes is refused until you look at it again.
        </p>
        {canChange && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add a server
          </Button>
        )}
      </div>
      {servers.length === 0 && (
        <EmptyState icon={<Plug aria-hidden size={18} strokeWidth={1.75} />} title="No MCP servers yet">
          Add the address of one that speaks the Model Context Protocol over HTTP.
        </EmptyState>
      )}
      {servers.map((server) => (
        <McpServerCard key={server.id} server={server} canChange={canChange} />
      ))}
      {adding && <McpServerDialog credentials={credentials} onClose={() => setAdding(false)} />}
    </section>
  );
}
