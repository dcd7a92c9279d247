import { at, listAt } from "./at.ts";
import { readYaml } from "./read-yaml.ts";

/** Kinds that the cluster brings, or that stand in no file because they hold secrets. */
const GIVEN = new Set(["Secret"]);

/**
 * What no schema sees: that what manifests name is there. Each selector finds a pod, each autoscaler, config map and volume
 * claim exists, and all but namespaces live in the namespace `orrery`.
 * @param files texts by file name.
 */
export function checkReferences(files: ReadonlyMap<string, string>): readonly string[] {
  const all = [...files.values()].flatMap((text) => readYaml(text).documents);
  const names = new Set(all.map((body) => `${at(body, "kind")} ${at(body, "metadata", "name")}`));
  const pods = all
    .map((body) => at(body, "spec", "template", "metadata", "labels"))
    .filter((labels) => labels !== undefined);
  const problems: string[] = [];
  const want = (kind: string, name: unknown, by: string): void => {
    if (!GIVEN.has(kind) && !names.has(`${kind} ${name}`))
      problems.push(`${by} names the ${kind} ${name}, which is not there`);
  };
  for (const body of all) {
    const self = `${at(body, "kind")} ${at(body, "metadata", "name")}`;
    if (at(body, "kind") !== "Namespace" && at(body, "metadata", "namespace") !== "orrery") {
      problems.push(`${self} is not in the namespace orrery`);
    }
    const selector = at(body, "spec", "selector", "matchLabels") ?? at(body, "spec", "podSelector", "matchLabels");
    const plain = at(body, "kind") === "Service" ? at(body, "spec", "selector") : selector;
    if (plain !== undefined && !pods.some((labels) => holds(labels, plain))) problems.push(`${self} selects no pod`);
    const target = at(body, "spec", "scaleTargetRef");
    if (target !== undefined) want(String(at(target, "kind")), at(target, "name"), self);
    const pod = at(body, "spec", "template", "spec");
    for (const volume of listAt(pod, "volumes")) {
      const claim = at(volume, "persistentVolumeClaim", "claimName");
      if (claim !== undefined) want("PersistentVolumeClaim", claim, self);
    }
    for (const container of listAt(pod, "containers")) {
      for (const source of listAt(container, "envFrom")) want("ConfigMap", at(source, "configMapRef", "name"), self);
    }
  }
  return problems;
}

function holds(labels: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return false;
  return Object.entries(wanted).every(([key, value]) => at(labels, key) === value);
}
