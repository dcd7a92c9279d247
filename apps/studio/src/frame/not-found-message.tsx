import { buttonClass, EmptyState, Logo } from "@orrery/ui";
import Link from "next/link";

/** Stands where an address leads to nothing. */
export function NotFoundMessage() {
  return (
    <div className="w-full max-w-lg">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<Logo size={32} />}
        title="There is nothing at this address"
        action={
          <Link href="/" className={buttonClass({ variant: "primary" })}>
            Go to your workflows
          </Link>
        }
      >
        It may have been deleted, or the link may be cut off.
      </EmptyState>
    </div>
  );
}
