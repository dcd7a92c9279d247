import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runCommand } from "../run-command.ts";
import { readYaml } from "./read-yaml.ts";

/** A manifest, and the file it is from. */
interface Manifest {
  readonly file: string;
  readonly body: unknown;
}

/**
 * What is wrong with Kubernetes manifests: with their YAML, or against the types that `kubernetes-types` generates from
 * Kubernetes' own OpenAPI schema. They are written out as typed literals for the TypeScript compiler, which refuses unknown
 * keys, missing ones and wrong types at any depth.
 * @param files texts by file name.
 */
export async function checkKubernetes(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const problems: string[] = [];
  const manifests: Manifest[] = [];
  for (const [file, text] of files) {
    const read = readYaml(text);
    problems.push(...read.problems.map((problem) => `${file}: ${problem}`));
    manifests.push(...read.documents.map((body) => ({ file, body })));
  }
  return problems.length > 0 ? problems : checkTypes(manifests);
}

async function checkTypes(manifests: readonly Manifest[]): Promise<readonly string[]> {
  const folder = join(ROOT, "node_modules/.cache/check-deploy", String(process.pid));
  mkdirSync(folder, { recursive: true });
  try {
    const problems: string[] = [];
    for (const [i, { file, body }] of manifests.entries()) {
      const kind = kindOf(body);
      if (kind === null) problems.push(`${file}: document ${i + 1} has no apiVersion and kind`);
      else writeFileSync(join(folder, `${i}.ts`), literal(kind, body));
    }
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          module: "preserve",
          moduleResolution: "bundler",
          types: [],
          skipLibCheck: true,
        },
        include: ["*.ts"],
      }),
    );
    const { output } = await runCommand({ run: ["tsc", "--pretty", "false", "-p", join(folder, "tsconfig.json")] });
    const told = output.matchAll(/(\d+)\.ts\(\d+,\d+\): error TS\d+: (.*)/g);
    for (const [, i, message] of told) problems.push(`${manifests[Number(i)]?.file ?? ""}: ${message ?? ""}`);
    // The compiler itself may have failed.
    if (problems.length === 0 && output.includes("error TS")) problems.push(output.trim());
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Kind {
  readonly module: string;
  readonly name: string;
}

/** Where the types of an apiVersion are: `apps/v1`, `core/v1` for `v1`, `networking/v1` for `networking.k8s.io/v1`. */
function kindOf(body: unknown): Kind | null {
  if (typeof body !== "object" || body === null || !("apiVersion" in body) || !("kind" in body)) return null;
  const { apiVersion, kind } = body;
  if (
    typeof apiVersion !== "string" ||
    typeof kind !== "string" ||
    !/^[\w./]+$/.test(apiVersion) ||
    !/^\w+$/.test(kind)
  ) {
    return null;
  }
  const [group = "", version] = apiVersion.split("/");
  return { module: version === undefined ? `core/${group}` : `${group.split(".")[0]}/${version}`, name: kind };
}

function literal({ module, name }: Kind, body: unknown): string {
  const type = `import("kubernetes-types/${module}.d.ts").${name}`;
  return `export const manifest: ${type} & { apiVersion: string; kind: string } = ${JSON.stringify(body, null, 1)};\n`;
}
