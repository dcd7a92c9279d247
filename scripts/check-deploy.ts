import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ValidationSeverity, validate } from "dockerfile-utils";
import { checkCompose } from "./deploy/check-compose.ts";
import { checkKubernetes } from "./deploy/check-kubernetes.ts";
import { checkReferences } from "./deploy/check-references.ts";
import { checkComposeSettings, checkDeploymentSettings } from "./deploy/check-settings.ts";
import { ROOT } from "./run-command.ts";

// The files of deploy/ are not run on the machines that test this project, so they are at least parsed, checked against the
// schemas of what they are for, and against each other. Each has to say that it was not run.

const folder = join(ROOT, "deploy");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const manifests = new Map(
  readdirSync(join(folder, "kubernetes"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [`kubernetes/${name}`, read(`kubernetes/${name}`)]),
);
const dockerfile = validate(read("Dockerfile"), { instructionWorkdirRelative: ValidationSeverity.ERROR });
const problems = [
  ...dockerfile.map(({ message, range }) => `Dockerfile:${range.start.line + 1}: ${message}`),
  ...checkCompose(read("compose.yaml")).map((problem) => `compose.yaml: ${problem}`),
  ...checkComposeSettings(read("compose.yaml")).map((problem) => `compose.yaml: ${problem}`),
  ...(await checkKubernetes(manifests)),
  ...checkDeploymentSettings(manifests),
  ...checkReferences(manifests),
  ...["Dockerfile", "compose.yaml", ...manifests.keys()]
    .filter((name) => !read(name).includes("Not run here"))
    .map((name) => `${name} does not say that it was not run here`),
];
for (const problem of problems) console.error(problem);
console.log(`deploy: a Dockerfile, a Compose file and ${manifests.size} files of manifests`);
process.exitCode = problems.length === 0 ? 0 : 1;
