export { explainFolderError, freeMegabytes, prepareDataFolder } from "./data-folder.ts";
export { withFolderLock } from "./folder-lock.ts";
export { freePort, listenObstacle } from "./free-port.ts";
export { type EmbeddedPostgres, openEmbedded } from "./open-embedded.ts";
export { isSameProcess, processIdentity } from "./process-identity.ts";
export { withScratchCluster } from "./with-scratch-cluster.ts";
