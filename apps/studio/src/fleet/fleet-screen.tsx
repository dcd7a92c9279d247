"use client";
import type { FleetView } from "@orrery/services";
import { EmptyState } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { ServerOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTRPC } from "../trpc/trpc.ts";
import { ExecutorCard } from "./executor-card.tsx";
import { fleetInShort } from "./fleet-words.ts";
import { QueueLine } from "./queue-line.tsx";
import { TargetLine } from "./target-line.tsx";

const refreshMs = 1_000;

/** Who does the work, how much of it, what waits for them, and how the hosts and models they ask are doing. */
export function FleetScreen({ fleet: first }: { fleet: FleetView }) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.fleet.show.queryOptions(), refetchInterval: refreshMs });
  const fleet = query.data ?? first;
  const targets = fleet.executors.flatMap(({ id, host, targets: of }) => of.map((target) => ({ id, host, target })));

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <main tabIndex={0} className="min-h-0 flex-1 more-below overflow-auto px-4 py-5 md:px-6">
      <div className="mx-auto max-w-4xl">
        <h1 className="text-title">Fleet</h1>
        <p className="mt-1 text-muted">
          Executors do the work of runs. Each shows itself every second; when one falls silent, the others go on with
          what it had.
        </p>
        <p className="mt-3 font-mono text-code" aria-live="polite">
          {fleetInShort(fleet)}
        </p>

        <Part title="Executors">
          {fleet.executors.length > 0 ? (
            <ul aria-label="Executors" className="grid gap-3 md:grid-cols-2">
              {fleet.executors.map((executor) => (
                <ExecutorCard key={executor.id} executor={executor} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={<ServerOff aria-hidden size={18} strokeWidth={1.75} />} title="No executor is running">
              Runs are kept and wait until one is there. Start Orrery with <code>npx -y pnpm start</code>, or an
              executor elsewhere on the same database.
            </EmptyState>
          )}
        </Part>

        <Part title="Waiting for a place">
          {fleet.queues.length > 0 ? (
            <ul aria-label="Waiting for a place" className="divide-y overflow-hidden rounded-card border bg-panel">
              {fleet.queues.map((queue) => (
                <QueueLine key={`${queue.waitsFor} ${queue.workflow} ${queue.label}`} queue={queue} />
              ))}
            </ul>
          ) : (
            <p className="text-muted">Nothing waits: every run that can go on does.</p>
          )}
          {fleet.queuedElsewhere > 0 && (
            <p className="mt-2 text-muted text-xs">
              {`${fleet.queuedElsewhere} runs of other workspaces wait too. Workspaces take turns.`}
            </p>
          )}
        </Part>

        <Part title="Hosts and models">
          <p className="-mt-1 mb-2 text-muted">
            Each executor sends a host or a model as many requests at a time as it answers well, and none while it
            fails.
          </p>
          {targets.length > 0 ? (
            <ul aria-label="Hosts and models" className="divide-y overflow-hidden rounded-card border bg-panel">
              {targets.map(({ id, host, target }) => (
                <TargetLine
                  key={`${id} ${target.name}`}
                  target={target}
                  by={fleet.executors.length > 1 ? host : null}
                />
              ))}
            </ul>
          ) : (
            <p className="text-muted">None has been asked since the executors started.</p>
          )}
        </Part>
      </div>
    </main>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6" aria-label={title}>
      <h2 className="mb-2 font-semibold text-md">{title}</h2>
      {children}
    </section>
  );
}
