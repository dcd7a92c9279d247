/** `signed-out`: an answer said so, which may be over when it is looked at again; `access`: what one may has changed. */
type LeaveReason = "signed-out" | "access";
type Holder = (go: () => void, why: LeaveReason) => void;

const holders: Holder[] = [];

/** Lets something on the page decide itself when the page is left for a reason it was not asked about; returns the way to stop. */
export function holdPage(holder: Holder): () => void {
  holders.push(holder);
  return () => {
    const at = holders.indexOf(holder);
    if (at >= 0) holders.splice(at, 1);
  };
}

/** Leaves by `go`, or asks what holds the page to call it when the time has come. */
export function leavePage(go: () => void, why: LeaveReason): void {
  const holder = holders.at(-1);
  if (holder) holder(go, why);
  else go();
}
