export { callTool } from "./call-tool.ts";
export { listTools } from "./list-tools.ts";
export { beginSignIn, finishSignIn, renewSignIn } from "./sign-in.ts";
export { withSession } from "./with-session.ts";
