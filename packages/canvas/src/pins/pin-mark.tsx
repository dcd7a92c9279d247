import { Pin } from "lucide-react";

/** Says on a card that runs started here take what is pinned. Its words are part of the card's name. */
export function PinMark() {
  return <Pin aria-hidden size={13} strokeWidth={1.75} className="pin-mark shrink-0 text-brass-ink" />;
}
