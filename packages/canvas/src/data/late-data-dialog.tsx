"use client";
import { LatePart } from "../commands/late-part.tsx";
import { useView } from "../editor/use-stores.ts";
import { createLateModule } from "../expression/late-module.ts";

const data = createLateModule(async () => (await import("./data-dialog.tsx")).DataDialog);

/** Shows the data of a step large, when that is asked for. */
export function LateDataDialog() {
  const isOpen = useView((state) => state.largeData !== null);
  return isOpen ? <LatePart module={data} with={{}} /> : null;
}
