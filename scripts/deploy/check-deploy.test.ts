import { expect, test } from "vitest";
import { checkCompose } from "./check-compose.ts";
import { checkKubernetes } from "./check-kubernetes.ts";
import { checkReferences } from "./check-references.ts";
import { checkComposeSettings, checkDeploymentSettings } from "./check-settings.ts";

const pod = `{ metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }] } }`;
const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: orrery }\nspec: ${spec}\n`;

test("a manifest is refused for a key it may not have, one it lacks, and a value of another type, at any depth", async () => {
  const files = new Map([
    ["good", deployment(`{ replicas: 2, selector: { matchLabels: { app: a } }, template: ${pod} }`)],
    [
      "unknown",
      deployment(`{ selector: { matchLabels: { app: a } }, template: ${pod.replace("image", "imaje: x, image")} }`),
    ],
    ["missing", deployment(`{ template: ${pod} }`)],
    ["wrong", deployment(`{ replicas: two, selector: {}, template: ${pod} }`)],
    ["kind", "apiVersion: apps/v1\nkind: Deploymint\nmetadata: { name: a }\n"],
  ]);
  const problems = await checkKubernetes(files);
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(["unknown", "missing", "wrong", "kind"]);
  expect(problems[0]).toContain("imaje");
});

test("broken YAML and a key given twice are refused", async () => {
  const problems = await checkKubernetes(
    new Map([
      ["twice", "kind: A\nkind: B\n"],
      ["broken", "a: [1"],
    ]),
  );
  expect(new Set(problems.map((problem) => problem.split(":")[0]))).toEqual(new Set(["twice", "broken"]));
});

test("a name that stands for nothing is refused", () => {
  const lost = deployment(`{ selector: { matchLabels: { app: b } }, template: ${pod} }`);
  const scaler =
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: h }\nspec: { scaleTargetRef: { kind: Deployment, name: c } }\n";
  expect(
    checkReferences(
      new Map([
        ["a", lost],
        ["h", scaler],
      ]),
    ),
  ).toEqual([
    "Deployment a selects no pod",
    "HorizontalPodAutoscaler h is not in the namespace orrery",
    "HorizontalPodAutoscaler h names the Deployment c, which is not there",
  ]);
});

test("a Compose file is refused for what its specification does not know", () => {
  expect(checkCompose("services: { a: { image: x, ports: ['1:1'] } }\n")).toEqual([]);
  expect(checkCompose("services: { a: { imaje: x } }\n")).toEqual(["#/services/a/imaje: It is not known."]);
  expect(checkCompose("services: { a: { image: 3 } }\n")).toEqual([expect.stringMatching(/^#.services.a.image: /)]);
  expect(checkCompose("services: { a: { image: x, stop_grace_period: 15 s } }\n")).toEqual([
    expect.stringMatching(/^#.services.a.stop_grace_period: /),
  ]);
});

test("a studio or an executor that is not told what all have to know is refused", () => {
  const all = "{ DATABASE_URL: a, ORRERY_EXECUTOR_URL: b, ORRERY_KEY: c, ORRERY_URL: d }";
  expect(
    checkComposeSettings(
      `services: { studio: { environment: ${all} }, executor: { environment: { DATABASE_URL: a } } }\n`,
    ),
  ).toEqual([
    "the service executor is not given ORRERY_EXECUTOR_URL",
    "the service executor is not given ORRERY_KEY",
    "the service executor is not given ORRERY_URL",
  ]);
  const container =
    "{ name: a, envFrom: [{ configMapRef: { name: m } }], env: [{ name: DATABASE_URL }, { name: ORRERY_URL }] }";
  const map = (data: string) => `kind: ConfigMap\nmetadata: { name: m }\ndata: ${data}\n`;
  const settings = (data: string) =>
    checkDeploymentSettings(
      new Map([
        ["a", deployment(`{ template: { spec: { containers: [${container}] } } }`)],
        ["m", map(data)],
      ]),
    );
  expect(settings("{ ORRERY_EXECUTOR_URL: x }")).toEqual(["Deployment a is not given ORRERY_KEY"]);
  expect(settings("{ ORRERY_EXECUTOR_URL: x, ORRERY_KEY: y }")).toEqual([]);
});
