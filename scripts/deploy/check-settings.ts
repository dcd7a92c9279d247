import { at, listAt } from "./at.ts";
import { readYaml } from "./read-yaml.ts";

/** What every studio and every executor has to be told, and the same: where one is not, it runs and refuses part of its work. */
const SHARED = ["DATABASE_URL", "ORRERY_EXECUTOR_URL", "ORRERY_KEY", "ORRERY_URL"] as const;

/** Which of the shared settings a studio or an executor of a Compose file is not given. */
export function checkComposeSettings(text: string): readonly string[] {
  const [body] = readYaml(text).documents;
  return (["studio", "executor"] as const).flatMap((part) =>
    missing(`the service ${part}`, keysAt(body, "services", part, "environment")),
  );
}

/**
 * Which of the shared settings a studio's or an executor's deployment is not given, by its own list or a config map.
 * @param files texts by file name.
 */
export function checkDeploymentSettings(files: ReadonlyMap<string, string>): readonly string[] {
  const all = [...files.values()].flatMap((text) => readYaml(text).documents);
  const maps = new Map(
    all.filter((body) => at(body, "kind") === "ConfigMap").map((body) => [at(body, "metadata", "name"), body]),
  );
  return all
    .filter((body) => at(body, "kind") === "Deployment")
    .flatMap((body) => {
      const [container] = listAt(body, "spec", "template", "spec", "containers");
      const given = [
        ...listAt(container, "env").map((one) => String(at(one, "name"))),
        ...listAt(container, "envFrom").flatMap((one) => keysAt(maps.get(at(one, "configMapRef", "name")), "data")),
      ];
      return missing(`Deployment ${at(body, "metadata", "name")}`, given);
    });
}

function missing(who: string, given: readonly string[]): readonly string[] {
  return SHARED.filter((name) => !given.includes(name)).map((name) => `${who} is not given ${name}`);
}

function keysAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const inner = at(value, ...path);
  return typeof inner === "object" && inner !== null ? Object.keys(inner) : [];
}
