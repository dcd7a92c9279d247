"use client";
import { Button, EmptyState, Spinner } from "@orrery/ui";
import { CircleAlert, DatabaseZap } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";

const RETRY_MS = 3000;

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  const away = error.digest === "DATABASE_AWAY";
  const [silent, setSilent] = useState(false);

  async function tryAgain() {
    if (!isLostCode(error)) return retry(router, reset);
    // React keeps the failed fetch of a page's code, so only a new page helps; without a studio that would be the browser's own error.
    const answers = await fetch("/healthz", { cache: "no-store" }).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) window.location.reload();
    else setSilent(true);
  }

  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => retry(router, reset), RETRY_MS);
    return () => clearInterval(timer);
  }, [away, router, reset]);

  return (
    <main className="grid flex-1 place-items-center p-4">
      <div className="w-full max-w-lg">
        <h1 className="sr-only">{away ? "The database does not answer" : "Something went wrong"}</h1>
        {away ? (
          <EmptyState
            icon={<DatabaseZap aria-hidden size={28} strokeWidth={1.75} className="text-waiting" />}
            title="The database does not answer"
            action={
              <p role="status" className="flex items-center gap-2 text-muted">
                <Spinner /> Reconnecting
              </p>
            }
          >
            Your workflows and runs are safe. This page comes back by itself when the database does.
          </EmptyState>
        ) : (
          <EmptyState
            icon={<CircleAlert aria-hidden size={28} strokeWidth={1.75} className="text-failed" />}
            title="This page could not be shown"
            action={
              <Button variant="primary" onClick={() => void tryAgain()}>
                Try again
              </Button>
            }
          >
            Your workflows and runs are safe.
            {silent && " Orrery does not answer yet. Try again in a moment."}
            {error.digest && ` If it happens again, the log of Orrery tells more under ${error.digest}.`}
          </EmptyState>
        )}
      </div>
    </main>
  );
}

/** Asks the server for the page anew, then draws it. */
function retry(router: { refresh: () => void }, reset: () => void): void {
  startTransition(() => {
    router.refresh();
    reset();
  });
}

/** A part of the page's code could not be fetched. */
function isLostCode(error: Error): boolean {
  return error.name === "ChunkLoadError" || /loading chunk|failed to load chunk/i.test(error.message);
}
