export type { RefusedEndpoint } from "./check-address.ts";
export type { Egress, EgressOptions, EgressStream } from "./egress.ts";
export { createEgress } from "./egress.ts";
export { coversAddress, parseHostList } from "./host-list.ts";
export type { EgressGrant } from "./read-target.ts";
export type { ResolveHost } from "./resolve-host.ts";
export type { TargetView } from "./targets/target-view.ts";
export { createTargets, type TargetLimit, type Targets } from "./targets/targets.ts";
export { parseRates } from "./targets/token-bucket.ts";
