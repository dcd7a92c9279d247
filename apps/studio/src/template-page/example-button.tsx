"use client";
import { Button } from "@orrery/ui";
import { PencilRuler, Play } from "lucide-react";

export interface ExampleButtonProps {
  isShown: boolean;
  onShown: (isShown: boolean) => void;
}

/** Goes from the drawing of a template to its example run, and back. */
export function ExampleButton({ isShown, onShown }: ExampleButtonProps) {
  const Icon = isShown ? PencilRuler : Play;
  return (
    <Button icon={<Icon aria-hidden size={16} strokeWidth={1.75} />} onClick={() => onShown(!isShown)}>
      <span className="sr-only sm:not-sr-only">{isShown ? "Back to the drawing" : "Example run"}</span>
    </Button>
  );
}
