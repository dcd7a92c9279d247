import { Spinner } from "@orrery/ui";

/** The places of bar and canvas while the page's code and data arrive. */
export function CanvasSkeleton({ label }: { label: string }) {
  return (
    <>
      <div className="h-12 shrink-0 border-b bg-panel" />
      <main className="dotted grid min-h-0 flex-1 place-items-center bg-canvas text-dim">
        <p className="flex items-center gap-2" role="status">
          <Spinner size={16} /> {label}
        </p>
      </main>
    </>
  );
}
