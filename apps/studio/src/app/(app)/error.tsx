"use client";
import { Button, EmptyState } from "@orrery/ui";
import { CircleAlert } from "lucide-react";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid flex-1 place-items-center p-4">
      <div className="w-full max-w-lg">
        <h1 className="sr-only">Something went wrong</h1>
        <EmptyState
          icon={<CircleAlert aria-hidden size={28} strokeWidth={1.75} className="text-failed" />}
          title="This page could not be shown"
          action={
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          Your workflows and runs are safe. If it happens again, look whether the database is running
          {error.digest ? `; the server's log names this as ${error.digest}.` : "."}
        </EmptyState>
      </div>
    </main>
  );
}
