import { executorLabel } from "@orrery/graph";

/** `ORRERY_LABELS`: what this executor has that some steps need, as `gpu,eu`. Throws in words where a label is none. */
export function executorLabels(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const labels = (env.ORRERY_LABELS ?? "")
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");
  const strange = labels.find((label) => !executorLabel.test(label));
  if (strange !== undefined) {
    throw new Error(
      `ORRERY_LABELS has "${strange.slice(0, 40)}": a label is letters, digits and . _ - : /, at most 64.`,
    );
  }
  return [...new Set(labels)].toSorted();
}
