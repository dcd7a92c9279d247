export { type EverythingServer, startEverythingServer } from "./everything-server.ts";
export { startSigningInServer } from "./signing-in-server.ts";
export { startToolServer, type ToolServerScript } from "./tool-server.ts";
