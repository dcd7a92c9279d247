import { listenObstacle } from "@orrery/db/embedded";
import type { UpSettings } from "./read-settings.ts";
import { StartProblem } from "./start-problem.ts";

/** @throws StartProblem when a port cannot be listened on. */
export async function checkPorts(settings: Pick<UpSettings, "port" | "executorPort">): Promise<void> {
  for (const [name, port] of [
    ["PORT", settings.port],
    ["EXECUTOR_PORT", settings.executorPort],
  ] as const) {
    const obstacle = await listenObstacle(port);
    if (obstacle === undefined) continue;
    const reason = obstacle === "EACCES" ? "is not open to this user" : "is taken by another program";
    throw new StartProblem(
      `Port ${port} ${reason}: stop that program, or set ${name} to a free port.`.replace(
        "is not open to this user: stop that program, or set",
        "is not open to this user: set",
      ),
    );
  }
}
